"""Are calendar files read as bytes come: any line ends, folds, encodings, and broken or hostile?"""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.ical.outline import LARGEST_FILE, MOST_EVENTS, MOST_OBSERVANCES
from events.ical.parse import MOST_ROWS, Reading
from events.ical.problems import OF_FILES, BadCalendarError, Reason
from events.ical.recurrences import MOST_TIMES
from tests.events.ical_samples import DAY, EVENING, OUTLOOK, calendar, event, parse, read, told

USUAL = calendar(event(EVENING, "SUMMARY:Café für Ελλάδα 日本"))


def titles(content: bytes) -> list[str]:
    return [row.title for row in parse(content).rows]


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r", b"\r\r\n", b"\n\n"])
def test_lines_may_end_in_any_way(end):
    assert titles(USUAL.replace(b"\r\n", end)) == ["Café für Ελλάδα 日本"]


def test_ends_of_lines_may_be_mixed():
    content = b"\n".join(USUAL.split(b"\r\n", 3))
    assert b"\r\n" in content
    assert titles(content) == ["Café für Ελλάδα 日本"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_at_the_beginning_says_the_encoding(encoding):
    assert titles(USUAL.decode().encode(encoding)) == ["Café für Ελλάδα 日本"]


@given(st.sets(st.integers(1, len(USUAL) - 1)), st.sampled_from([b"\r\n ", b"\n\t", b"\r\n\t"]))
def test_a_fold_may_stand_anywhere_within_a_line(places, fold):
    content = b""
    for number in range(len(USUAL)):
        inside = (
            USUAL[number - 1 : number] not in b"\r\n" and USUAL[number : number + 1] not in b"\r\n"
        )
        content += (fold if number in places and inside else b"") + USUAL[number : number + 1]
    assert parse(content) == parse(USUAL)


def test_other_bytes_than_utf_8_are_read_and_told():
    reading = parse(USUAL.decode().replace("Ελλάδα 日本", "“Wien”").encode("cp1252"))
    assert [row.title for row in reading.rows] == ["Café für “Wien”"]
    assert told(reading) == [(1, "encoding")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \r\n\r\n", Reason.EMPTY),
        (b"<!DOCTYPE html><html><body>BEGIN:VCALENDAR</body></html>", Reason.WEB_PAGE),
        (b"%PDF-1.7 \x00\xff\n", Reason.NOT_CALENDAR),
        (b"BEGIN:VCARD\nUID:1\nEND:VCARD\n", Reason.NOT_CALENDAR),
        (event(DAY).encode(), Reason.NOT_CALENDAR),
        (b"a" * (LARGEST_FILE + 1), Reason.TOO_LARGE),
    ],
)
def test_files_that_are_no_use(content, reason):
    with pytest.raises(BadCalendarError) as caught:
        parse(content)
    assert caught.value.reason == reason
    assert reason in OF_FILES


def test_a_calendar_may_hold_nothing():
    assert parse(calendar(head="X-WR-CALNAME:Nothing\\, yet\n")) == Reading(
        "Nothing, yet", (), (), 0
    )


def test_several_calendars_in_a_file_are_read_with_their_own_zones():
    first = calendar(event("DTSTART:20260303T100000", uid="1"), head="X-WR-TIMEZONE:Asia/Tokyo\n")
    second = calendar(event("DTSTART:20260303T100000", uid="2"), head="METHOD:CANCEL\n")
    rows = parse(first + second).rows
    assert [(row.uid, row.number, row.zone, row.status.value) for row in rows] == [
        ("1", 1, "Asia/Tokyo", "confirmed"),
        ("2", 2, "Europe/London", "cancelled"),
    ]


def test_what_is_no_event_is_counted_and_what_stands_in_an_event_is_not_its_own():
    alarm = "BEGIN:VALARM\nSUMMARY:Wake up\nDTSTART:20000101\nEND:VALARM"
    task = "BEGIN:VTODO\nUID:t\nSUMMARY:Do\nBEGIN:VALARM\nEND:VALARM\nEND:VTODO\n"
    reading = read(task, event(alarm, DAY, "SUMMARY:Here"), task)
    assert ([row.title for row in reading.rows], reading.others) == (["Here"], 2)
    assert reading.problems == ()


