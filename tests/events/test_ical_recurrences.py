"""When do series in a calendar file take place?"""

import pytest

from tests.events.ical_samples import DAY, EVENING, days, event, read, told

WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=4"
FOUR = ["03-03 18:30", "03-10 18:30", "03-17 18:30", "03-24 18:30"]
AT = "TZID=Europe/London"


def test_a_series_keeps_its_clock_time_when_clocks_change():
    reading = read(event(EVENING, "DURATION:PT2H", "RRULE:FREQ=WEEKLY;COUNT=5"))
    assert days(reading) == [*FOUR, "03-31 18:30"]
    assert [row.recurrence_id for row in reading.rows[3:]] == [
        "20260324T183000Z",
        "20260331T173000Z",
    ]
    assert {(row.ends - row.starts).total_seconds() for row in reading.rows} == {7200}
    assert {(row.uid, row.number, row.zone) for row in reading.rows} == {
        ("a@x.example", 1, "Europe/London")
    }


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=1TU;COUNT=3", ["03-03", "04-07", "05-05"]),
        ("FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=-1;COUNT=2", ["03-03", "03-31", "04-30"]),
        ("FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=3;UNTIL=20260701", ["03-03", "06-03"]),
        ("FREQ=DAILY;INTERVAL=100;UNTIL=20261231T235959Z", ["03-03", "06-11", "09-19", "12-28"]),
        ("FREQ=WEEKLY;WKST=SU;BYDAY=TU,SU;INTERVAL=2;COUNT=3", ["03-03", "03-15", "03-17"]),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=1", ["03-03", "05-11"]),
        ("FREQ=YEARLY;BYYEARDAY=-1;COUNT=1", ["03-03", "12-31"]),
        ("freq=daily;count=2;", ["03-03", "03-04"]),
        ("FREQ=DAILY;COUNT=5;UNTIL=20260304", ["03-03", "03-04"]),
        ("FREQ=DAILY;UNTIL=20200101", ["03-03"]),
    ],
)
def test_rules(rule, expected):
    assert [day[:5] for day in days(read(event(DAY, f"RRULE:{rule}")))] == expected


@pytest.mark.parametrize(
    ("until", "count"),
    [
        ("20260317T183000Z", 3),
        ("20260317T182959Z", 2),
        ("20260317T183000", 3),
        ("20260317", 3),
        ("20260316", 2),
    ],
)
def test_until_is_the_last_moment(until, count):
    assert days(read(event(EVENING, f"RRULE:FREQ=WEEKLY;UNTIL={until}"))) == FOUR[:count]


@pytest.mark.parametrize(
    "rule",
    [
        "", "FREQ=", "FREQ=FORTNIGHTLY", "COUNT=3", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=x",
        "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;INTERVAL=999999999",
        "FREQ=WEEKLY;BYDAY=XX", "FREQ=MONTHLY;BYDAY=0MO", "FREQ=MONTHLY;BYDAY=99MO",
        "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=YEARLY;BYMONTH=-1",
        "FREQ=DAILY;BYHOUR=24", "FREQ=DAILY;UNTIL=never", "FREQ=DAILY;UNTIL=PT1H", "FREQ=DAILY;X=1",
        "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY;WKST=1", "FREQ=HOURLY;INTERVAL=2;BYHOUR=1",
        "FREQ=DAILY;BYSETPOS=0",
    ],
)  # fmt: skip
def test_rules_that_cannot_be_used_leave_the_series_out(rule):
    reading = read(event(DAY, f"RRULE:{rule}"), event(DAY, uid="b"))
    assert ([row.uid for row in reading.rows], told(reading)) == (["b"], [(1, "bad_rule")])


def test_only_what_lies_in_the_window_is_found():
    reading = read(event("DTSTART:20200103T100000Z", "RRULE:FREQ=MONTHLY"))
    assert len(reading.rows) == 12
    assert days(reading)[0] == "01-03 10:00"


def test_what_begins_before_the_window_and_reaches_into_it_is_found():
    reading = read(
        event("DTSTART;VALUE=DATE:20241230", "DTEND;VALUE=DATE:20250104", "RRULE:FREQ=YEARLY")
    )
    assert days(reading) == ["12-30 00:00", "12-30 00:00"]
    assert [row.starts.year for row in reading.rows] == [2025, 2026]


@pytest.mark.parametrize(
    "line",
    [
        f"EXDATE;{AT}:20260310T183000,20260324T183000",
        "EXDATE:20260310T183000Z,20260324T183000Z",
        "EXDATE;TZID=Europe/Berlin:20260310T193000,20260324T193000",
        "EXDATE;VALUE=DATE:20260310,20260324",
    ],
)
def test_dates_are_taken_out_however_they_are_written(line):
    assert days(read(event(EVENING, WEEKLY, line))) == [FOUR[0], FOUR[2]]


def test_days_are_taken_out_of_a_series_of_days():
    rule = "RRULE:FREQ=DAILY;COUNT=4"
    lines = ["EXDATE;VALUE=DATE:20260304", "EXDATE:20260305T000000Z"]
    assert days(read(event(DAY, rule, *lines))) == ["03-03 00:00", "03-06 00:00"]


