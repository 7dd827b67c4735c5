"""How does an event stand in a calendar file for others? Frozen items to bytes (RFC 5545)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCategory, vText, vUri

from events.ical.clocks import make_timezone

MAKER = "-//CPD tracker//Events//EN"
# What the standard cannot write, and what some readers take for the end of a line.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]|[\ud800-\udfff]")
_NEW_LINES = re.compile(r"\r\n?")
_SPECIAL = re.compile(r"[\\;,]")
A_DAY = timedelta(days=1)


class Status(StrEnum):
    """Whether it takes place, in the words of the standard."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Item:
    """An event, or a day on which something is due.

    Moments are aware and shown in `zone`, an IANA name; days are dates, `ends` the day after the
    last. Without `ends` a moment has no length and a day is one day. `stamp` is when what is
    said here was last changed, and `sequence` how often that moved or cancelled it (RFC 5545,
    3.8.7.4). `point` is latitude and longitude in degrees.
    """

    uid: str
    stamp: datetime
    title: str
    starts: datetime | date
    ends: datetime | date | None = None
    zone: str = "UTC"
    sequence: int = 0
    description: str = ""
    location: str = ""
    point: tuple[float, float] | None = None
    url: str = ""
    status: Status = Status.CONFIRMED
    categories: Sequence[str] = ()


def write_calendar(items: Iterable[Item], *, name: str) -> bytes:
    """A calendar of that name. The same items give the same bytes."""
    items = tuple(items)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", MAKER)
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _Text(name))
    for zone, years in sorted(_zones(items).items()):
        calendar.add_component(make_timezone(zone, min(years) - 1, max(years) + 1))
    for item in items:
        calendar.add_component(_event(item))
    written: bytes = calendar.to_ical()
    return written


def clean(text: str) -> str:
    """The text as a calendar can hold it: blanks for controls, one sign for each new line."""
    return _CONTROLS.sub(" ", _NEW_LINES.sub("\n", text))


class _Text(vText):
    """A text, escaped here: icalendar 7.3 makes a new line of the “\\N” in “C:\\New”."""

    def to_ical(self) -> bytes:
        escaped = _SPECIAL.sub(r"\\\g<0>", clean(self))
        return escaped.replace("\n", r"\n").encode()


def _event(item: Item) -> Event:
    event = Event()
    event.add("uid", _Text(item.uid))
    event.add("dtstamp", item.stamp)
    event.add("last-modified", item.stamp)
    event.add("sequence", item.sequence)
    event.add("summary", _Text(item.title))
    event.add("dtstart", _when(item.starts, item.zone))
    if not isinstance(item.starts, datetime):
        event.add("dtend", item.ends or item.starts + A_DAY)
        event.add("transp", "TRANSPARENT")
    elif item.ends is not None:
        event.add("dtend", _when(item.ends, item.zone))
    for name, text in (("description", item.description), ("location", item.location)):
        if text:
            event.add(name, _Text(text))
    if item.point is not None:
        event.add("geo", item.point)
    if item.url:
        event.add("url", vUri(clean(item.url).replace("\n", "")))
    event.add("status", item.status.value)
    if item.categories:
        categories = vCategory([])
        categories.cats = [_Text(each) for each in item.categories]
        event.add("categories", categories)
    return event


def _when(moment: datetime | date, zone: str) -> datetime | date:
    """A day as it is, a moment in its zone.

    The second of two equal hours, when clocks go back, can only be written in UTC.
    """
    if not isinstance(moment, datetime):
        return moment
    there = moment.astimezone(ZoneInfo(zone)).replace(microsecond=0)
    return there.astimezone(UTC) if zone == "UTC" or there.fold else there


def _zones(items: Iterable[Item]) -> dict[str, set[int]]:
    """The zones in which something begins or ends, with the years of it."""
    zones: dict[str, set[int]] = {}
    for item in items:
        for moment in (item.starts, item.ends):
            if isinstance(moment, datetime) and item.zone != "UTC":
                zones.setdefault(item.zone, set()).add(moment.year)
    return zones