def test_an_event_without_its_end_is_left_out_and_the_next_is_read():
    reading = read("BEGIN:VEVENT\nUID:1\nSUMMARY:Torn\n" + DAY + "\n", event(DAY, uid="2"))
    assert [row.uid for row in reading.rows] == ["2"]
    [problem] = reading.problems
    assert (problem.number, problem.name, problem.reason) == (1, "Torn", Reason.UNCLOSED)


def test_a_file_that_breaks_off_keeps_what_was_whole():
    content = calendar(event(DAY, uid="1"), event(DAY, "SUMMARY:Torn", uid="2"))
    reading = parse(content[: content.index(b"SUMMARY") + 9])
    assert ([row.uid for row in reading.rows], told(reading)) == (["1"], [(2, "unclosed")])


def test_each_broken_part_is_reported_and_the_others_are_read():
    reading = read(
        event("SUMMARY:No day", uid="1"),
        event("DTSTART:20261399", "SUMMARY:No such day", uid="2"),
        event(DAY, "SUMMARY:Good", uid="3"),
        event(EVENING, "DTEND:20260302T100000Z", uid="4"),
        event(DAY, "this is no line", "SUMMARY:Untidy", uid="5"),
    )
    assert [row.title for row in reading.rows] == ["Good", "Untidy"]
    assert [(each.number, each.name, each.reason.value) for each in reading.problems] == [
        (1, "No day", "no_start"),
        (2, "No such day", "bad_start"),
        (4, "4", "end_before_start"),
        (5, "Untidy", "bad_line"),
    ]
    assert reading.problems[1].detail == "20261399"


def test_only_so_many_events_are_read():
    reading = read(*(event(DAY, uid=str(number)) for number in range(MOST_EVENTS + 1)))
    assert (len(reading.rows), told(reading)) == (MOST_EVENTS, [(0, "too_many_events")])


def test_only_so_many_rows_are_made():
    series = [event(DAY, "RRULE:FREQ=DAILY", uid=str(number)) for number in range(70)]
    reading = read(*series)
    assert (len(reading.rows), told(reading)) == (MOST_ROWS, [(0, "too_many_rows")])


def test_parts_inside_parts_without_end_are_harmless():
    content = b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 100_000 + b"END:Y\n" * 100_000
    assert parse(content + event(DAY).encode()).rows[0].uid == "a@x.example"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=WEEKLY;BYDAY=MO;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYDAY=53MO;BYSETPOS=366",
    ],
)
def test_rules_that_never_fall_are_searched_no_further_than_the_window(rule):
    reading = read(event(DAY, f"RRULE:{rule}"))
    assert (len(reading.rows), reading.problems) == (1, ())


@pytest.mark.parametrize(
    ("start", "rule", "reason"),
    [
        ("20260101T000000Z", "FREQ=SECONDLY", "too_often"),
        ("20260101T000000Z", "FREQ=MINUTELY;COUNT=2", "too_often"),
        ("20260101T000000Z", "FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7;BYMINUTE=1,2,3,4,5,6,7", "too_often"),
        ("19000101T000000Z", "FREQ=HOURLY;UNTIL=99991231T000000Z", "too_much_work"),
        ("00010101T000000Z", "FREQ=DAILY;COUNT=999999999", "bad_start"),
        ("99990101T000000Z", "FREQ=DAILY;COUNT=999999999", "bad_start"),
    ],
)
def test_rules_that_would_take_for_ever_are_refused(start, rule, reason):
    reading = read(event(f"DTSTART:{start}", f"RRULE:{rule}"))
    assert (reading.rows, told(reading)) == ((), [(1, reason)])


def test_a_rule_with_more_than_its_share_of_dates_gives_the_first_of_the_window():
    reading = read(event("DTSTART:20250101T000000Z", "RRULE:FREQ=HOURLY;COUNT=999999999"))
    assert (len(reading.rows), told(reading)) == (MOST_TIMES, [(1, "too_many_times")])
    assert reading.rows[0].recurrence_id == "20260101T000000Z"


