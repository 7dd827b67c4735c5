"""What would reading a calendar change? New events, changed ones, cancelled ones, gone ones.

A field follows the calendar only while it says what was last read (`people.seed`): what somebody
changed by hand stays. Fields that make sense only together are one: when, and where.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from events.choices import EventStatus
from events.ical.parse import Reading, Row, parse_calendar
from events.ical.problems import LEAVES_OUT, Reason
from events.models import Event, Feed
from events.placing import Gazetteer
from people.models import Profile
from people.seed import follow, plain

# As far as the evaluation looks (`docs/design/journeys.md`, *Where it is used*).
REPEATS = timedelta(days=366)
SEQUENCE = "sequence"
PARTS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "description": ("description",),
    "when": ("starts_at", "ends_at", "zone", "all_day"),
    "where": ("mode", "place_id", "address", "latitude", "longitude", "online_address"),
    "status": ("status",),
    "source": ("source",),
}
# With these, what is not there may only not have been read.
_CUT_SHORT = {Reason.TOO_MANY_EVENTS, Reason.TOO_MANY_ROWS, Reason.TOO_MANY_TIMES, Reason.UNCLOSED}
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """An event as it would be, the parts of it that were otherwise, and those that are left
    because somebody changed them by hand.
    """

    event: Event
    changed: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()


@dataclass(slots=True)
class Differences:
    """What becomes of the events of a calendar, none of it written.

    `noted` are those of which only what was last read is another. `older` counts what is
    newer here than in a file.
    """

    new: list[Difference] = field(default_factory=list)
    changed: list[Difference] = field(default_factory=list)
    cancelled: list[Difference] = field(default_factory=list)
    gone: list[Difference] = field(default_factory=list)
    kept: list[Difference] = field(default_factory=list)
    noted: list[Event] = field(default_factory=list)
    unchanged: int = 0
    older: int = 0

    @property
    def to_update(self) -> list[Event]:
        """Those that are there and would be written."""
        return [each.event for each in (*self.changed, *self.cancelled, *self.gone)]

    @property
    def unplaced(self) -> int:
        """How many new ones say where they are, but not clearly in which town."""
        return sum(1 for each in self.new if each.event.address and each.event.place_id is None)


def read_calendar(content: bytes, *, feed: Feed, now: datetime) -> Reading:
    """What a calendar holds for whoever reads it; what repeats, a year back and ahead.

    Raises `BadCalendarError`.
    """
    profile = Profile.objects.filter(user=feed.owner_id).first() or Profile()
    return parse_calendar(content, starts=now - REPEATS, ends=now + REPEATS, zone=profile.zone)


def find_differences(*, feed: Feed, reading: Reading, now: datetime, whole: bool) -> Differences:
    """What reading it would change. `whole`: what it does not hold is gone from the calendar.

    As many queries for many events as for a few.
    """
    known = Event.objects.filter(feed=feed) if feed.pk else Event.objects.none()
    comparing = _Comparing(feed, now, {(each.uid, each.recurrence_id): each for each in known})
    comparing.compare({(row.uid, row.recurrence_id): row for row in reading.rows})
    if whole:
        comparing.find_gone(reading)
    return comparing.found


def _country_of(feed: Feed) -> str:
    """Where whoever invites is: the organisation, else the person whose calendar it is."""
    if feed.organisation is not None:
        return feed.organisation.country
    profile = Profile.objects.filter(user=feed.owner_id).select_related("home").first()
    return profile.home.country if profile and profile.home else ""


class _Comparing:
    """The events of a feed that are known, against the rows that were read."""

    def __init__(self, feed: Feed, now: datetime, known: dict[Key, Event]) -> None:
        self.found = Differences()
        self._feed, self._now = feed, now
        self._known = known
        self._missing = dict(known)
        self._series: defaultdict[str, list[Event]] = defaultdict(list)
        for event in known.values():
            self._series[event.uid].append(event)
        self._gazetteer = Gazetteer(country=_country_of(feed))

    def compare(self, rows: Mapping[Key, Row]) -> None:
        for key in rows:
            self._missing.pop(key, None)
        moved = self._find_moved(rows)
        for key, row in rows.items():
            event = self._known.get(key) or moved.get(key)
            series = self._find_series(row) if event is None else []
            if series:
                for each in series:
                    self._compare_parts(each, {"status": EventStatus.CANCELLED.value})
            elif event is None:
                self.found.new.append(Difference(self._make(row)))
            else:
                self._compare(event, row)

    def find_gone(self, reading: Reading) -> None:
        """What is to come and stands in the calendar no longer, where all of that was read."""
        if any(problem.reason in _CUT_SHORT for problem in reading.problems):
            return
        unread = {each.name for each in reading.problems if each.reason in LEAVES_OUT}
        for event in self._missing.values():
            in_reach = not event.recurrence_id or event.starts_at <= self._now + REPEATS
            named = {event.uid, *event.seed.get("title", [])}
            over = event.ends_at < self._now
            left = self._is_left(event) or event.gone_on is not None
            if left or over or not in_reach or named & unread:
                continue
            event.gone_on = timezone.localdate(self._now)
            self.found.gone.append(Difference(event))

    def _is_left(self, event: Event) -> bool:
        """Whether it follows its calendar no more: the person removed it, or gave it to all."""
        return event.removed_at is not None or event.owner_id != self._feed.owner_id

    def _find_moved(self, rows: Mapping[Key, Row]) -> dict[Key, Event]:
        """Events by the key of a row that is new, but the same event of that day.

        A series that moves, or comes of a single event, has other dates to be known by.
        """
        by_day: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
        for event in self._missing.values():
            by_day[event.uid, f"{event.starts_at.astimezone(event.tzinfo):%Y%m%d}"].append(event)
        moved = {}
        for key, row in rows.items():
            same = by_day.get((row.uid, f"{row.starts:%Y%m%d}"), [])
            cancelled = row.status == EventStatus.CANCELLED.value
            if key not in self._known and len(same) == 1 and not cancelled:
                moved[key] = event = same.pop()
                del self._missing[event.uid, event.recurrence_id]
                event.recurrence_id = row.recurrence_id
        return moved

    def _find_series(self, row: Row) -> list[Event]:
        """The dates to come of a series that a row cancels as a whole."""
        if row.recurrence_id or row.status != EventStatus.CANCELLED.value:
            return []
        to_come = (event for event in self._series[row.uid] if event.ends_at >= self._now)
        series = [event for event in to_come if not self._is_left(event)]
        for event in series:
            self._missing.pop((event.uid, event.recurrence_id), None)
        return series

    def _make(self, row: Row) -> Event:
        said = self._said(row)
        event = Event(
            feed=self._feed if self._feed.pk else None,
            owner_id=self._feed.owner_id,
            organisation=self._feed.organisation,
            uid=row.uid,
            recurrence_id=row.recurrence_id,
            seed=_seed(said) | {SEQUENCE: row.sequence},
            **said,
        )
        event.set_search_text()
        return event

    def _compare(self, event: Event, row: Row) -> None:
        """Take what the row says, unless the event is left alone or the row is an older copy.

        Only files can be old: at an address stands what is true now.
        """
        if self._is_left(event):
            return
        if not self._feed.address and row.sequence < event.seed.get(SEQUENCE, 0):
            self.found.older += 1
            return
        self._compare_parts(event, self._said(row), sequence=row.sequence)

    def _compare_parts(
        self, event: Event, said: Mapping[str, Any], *, sequence: int | None = None
    ) -> None:
        new, current = _seed(said), _current(event)
        write, kept = follow(current=current, seed=event.seed, new=new)
        back = event.gone_on is not None
        moved = self._known.get((event.uid, event.recurrence_id)) is not event
        for name in (column for part in write for column in PARTS[part]):
            setattr(event, name, said[name])
        event.gone_on = None
        event.set_search_text()
        seed = event.seed | new | ({} if sequence is None else {SEQUENCE: sequence})
        noted, event.seed = seed != event.seed, seed
        difference = Difference(event, frozenset(write), frozenset(kept))
        if kept:
            self.found.kept.append(difference)
        if "status" in write and event.status == EventStatus.CANCELLED:
            self.found.cancelled.append(difference)
        elif write or back or moved:
            self.found.changed.append(difference)
        else:
            self.found.unchanged += 1
            self.found.noted += [event] if noted else []

    def _said(self, row: Row) -> dict[str, Any]:
        """The columns of an event as a row says them."""
        where = self._gazetteer.place(row)
        return {
            "title": row.title or _("Without a title"),
            "description": row.description,
            "starts_at": row.starts.astimezone(UTC),
            "ends_at": row.ends.astimezone(UTC),
            "zone": row.zone,
            "all_day": row.all_day,
            "mode": where.mode,
            "place_id": where.place_id,
            "address": where.address,
            "latitude": where.latitude,
            "longitude": where.longitude,
            "online_address": _link(row.online),
            "status": row.status.value,
            "source": _link(row.url),
        }


def _link(address: str) -> str:
    """An address that fits; half of one would lead elsewhere."""
    longest = Event._meta.get_field("source").max_length or 0
    return address if len(address) <= longest else ""


def _seed(columns: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The parts that are wholly said, as JSON keeps them."""
    return {
        part: [_plain(columns[name]) for name in names]
        for part, names in PARTS.items()
        if all(name in columns for name in names)
    }


def _current(event: Event) -> dict[str, list[Any]]:
    return _seed({name: getattr(event, name) for names in PARTS.values() for name in names})


def _plain(value: Any) -> Any:
    """As JSON keeps it; a form sends other ends of lines than a calendar."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else plain(value)
