"""Which time zone does a name in a calendar file mean? (RFC 5545, 3.6.5)"""

import functools
import zoneinfo
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NoReturn
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from events.ical.outline import MOST_OBSERVANCES, Part
from events.ical.problems import Reason, SkippedPartError
from events.ical.rules import Budget, expand
from events.ical.values import read_offset, read_when, split_line

LONGEST_NAME = 200  # characters
LONGEST_LINE = 20_000  # characters: room for a thousand changes of a clock
HORIZON = datetime(2101, 1, 1)  # noqa: DTZ001  # how far the rules of a zone are followed
EARLIEST = 1  # year; Outlook lets its zones begin in 1601
MOST_CHANGES = 2_000  # of the clock, of a zone


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone: its IANA name, or the one to show its times in; `clock` is what its clocks do."""

    name: str
    clock: tzinfo

    def wall(self, moment: datetime) -> datetime:
        """What the clocks there show at an aware moment."""
        return moment.astimezone(self.clock).replace(tzinfo=None, fold=0)


def iana_zone(name: str) -> Zone:
    """A zone by its IANA name."""
    return Zone(name, ZoneInfo(name))


def find_iana_name(written: str) -> str:
    """The IANA name that is meant: in any case, at the end of a path, or by Windows' name for it.

    Empty where there is none.
    """
    name = written.strip().strip('"').lower()
    if len(name) > LONGEST_NAME:
        return ""
    parts = name.split("/")
    tails = ("/".join(parts[-size:]) for size in (3, 2))
    return next((_names()[each] for each in (name, *tails) if each in _names()), "")


@functools.cache
def _names() -> dict[str, str]:
    windows = {windows.lower(): name for windows, name in WINDOWS_TO_OLSON.items()}
    return windows | {name.lower(): name for name in zoneinfo.available_timezones()}


class Zones:
    """The zones of one calendar: those that it describes, and those that everybody knows.

    `floating` is that of times that name none, and `shows_utc_in` the name of the one in which
    times in UTC are shown. `own_used` are those by whose own rules times were worked out.
    """

    def __init__(
        self, described: Iterable[Part], *, floating: Zone, shows_utc_in: str, budget: Budget
    ) -> None:
        self.floating = floating
        self.shows_utc_in = shows_utc_in
        self.own_used: set[str] = set()
        self._described = {_value(part, "TZID"): part for part in reversed([*described])}
        self._known: dict[str, Zone] = {}
        self._budget = budget

    def find(self, written: str) -> Zone:
        """The zone of a TZID. Raises `SkippedPartError` where nobody knows it."""
        if written not in self._known:
            self._known[written] = self._look_up(written)
        return self._known[written]

    def _look_up(self, written: str) -> Zone:
        part = self._described.get(written)
        said = _value(part, "X-LIC-LOCATION") if part else ""
        name = find_iana_name(written) or find_iana_name(said)
        if name:
            return iana_zone(name)
        if part is None:
            raise SkippedPartError(Reason.UNKNOWN_ZONE, written)
        self.own_used.add(written)
        return Zone(self.floating.name, _OwnClock(_changes(part, written, self._budget)))


@dataclass(frozen=True, slots=True, order=True)
class _Change:
    """The moment (UTC, without a zone) at which clocks are set, with their offsets around it."""

    at: datetime
    before: timedelta
    after: timedelta

    @property
    def on_the_wall(self) -> datetime:
        """From which wall time on the new offset holds. An hour that is left out belongs to the
        old offset, and one that comes twice is its first (RFC 5545, 3.3.5).
        """
        return self.at + max(self.before, self.after)


class _OwnClock(tzinfo):
    """A clock by the rules that a file brings along."""

    def __init__(self, changes: list[_Change]) -> None:
        self._changes = changes
        self._at = [change.at for change in changes]
        self._walls = [change.on_the_wall for change in changes]

    def utcoffset(self, moment: datetime | None) -> timedelta:
        if moment is None:
            return self._changes[0].before
        return self._offset(bisect_right(self._walls, moment.replace(tzinfo=None)))

    def fromutc(self, moment: datetime) -> datetime:
        number = bisect_right(self._at, moment.replace(tzinfo=None))
        return moment + self._offset(number)

    def dst(self, _moment: datetime | None) -> None:
        return None

    def tzname(self, _moment: datetime | None) -> None:
        return None

    def _offset(self, number: int) -> timedelta:
        return self._changes[number - 1].after if number else self._changes[0].before


def _changes(part: Part, written: str, budget: Budget) -> list[_Change]:
    """When clocks are set in a zone that a file describes. Raises `SkippedPartError`."""
    changes: list[_Change] = []
    if not part.observances or len(part.observances) > MOST_OBSERVANCES:
        raise SkippedPartError(Reason.BAD_ZONE, written)
    for observance in part.observances:
        try:
            changes += _of_observance(observance, budget)
        except (ValueError, OverflowError, SkippedPartError) as error:
            raise SkippedPartError(Reason.BAD_ZONE, written) from error
        if len(changes) > MOST_CHANGES:
            raise SkippedPartError(Reason.BAD_ZONE, written)
    return sorted(changes)


def _of_observance(part: Part, budget: Budget) -> list[_Change]:
    before = read_offset(_value(part, "TZOFFSETFROM"))
    after = read_offset(_value(part, "TZOFFSETTO"))
    first = _onset(_value(part, "DTSTART"))
    walls = {first}
    for line in part.lines.get("RDATE", []):
        walls.update(_onset(each) for each in _parts(line).split(","))
    for line in part.lines.get("RRULE", []):
        rule = _parts(line)
        if "FREQ=YEARLY" not in rule.upper():
            _refuse()
        walls.update(
            expand(
                rule,
                first=first,
                last=HORIZON,
                budget=budget,
                on_the_wall=lambda moment: moment.astimezone(UTC).replace(tzinfo=None) + before,
            )
        )
    return [_Change(wall - before, before, after) for wall in walls]


def _onset(value: str) -> datetime:
    onset = read_when(value)
    if not isinstance(onset, datetime) or not EARLIEST < onset.year < HORIZON.year:
        _refuse()
    return onset.replace(tzinfo=None)


def _refuse() -> NoReturn:
    raise ValueError


def _parts(line: str) -> str:
    if len(line) > LONGEST_LINE:
        _refuse()
    return split_line(line)[1]


def _value(part: Part, name: str) -> str:
    """What a line of a zone says; empty where there is none that can be read."""
    try:
        return _parts(part.lines[name][0])
    except (KeyError, ValueError):
        return ""
