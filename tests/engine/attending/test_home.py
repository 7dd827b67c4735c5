"""Every way home and its limits; by Bristol's estimate (58.274, 77.699, 97.124) or own figures."""

from datetime import date, time

import pytest

from engine.attending.answers import Home, Out, Rank
from tests.engine.attending.swindon import SATURDAY, ask, knows, occasion, works

HOUR = (knows(60),)


def home(asked, **changed):
    return ask(asked, **changed).home


@pytest.mark.parametrize(
    ("ends", "expected", "early"),
    [
        # 22:30 - 97.124 = 20:52:52.5
        ("20:52:52", Home.IN_TIME, 0),
        ("20:52:53", Home.TIGHT, 0),
        # 22:30 - 58.274 = 21:31:43.5
        ("21:31:43", Home.TIGHT, 0),
        # 22:30 - 77.699 = 21:12:18; 21:31:44 is 19.4 min later
        ("21:31:44", Home.LEAVE_EARLY, 20),
        # 30 min later is 21:42:18.04
        ("21:42:18", Home.LEAVE_EARLY, 30),
        ("21:42:19", Home.NO_WAY_HOME, 0),
    ],
)
def test_by_an_estimate(ends, expected, early):
    returning = ask(occasion("19:30", ends)).returning
    assert (returning.home, returning.leave_early_by) == (expected, early)


def test_a_night_away_where_that_is_possible():
    answer = ask(occasion("19:30", "23:00"), night_away=True)
    assert (answer.home, answer.rank) == (Home.NIGHT_AWAY, Rank.NIGHT)


@pytest.mark.parametrize(
    ("last", "expected", "early"),
    [
        ("21:00", Home.IN_TIME, 0),
        ("20:59:59", Home.LEAVE_EARLY, 1),
        ("20:30", Home.LEAVE_EARLY, 30),
        ("20:29:59", Home.NO_WAY_HOME, 0),
        # before 06:30 is the next morning
        ("00:10", Home.IN_TIME, 0),
    ],
)
def test_the_last_departure(last, expected, early):
    returning = ask(occasion("18:30", "21:00"), known=(knows(60, last=last),)).returning
    assert (returning.home, returning.leave_early_by) == (expected, early)


def test_limit_and_last_departure_both_hold():
    # 21:50 + 60 is 20 min after 22:30; the last departure at 21:40 asks for 10
    returning = ask(occasion("18:30", "21:50"), known=(knows(60, last="21:40"),)).returning
    assert returning.leave_early_by == 20
    returning = ask(occasion("18:30", "21:50"), known=(knows(60, last="21:25"),)).returning
    assert returning.leave_early_by == 25


def test_something_of_the_event_remains():
    # 22:30 - 60 = 21:30, ten minutes before the end
    assert home(occasion("21:29", "21:40"), known=HOUR) is Home.LEAVE_EARLY
    assert home(occasion("21:30", "21:40"), known=HOUR) is Home.NO_WAY_HOME


@pytest.mark.parametrize(
    ("longest", "expected"), [(97.2, Home.IN_TIME), (97.1, Home.TIGHT), (58.2, Home.TOO_FAR)]
)
def test_the_longest_journey(longest, expected):
    assert home(occasion("18:30", "19:00"), longest_minutes=longest) is expected


def test_a_working_day_may_have_its_own_limit():
    asked = occasion("18:30", "21:00")
    assert home(asked, known=HOUR, week=works(home_by="22:00")) is Home.IN_TIME
    assert home(asked, known=HOUR, week=works(home_by="21:59")) is Home.LEAVE_EARLY
    # which a day off has not
    on_saturday = occasion("18:30", "21:00", SATURDAY)
    assert home(on_saturday, known=HOUR, week=works(home_by="21:59")) is Home.IN_TIME


def test_without_a_limit_any_hour_will_do():
    assert home(occasion("18:30", "23:59"), known=HOUR, home_by=None) is Home.IN_TIME


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (time(0, 30), Home.IN_TIME),
        (time(0, 29), Home.LEAVE_EARLY),
        (time(6, 29), Home.IN_TIME),
        # that of the same morning
        (time(6, 30), Home.NO_WAY_HOME),
    ],
)
def test_a_limit_before_half_past_six_is_the_next_morning(limit, expected):
    assert home(occasion("18:30", "23:30"), known=HOUR, home_by=limit) is expected


def test_an_end_before_half_past_six_belongs_to_the_evening_before():
    wednesday = date(2026, 3, 4)
    until_six = occasion("20:00", "06:29", last_day=wednesday)
    assert home(until_six, known=HOUR) is Home.NO_WAY_HOME
    until_half_past = occasion("20:00", "06:30", last_day=wednesday)
    assert home(until_half_past, known=HOUR) is Home.IN_TIME


def test_several_days_out_on_the_first_home_on_the_last():
    asked = occasion("19:00", "21:31", day=date(2026, 3, 6), last_day=SATURDAY)
    answer = ask(asked, known=HOUR)
    assert (answer.out, answer.home) == (Out.ON_TIME, Home.LEAVE_EARLY)


def test_an_unknown_home_is_unknown():
    answer = ask(occasion("20:00", "21:00"), home=None)
    assert (answer.out, answer.home, answer.rank) == (Out.ON_TIME, Home.UNKNOWN, Rank.UNKNOWN)


def test_a_sure_no_is_a_no_whatever_is_unknown():
    answer = ask(occasion("19:00", "21:00"), work=None, longest_minutes=50)
    assert (answer.out, answer.home, answer.rank) == (Out.UNKNOWN, Home.TOO_FAR, Rank.NO)
    assert answer.badge is Home.TOO_FAR
