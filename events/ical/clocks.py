"""When are the clocks of a zone set? As a calendar file says it (RFC 5545, 3.6.5).

icalendar 7.3 can make these too, but gives spring's changes an hour too late.
"""

import functools
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vDDDLists, vUTCOffset

A_DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)


@functools.lru_cache(maxsize=64)
def make_timezone(name: str, first: int, last: int) -> Timezone:
    """The zone of that IANA name, with each change of its clocks in these years."""
    zone = ZoneInfo(name)
    begins = datetime(first, 1, 1, tzinfo=UTC)
    changes = [begins, *_changes(zone, begins, datetime(last + 1, 1, 1, tzinfo=UTC))]
    observances: dict[tuple[timedelta, timedelta, str, bool], list[datetime]] = defaultdict(list)
    for moment in changes:
        there = moment.astimezone(zone)
        # What holds before the first year is not told.
        before = _offset(zone, moment - A_SECOND if moment > begins else moment)
        named = (before, _offset(zone, moment), there.tzname() or name, bool(there.dst()))
        observances[named].append(moment.replace(tzinfo=None) + before)
    made = Timezone()
    made.add("tzid", name)
    for (before, after, called, summer), walls in observances.items():
        made.add_component(_observance(before, after, called, walls, summer=summer))
    return made


def _observance(
    before: timedelta, after: timedelta, called: str, walls: list[datetime], *, summer: bool
) -> TimezoneDaylight | TimezoneStandard:
    observance = TimezoneDaylight() if summer else TimezoneStandard()
    observance.add("dtstart", walls[0])
    observance.add("tzoffsetfrom", vUTCOffset(before))
    observance.add("tzoffsetto", vUTCOffset(after))
    observance.add("tzname", called)
    if walls[1:]:
        observance.add("rdate", vDDDLists(walls[1:]))
    return observance


def _changes(zone: ZoneInfo, begins: datetime, ends: datetime) -> Iterator[datetime]:
    """The first moment of each other offset; there are never two of them on one day."""
    while begins < ends:
        if _offset(zone, begins) != _offset(zone, begins + A_DAY):
            yield _change(zone, begins)
        begins += A_DAY


def _change(zone: ZoneInfo, early: datetime) -> datetime:
    late = early + A_DAY
    before = _offset(zone, early)
    while late - early > A_SECOND:
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        if _offset(zone, middle) == before:
            early = middle
        else:
            late = middle
    return late


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
