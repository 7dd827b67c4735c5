"""What does one event say, before its recurrences are worked out? (RFC 5545, 3.6.1 and 3.8)"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum, auto
from math import nan
from urllib.parse import urlsplit

from events.ical.moments import (
    A_DAY,
    Dates,
    Extra,
    Length,
    Moment,
    between,
    read_duration,
    split_line,
)
from events.ical.outline import Part
from events.ical.problems import Reason, SkippedPartError
from events.ical.zones import Zones

LONGEST_UID = 250  # characters
LONGEST_TITLE = 300
LONGEST_LOCATION = 500
LONGEST_DESCRIPTION = 10_000
LONGEST_ADDRESS = 2_000
MOST_RULES = 5
MOST_LATITUDE, MOST_LONGITUDE = 90, 180  # degrees
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]+")
_BLANKS = re.compile(r"\s+")
_SPACES_AND_CONTROLS = re.compile(r"[\s\x00-\x20\x7f-\x9f]")
_ADDRESS_IN_TEXT = re.compile(r"https://[^\s<>\"]{1,2000}")
_MEETINGS = (
    "bigbluebutton.org", "gotomeet.me", "gotomeeting.com", "jit.si", "meet.google.com",
    "meet.goto.com", "teams.live.com", "teams.microsoft.com", "webex.com", "whereby.com",
    "zoom.com", "zoom.us", "zoomgov.com",
)  # fmt: skip
_ONLINE = ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL")
_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")


class Status(StrEnum):
    """Whether it takes place."""

    CONFIRMED = auto()
    TENTATIVE = auto()
    CANCELLED = auto()


@dataclass(frozen=True, slots=True)
class About:
    """What an event says of itself beside its dates. Points are latitude and longitude."""

    title: str
    description: str
    location: str
    point: tuple[float, float] | None
    online: str
    url: str
    status: Status
    sequence: int
    modified: datetime | None


@dataclass(frozen=True, slots=True)
class Draft:
    """An event, a series of them, or one of a series that differs (`recurrence`).

    `and_later` says that it differs from there on. `without` are dates that are taken out.
    """

    number: int
    uid: str
    about: About
    starts: Moment
    length: Length
    recurrence: Moment | None
    and_later: bool
    rules: tuple[str, ...]
    extras: tuple[Extra, ...]
    without: tuple[Moment, ...]

    @property
    def age(self) -> tuple[int, datetime]:
        """The larger, the newer it is (RFC 5546, 2.1.5)."""
        return self.about.sequence, self.about.modified or datetime.min.replace(tzinfo=UTC)


def read_draft(part: Part, zones: Zones, *, cancelled: bool) -> Draft:
    """What an event says. Raises `SkippedPartError` where that is no use; what is only untidy
    is noted in the part's problems.
    """
    reader = _Reader(part)
    dates = Dates(zones)
    if "DTSTART" not in part.lines:
        raise SkippedPartError(Reason.NO_START)
    starts, _parameters = dates.moment(part.lines["DTSTART"][0], Reason.BAD_START)
    recurrence, and_later = _recurrence(part, dates)
    if "EXRULE" in part.lines or len(part.lines.get("RRULE", [])) > MOST_RULES:
        raise SkippedPartError(Reason.BAD_RULE)
    rules = [split_line(line, Reason.BAD_RULE)[1] for line in part.lines.get("RRULE", [])]
    return Draft(
        number=part.number,
        uid=reader.text("UID", LONGEST_UID) or _made_uid(part),
        about=reader.about(cancelled=cancelled),
        starts=starts,
        length=_length(part, dates, starts),
        recurrence=recurrence,
        and_later=and_later,
        rules=tuple(rules),
        extras=tuple(dates.extras(part.lines.get("RDATE", []))),
        without=tuple(extra.start for extra in dates.extras(part.lines.get("EXDATE", []))),
    )


def find_name(part: Part) -> str:
    """By what an event can be found in its file: its title, else its UID."""
    reader = _Reader(Part(part.kind, lines=part.lines))
    return reader.text("SUMMARY", LONGEST_TITLE) or reader.text("UID", LONGEST_UID)


def _recurrence(part: Part, dates: Dates) -> tuple[Moment | None, bool]:
    if "RECURRENCE-ID" not in part.lines:
        return None, False
    moment, parameters = dates.moment(part.lines["RECURRENCE-ID"][0], Reason.BAD_RECURRENCE_ID)
    return moment, parameters.get("RANGE", "").upper() == "THISANDFUTURE"


def _length(part: Part, dates: Dates, starts: Moment) -> Length:
    """By DTEND, else DURATION; with neither a day is one day, and a time has no length."""
    if "DTEND" in part.lines:
        end, _parameters = dates.moment(part.lines["DTEND"][0], Reason.BAD_END)
        return between(starts, end)
    if "DURATION" in part.lines:
        _parameters, value = split_line(part.lines["DURATION"][0], Reason.BAD_END)
        length = read_duration(value, Reason.BAD_END)
        if starts.all_day:
            return Length(days=length.days + length.exact // A_DAY or 1)
        return length
    return Length(days=1) if starts.all_day else Length()


def _made_uid(part: Part) -> str:
    """The same for the same event in the next copy of the file."""
    said = "\n".join(
        line for name in ("DTSTART", "SUMMARY", "LOCATION") for line in part.lines.get(name, [])
    )
    return f"made-{hashlib.sha256(said.encode()).hexdigest()[:32]}"


class _Reader:
    """The texts, addresses and numbers of one event; notes what is not as it should be."""

    def __init__(self, part: Part) -> None:
        self._part = part

    def about(self, *, cancelled: bool) -> About:
        url = self._address("URL")
        location = self.text("LOCATION", LONGEST_LOCATION)
        status = self.text("STATUS", LONGEST_TITLE).lower()
        known = Status(status) if status in {*Status} else Status.CONFIRMED
        return About(
            title=self.text("SUMMARY", LONGEST_TITLE),
            description=self.text("DESCRIPTION", LONGEST_DESCRIPTION, lines=True),
            location=location,
            point=self._point(),
            online=self._online(url, location),
            url=url,
            status=Status.CANCELLED if cancelled else known,
            sequence=self._sequence(),
            modified=self._modified("LAST-MODIFIED") or self._modified("DTSTAMP"),
        )

    def text(self, name: str, longest: int, *, lines: bool = False) -> str:
        """A text without what no text holds, of one line unless `lines`; cut where too long."""
        text = self._value(name)
        without = _CONTROLS.sub(" ", text.replace("\r\n", "\n"))
        if without != text:
            self._note(Reason.CONTROLS)
        without = (without if lines else _BLANKS.sub(" ", without)).strip()
        if len(without) > longest:
            self._note(Reason.CUT)
            without = without[: longest - 1].rstrip() + "…"
        return without

    def _note(self, reason: Reason) -> None:
        self._part.problems.add(reason)

    def _value(self, name: str) -> str:
        lines = self._part.lines.get(name)
        return self._value_of(lines[0]) if lines else ""

    def _value_of(self, line: str) -> str:
        try:
            return split_line(line, Reason.BAD_LINE)[1]
        except SkippedPartError:
            self._note(Reason.BAD_LINE)
            return ""

    def _address(self, name: str) -> str:
        found = self._value(name).strip()
        if found and not _is_address(found):
            self._note(Reason.BAD_LINK)
            return ""
        return found

    def _online(self, url: str, location: str) -> str:
        """Where to take part online: what is said for that, or the address of a known kind."""
        said = [self._value_of(line) for name in _ONLINE for line in self._part.lines.get(name, [])]
        found = next((each.strip() for each in said if _is_address(each.strip())), "")
        if found:
            return found
        candidates = [url, *_ADDRESS_IN_TEXT.findall(location)]
        return next((each for each in candidates if _is_meeting(each)), "")

    def _point(self) -> tuple[float, float] | None:
        value = self._value("GEO")
        if not value:
            return None
        try:
            latitude, longitude = (float(each) for each in value.replace(",", ";").split(";"))
        except ValueError:
            latitude = longitude = nan
        if not (abs(latitude) <= MOST_LATITUDE and abs(longitude) <= MOST_LONGITUDE):
            self._note(Reason.BAD_POINT)
            return None
        return (latitude, longitude) if latitude or longitude else None  # 0;0 is “not set”

    def _sequence(self) -> int:
        value = self._value("SEQUENCE").strip()
        return int(value) if _WHOLE_NUMBER.fullmatch(value) else 0

    def _modified(self, name: str) -> datetime | None:
        value = self._value(name).strip().upper()
        try:
            return datetime.strptime(value.rstrip("Z"), "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            return None


def _is_address(text: str) -> bool:
    """Whether a text is a web address that a page may link to."""
    if len(text) > LONGEST_ADDRESS or _SPACES_AND_CONTROLS.search(text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _is_meeting(address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return any(host == known or host.endswith(f".{known}") for known in _MEETINGS)
