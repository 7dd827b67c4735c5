"""When is what a person's clock shows, and to which of their days does a moment belong?

Moments are POSIX seconds: Python's arithmetic with the datetimes of one zone is that of the clock
on the wall, and wrong in nights when it changes (`docs/design/journeys.md`, *Properties*).
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from engine.attending.routine import Routine

# Nobody leaves home before, and what ends before belongs to the evening before.
MORNING = time(6, 30)
MINUTE = 60
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """When work starts, when one can leave, and the lunch break, if it lies in the day's work."""

    start: float
    leave: float
    lunch: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of a person: its morning, its work unless it is a day off, when to be home."""

    date: date
    morning: float
    work: Work | None
    home_by: float | None


def instant_of(day: date, clock: time, zone: tzinfo) -> float:
    """Return when the clocks of a zone show `clock` on a day, in POSIX seconds.

    What they show twice is the first time; what they skip is the moment at which they skip it: so
    a later clock is never an earlier moment.
    """
    shown = datetime.combine(day, clock, zone)
    first, second = shown.replace(fold=0).timestamp(), shown.replace(fold=1).timestamp()
    if first <= second:
        return first
    offset = datetime.fromtimestamp(first, zone).utcoffset()
    moments = range(int(second), int(first))
    skip = bisect_left(
        moments, True, key=lambda at: datetime.fromtimestamp(at, zone).utcoffset() == offset
    )
    return float(second // 1 + skip)


def evening_instant_of(day: date, clock: time, zone: tzinfo) -> float:
    """Return the same for the end of a day: before 06:30 is the next morning."""
    return instant_of(day if clock >= MORNING else day + ONE_DAY, clock, zone)


def day_of_start(instant: float, zone: tzinfo) -> date:
    """Return the date a person has when something starts."""
    return datetime.fromtimestamp(instant, zone).date()


def day_of_end(instant: float, zone: tzinfo) -> date:
    """Return the date of the day that something ends: before 06:30 it is still the day before."""
    shown = datetime.fromtimestamp(instant, zone)
    return shown.date() if shown.time() >= MORNING else shown.date() - ONE_DAY


def day_of(on: date, routine: Routine) -> Day:
    """Return what a date is for a person."""
    zone, hours = routine.zone, routine.week.get(on.weekday())
    home_by = (hours.home_by if hours else None) or routine.home_by
    work = None
    if hours is not None:
        lunch = None
        if routine.lunch is not None and hours.start <= routine.lunch[0]:
            begins, ends = routine.lunch
            lunch = (instant_of(on, begins, zone), instant_of(on, ends, zone))
        work = Work(
            start=instant_of(on, hours.start, zone),
            leave=instant_of(on, hours.leave, zone),
            lunch=lunch,
        )
    return Day(
        date=on,
        morning=instant_of(on, MORNING, zone),
        work=work,
        home_by=None if home_by is None else evening_instant_of(on, home_by, zone),
    )
