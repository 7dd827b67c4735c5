"""Calendar files for tests, written after RFC 5545."""

from datetime import UTC, datetime

from events.ical.parse import Reading, Row, parse_calendar

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
LONDON = "Europe/London"
DAY = "DTSTART;VALUE=DATE:20260303"
EVENING = "DTSTART;TZID=Europe/London:20260303T183000"  # a Tuesday, in winter time
OUTLOOK = """\
BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def event(*lines: str, uid: str = "a@x.example") -> str:
    """An event with these lines; its UID comes first."""
    return "\n".join(["BEGIN:VEVENT", *([f"UID:{uid}"] if uid else []), *lines, "END:VEVENT", ""])


def calendar(*parts: str, head: str = "") -> bytes:
    """A calendar of these parts; `head` are lines of its own."""
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{''.join(parts)}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def read(*parts: str, head: str = "") -> Reading:
    """What the calendar of these parts holds in 2026, for somebody in London."""
    return parse(calendar(*parts, head=head))


def parse(content: bytes) -> Reading:
    """What a file holds in 2026, for somebody in London."""
    return parse_calendar(content, starts=STARTS, ends=ENDS, zone=LONDON)


def read_one(*lines: str, head: str = "") -> Row:
    """The only row of an event with these lines, in which nothing is wrong."""
    reading = read(event(*lines), head=head)
    assert reading.problems == ()
    [row] = reading.rows
    return row


def told(reading: Reading) -> list[tuple[int, str]]:
    """What is wrong, each with the number of its event."""
    return [(problem.number, problem.reason.value) for problem in reading.problems]


def days(reading: Reading) -> list[str]:
    """When rows begin, as clocks there show it."""
    return [f"{row.starts:%m-%d %H:%M}" for row in reading.rows]
