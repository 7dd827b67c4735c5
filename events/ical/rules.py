"""On which days and times does a rule of repetition fall? (RFC 5545, 3.3.10)

Times are those that a clock on the wall shows, without a zone. dateutil finds them; here a rule is
checked first, and its search ends where the asker's interest does: dateutil alone would follow a
rule that never falls (30 February) to the year 9999.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Self

from dateutil import rrule

from events.ical.problems import Reason, SkippedPartError
from events.ical.values import read_when

# Steps are weighed by what dateutil does in one of them, roughly in microseconds / 3.
WEIGHTS = {"YEARLY": 20, "MONTHLY": 5, "WEEKLY": 2, "DAILY": 1, "HOURLY": 1}
DAYS = {"YEARLY": 365, "MONTHLY": 28, "WEEKLY": 7, "DAILY": 1, "HOURLY": 1 / 24}
MOST_WORK = 50_000  # of a rule: every day for 136 years, every hour for more than five
MOST_WORK_OF_FILE = 1_000_000
MOST_TIMES_A_STEP = 48
MOST_INTERVAL = 10_000
MOST_COUNT = 1_000_000_000
LONGEST_RULE = 2_000  # characters
_FREQUENCIES = {name: getattr(rrule, name) for name in WEIGHTS}
_WEEKDAYS = {str(day): day for day in (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR)} | {
    str(day): day for day in (rrule.SA, rrule.SU)
}
_RANGES = {  # dateutil's name, the largest number, whether numbers may count from the end
    "BYMONTH": ("bymonth", 1, 12, False),
    "BYWEEKNO": ("byweekno", 1, 53, True),
    "BYYEARDAY": ("byyearday", 1, 366, True),
    "BYMONTHDAY": ("bymonthday", 1, 31, True),
    "BYHOUR": ("byhour", 0, 23, False),
    "BYMINUTE": ("byminute", 0, 59, False),
    "BYSECOND": ("bysecond", 0, 59, False),
    "BYSETPOS": ("bysetpos", 1, 366, True),
}
_BYDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?[0-9]{1,10}")


class Budget:
    """How much work the rules of one file may still make."""

    def __init__(self) -> None:
        self.left = MOST_WORK_OF_FILE

    def take(self, work: float, rule: str) -> None:
        """Raises `SkippedPartError` where one rule, or all together, ask for too much."""
        if work > MOST_WORK or work > self.left:
            raise SkippedPartError(Reason.TOO_MUCH_WORK, rule)
        self.left -= int(work)


def expand(
    rule: str,
    *,
    first: datetime,
    last: datetime,
    budget: Budget,
    on_the_wall: Callable[[datetime], datetime],
) -> Iterator[datetime]:
    """When a rule that begins with `first` falls, in order and until `last`.

    `on_the_wall` makes the time of a clock there of an aware one. Raises `SkippedPartError`
    before it gives anything.
    """
    fields = _fields(rule)
    frequency = fields.pop("FREQ", "")
    if frequency in {"SECONDLY", "MINUTELY"}:
        raise SkippedPartError(Reason.TOO_OFTEN, rule)
    if frequency not in _FREQUENCIES:
        raise SkippedPartError(Reason.BAD_RULE, rule)
    interval = _number(fields.pop("INTERVAL", "1"), 1, MOST_INTERVAL, rule)
    until = min(last, _until(fields.pop("UNTIL", ""), rule, on_the_wall) or last)
    if until < first:
        return iter(())
    options = _options(fields, rule)
    times = [len(options.get(name, ())) or 1 for name in ("byhour", "byminute", "bysecond")]
    a_step = times[0] * times[1] * times[2]
    if a_step > MOST_TIMES_A_STEP:
        raise SkippedPartError(Reason.TOO_OFTEN, rule)
    steps = int(((until - first).days + 1) / DAYS[frequency] / interval) + 2
    budget.take(steps * WEIGHTS[frequency] * a_step, rule)
    try:
        found = rrule.rrule(
            _FREQUENCIES[frequency],
            dtstart=first,
            interval=_Steps(interval, steps),
            **options,
        )
    except ValueError as error:  # e.g. every second hour, but only at odd ones
        raise SkippedPartError(Reason.BAD_RULE, rule) from error
    return _upto(until, found)


class _EnoughError(Exception):
    """A search has gone past the last day that is asked for."""


class _Steps(int):
    """The interval of a rule, which dateutil adds once in each step. Ends too long a search."""

    left: int

    def __new__(cls, interval: int, steps: int) -> Self:
        made = super().__new__(cls, interval)
        made.left = steps
        return made

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise _EnoughError

    def __radd__(self, other: int) -> int:
        self._count()
        return other + int(self)

    def __mul__(self, other: Any) -> Any:  # weeks are added as days
        self._count()
        return int(self) * other


def _upto(until: datetime, found: "rrule.rrule") -> Iterator[datetime]:
    try:
        yield from itertools.takewhile(lambda at: at <= until, found)
    except _EnoughError:
        return


def _fields(rule: str) -> dict[str, str]:
    if len(rule) > LONGEST_RULE:
        raise SkippedPartError(Reason.BAD_RULE, rule)
    fields: dict[str, str] = {}
    for part in rule.strip().strip(";").upper().split(";"):
        name, equals, value = part.strip().partition("=")
        if not equals or name in fields:
            raise SkippedPartError(Reason.BAD_RULE, rule)
        fields[name] = value.strip()
    return fields


def _options(fields: Mapping[str, str], rule: str) -> dict[str, Any]:
    """What dateutil calls the parts of a rule."""
    options: dict[str, Any] = {}
    for name, value in fields.items():
        if name in _RANGES:
            called, low, high, from_end = _RANGES[name]
            numbers = {_number(each, -high, high, rule) for each in value.split(",")}
            if any(each < low and not (from_end and each <= -low) for each in numbers):
                raise SkippedPartError(Reason.BAD_RULE, rule)
            options[called] = sorted(numbers)
        elif name == "BYDAY":
            options["byweekday"] = [_weekday(each, rule) for each in value.split(",")]
        elif name == "COUNT":
            options["count"] = _number(value, 1, MOST_COUNT, rule)
        elif name == "WKST" and value in _WEEKDAYS:
            options["wkst"] = _WEEKDAYS[value]
        else:
            raise SkippedPartError(Reason.BAD_RULE, rule)
    return options


def _number(text: str, low: int, high: int, rule: str) -> int:
    if not _NUMBER.fullmatch(text.strip()) or not low <= int(text) <= high:
        raise SkippedPartError(Reason.BAD_RULE, rule)
    return int(text)


def _weekday(text: str, rule: str) -> Any:
    match = _BYDAY.fullmatch(text.strip())
    if match is None:
        raise SkippedPartError(Reason.BAD_RULE, rule)
    day = _WEEKDAYS[match[2]]
    if match[1] is None:
        return day
    number = _number(match[1], -53, 53, rule)
    if not number:
        raise SkippedPartError(Reason.BAD_RULE, rule)
    return day(number)


def _until(value: str, rule: str, on_the_wall: Callable[[datetime], datetime]) -> datetime | None:
    """The last moment of a rule; a day that is meant ends at midnight."""
    if not value:
        return None
    try:
        until = read_when(value)
        if isinstance(until, datetime):
            return on_the_wall(until) if until.tzinfo else until
    except (ValueError, OverflowError) as error:
        raise SkippedPartError(Reason.BAD_RULE, rule) from error
    if not isinstance(until, date):
        raise SkippedPartError(Reason.BAD_RULE, rule)
    return datetime.combine(until, time.max)