def test_all_rules_of_a_file_share_one_budget():
    old = [event("DTSTART:19000101", "RRULE:FREQ=DAILY;COUNT=1", uid=str(number))
           for number in range(30)]  # fmt: skip
    reading = read(*old, event(DAY, uid="last"))
    assert {reason for _number, reason in told(reading)} == {"too_much_work"}
    assert 0 < len(reading.problems) < 30
    assert reading.rows[-1].uid == "last"


def test_a_zone_with_thousands_of_rules_is_refused_with_its_events_alone():
    lines = "DTSTART:20260101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\n"
    rules = f"BEGIN:STANDARD\n{lines}END:STANDARD\n" * (MOST_OBSERVANCES * 40)
    zone = f"BEGIN:VTIMEZONE\nTZID:Mine\n{rules}END:VTIMEZONE\n"
    reading = read(zone, event("DTSTART;TZID=Mine:20260303T100000"), event(DAY, uid="b"))
    assert ([row.uid for row in reading.rows], told(reading)) == (["b"], [(1, "bad_zone")])


def test_lines_with_thousands_of_parameters_are_passed_over():
    reading = read(event(DAY, "SUMMARY" + ";X=1" * 20_000 + ":Long", "LOCATION:Here"))
    assert (reading.rows[0].title, reading.rows[0].location) == ("", "Here")
    assert told(reading) == [(1, "bad_line")]


FRAMES = st.sampled_from(
    ["BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM",
     "END:VALARM", *OUTLOOK.splitlines()]
)  # fmt: skip
INSIDE = st.sampled_from(
    [
        "UID:1", "UID:2", DAY, EVENING, "SUMMARY:x",
        "DTSTART;TZID=Customized Time Zone:20260303T183000", "DTSTART:20260303T183000Z",
        "DTEND:20260303T203000Z", "DTEND;VALUE=DATE:20260304", "DURATION:PT2H", "DURATION:-P1D",
        "RRULE:FREQ=WEEKLY;COUNT=4", "RRULE:FREQ=MONTHLY;BYDAY=1TU,-1FR", "RRULE:FREQ=YEARLY",
        "RDATE:20260310T183000Z", "RDATE;VALUE=PERIOD:20260311T100000Z/PT1H", "EXDATE:20260310",
        "EXDATE;TZID=Europe/London:20260310T183000", "RECURRENCE-ID:20260310T183000Z",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260317T183000Z", "RECURRENCE-ID;VALUE=DATE:20260310",
        "STATUS:CANCELLED", "METHOD:CANCEL", "SEQUENCE:2", "X-WR-TIMEZONE:Asia/Tokyo", "GEO:1;2",
        "TZID:Europe/London", "URL:https://[", "LAST-MODIFIED:20260101T000000Z", " folded", "",
    ]
)  # fmt: skip
NAMES = st.sampled_from(
    ["DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "GEO", "TZID",
     "TZOFFSETFROM", "TZOFFSETTO", "SEQUENCE", "URL", "CONFERENCE", "X-WR-TIMEZONE"]
)  # fmt: skip
WRITTEN = st.text(st.sampled_from('0123456789TZPDWHMS+-/;:,="\\. ABEFINQRUY\x00é٣'), max_size=40)
ODD = st.builds("{}{}:{}".format, NAMES, st.sampled_from(["", ";TZID=x", ';A="b']), WRITTEN)


@given(st.lists(FRAMES | INSIDE | ODD | st.text(max_size=20), max_size=60))
def test_whatever_lines_come_end_in_rows_or_reasons(lines):
    content = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines])
    reading = parse(content.encode(errors="replace"))
    for row in reading.rows:
        assert row.starts <= row.ends
        assert "\x00" not in f"{row}"


@given(st.data())
def test_whatever_is_put_into_an_event_ends_in_rows_or_reasons(data):
    lines = data.draw(st.lists(INSIDE | ODD, max_size=6))
    reading = read(
        OUTLOOK, event(*lines, EVENING, "RRULE:FREQ=WEEKLY;COUNT=9"), event(DAY, uid="b")
    )
    assert "b" in {row.uid for row in reading.rows}


@given(st.binary(max_size=300))
def test_whatever_bytes_come_end_in_rows_or_reasons(content):
    parse(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + content)
    with contextlib.suppress(BadCalendarError):
        parse(content)
