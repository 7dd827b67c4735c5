"""Which moments do the zones mean that calendar files describe themselves?"""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.ical.zones import find_iana_name
from tests.events.ical_samples import OUTLOOK, event, read, told


def utc(zone: str, wall: str) -> str:
    [row] = read(zone, event(f"DTSTART;TZID=Customized Time Zone:{wall}")).rows
    return f"{row.starts.astimezone(UTC):%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("wall", "moment"),
    [
        ("20260115T120000", "01-15 11:00"),
        ("20260715T120000", "07-15 10:00"),
        ("20260329T015959", "03-29 00:59"),
        ("20260329T023000", "03-29 01:30"),  # an hour that is left out: by the old offset
        ("20260329T030000", "03-29 01:00"),
        ("20261025T023000", "10-25 00:30"),  # one that comes twice: the first
        ("20261025T030000", "10-25 02:00"),
    ],
)
def test_a_zone_by_rules_of_its_own(wall, moment):
    assert utc(OUTLOOK, wall) == moment


def test_its_times_are_shown_in_the_zone_of_the_calendar_and_that_is_told():
    reading = read(
        OUTLOOK,
        event("DTSTART;TZID=Customized Time Zone:20260715T120000"),
        head="X-WR-TIMEZONE:Europe/London\n",
    )
    assert [(f"{row.starts:%H:%M}", row.zone) for row in reading.rows] == [
        ("11:00", "Europe/London")
    ]
    assert told(reading) == [(1, "own_zone")]


def test_its_clocks_change_within_a_series():
    reading = read(
        OUTLOOK,
        event(
            "DTSTART;TZID=Customized Time Zone:20260324T190000",
            "RRULE:FREQ=WEEKLY;UNTIL=20260331T170000Z",
        ),
    )
    assert [row.recurrence_id for row in reading.rows] == ["20260324T180000Z", "20260331T170000Z"]


def test_changes_may_be_listed():
    zone = OUTLOOK.replace(
        "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3", "RDATE:20260401T020000"
    )
    zone = zone.replace("RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\n", "")
    assert utc(zone, "20260331T120000") == utc(OUTLOOK, "20260115T120000").replace("01-15", "03-31")
    assert utc(zone, "20260401T120000") == "04-01 10:00"


def test_a_zone_that_says_where_it_is_has_a_name():
    zone = OUTLOOK.replace("BEGIN:STANDARD", "X-LIC-LOCATION:Europe/Rome\nBEGIN:STANDARD", 1)
    reading = read(zone, event("DTSTART;TZID=Customized Time Zone:20260715T120000"))
    assert ([row.zone for row in reading.rows], told(reading)) == (["Europe/Rome"], [])


def test_zones_may_stand_after_their_events():
    reading = read(event("DTSTART;TZID=Customized Time Zone:20260715T120000"), OUTLOOK)
    assert [f"{row.starts:%H:%M}" for row in reading.rows] == ["11:00"]


def test_zones_of_one_file_mean_nothing_in_the_next():
    read(OUTLOOK, event("DTSTART;TZID=Customized Time Zone:20260715T120000"))
    reading = read(event("DTSTART;TZID=Customized Time Zone:20260715T120000"))
    assert told(reading) == [(1, "unknown_zone")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("TZOFFSETTO:+0100", "TZOFFSETTO:+9999"),
        ("TZOFFSETTO:+0100\n", ""),
        ("DTSTART:16010101T030000", "DTSTART:16010101"),
        ("DTSTART:16010101T030000", "DTSTART:99990101T030000"),
        ("FREQ=YEARLY", "FREQ=HOURLY"),
        ("BYMONTH=10", "BYMONTH=13"),
    ],
)
def test_zones_that_make_no_sense_leave_out_their_events(old, new):
    reading = read(
        OUTLOOK.replace(old, new, 1), event("DTSTART;TZID=Customized Time Zone:20260715T120000")
    )
    assert (reading.rows, told(reading)) == ((), [(1, "bad_zone")])


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Europe/London", "Europe/London"),
        ("GMT Standard Time", "Europe/London"),
        ("gmt standard time", "Europe/London"),
        ("/freeassociation.sourceforge.net/America/Indiana/Knox", "America/Indiana/Knox"),
        ("London", ""),
        ("../../etc/passwd", ""),
        ("", ""),
        ("Europe/London" * 100, ""),
    ],
)
def test_names_of_zones(written, name):
    assert find_iana_name(written) == name


@given(st.text())
def test_any_name_is_found_or_not(written):
    assert find_iana_name(written) in {"", find_iana_name(find_iana_name(written))}
