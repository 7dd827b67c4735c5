"""Which events and time zones stand in the bytes, and with which lines? (RFC 5545, 3.1 and 3.4)

Nothing is understood here yet. Lines are unfolded before they are decoded, since a fold may stand
in the middle of a character.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from events.ical.problems import BadCalendarError, Reason

LARGEST_FILE = 5 * 1024 * 1024  # bytes
MOST_EVENTS = 5_000
MOST_OBSERVANCES = 50  # of a time zone: one for each change of its rules
LONGEST_LINE = 100_000  # bytes
REPEATABLE = frozenset({"CONFERENCE", "EXDATE", "EXRULE", "RDATE", "RRULE"})
WANTED = REPEATABLE | {
    "DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "DURATION", "GEO", "LAST-MODIFIED", "LOCATION",
    "METHOD", "NAME", "RECURRENCE-ID", "SEQUENCE", "STATUS", "SUMMARY", "TZID", "TZOFFSETFROM",
    "TZOFFSETTO", "UID", "URL", "X-GOOGLE-CONFERENCE", "X-LIC-LOCATION",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-WR-CALNAME", "X-WR-TIMEZONE",
}  # fmt: skip
_LINE = re.compile(rb"[^\r\n]++(?:(?:\r*+\n|\r)[ \t][^\r\n]*+)*+")
_FOLD = re.compile(rb"(?:\r*+\n|\r)[ \t]")
_NAME = re.compile(r"[ \t]*([A-Za-z0-9-]+)[ \t]*[;:]")
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_WEB_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script")


@dataclass(slots=True)
class Part:
    """An event (numbered from 1 through the file), a time zone, or an observance of one.

    `lines` are whole lines by the property's name; of what may stand once, the first is kept.
    """

    kind: str
    number: int = 0
    lines: dict[str, list[str]] = field(default_factory=dict)
    observances: list["Part"] = field(default_factory=list)
    problems: set[Reason] = field(default_factory=set)

    def keep(self, name: str, line: str) -> None:
        """Take a line, unless it is one of its kind too many."""
        found = self.lines.setdefault(name, [])
        if not found or name in REPEATABLE:
            found.append(line)


@dataclass(slots=True)
class Outline(Part):
    """A VCALENDAR: its own lines, and its parts in their order."""

    events: list[Part] = field(default_factory=list)
    unclosed: list[Part] = field(default_factory=list)
    zones: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outlines:
    """The calendars of a file. `others` counts tasks and other components that are no events."""

    calendars: tuple[Outline, ...]
    others: int
    too_many: bool


def read_outlines(content: bytes) -> Outlines:
    """The calendars in a file, in one pass over its lines. Raises `BadCalendarError`."""
    if not content.strip():
        raise BadCalendarError(Reason.EMPTY)
    if len(content) > LARGEST_FILE:
        raise BadCalendarError(Reason.TOO_LARGE)
    reader = _Reader()
    for line, problem in _lines(_as_utf8(content)):
        reader.read(line, problem)
    reader.leave_part()
    if not reader.calendars:
        page = any(sign in content[:LONGEST_LINE].lower() for sign in _WEB_PAGE)
        raise BadCalendarError(Reason.WEB_PAGE if page else Reason.NOT_CALENDAR)
    too_many = reader.count > MOST_EVENTS
    return Outlines(tuple(reader.calendars), reader.others, too_many)


def _as_utf8(content: bytes) -> bytes:
    for mark, encoding in _MARKS:
        if content.startswith(mark) and encoding == "utf-16":
            return content.decode(encoding, "replace").encode()
        content = content.removeprefix(mark)
    return content


def _lines(content: bytes) -> Iterator[tuple[str, Reason | None]]:
    """Each unfolded line, with what had to be done to read it."""
    for match in _LINE.finditer(content):
        whole = _FOLD.sub(b"", match[0])
        problem = None
        if len(whole) > LONGEST_LINE:
            whole, problem = whole[:LONGEST_LINE], Reason.CUT
            text = whole.decode(errors="ignore")
            yield text, problem
            continue
        try:
            text = whole.decode()
        except UnicodeDecodeError:
            text, problem = whole.decode("cp1252", "replace"), Reason.ENCODING
        yield text, problem


class _Reader:
    """Lines one after the other, and the component in which they stand."""

    def __init__(self) -> None:
        self.calendars: list[Outline] = []
        self.others = 0
        self.count = 0
        self._open = False  # a calendar
        self._part: Part | None = None
        self._observance: Part | None = None
        self._deep = 0  # components of no interest that are open inside

    def read(self, line: str, problem: Reason | None) -> None:
        match = _NAME.match(line)
        name = match[1].upper() if match else ""
        if name in {"BEGIN", "END"}:
            kind = line.partition(":")[2].strip().upper()
            (self._begin if name == "BEGIN" else self._end)(kind)
            return
        if self._deep or not self._open:
            return
        place = self._observance or self._part or self.calendars[-1]
        if not name and line.strip():
            place.problems.add(Reason.BAD_LINE)
        elif name in WANTED:
            place.keep(name, line)
            if problem:
                place.problems.add(problem)

    def leave_part(self) -> None:
        """Close what is open without its end."""
        if self._part and self._part.kind == "VEVENT":
            self.calendars[-1].unclosed.append(self._part)
        self._part = self._observance = None
        self._deep = 0

    def _begin(self, kind: str) -> None:
        if kind == "VCALENDAR":
            self.leave_part()
            self.calendars.append(Outline(kind))
            self._open = True
        elif kind in {"VEVENT", "VTIMEZONE"} and self._open:
            self.leave_part()
            self._begin_part(kind)
        elif kind in {"STANDARD", "DAYLIGHT"} and self._part and not self._deep:
            self._observance = Part(kind)
        else:
            self.others += self._open and not self._deep and self._part is None
            self._deep += 1

    def _begin_part(self, kind: str) -> None:
        if kind == "VEVENT":
            self.count += 1
            if self.count > MOST_EVENTS:
                self._deep = 1
                return
        self._part = Part(kind, self.count if kind == "VEVENT" else 0)

    def _end(self, kind: str) -> None:
        if kind == "VCALENDAR":
            self.leave_part()
            self._open = False
        elif self._part and kind == self._part.kind:
            calendar = self.calendars[-1]
            (calendar.events if kind == "VEVENT" else calendar.zones).append(self._part)
            self._part = self._observance = None
            self._deep = 0
        elif self._observance and kind == self._observance.kind and not self._deep:
            if self._part and len(self._part.observances) <= MOST_OBSERVANCES:
                self._part.observances.append(self._observance)
            self._observance = None
        else:
            self._deep = max(self._deep - 1, 0)
