"""What do people say about themselves?"""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy

from people.choices import Mode
from people.clock import ClockField
from people.editing import OwnedForm
from people.models import Profile, User
from people.place_field import PlaceField
from people.services import save_learning
from people.zones import zone_choices


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


class WhereForm(OwnedForm):
    """Where somebody is, and how and how far they travel."""

    home = PlaceField(label=gettext_lazy("Home"), required=False)
    work = PlaceField(label=gettext_lazy("Work"), required=False)
    modes = forms.MultipleChoiceField(
        label=gettext_lazy("How do you travel?"),
        choices=Mode.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Profile
        fields = ["home", "work", "longest_journey"]

    field_order = ["home", "work", "modes", "longest_journey"]

    def __init__(self, *args: Any, user: User, instance: Profile, **kwargs: Any) -> None:
        super().__init__(*args, user=user, instance=instance, **kwargs)
        if instance.pk is not None:
            self.initial["modes"] = [row.mode for row in instance.travel_modes.all()]

    def save(self, commit: bool = True) -> Profile:
        profile: Profile = self.instance
        save_learning(profile=profile, modes=self.cleaned_data["modes"])
        return profile


class LearningForm(WhereForm):
    """The same, which ways of taking part teach most, and the currency to reckon in."""

    currency = CurrencyField(label=gettext_lazy("Currency of your totals"))

    class Meta(WhereForm.Meta):
        fields = [
            *WhereForm.Meta.fields,
            "passive_factor",
            "responsive_factor",
            "interactive_factor",
            "currency",
        ]


class OutingForm(OwnedForm):
    """What it takes for somebody to get to an event, and home again, besides how they travel."""

    home_by = ClockField(
        label=gettext_lazy("Home by, on days without work"),
        required=False,
        help_text=gettext_lazy("After midnight is fine. Your working days have their own."),
    )
    lunch_from = ClockField(label=gettext_lazy("Lunch break from"), required=False)
    lunch_until = ClockField(label=gettext_lazy("Lunch break until"), required=False)
    zone = forms.ChoiceField(
        label=gettext_lazy("Your time zone"),
        help_text=gettext_lazy("On its clocks your times are read."),
        choices=zone_choices,
    )

    class Meta:
        model = Profile
        fields = [
            "home_by",
            "lunch_from",
            "lunch_until",
            "eat_minutes",
            "night_away",
            "cpd_days",
            "zone",
            "home_latitude",
            "home_longitude",
            "work_latitude",
            "work_longitude",
        ]
        labels = {
            "eat_minutes": gettext_lazy("Minutes you need to eat"),
            "night_away": gettext_lazy("I can stay away for a night"),
            "cpd_days": gettext_lazy("Days of work a year that you may be away for CPD"),
        }

    def save(self, commit: bool = True) -> Profile:
        profile: Profile = self.instance
        profile.full_clean()
        profile.save()
        return profile
