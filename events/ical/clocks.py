"""When are the clocks of a zone set? As a calendar file says it (RFC 5545, 3.6.5).

icalendar 7.3 can make these too, but gives spring's changes an hour too late.
"""

import functools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vUTCOffset

A_DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)


@functools.lru_cache(maxsize=64)
def make_timezone(name: str, first: int, last: int) -> Timezone:
    """The zone of that IANA name, with each change of its clocks in these years."""
    zone = ZoneInfo(name)
    begins = datetime(first, 1, 1, tzinfo=UTC)
    made = Timezone()
    made.add("tzid", name)
    made.add_component(_observance(zone, begins, before=_offset(zone, begins)))
    for moment in _changes(zone, begins, datetime(last + 1, 1, 1, tzinfo=UTC)):
        made.add_component(_observance(zone, moment, before=_offset(zone, moment - A_SECOND)))
    return made


def _observance(
    zone: ZoneInfo, moment: datetime, *, before: timedelta
) -> TimezoneDaylight | TimezoneStandard:
    """What holds from a moment on. Each change has one of its own: vobject 0.9 reads no more than
    the first of several dates.
    """
    there = moment.astimezone(zone)
    observance = TimezoneDaylight() if there.dst() else TimezoneStandard()
    observance.add("dtstart", moment.replace(tzinfo=None) + before)
    observance.add("tzoffsetfrom", vUTCOffset(before))
    observance.add("tzoffsetto", vUTCOffset(_offset(zone, moment)))
    observance.add("tzname", there.tzname() or zone.key)
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
