"""How are the bytes of somebody's calendar read? Into frozen rows, with what was wrong."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from events.ical.drafts import LONGEST_TITLE, Draft, Status, find_name, read_draft
from events.ical.moments import split_line
from events.ical.outline import Outline, Part, read_outlines
from events.ical.problems import LONGEST_DETAIL, Problem, Reason, SkippedPartError, make_printable
from events.ical.recurrences import MOST_TIMES, Occurrence, Window, find_occurrences
from events.ical.rules import Budget
from events.ical.zones import Zones, find_iana_name, iana_zone

MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """An event, or one date of a series.

    `number` is that of the VEVENT in its file, from 1. `recurrence_id` is "" where an event stands
    for itself, else by which date of its series it is known: 20260325T183000Z, all day 20260325.
    `starts` and `ends` are aware, in `zone` (an IANA name); all-day rows begin and end at midnight,
    the end being the day after the last. `point` is latitude and longitude in degrees. `modified`
    is in UTC.
    """

    number: int
    uid: str
    recurrence_id: str
    sequence: int
    title: str
    description: str
    starts: datetime
    ends: datetime
    zone: str
    all_day: bool
    location: str
    point: tuple[float, float] | None
    online: str
    url: str
    status: Status
    modified: datetime | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds. Rows are in the order of their days, problems in that of the file.

    `others` counts tasks and other components that are no events.
    """

    name: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    others: int


def parse_calendar(content: bytes, *, starts: datetime, ends: datetime, zone: str) -> Reading:
    """The events in a calendar file; of those that repeat, what lies between `starts` and `ends`.

    Both are aware. `zone` is the IANA name for times that say none. Raises `BadCalendarError`
    where nothing can be used; broken parts are left out and reported one by one.
    """
    outlines = read_outlines(content)
    reader = _Reader(Window(starts, ends), zone)
    for calendar in outlines.calendars:
        reader.read(calendar)
    if outlines.too_many:
        reader.note(Reason.TOO_MANY_EVENTS)
    rows = sorted(reader.find_rows(), key=lambda row: (row.starts, row.uid, row.recurrence_id))
    problems = sorted(reader.problems, key=lambda each: (each.number, each.reason))
    return Reading(reader.name, tuple(rows), tuple(problems), outlines.others)


class _Reader:
    """The events of a file's calendars, one after the other."""

    def __init__(self, window: Window, zone: str) -> None:
        self.name = ""
        self.problems: set[Problem] = set()
        self._window = window
        self._zone = zone
        self._budget = Budget()
        self._names: dict[int, str] = {}
        self._drafts: dict[tuple[str, str], Draft] = {}

    def note(self, reason: Reason, number: int = 0, detail: str = "") -> None:
        self.problems.add(Problem(reason, number, self._names.get(number, ""), detail))

    def read(self, calendar: Outline) -> None:
        self.name = self.name or self._said(calendar, "X-WR-CALNAME", "NAME")
        zones = self._zones(calendar)
        cancelled = self._said(calendar, "METHOD").upper() == "CANCEL"
        for part in calendar.unclosed:
            self._names[part.number] = find_name(part)
            self.note(Reason.UNCLOSED, part.number)
        for part in calendar.events:
            self._names[part.number] = find_name(part)
            self._read_part(part, zones, cancelled=cancelled)

    def find_rows(self) -> list[Row]:
        """The rows of all that was read."""
        by_uid: defaultdict[str, list[Draft]] = defaultdict(list)
        for draft in self._drafts.values():
            by_uid[draft.uid].append(draft)
        rows: list[Row] = []
        for drafts in by_uid.values():
            rows += map(_row, self._occurrences(drafts))
            if len(rows) > MOST_ROWS:
                self.note(Reason.TOO_MANY_ROWS)
                return rows[:MOST_ROWS]
        return rows

    def _read_part(self, part: Part, zones: Zones, *, cancelled: bool) -> None:
        own_before = len(zones.own_used)
        try:
            draft = read_draft(part, zones, cancelled=cancelled)
        except SkippedPartError as skipped:
            self.note(skipped.reason, part.number, skipped.detail)
            return
        for reason in part.problems:
            self.note(reason, part.number)
        if len(zones.own_used) > own_before:
            self.note(Reason.OWN_ZONE, part.number)
        self._keep(draft)

    def _keep(self, draft: Draft) -> None:
        """Of two with the same UID and recurrence the newer one counts, else the later one."""
        key = (draft.uid, draft.recurrence.key if draft.recurrence else "")
        other = self._drafts.get(key)
        older = None
        if other is not None:
            older = other if draft.age >= other.age else draft
            self.note(Reason.REPEATED, older.number)
        if older is not draft:
            self._drafts[key] = draft

    def _occurrences(self, drafts: list[Draft]) -> Iterator[Occurrence]:
        series = next((draft for draft in drafts if draft.recurrence is None), None)
        changed = [draft for draft in drafts if draft.recurrence is not None]
        try:
            found = find_occurrences(series, changed, window=self._window, budget=self._budget)
        except SkippedPartError as skipped:
            for draft in drafts:
                self.note(skipped.reason, draft.number, skipped.detail)
            return
        if found.more and series is not None:
            self.note(Reason.TOO_MANY_TIMES, series.number, str(MOST_TIMES))
        yield from found.found

    def _zones(self, calendar: Outline) -> Zones:
        written = self._said(calendar, "X-WR-TIMEZONE")
        name = find_iana_name(written)
        if written and not name:
            self.note(Reason.UNKNOWN_ZONE, detail=written[:LONGEST_DETAIL])
        return Zones(
            calendar.zones,
            floating=iana_zone(name or self._zone),
            shows_utc_in=name or "UTC",
            budget=self._budget,
        )

    def _said(self, calendar: Outline, *names: str) -> str:
        """What a calendar says of itself, under the first of the names that is there."""
        line = next((calendar.lines[name][0] for name in names if name in calendar.lines), "")
        if not line:
            return ""
        try:
            return make_printable(split_line(line, Reason.BAD_LINE)[1][:LONGEST_TITLE])
        except SkippedPartError as skipped:
            self.note(skipped.reason, detail=skipped.detail)
            return ""


def _row(occurrence: Occurrence) -> Row:
    draft, starts = occurrence.draft, occurrence.starts
    about = draft.about
    return Row(
        number=draft.number,
        uid=draft.uid,
        recurrence_id=occurrence.recurrence,
        sequence=about.sequence,
        title=about.title,
        description=about.description,
        starts=starts.shown,
        ends=occurrence.length.end_of(starts),
        zone=starts.zone.name,
        all_day=starts.all_day,
        location=about.location,
        point=about.point,
        online=about.online,
        url=about.url,
        status=about.status,
        modified=about.modified,
    )
