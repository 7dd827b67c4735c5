"""What is known of the person who would go?

Source: `docs/design/journeys.md`, *What is known about a person*. All clock times are those of the
person's own zone, and minutes those of one way. What makes no sense raises ValueError.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time, tzinfo
from decimal import Decimal
from math import isfinite
from typing import Literal

from engine.journeys import MODES, Point
from engine.places import quoted

Origin = Literal["home", "work"]

ORIGINS: tuple[Origin, ...] = ("home", "work")
DAYS_OF_A_WEEK = 7
LONGEST_EVER_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDay:
    """When work starts, when one can leave, and by when one must be home, on one weekday.

    `home_by` is the routine's where it is None; before 06:30 it is the next morning.
    """

    start: time
    leave: time
    home_by: time | None = None

    def __post_init__(self) -> None:
        _check_clocks(start=self.start, leave=self.leave, home_by=self.home_by)
        if self.leave <= self.start:
            raise ValueError(f"leave: {self.leave} is not after the start of work, {self.start}")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownJourney:
    """A journey as the person knows it: between home or work and a place, by one mode.

    `place` is the key of the place; `fare` is for one way; `last_departure` is the last one from
    there to `origin`, before 06:30 that of the next morning.
    """

    origin: Origin
    place: str
    mode: str
    minutes: float
    fare: Decimal | None = None
    last_departure: time | None = None

    def __post_init__(self) -> None:
        if self.origin not in ORIGINS:
            raise ValueError(f"origin: {quoted(self.origin)} is neither home nor work")
        _check_modes((self.mode,))
        _check_minutes("minutes", self.minutes)
        if self.fare is not None and not (self.fare.is_finite() and self.fare >= 0):
            raise ValueError(f"fare: {self.fare} is no amount")
        _check_clocks(last_departure=self.last_departure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A person's days and ways.

    `week` has the working days by weekday, Monday being 0. `home_by` is for days off, and for
    working days without one of their own; where there is none, any hour will do. `modes` are of
    `engine.journeys.MODES`; none means that it is not known how the person travels.
    """

    home: Point | None
    work: Point | None
    zone: tzinfo
    modes: tuple[str, ...]
    longest_minutes: float
    week: Mapping[int, WorkingDay] = field(default_factory=dict)
    lunch: tuple[time, time] | None = None
    home_by: time | None = None
    eat_minutes: float = 0
    night_away: bool = False
    known: tuple[KnownJourney, ...] = ()

    def __post_init__(self) -> None:
        _check_modes(self.modes)
        _check_minutes("longest_minutes", self.longest_minutes)
        _check_minutes("eat_minutes", self.eat_minutes)
        _check_clocks(home_by=self.home_by)
        for weekday in self.week:
            if weekday not in range(DAYS_OF_A_WEEK):
                raise ValueError(f"week: {weekday!r} is no weekday from 0 to 6")
        if self.lunch is not None:
            begins, ends = self.lunch
            _check_clocks(lunch=begins)
            _check_clocks(lunch=ends)
            if ends <= begins:
                raise ValueError(f"lunch: {ends} is not after {begins}")
        seen = set()
        for journey in self.known:
            if (which := (journey.origin, journey.place, journey.mode)) in seen:
                raise ValueError(f"known: {' '.join(map(quoted, which))} is there twice")
            seen.add(which)


def _check_clocks(**clocks: time | None) -> None:
    for name, clock in clocks.items():
        if clock is not None and clock.tzinfo is not None:
            raise ValueError(f"{name}: {clock} has a zone; it is read in the person's own")


def _check_minutes(name: str, minutes: float) -> None:
    if not (isfinite(minutes) and 0 <= minutes <= LONGEST_EVER_MINUTES):
        raise ValueError(f"{name}: {minutes} is not from 0 to {LONGEST_EVER_MINUTES} minutes")


def _check_modes(modes: Iterable[str]) -> None:
    for mode in modes:
        if mode not in MODES:
            raise ValueError(f"mode: {quoted(mode)} is none of {', '.join(MODES)}")
