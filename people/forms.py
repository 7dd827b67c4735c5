"""What do people say about themselves?"""

from datetime import time
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.choices import Mode, Weekday
from people.editing import OwnedForm
from people.models import Profile, User, WorkingDay
from people.place_field import PlaceField
from people.services import save_learning


class NameForm(OwnedForm):
    """The name that stands on reports."""

    class Meta:
        model = User
        fields = ["name"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class CurrencyField(forms.CharField):
    """A currency's three letters, however they are typed."""

    default_validators = [
        RegexValidator(r"^[A-Z]{3}$", gettext_lazy("Three letters, for example GBP or EUR."))
    ]

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).upper()


class LearningForm(OwnedForm):
    """How somebody learns, and where from: the profile, ways of travelling, working days.

    Each weekday has three times; a day without any is free.
    """

    home = PlaceField(label=gettext_lazy("Home"), required=False)
    work = PlaceField(label=gettext_lazy("Work"), required=False)
    modes = forms.MultipleChoiceField(
        label=gettext_lazy("How do you travel?"),
        choices=Mode.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    currency = CurrencyField(label=gettext_lazy("Currency of your totals"))

    class Meta:
        model = Profile
        fields = [
            "home",
            "work",
            "longest_journey",
            "passive_factor",
            "responsive_factor",
            "interactive_factor",
            "currency",
        ]

    def __init__(self, *args: Any, user: User, instance: Profile, **kwargs: Any) -> None:
        super().__init__(*args, user=user, instance=instance, **kwargs)
        if instance.pk is not None:
            self.initial["modes"] = [row.mode for row in instance.travel_modes.all()]
        saved = {day.weekday: day for day in user.working_days.all()}
        for weekday in Weekday:
            self._add_day(weekday, saved.get(weekday))

    def _add_day(self, weekday: Weekday, saved: WorkingDay | None) -> None:
        labels = {
            "start": _("%(day)s: from"),
            "leave": _("%(day)s: until"),
            "home_by": _("%(day)s: home by"),
        }
        for part, label in labels.items():
            name = _day_field(weekday, part)
            self.fields[name] = forms.TimeField(
                label=label % {"day": weekday.label},
                required=False,
                widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            )
            self.initial[name] = getattr(saved, part, None)

    @property
    def day_fields(self) -> list[list[BoundField]]:
        """The three times of each day, Monday first."""
        parts = ("start", "leave", "home_by")
        return [[self[_day_field(weekday, part)] for part in parts] for weekday in Weekday]

    def clean(self) -> None:
        super().clean()
        for weekday in Weekday:
            start, leave, home_by = self._times(weekday)
            if start and leave and leave <= start:
                self._refuse_day(weekday, _("The time you can leave must be after work starts."))
            elif (start or leave or home_by) and not (start and leave):
                self._refuse_day(weekday, _("Say when work starts and when you can leave."))

    def _times(self, weekday: Weekday) -> tuple[time | None, time | None, time | None]:
        start, leave, home_by = (
            self.cleaned_data.get(_day_field(weekday, part))
            for part in ("start", "leave", "home_by")
        )
        return start, leave, home_by

    def _refuse_day(self, weekday: Weekday, text: str) -> None:
        self.add_error(_day_field(weekday, "leave"), text)

    def save(self, commit: bool = True) -> Profile:
        profile: Profile = self.instance
        days = []
        for weekday in Weekday:
            start, leave, home_by = self._times(weekday)
            if start and leave:
                day = WorkingDay(weekday=weekday, start=start, leave=leave, home_by=home_by)
                day.user = profile.user
                days.append(day)
        save_learning(profile=profile, modes=self.cleaned_data["modes"], days=days)
        return profile


def _day_field(weekday: Weekday, part: str) -> str:
    return f"{weekday.name.lower()}_{part}"
