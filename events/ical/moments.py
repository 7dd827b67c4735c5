"""When is it, as a calendar says it: at a moment or on a day, for how long? (RFC 5545, 3.3.4-6)"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from events.ical import values
from events.ical.problems import Reason, SkippedPartError
from events.ical.zones import Zone, Zones

EARLIEST, LATEST = 1900, 2199  # years
LONGEST = timedelta(days=366)
MOST_DATES = 2_000  # of RDATE or EXDATE of an event
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """What clocks show (without a zone), and where. All day: midnight, as the day begins."""

    wall: datetime
    zone: Zone
    all_day: bool

    @property
    def instant(self) -> datetime:
        """The moment in UTC."""
        return self.wall.replace(tzinfo=self.zone.clock).astimezone(UTC)

    @property
    def shown(self) -> datetime:
        """The moment in the zone that it is shown in."""
        return self.instant.astimezone(ZoneInfo(self.zone.name))

    @property
    def key(self) -> str:
        """By which a recurrence is known again, however its time is written."""
        if self.all_day:
            return self.wall.strftime("%Y%m%d")
        return self.instant.strftime("%Y%m%dT%H%M%SZ")

    def at(self, wall: datetime) -> "Moment":
        """Another moment of the same kind."""
        return Moment(wall, self.zone, self.all_day)

    def within(self, series: "Moment") -> "Moment":
        """The moment as one of a series: some write only the day of it, or a time where the
        series has none.
        """
        if self.all_day == series.all_day:
            return self
        clock = time.min if series.all_day else series.wall.time()
        return series.at(datetime.combine(self.wall.date(), clock))


@dataclass(frozen=True, slots=True)
class Length:
    """How long something lasts: days by the calendar, then exact time (RFC 5545, 3.3.6)."""

    days: int = 0
    exact: timedelta = timedelta()

    def end_of(self, start: Moment) -> datetime:
        """When it ends that begins so, shown in the same zone."""
        after_days = start.at(start.wall + timedelta(days=self.days))
        return (after_days.instant + self.exact).astimezone(ZoneInfo(start.zone.name))


@dataclass(frozen=True, slots=True)
class Extra:
    """A date beside the rules (RDATE), with a length where it has one of its own."""

    start: Moment
    length: Length | None


class Dates:
    """Reads the dates of one event."""

    def __init__(self, zones: Zones) -> None:
        self._zones = zones

    def moment(self, line: str, reason: Reason) -> tuple[Moment, dict[str, str]]:
        """The moment of a line, and what the line says about it beside its zone."""
        parameters, value = split_line(line, reason)
        return self._moment(value, parameters.get("TZID", ""), reason), parameters

    def extras(self, lines: list[str]) -> Iterator[Extra]:
        """The dates of RDATE and EXDATE lines, periods too."""
        count = 0
        for line in lines:
            parameters, dates = split_line(line, Reason.BAD_DATES)
            zone = parameters.get("TZID", "")
            for value in dates.split(","):
                count += 1
                if count > MOST_DATES:
                    raise SkippedPartError(Reason.TOO_MANY_DATES)
                if value.strip():
                    yield self._extra(value.strip(), zone)

    def _extra(self, value: str, zone: str) -> Extra:
        begins, _slash, ends = value.partition("/")
        start = self._moment(begins, zone, Reason.BAD_DATES)
        if not ends:
            return Extra(start, None)
        if ends.upper().startswith(("P", "+P")):
            return Extra(start, read_duration(ends, Reason.BAD_DATES))
        return Extra(start, between(start, self._moment(ends, zone, Reason.BAD_DATES)))

    def _moment(self, value: str, zone_name: str, reason: Reason) -> Moment:
        try:
            read = values.read_when(value)
        except ValueError as error:
            raise SkippedPartError(reason, value) from error
        if not isinstance(read, date) or not EARLIEST <= read.year <= LATEST:
            raise SkippedPartError(reason, value)
        floating = self._zones.floating
        if not isinstance(read, datetime):
            return Moment(datetime.combine(read, time.min), floating, all_day=True)
        wall = read.replace(tzinfo=None)
        if read.tzinfo is not None:
            return Moment(wall, Zone(self._zones.shows_utc_in, UTC), all_day=False)
        return Moment(wall, self._zones.find(zone_name) if zone_name else floating, all_day=False)


def split_line(line: str, reason: Reason) -> tuple[dict[str, str], str]:
    """The parameters of a line, each with its first value, and its own value unescaped.

    Raises `SkippedPartError`.
    """
    try:
        return values.split_line(line)
    except ValueError as error:
        raise SkippedPartError(reason, line) from error


def read_duration(value: str, reason: Reason) -> Length:
    """The length that a duration says: days, then exact time. Raises `SkippedPartError`."""
    try:
        duration = values.read_when(value)
    except ValueError as error:
        raise SkippedPartError(reason, value) from error
    if not isinstance(duration, timedelta):
        raise SkippedPartError(reason, value)
    if duration < timedelta():
        raise SkippedPartError(Reason.END_BEFORE_START, value)
    if duration > LONGEST:
        raise SkippedPartError(reason, value)
    # PT24H is a day by the clock, P1D one by the calendar: they differ when clocks change.
    by_clock = value.upper().lstrip(" +-P").startswith("T")
    return Length(exact=duration) if by_clock else Length(duration.days, duration % A_DAY)


def between(start: Moment, end: Moment) -> Length:
    """The length from one moment to another: whole days, or exact time. Raises
    `SkippedPartError`.
    """
    if start.all_day != end.all_day:
        raise SkippedPartError(Reason.BAD_END, end.key)
    lasts = end.wall - start.wall if start.all_day else end.instant - start.instant
    if lasts < timedelta():
        raise SkippedPartError(Reason.END_BEFORE_START, end.key)
    if lasts > LONGEST:
        raise SkippedPartError(Reason.BAD_END, end.key)
    if start.all_day:  # some give a day as its own end
        return Length(days=lasts.days or 1)
    return Length(exact=lasts)