def test_dates_are_added_with_lengths_of_their_own():
    reading = read(
        event(
            EVENING,
            "DURATION:PT1H",
            f"RDATE;{AT}:20260305T120000,20260303T183000",
            "RDATE;VALUE=PERIOD:20260306T120000Z/PT3H,20260307T120000Z/20260307T123000Z",
            "RDATE;VALUE=DATE:20260308",
        )
    )
    assert [(f"{row.starts:%d %H:%M}", f"{row.ends:%H:%M}") for row in reading.rows] == [
        ("03 18:30", "19:30"),
        ("05 12:00", "13:00"),
        ("06 12:00", "15:00"),
        ("07 12:00", "12:30"),
        ("08 18:30", "19:30"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        f"RECURRENCE-ID;{AT}:20260310T183000",
        "RECURRENCE-ID:20260310T183000Z",
        "RECURRENCE-ID;VALUE=DATE:20260310",
    ],
)
def test_one_date_may_differ(line):
    other = event(line, f"DTSTART;{AT}:20260311T120000", "SUMMARY:Moved", "SEQUENCE:1")
    for parts in ([event(EVENING, WEEKLY), other], [other, event(EVENING, WEEKLY)]):
        reading = read(*parts)
        assert days(reading) == [FOUR[0], "03-11 12:00", FOUR[2], FOUR[3]]
        moved = reading.rows[1]
        assert (moved.title, moved.recurrence_id) == ("Moved", "20260310T183000Z")


def test_one_date_may_be_cancelled_and_is_kept():
    cancelled = event("RECURRENCE-ID:20260310T183000Z", EVENING, "STATUS:CANCELLED")
    reading = read(event(EVENING, WEEKLY), cancelled)
    assert [(row.recurrence_id, row.status.value) for row in reading.rows if row.number == 2] == [
        ("20260310T183000Z", "cancelled")
    ]
    assert len(reading.rows) == 4


def test_a_date_that_is_moved_into_the_window_is_found_and_one_beside_the_rules_too():
    reading = read(
        event("DTSTART:20250101T100000Z", "RRULE:FREQ=WEEKLY;COUNT=2"),
        event("RECURRENCE-ID:20250108T100000Z", "DTSTART:20260301T100000Z"),
        event("RECURRENCE-ID:20250109T100000Z", "DTSTART:20260302T100000Z"),
        event("RECURRENCE-ID:20250110T100000Z", "DTSTART:20250302T100000Z"),
    )
    assert days(reading) == ["03-01 10:00", "03-02 10:00"]


def test_a_date_alone_is_found_wherever_it_lies():
    reading = read(event("RECURRENCE-ID:20200108T100000Z", "DTSTART:20200109T100000Z"))
    assert [row.recurrence_id for row in reading.rows] == ["20200108T100000Z"]


def test_a_date_that_is_taken_out_stays_out_though_it_differs():
    other = event("RECURRENCE-ID:20260310T183000Z", "DTSTART:20260311T120000Z")
    reading = read(event(EVENING, WEEKLY, "EXDATE:20260310T183000Z"), other)
    assert days(reading) == [FOUR[0], FOUR[2], FOUR[3]]


def test_what_differs_from_a_date_on_moves_all_later_ones():
    later = event(
        f"RECURRENCE-ID;{AT};RANGE=THISANDFUTURE:20260317T183000",
        f"DTSTART;{AT}:20260318T190000",
        "DURATION:PT1H",
        "SUMMARY:Wednesdays",
    )
    single = event(f"RECURRENCE-ID;{AT}:20260331T183000", f"DTSTART;{AT}:20260331T120000")
    reading = read(event(EVENING, "RRULE:FREQ=WEEKLY;COUNT=6"), later, single)
    assert [(f"{row.starts:%m-%d %H:%M}", row.title) for row in reading.rows] == [
        ("03-03 18:30", ""),
        ("03-10 18:30", ""),
        ("03-18 19:00", "Wednesdays"),
        ("03-25 19:00", "Wednesdays"),
        ("03-31 12:00", ""),
        ("04-08 19:00", "Wednesdays"),
    ]
    assert [row.recurrence_id for row in reading.rows][2:4] == [
        "20260317T183000Z",
        "20260324T183000Z",
    ]
    assert [f"{row.ends:%H:%M}" for row in reading.rows][3] == "20:00"


def test_days_may_differ_from_a_date_on():
    later = event(
        "RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20260305", "DTSTART;VALUE=DATE:20260307"
    )
    reading = read(event(DAY, "RRULE:FREQ=DAILY;COUNT=4"), later)
    assert days(reading) == ["03-03 00:00", "03-04 00:00", "03-07 00:00", "03-08 00:00"]


def test_a_broken_rule_is_reported_for_all_that_has_its_uid():
    reading = read(
        event(EVENING, "RRULE:FREQ=SECONDLY"),
        event("RECURRENCE-ID:20260310T183000Z", "DTSTART:20260311T120000Z"),
    )
    assert (reading.rows, told(reading)) == ((), [(1, "too_often"), (2, "too_often")])
