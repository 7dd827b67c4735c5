"""When does somebody work? The times of a usual day once, and for each day only what differs."""

from collections import Counter
from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.choices import Weekday
from people.clock import ClockField
from people.editing import OwnedForm
from people.models import Profile, User, WorkingDay
from people.services import save_week

PARTS = {
    "start": gettext_lazy("from"),
    "leave": gettext_lazy("until"),
    "home_by": gettext_lazy("home by"),
}
USUAL = "usual"
MONDAY_TO_FRIDAY = range(Weekday.MONDAY, Weekday.SATURDAY)


class WeekForm(OwnedForm):
    """The working days of a person, whose profile carries their version.

    A day that is ticked has the usual times but where it has its own. Without any times at all
    nothing is known of the week, whatever is ticked.
    """

    class Meta:
        model = Profile
        fields: list[str] = []

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        saved = {day.weekday: day for day in user.working_days.all()}
        usual = usual_times(list(saved.values()))
        self._add_times(USUAL, _("Usual day"), usual)
        for weekday in Weekday:
            day = saved.get(weekday)
            self.fields[_name(weekday)] = forms.BooleanField(
                label=weekday.label,
                required=False,
                initial=day is not None or (not saved and weekday in MONDAY_TO_FRIDAY),
            )
            differing = {
                part: getattr(day, part)
                for part in PARTS
                if day is not None and getattr(day, part) != usual[part]
            }
            self._add_times(_name(weekday), str(weekday.label), differing)

    def _add_times(self, name: str, day: str, times: dict[str, time | None]) -> None:
        for part, label in PARTS.items():
            self.fields[f"{name}_{part}"] = ClockField(
                label=_("%(day)s: %(part)s") % {"day": day, "part": label},
                required=False,
                initial=times.get(part),
            )

    @property
    def usual_fields(self) -> list[BoundField]:
        """The three times of a usual day."""
        return [self[f"{USUAL}_{part}"] for part in PARTS]

    @property
    def day_fields(self) -> list[tuple[BoundField, list[BoundField]]]:
        """The tick of each day and its three times, Monday first."""
        return [
            (self[_name(day)], [self[f"{_name(day)}_{part}"] for part in PARTS]) for day in Weekday
        ]

    def clean(self) -> None:
        super().clean()
        for weekday in Weekday:
            own = self._own(weekday)
            if not self.cleaned_data.get(_name(weekday)):
                if any(own.values()):
                    self.add_error(_name(weekday), _("Tick the day, or empty its times."))
            elif self._says_anything():
                self._check_day(weekday)

    def _check_day(self, weekday: Weekday) -> None:
        times = self._times(weekday)
        start, leave = times["start"], times["leave"]
        for part, text in (
            ("start", _("Say when work starts, here or on a usual day.")),
            ("leave", _("Say when you can leave, here or on a usual day.")),
        ):
            name = f"{_name(weekday)}_{part}"
            if times[part] is None and not {name, f"{USUAL}_{part}"} & self.errors.keys():
                self.add_error(name, text)
        if start and leave and leave <= start:
            text = _("The time you can leave must be after work starts.")
            self.add_error(f"{_name(weekday)}_leave", text)

    def _own(self, name: Weekday | str) -> dict[str, time | None]:
        key = name if isinstance(name, str) else _name(name)
        return {part: self.cleaned_data.get(f"{key}_{part}") for part in PARTS}

    def _times(self, weekday: Weekday) -> dict[str, time | None]:
        """The times that count on a day: its own, else the usual ones. Midnight is a time."""
        own, usual = self._own(weekday), self._own(USUAL)
        return {part: usual[part] if own[part] is None else own[part] for part in PARTS}

    def _says_anything(self) -> bool:
        names = (USUAL, *map(_name, Weekday))
        typed = [f"{name}_{part}" for name in names for part in PARTS]
        return any(name in self.errors or self.cleaned_data.get(name) is not None for name in typed)

    def save(self, commit: bool = True) -> Profile:
        days = []
        for weekday in Weekday:
            times = self._times(weekday)
            start, leave = times["start"], times["leave"]
            if self.cleaned_data[_name(weekday)] and start is not None and leave is not None:
                day = WorkingDay(weekday=weekday, start=start, leave=leave)
                day.home_by = times["home_by"]
                days.append(day)
        profile: Profile = self.instance
        save_week(profile=profile, days=days)
        return profile


def usual_times(days: Sequence[WorkingDay]) -> dict[str, time | None]:
    """The most common times of the days; no “home by” where a day has none, to stay so."""
    if not days:
        return dict.fromkeys(PARTS)
    usual: dict[str, time | None] = {}
    for part in PARTS:
        times = [getattr(day, part) for day in days]
        usual[part] = None if None in times else Counter(times).most_common(1)[0][0]
    return usual


def _name(weekday: Weekday) -> str:
    return weekday.name.lower()
