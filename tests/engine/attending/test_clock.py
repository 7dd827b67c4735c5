"""Clocks that change, dates, and occasions without hours.

In Europe/London the clocks go from 01:00 to 02:00 on 29 March 2026 (at 01:00 UTC) and from 02:00 to
01:00 on 25 October 2026 (at 01:00 UTC).
"""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from engine.attending.answers import Home, Out
from engine.attending.clock import instant_of
from engine.attending.occasions import Occasion
from tests.engine.attending.swindon import BRISTOL, LONDON_TIME, SATURDAY, ask, at, knows, occasion

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
HOUR = (knows(60),)


def moment(day, clock, zone=LONDON_TIME):
    return datetime.fromtimestamp(instant_of(day, time.fromisoformat(clock), zone), UTC)


@pytest.mark.parametrize(
    ("clock", "utc"),
    [
        ("00:59:59", "00:59:59"),
        # skipped: the moment at which the clocks skip it
        ("01:00", "01:00"),
        ("01:30", "01:00"),
        ("01:59:59", "01:00"),
        ("02:00", "01:00"),
        ("02:30", "01:30"),
    ],
)
def test_the_hour_that_is_skipped(clock, utc):
    assert moment(SPRING, clock) == at(utc, SPRING, UTC)


@pytest.mark.parametrize(
    ("clock", "utc"),
    [("00:59", "23:59"), ("01:00", "00:00"), ("01:59", "00:59"), ("02:00", "02:00")],
)
def test_of_the_hour_that_comes_twice_the_first_counts(clock, utc):
    day = AUTUMN - timedelta(days=utc == "23:59")
    assert moment(AUTUMN, clock) == at(utc, day, UTC)


def test_half_an_hour_is_skipped_on_lord_howe():
    # 4 October 2026, 02:00 becomes 02:30, at 15:30 UTC on the day before (+10:30, then +11)
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    assert moment(date(2026, 10, 4), "02:15", lord_howe) == at("15:30", date(2026, 10, 3), UTC)


def test_a_fixed_offset_skips_nothing():
    zone = timezone(timedelta(hours=5, minutes=45))
    assert moment(SPRING, "01:30", zone) == at("19:45", date(2026, 3, 28), UTC)


@pytest.mark.parametrize(
    ("night", "limit", "expected"),
    [
        # leaving at 00:30 GMT (00:30 UTC), home at 01:30 UTC, which is 02:30 BST
        (SPRING, time(2, 30), Home.IN_TIME),
        (SPRING, time(2, 29), Home.LEAVE_EARLY),
        # leaving at 00:30 BST (23:30 UTC), home at 00:30 UTC, which is 01:30 BST
        (AUTUMN, time(1, 30), Home.IN_TIME),
        (AUTUMN, time(1, 29), Home.LEAVE_EARLY),
    ],
)
def test_home_in_a_night_when_the_clocks_change(night, limit, expected):
    evening = night - timedelta(days=1)
    asked = occasion("20:00", "00:30", evening, last_day=night)
    assert ask(asked, known=HOUR, home_by=limit).home is expected


def test_an_hour_that_comes_twice_is_an_hour_of_the_event():
    # 01:30 BST to 01:15 GMT: 45 min, though the clock on the wall goes back
    starts = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON_TIME)
    ends = datetime(2026, 10, 25, 1, 15, fold=1, tzinfo=LONDON_TIME)
    first, last = Occasion(starts=starts, ends=ends).instants()
    assert last - first == 45 * 60
    with pytest.raises(ValueError, match="ends"):
        Occasion(starts=ends, ends=starts)


@pytest.mark.parametrize(
    ("starts", "ends", "hours"),
    [
        (("00:00", SATURDAY), ("00:00", date(2026, 3, 8)), ("10:00", "16:00", SATURDAY)),
        (("00:00", SATURDAY), ("00:00", SATURDAY), ("10:00", "16:00", SATURDAY)),
        (("09:00", SATURDAY), ("23:59", SATURDAY), ("10:00", "16:00", SATURDAY)),
        (("00:00", SATURDAY), ("00:00", date(2026, 3, 10)), ("10:00", "16:00", date(2026, 3, 9))),
    ],
)
def test_all_day_is_taken_as_ten_to_four(starts, ends, hours):
    asked = Occasion(starts=at(*starts), ends=at(*ends), all_day=True)
    opens, closes, last_day = hours
    assert asked.instants() == (at(opens, SATURDAY).timestamp(), at(closes, last_day).timestamp())


def test_all_day_is_in_the_zone_of_the_event_and_the_answer_says_so():
    new_york = ZoneInfo("America/New_York")
    asked = Occasion(
        starts=at("00:00", SATURDAY, new_york),
        ends=at("00:00", date(2026, 3, 8), new_york),
        place=BRISTOL,
        all_day=True,
    )
    answer = ask(asked)
    # 10:00 in New York is 15:00 in Swindon
    assert (answer.out, answer.starts) == (Out.ON_TIME, at("15:00", SATURDAY).timestamp())
    assert answer.hours_taken
    assert not ask(occasion("10:00", "16:00", SATURDAY)).hours_taken


def test_a_hybrid_event_is_online_too():
    hybrid = ask(occasion("19:00", "20:00", mode="hybrid"), known=HOUR)
    assert (hybrid.out, hybrid.online_too) == (Out.ON_TIME, True)
    assert not ask(occasion("19:00", "20:00")).online_too
