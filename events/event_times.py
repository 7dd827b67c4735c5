"""When does an event take place, as people write it? Days, and times on the clocks there."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event
from events.words import days_of
from people.clock import ClockField
from people.days import DayField
from people.figures import day
from people.zones import zone_choices

if TYPE_CHECKING:  # Django's own class takes no parameter when it runs
    ModelForm = forms.ModelForm[Event]
else:
    ModelForm = forms.ModelForm


class EventTimes(ModelForm):
    """For a form of an event with `all_day`: the fields that say when, and what they mean."""

    starts_on = DayField(label=gettext_lazy("On which day?"))
    starts_time = ClockField(label=gettext_lazy("From what time?"), required=False)
    ends_time = ClockField(label=gettext_lazy("Until what time?"), required=False)
    ends_on = DayField(
        label=gettext_lazy("Its last day, if it has several"),
        required=False,
    )
    zone = forms.ChoiceField(label=gettext_lazy("On the clocks of"), choices=zone_choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self._show_times(self.instance)

    def _show_times(self, event: Event) -> None:
        first, last = days_of(event, event.tzinfo)
        self.initial["starts_on"] = first
        self.initial["ends_on"] = None if first == last else last
        if not event.all_day:
            self.initial["starts_time"] = event.starts_at.astimezone(event.tzinfo).time()
            self.initial["ends_time"] = event.ends_at.astimezone(event.tzinfo).time()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("starts_on") and cleaned.get("zone"):
            self._set_times(cleaned)
        return cleaned

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
