"""What do events in a calendar file say?"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from events.ical.drafts import (
    LONGEST_DESCRIPTION,
    LONGEST_LOCATION,
    LONGEST_TITLE,
    LONGEST_UID,
    Status,
)
from events.ical.parse import Row
from events.ical.problems import LEAVES_OUT, OF_FILES, Reason
from tests.events.ical_samples import (
    DAY,
    EVENING,
    LONDON,
    calendar,
    days,
    event,
    parse,
    read,
    read_one,
    told,
)

ZONE = ZoneInfo(LONDON)


def test_all_that_an_event_says():
    row = read_one(
        "SEQUENCE:3",
        'SUMMARY;LANGUAGE=en:Talk: maps\\, and \\"more\\"\\; really',
        "DESCRIPTION:One\\nTwo\\\\n",
        "DTSTART;TZID=Europe/London:20260703T183000",
        "DTEND;TZID=Europe/London:20260703T203000",
        "LOCATION:Town Hall\\, Swindon",
        "GEO:51.558;-1.781",
        'CONFERENCE;VALUE=URI;LABEL="Join: here":https://meet.example/x?a=1;b=2',
        "URL:https://library.example/talk,1",
        "STATUS:TENTATIVE",
        "DTSTAMP:20260101T000000Z",
        "LAST-MODIFIED:20260201T080000Z",
    )  # fmt: skip
    assert row == Row(
        number=1,
        uid="a@x.example",
        recurrence_id="",
        sequence=3,
        title='Talk: maps, and \\"more\\"; really',
        description="One\nTwo\\n",
        starts=datetime(2026, 7, 3, 18, 30, tzinfo=ZONE),
        ends=datetime(2026, 7, 3, 20, 30, tzinfo=ZONE),
        zone=LONDON,
        all_day=False,
        location="Town Hall, Swindon",
        point=(51.558, -1.781),
        online="https://meet.example/x?a=1;b=2",
        url="https://library.example/talk,1",
        status=Status.TENTATIVE,
        modified=datetime(2026, 2, 1, 8, tzinfo=UTC),
    )


def test_an_event_that_says_only_its_day():
    row = read_one(DAY)
    assert (row.starts, row.ends) == (
        datetime(2026, 3, 3, tzinfo=ZONE),
        datetime(2026, 3, 4, tzinfo=ZONE),
    )
    assert (row.all_day, row.status, row.sequence, row.modified) == (
        True,
        Status.CONFIRMED,
        0,
        None,
    )
    assert (row.title, row.point, row.online, row.url) == ("", None, "", "")


def lasts(*lines: str) -> tuple[str, str]:
    row = read_one(*lines)
    return f"{row.starts:%m-%d %H:%M}", f"{row.ends:%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("lines", "ends"),
    [
        ([DAY, "DTEND;VALUE=DATE:20260306"], "03-06 00:00"),
        ([DAY, "DTEND;VALUE=DATE:20260303"], "03-04 00:00"),
        ([DAY, "DURATION:P2D"], "03-05 00:00"),
        ([DAY, "DURATION:PT2H"], "03-04 00:00"),
        ([DAY, "DURATION:PT48H"], "03-05 00:00"),
        ([EVENING], "03-03 18:30"),
        ([EVENING, "DURATION:PT1H30M"], "03-03 20:00"),
        ([EVENING, "DURATION:P1W"], "03-10 18:30"),
        ([EVENING, "DURATION:P1DT2H"], "03-04 20:30"),
        ([EVENING, "DTEND:20260303T200000Z"], "03-03 20:00"),
        ([EVENING, "DTEND;TZID=Asia/Tokyo:20260304T050000"], "03-03 20:00"),
    ],
)
def test_the_end_is_told_or_follows(lines, ends):
    assert lasts(*lines)[1] == ends


def test_days_are_days_and_hours_are_hours_when_clocks_change():
    night = "DTSTART;TZID=Europe/London:20260328T223000"  # clocks go forward at 01:00
    assert lasts(night, "DURATION:P1D") == ("03-28 22:30", "03-29 22:30")
    assert lasts(night, "DURATION:PT24H") == ("03-28 22:30", "03-29 23:30")
    assert lasts(night, "DTEND;TZID=Europe/London:20260329T060000")[1] == "03-29 06:00"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["SUMMARY:x"], "no_start"),
        (["DTSTART:tomorrow"], "bad_start"),
        (["DTSTART:20260230"], "bad_start"),
        (["DTSTART:20260303T250000"], "bad_start"),
        (["DTSTART:18991231"], "bad_start"),
        (["DTSTART:22000101"], "bad_start"),
        (["DTSTART:PT1H"], "bad_start"),
        (["DTSTART:20260303T100000Z/PT1H"], "bad_start"),
        (["DTSTART;TZID=Nowhere/Here:20260303T100000"], "unknown_zone"),
        ([DAY, "DTEND:20260303T100000Z"], "bad_end"),
        ([DAY, "DTEND:soon"], "bad_end"),
        ([DAY, "DTEND;VALUE=DATE:20290303"], "bad_end"),
        ([DAY, "DTEND;VALUE=DATE:20260301"], "end_before_start"),
        ([EVENING, "DURATION:-PT1H"], "end_before_start"),
        ([EVENING, "DURATION:P99999999999W"], "bad_end"),
        ([DAY, "RECURRENCE-ID:x"], "bad_recurrence_id"),
        ([DAY, "EXDATE:x"], "bad_dates"),
        ([DAY, "RDATE:" + ",".join(["20260303"] * 2_001)], "too_many_dates"),
        ([DAY, "EXRULE:FREQ=DAILY"], "bad_rule"),
        ([DAY, *["RRULE:FREQ=DAILY"] * 6], "bad_rule"),
    ],
)
def test_events_that_are_left_out(lines, reason):
    reading = read(event(*lines), event(DAY, uid="other"))
    assert ([row.uid for row in reading.rows], told(reading)) == (["other"], [(1, reason)])
    assert Reason(reason) in LEAVES_OUT - OF_FILES


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("SUMMARY:" + "é" * 400, "cut"),
        ("LOCATION:" + "x" * 900, "cut"),
        ("DESCRIPTION:" + "x" * 20_000, "cut"),
        ("DESCRIPTION:" + "x" * 200_000, "cut"),
        ("SUMMARY:a\x00b\x1b", "controls"),
        ("URL:javascript:alert(1)", "bad_link"),
        ("URL:https://a b.example/", "bad_link"),
        ("GEO:91;0", "bad_point"),
        ("GEO:nan;0", "bad_point"),
        ("GEO:here", "bad_point"),
        ("no line at all", "bad_line"),
    ],
)
def test_events_that_are_taken_as_far_as_they_go(line, reason):
    reading = read(event(DAY, line))
    [row] = reading.rows
    assert told(reading) == [(1, reason)]
    assert Reason(reason) not in LEAVES_OUT
    assert (row.url, row.point) == ("", None)
    assert len(row.title) <= LONGEST_TITLE
    assert len(row.location) <= LONGEST_LOCATION
    assert len(row.description) <= LONGEST_DESCRIPTION


def test_texts_hold_no_controls_and_titles_one_line():
    row = read(event(DAY, "SUMMARY: a\\n\\tb\x07 c ", "DESCRIPTION:a\\nb\u2028c")).rows[0]
    assert (row.title, row.description) == ("a \\tb c", "a\nb c")


@pytest.mark.parametrize(
    ("lines", "online"),
    [
        (["CONFERENCE;VALUE=URI:tel:+44-1", "CONFERENCE:https://meet.example/1"],
         "https://meet.example/1"),
        (["X-GOOGLE-CONFERENCE:https://meet.google.com/abc"], "https://meet.google.com/abc"),
        (["X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/1"],
         "https://teams.microsoft.com/l/1"),
        (["URL:https://us02web.zoom.us/j/1?pwd=2"], "https://us02web.zoom.us/j/1?pwd=2"),
        (["LOCATION:Room 1 / https://example.webex.com/meet/x"], "https://example.webex.com/meet/x"),
        (["URL:https://library.example/zoom.us"], ""),
        (["URL:https://notzoom.us/j/1"], ""),
        (["CONFERENCE:javascript:alert(1)"], ""),
    ],
)  # fmt: skip
def test_where_to_take_part_online(lines, online):
    assert read_one(DAY, *lines).online == online


def test_a_point_of_zero_is_none():
    assert read_one(DAY, "GEO:0;0").point is None


@pytest.mark.parametrize("value", ["-1", "x", "99999999999999999999", ""])
def test_sequences_that_are_no_numbers_count_as_none(value):
    assert read_one(DAY, f"SEQUENCE:{value}").sequence == 0


def test_cancelled_events_are_kept():
    assert read_one(DAY, "STATUS:CANCELLED").status == Status.CANCELLED
    assert read_one(DAY, "STATUS:CONFIRMED", head="METHOD:CANCEL\n").status == Status.CANCELLED
    assert read_one(DAY, "STATUS:UNHEARD-OF", head="METHOD:PUBLISH\n").status == Status.CONFIRMED


@pytest.mark.parametrize(
    ("first", "second", "wins"),
    [
        (["SEQUENCE:2"], ["SEQUENCE:1"], "first"),
        (["SEQUENCE:1", "LAST-MODIFIED:20260201T000000Z"], ["SEQUENCE:2"], "second"),
        (["LAST-MODIFIED:20260202T000000Z"], ["LAST-MODIFIED:20260201T000000Z"], "first"),
        (["DTSTAMP:20260201T000000Z"], ["DTSTAMP:20260202T000000Z"], "second"),
        ([], [], "second"),
    ],
)
def test_of_two_with_one_uid_the_newer_counts(first, second, wins):
    reading = read(event(DAY, "SUMMARY:first", *first), event(DAY, "SUMMARY:second", *second))
    assert [row.title for row in reading.rows] == [wins]
    assert told(reading) == [(2 if wins == "first" else 1, "repeated")]


def test_an_event_without_a_uid_gets_one_that_stays():
    one = event(DAY, "SUMMARY:One", uid="")
    other = event(DAY, "SUMMARY:Other", uid="")
    first = {row.title: row.uid for row in read(one, other).rows}
    again = {row.title: row.uid for row in read(other, one).rows}
    assert first == again
    assert len(set(first.values())) == 2


def test_a_uid_that_is_too_long_is_cut():
    [row] = read(event(DAY, uid="u" * 1_000)).rows
    assert len(row.uid) == LONGEST_UID


def test_rows_are_in_order_and_the_calendar_has_its_name():
    reading = read(
        event("DTSTART:20260303T100000Z", uid="late"),
        event("DTSTART:20260303T090000Z", uid="early"),
        event("DTSTART:20200101", uid="old"),
        head="X-WR-CALNAME:Talks\\, mine\n",
    )
    assert [row.uid for row in reading.rows] == ["old", "early", "late"]
    assert reading.name == "Talks, mine"


@pytest.mark.parametrize(
    ("line", "head", "starts", "zone"),
    [
        ("DTSTART;TZID=America/New_York:20260303T100000", "", "03-03 10:00", "America/New_York"),
        ("DTSTART;TZID=europe/london:20260303T100000", "", "03-03 10:00", LONDON),
        ('DTSTART;TZID="/mozilla.org/20050126_1/Europe/Berlin":20260303T100000', "",
         "03-03 10:00", "Europe/Berlin"),
        ("DTSTART;TZID=W. Europe Standard Time:20260303T100000", "", "03-03 10:00",
         "Europe/Berlin"),
        ("DTSTART:20260703T100000Z", "", "07-03 10:00", "UTC"),
        ("DTSTART:20260703T100000Z", "X-WR-TIMEZONE:Europe/London\n", "07-03 11:00", LONDON),
        ("DTSTART:20260703T100000", "X-WR-TIMEZONE:Asia/Tokyo\n", "07-03 10:00", "Asia/Tokyo"),
        ("DTSTART:20260703T100000", "", "07-03 10:00", LONDON),
        ("DTSTART:20260703", "X-WR-TIMEZONE:Asia/Tokyo\n", "07-03 00:00", "Asia/Tokyo"),
    ],
)  # fmt: skip
def test_zones_of_all_kinds(line, head, starts, zone):
    row = read_one(line, head=head)
    assert (f"{row.starts:%m-%d %H:%M}", row.zone) == (starts, zone)
    assert row.starts.tzinfo == ZoneInfo(zone)


def test_a_calendar_with_an_unknown_zone_is_read_in_that_of_the_asker():
    reading = read(event("DTSTART:20260703T100000"), head="X-WR-TIMEZONE:Atlantis\n")
    assert (days(reading), told(reading)) == (["07-03 10:00"], [(0, "unknown_zone")])


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("20260329T013000", "2026-03-29 01:30"),  # left out: by the old offset (RFC 5545, 3.3.5)
        ("20261025T013000", "2026-10-25 00:30"),  # comes twice: the first
    ],
)
def test_hours_that_are_not_or_twice(wall, utc):
    row = read_one(f"DTSTART;TZID=Europe/London:{wall}")
    assert f"{row.starts.astimezone(UTC):%Y-%m-%d %H:%M}" == utc


def test_all_problems_have_the_name_of_their_event():
    content = calendar(event("SUMMARY:Nice", "DTSTART:x", uid="1"), event("DTSTART:x", uid="2"))
    assert [problem.name for problem in parse(content).problems] == ["Nice", "2"]
