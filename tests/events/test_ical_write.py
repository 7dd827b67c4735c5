"""Does a calendar for others say what it is to say, to more than one reader?"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from events.ical.parse import parse_calendar
from events.ical.write import Item, Status, clean, write_calendar

EARLY, LATE = datetime(2015, 1, 1, tzinfo=UTC), datetime(2030, 6, 1, tzinfo=UTC)
STAMP = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
TALK = Item(
    uid="1@cpd.example",
    stamp=STAMP,
    sequence=2,
    title="Maps; talk, and more",
    description="First line\nSecond “line”",
    starts=datetime(2026, 7, 3, 18, 30, tzinfo=LONDON),
    ends=datetime(2026, 7, 3, 20, 30, tzinfo=LONDON),
    zone="Europe/London",
    location="Town Hall, Swindon",
    point=(51.558, -1.781),
    url="https://library.example/talk?a=1,2;b=3",
    status=Status.TENTATIVE,
    categories=("Talks, long", "Maps"),
)
DUE = Item(uid="2@cpd.example", stamp=STAMP, title="Renew", starts=date(2026, 3, 3))
ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata",
         "Africa/Casablanca", "Pacific/Apia", "America/Sao_Paulo", "UTC"]  # fmt: skip
TEXTS = st.text(max_size=120) | st.text(st.sampled_from('\\nN;,:"\r\n é日😀'), max_size=40)


def seconds_from(begin: datetime, *, days: int) -> st.SearchStrategy[datetime]:
    return st.integers(0, days * 86_400).map(lambda count: begin + timedelta(seconds=count))


def lines(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_all_that_is_said():
    said = lines(write_calendar([TALK], name="My, events"))
    assert said[:5] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//CPD tracker//Events//EN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:My\\, events",
    ]
    event = said[said.index("BEGIN:VEVENT") + 1 : said.index("END:VEVENT")]
    assert sorted(event) == sorted(
        [
            "UID:1@cpd.example",
            "DTSTAMP:20260102T030405Z",
            "LAST-MODIFIED:20260102T030405Z",
            "SEQUENCE:2",
            "SUMMARY:Maps\\; talk\\, and more",
            "DESCRIPTION:First line\\nSecond “line”",
            "DTSTART;TZID=Europe/London:20260703T183000",
            "DTEND;TZID=Europe/London:20260703T203000",
            "LOCATION:Town Hall\\, Swindon",
            "GEO:51.558;-1.781",
            "URL:https://library.example/talk?a=1,2;b=3",
            "STATUS:TENTATIVE",
            "CATEGORIES:Talks\\, long,Maps",
        ]
    )


def test_a_day_is_a_day_and_keeps_nobody_busy():
    said = lines(write_calendar([DUE], name=""))
    assert {"DTSTART;VALUE=DATE:20260303", "DTEND;VALUE=DATE:20260304", "TRANSP:TRANSPARENT"} <= {
        *said
    }
    assert "BEGIN:VTIMEZONE" not in said


def test_the_zone_is_described_with_each_change_of_its_clocks():
    said = lines(write_calendar([TALK], name=""))
    zone = said[said.index("BEGIN:VTIMEZONE") : said.index("END:VTIMEZONE")]
    assert zone[1] == "TZID:Europe/London"
    assert [line for line in zone if line.startswith("DTSTART")] == [
        "DTSTART:20250101T000000",
        "DTSTART:20250330T010000",
        "DTSTART:20251026T020000",
        "DTSTART:20260329T010000",
        "DTSTART:20261025T020000",
        "DTSTART:20270328T010000",
        "DTSTART:20271031T020000",
    ]
    at = zone.index("DTSTART:20260329T010000")
    assert zone[at - 1 : at + 5] == [
        "BEGIN:DAYLIGHT",
        "DTSTART:20260329T010000",
        "TZNAME:BST",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
        "END:DAYLIGHT",
    ]


def test_lines_are_short_and_end_as_the_standard_has_it():
    item = Item(uid="1", stamp=STAMP, title="é日😀" * 100, starts=DUE.starts)
    content = write_calendar([item], name="n" * 300)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content)
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert all(line.decode() for line in content.splitlines())  # no character is torn


def test_the_same_items_give_the_same_bytes():
    items = [TALK, DUE]
    assert write_calendar(items, name="x") == write_calendar(iter(items), name="x")


def test_nothing_is_a_calendar_too():
    assert Calendar.from_ical(write_calendar([], name="Nothing")).walk("VEVENT") == []


@pytest.mark.parametrize(
    ("fold", "written"),
    [(0, "DTSTART;TZID=Europe/London:20261025T013000"), (1, "DTSTART:20261025T013000Z")],
)
def test_of_two_equal_hours_the_second_is_written_in_utc(fold, written):
    starts = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=fold)
    item = Item(uid="1", stamp=STAMP, title="", starts=starts, zone="Europe/London")
    assert written in lines(write_calendar([item], name=""))


@given(TEXTS, TEXTS, TEXTS, st.lists(TEXTS.filter(lambda text: clean(text).strip()), max_size=3))
def test_texts_of_all_scripts_are_read_back_by_two_readers(title, description, place, categories):
    item = Item(
        uid="1",
        stamp=STAMP,
        title=title,
        description=description,
        location=place,
        starts=DUE.starts,
        categories=categories,
    )
    content = write_calendar([item], name=title)
    said = [clean(text) for text in (title, description, place)]
    first: Any = Calendar.from_ical(content).walk("VEVENT")[0]
    assert [str(first.get(name, "")) for name in ("summary", "description", "location")] == said
    assert [str(each) for each in first.categories] == [clean(each) for each in categories]
    second = vobject.readOne(content.decode()).vevent
    found = [second.getChildValue(name, "") for name in ("summary", "description", "location")]
    assert found == said
    assert second.getChildValue("categories", []) == [clean(each) for each in categories]


@given(
    seconds_from(EARLY, days=15 * 365),
    st.integers(0, 40 * 86_400),
    st.sampled_from(ZONES),
)
def test_moments_are_read_back_by_three_readers(starts, seconds, zone):
    ends = starts + timedelta(seconds=seconds)
    items = [
        Item(uid=uid, stamp=STAMP, title="", starts=begin, ends=end, zone=zone)
        # vobject keeps the zone of a name from one file to the next: each has the same years.
        for uid, begin, end in [("early", EARLY, EARLY), ("late", LATE, LATE), ("x", starts, ends)]
    ]
    content = write_calendar(items, name="")
    first: Any = Calendar.from_ical(content).walk("VEVENT")[-1]
    assert (first.start.astimezone(UTC), first.end.astimezone(UTC)) == (starts, ends)
    second = vobject.readOne(content.decode()).vevent_list[-1]
    assert second.dtstart.value.astimezone(UTC) == starts
    assert second.dtend.value.astimezone(UTC) == ends
    rows = parse_calendar(content, starts=STAMP, ends=STAMP, zone="Asia/Tokyo").rows
    found = [(row.starts, row.ends) for row in rows if row.uid == "x"]
    assert [tuple(each.astimezone(UTC) for each in pair) for pair in found] == [(starts, ends)]


@given(
    seconds_from(datetime(2026, 3, 28, tzinfo=UTC), days=2)
    | seconds_from(datetime(2026, 10, 24, tzinfo=UTC), days=2)
)
def test_the_zone_that_is_described_has_the_clocks_of_the_real_one(moment):
    """Read under a name that nobody knows, by its own rules alone."""
    item = Item(uid="1", stamp=STAMP, title="", starts=moment, zone="Europe/London")
    content = write_calendar([item], name="").replace(b"Europe/London", b"Nowhere")
    [own] = parse_calendar(content, starts=STAMP, ends=STAMP, zone="Asia/Tokyo").rows
    assert own.starts.astimezone(UTC) == moment
    second = vobject.readOne(content.decode()).vevent
    assert second.dtstart.value.astimezone(UTC) == moment
