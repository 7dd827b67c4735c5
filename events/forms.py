"""What does somebody enter about an event of their own?"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.choices import BenefitMode
from catalogue.organisation_field import OrganisationField
from events.models import Event
from events.price_list import PriceListField, write_prices
from events.words import days_of
from goals.models import Skill
from people.clock import ClockField
from people.days import DayField
from people.editing import OwnedForm
from people.figures import day
from people.models import Profile, User
from people.place_field import PlaceField
from people.zones import zone_choices


class EventForm(OwnedForm):
    """An event with its times as people write them: days, and times of day on its own clocks."""

    starts_on = DayField(label=gettext_lazy("On which day?"))
    starts_time = ClockField(label=gettext_lazy("From what time?"), required=False)
    ends_time = ClockField(label=gettext_lazy("Until what time?"), required=False)
    ends_on = DayField(
        label=gettext_lazy("Its last day, if it has several"),
        required=False,
    )
    zone = forms.ChoiceField(label=gettext_lazy("On the clocks of"), choices=zone_choices)
    place = PlaceField(
        label=gettext_lazy("Town"), required=False, help_text=gettext_lazy("Type its name.")
    )
    skills = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Skills it serves"),
        queryset=Skill.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Event
        fields = [
            "title", "all_day", "mode", "zone", "place", "address", "latitude", "longitude",
            "online_address", "kind", "interactivity", "capacity", "status", "description",
        ]  # fmt: skip
        labels = {
            "title": gettext_lazy("What is it?"),
            "all_day": gettext_lazy("All day: no times are known"),
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    online_address = forms.URLField(
        label=gettext_lazy("Address to take part online"),
        max_length=1000,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )

    def __init__(self, *args: Any, user: User, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        event = self.instance
        skills = cast("forms.ModelMultipleChoiceField[Skill]", self.fields["skills"])
        skills.queryset = Skill.objects.filter(parent__isnull=False).select_related("parent")
        self.fields["organisation"] = OrganisationField(
            user=user,
            label=_("Who organises it?"),
            required=False,
            help_text=_("Type its name. Empty: nobody in the catalogue."),
        )
        self.initial["organisation"] = event.organisation_id
        self.fields["prices"] = PriceListField(
            currency=profile.currency,
            label=_("Prices"),
            required=False,
            help_text=_("One to a line: Members: 25 GBP"),
        )
        if event.pk:
            self.initial["skills"] = [skill.pk for skill in event.skills.all()]
            self.initial["prices"] = write_prices(event.prices.all())
            self._show_times(event)

    def _show_times(self, event: Event) -> None:
        first, last = days_of(event, event.tzinfo)
        self.initial["starts_on"] = first
        self.initial["ends_on"] = None if first == last else last
        if not event.all_day:
            self.initial["starts_time"] = event.starts_at.astimezone(event.tzinfo).time()
            self.initial["ends_time"] = event.ends_at.astimezone(event.tzinfo).time()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.instance.organisation = cleaned.get("organisation")
        if cleaned.get("mode") != BenefitMode.FACE_TO_FACE and not self.errors:
            self._ask_where_online(cleaned)
        if cleaned.get("starts_on") and cleaned.get("zone"):
            self._set_times(cleaned)
        return cleaned

    def _ask_where_online(self, cleaned: dict[str, Any]) -> None:
        if cleaned["mode"] == BenefitMode.ONLINE:
            for name in ("place", "address", "latitude", "longitude"):
                if cleaned.get(name) not in (None, ""):
                    self.add_error(name, _("What takes place online only has no place."))

    def _set_times(self, cleaned: dict[str, Any]) -> None:
        first = cleaned["starts_on"]
        last = cleaned.get("ends_on") or first
        if last < first:
            self.add_error("ends_on", _("The last day must not be before the first."))
            return
        if cleaned.get("all_day"):
            zone = ZoneInfo(cleaned["zone"])
            self.instance.starts_at = datetime.combine(first, time(), zone)
            self.instance.ends_at = datetime.combine(last + timedelta(days=1), time(), zone)
            return
        start = self._moment("starts_time", first, cleaned)
        end = self._moment("ends_time", last, cleaned)
        if start is None or end is None:
            return
        if end < start and last == first:
            self.add_error(
                "ends_time",
                _("It would end before it begins. Past midnight? Give its last day as well."),
            )
            return
        self.instance.starts_at, self.instance.ends_at = start, end

    def _moment(self, name: str, on: date, cleaned: dict[str, Any]) -> datetime | None:
        """The moment that a field says; None, and an error, where it says none."""
        clock = cleaned.get(name)
        if clock is None:
            if name not in self.errors:
                self.add_error(name, _("Give a time, or say that it is all day."))
            return None
        try:
            return moment_at(on, clock, ZoneInfo(cleaned["zone"]))
        except ValidationError as error:
            self.add_error(name, error)
            return None


def moment_at(on: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment at which the clocks of a zone show it first.

    Raises `ValidationError` where they skip it.
    """
    moment = datetime.combine(on, clock, zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ValidationError(
            _("On %(day)s the clocks there are put forward and never show %(time)s.")
            % {"day": day(on), "time": f"{clock:%H:%M}"}
        )
    return moment
