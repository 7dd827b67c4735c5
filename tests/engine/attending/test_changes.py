"""The one change that makes it work, worked out by hand; HOUR is an own figure of 60 min."""

from datetime import date, time, timedelta

import pytest

from engine.attending.answers import Rank
from engine.attending.changes import ChangeKind, find_change
from engine.attending.occasions import Occasion
from engine.attending.planner import Planner
from tests.engine.attending.swindon import (
    MANCHESTER,
    SATURDAY,
    TUESDAY,
    at,
    knows,
    occasion,
    routine,
    works,
)

HOUR = (knows(60),)


def change(asked, **changed):
    person = routine(**changed)
    return find_change(person, Planner(person).answer(asked))


def test_home_later_to_the_quarter_hour():
    # 21:46 + 60 = 22:46
    found = change(occasion("19:00", "21:46"), known=HOUR)
    assert (found.kind, found.on) == (ChangeKind.HOME_BY, TUESDAY)
    assert (found.clock, found.clock_now) == (time(23), time(22, 30))
    assert found.answer.rank is Rank.WORKS
    # 21:45 + 60 = 22:45, a quarter hour itself
    assert change(occasion("19:00", "21:45"), known=HOUR).clock == time(22, 45)


def test_home_later_is_past_midnight_and_no_later_than_a_quarter_past_six():
    wednesday = TUESDAY + timedelta(days=1)
    # 05:15 + 60 = 06:15
    assert change(occasion("19:00", "23:16"), known=HOUR).clock == time(0, 30)
    until = occasion("19:00", "05:15", last_day=wednesday)
    assert change(until, known=HOUR).clock == time(6, 15)
    until = occasion("19:00", "05:16", last_day=wednesday)
    assert change(until, known=HOUR).kind is ChangeKind.NIGHT_AWAY


def test_home_later_than_the_day_itself_says():
    found = change(occasion("19:00", "21:00"), known=HOUR, week=works(home_by="21:00"))
    assert (found.clock, found.clock_now) == (time(22), time(21))
    # one who is late too needs more than that
    assert change(occasion("18:00", "21:40"), known=HOUR) is None


def test_home_later_on_a_day_off():
    found = change(occasion("19:00", "22:00", SATURDAY), known=HOUR)
    assert (found.kind, found.clock, found.on) == (ChangeKind.HOME_BY, time(23), SATURDAY)


def test_leaving_work_earlier_to_the_quarter_hour():
    # 18:10 - 60 = 17:10
    found = change(occasion("18:10", "20:00"), known=HOUR)
    assert (found.kind, found.on) == (ChangeKind.LEAVE, TUESDAY)
    assert (found.clock, found.clock_now) == (time(17), time(17, 30))
    assert change(occasion("18:15", "20:00"), known=HOUR).clock == time(17, 15)
    # half a minute after a quarter hour, that quarter hour is earlier
    by_half_past = change(occasion("18:30", "20:00"), known=HOUR, week=works(leave="17:30:30"))
    assert by_half_past.clock == time(17, 30)


def test_leaving_work_is_after_work_starts():
    # 10:15 - 60 = 09:15, the first quarter hour after 09:00
    assert change(occasion("10:15", "12:00"), known=HOUR).clock == time(9, 15)
    found = change(occasion("10:14", "12:00"), known=HOUR)
    assert (found.kind, found.on) == (ChangeKind.DAY_OFF, TUESDAY)


def test_a_longer_journey_to_five_minutes():
    # Bristol at the slow end is 97.124 min
    found = change(occasion("20:00", "20:50"), longest_minutes=62.5)
    assert found.kind is ChangeKind.LONGEST
    assert (found.minutes, found.minutes_now) == (100, 62.5)
    assert change(occasion("20:00", "21:00"), known=HOUR, longest_minutes=55).minutes == 60


def test_a_night_is_named_where_there_is_no_other_way():
    # 06:30 + 60 = 07:30
    found = change(occasion("07:00", "12:00"), known=HOUR)
    assert (found.kind, found.answer.rank) == (ChangeKind.NIGHT_AWAY, Rank.NIGHT)
    # late, or in work time, is better than a night
    assert change(occasion("07:10", "12:00", SATURDAY), known=HOUR) is None


@pytest.mark.parametrize(
    ("asked", "changed"),
    [
        (occasion("19:00", "20:00"), {"known": HOUR}),
        (occasion("19:00", "20:00"), {"home": None}),
        (occasion("19:00", "20:00", mode="online"), {}),
        # a night already, and too far away however one changes one thing
        (occasion("07:00", "12:00"), {"known": HOUR, "night_away": True}),
        (occasion("10:00", "16:00", place=MANCHESTER), {}),
        # nothing to be changed about a limit that is none, on a day off
        (occasion("07:10", "12:00", SATURDAY), {"known": HOUR, "home_by": None}),
    ],
)
def test_where_there_is_none(asked, changed):
    assert change(asked, **changed) is None


def test_a_limit_in_the_hour_that_comes_twice():
    # 24 October 2026 to 00:45 BST, + 60 = 01:45 BST, the first time; to 01:15 GMT, + 60 = 02:15
    night = date(2026, 10, 25)
    asked = occasion("20:00", "00:45", date(2026, 10, 24), last_day=night)
    assert change(asked, known=HOUR).clock == time(1, 45)
    second = at("01:15", night).replace(fold=1)
    asked = Occasion(starts=asked.starts, ends=second, place_key="hall")
    assert change(asked, known=HOUR).clock == time(2, 15)
