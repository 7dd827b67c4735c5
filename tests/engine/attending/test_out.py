"""Every way out and its limits, by own figures so that each minute is exact.

With a figure of 60 min one who leaves work at 17:30 is there at 18:30.
"""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from engine.attending.answers import Home, Out, Rank
from engine.attending.occasions import Occasion
from tests.engine.attending.swindon import (
    LONDON,
    OXFORD,
    SATURDAY,
    SWINDON,
    ask,
    at,
    knows,
    occasion,
    works,
)

HOUR = (knows(60),)


def out(asked, **changed):
    return ask(asked, **changed).out


@pytest.mark.parametrize(
    ("starts", "expected", "late_by"),
    [
        ("18:30", Out.ON_TIME, 0),
        ("18:29:59", Out.LATE, 1),
        ("18:00", Out.LATE, 30),
        ("17:59:59", Out.IN_WORK_TIME, 0),
        ("10:00", Out.IN_WORK_TIME, 0),
        # from home: 06:30 + 60 min
        ("07:30", Out.IN_WORK_TIME, 0),
        ("07:29:59", Out.NO_WAY, 0),
    ],
)
def test_by_an_own_figure_on_a_working_day(starts, expected, late_by):
    going = ask(occasion(starts, "20:00"), known=HOUR).going
    assert (going.out, going.late_by) == (expected, late_by)


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        # Bristol: 06:30 + 97.124 = 08:07:07.4; + 58.274 = 07:28:16.4; + 77.699 - 30 = 07:17:41.9
        ("08:07:08", Out.ON_TIME),
        ("08:07:07", Out.TIGHT),
        ("07:28:17", Out.TIGHT),
        ("07:28:16", Out.LATE),
        ("07:17:42", Out.LATE),
        ("07:17:41", Out.NO_WAY),
    ],
)
def test_by_an_estimate_on_a_day_off(starts, expected):
    assert out(occasion(starts, "12:00", SATURDAY)) is expected


@pytest.mark.parametrize(
    ("ends", "expected"), [("18:30:01", Out.LATE), ("18:30", Out.IN_WORK_TIME)]
)
def test_late_is_before_the_end(ends, expected):
    assert out(occasion("18:10", ends), known=HOUR) is expected


def test_late_is_before_one_must_leave_again():
    # there at 18:30; home by 19:45 means leaving at 18:45 at the latest, at 18:30 for 19:30
    asked = occasion("18:00", "19:00")
    assert ask(asked, known=HOUR, home_by=time(19, 31)).out is Out.LATE
    answer = ask(asked, known=HOUR, home_by=time(19, 30))
    assert (answer.out, answer.home) == (Out.IN_WORK_TIME, Home.LEAVE_EARLY)


def test_what_has_no_length_cannot_be_late():
    assert out(occasion("18:29", "18:29"), known=HOUR) is Out.IN_WORK_TIME


@pytest.mark.parametrize(
    ("longest", "expected"),
    # Bristol: 58.274 at the quick end, 97.124 at the slow one
    [(97.2, Out.ON_TIME), (97.1, Out.TIGHT), (58.3, Out.TIGHT), (58.2, Out.TOO_FAR)],
)
def test_the_longest_journey(longest, expected):
    assert out(occasion("20:00", "21:00"), longest_minutes=longest) is expected


def test_an_own_figure_of_the_longest_journey_is_not_too_far():
    assert out(occasion("20:00", "21:00"), known=HOUR, longest_minutes=60) is Out.ON_TIME
    assert out(occasion("20:00", "21:00"), known=HOUR, longest_minutes=59) is Out.TOO_FAR


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("12:20", "12:40", Out.LUNCH),
        ("12:19:59", "12:40", Out.IN_WORK_TIME),
        ("12:20", "12:40:01", Out.IN_WORK_TIME),
    ],
)
def test_the_lunch_break_holds_both_ways(starts, ends, expected):
    # 20 min: 12:00 + 20 = 12:20; 12:40 + 20 = 13:00
    assert out(occasion(starts, ends), known=(knows(20),)) is expected


def test_the_lunch_break_is_one_of_working_days_with_lunch():
    asked, known = occasion("12:20", "12:40"), (knows(20),)
    assert out(asked, known=known, lunch=None) is Out.IN_WORK_TIME
    assert out(asked, known=known, week={}) is Out.ON_TIME
    # who starts at 12:00 has it, who starts later is not yet at work
    assert out(asked, known=known, week=works(start="12:00")) is Out.LUNCH
    assert out(asked, known=known, week=works(start="12:01")) is Out.IN_WORK_TIME
    assert out(asked, known=known, longest_minutes=19) is Out.TOO_FAR


def test_in_the_lunch_break_the_slow_end_is_within_the_longest_journey():
    asked = occasion("12:20", "12:40", place=SWINDON)  # 11.25 to 18.75
    assert out(asked, longest_minutes=18.75) is Out.LUNCH
    assert out(asked, longest_minutes=18.7) is Out.IN_WORK_TIME


def test_after_the_lunch_break_one_is_back_at_work_however_far_home_is():
    answer = ask(
        occasion("12:20", "12:40", place=SWINDON), home=LONDON, longest_minutes=30, modes=("car",)
    )
    assert (answer.out, answer.home, answer.rank) == (Out.LUNCH, Home.IN_TIME, Rank.WORKS)


def test_who_would_not_yet_be_at_work_comes_from_home():
    known = (knows(60), knows(30, origin="work"))
    going = ask(occasion("09:30", "10:30"), known=known, work=OXFORD).going
    assert (going.origin, going.leaves) == ("work", at("09:00").timestamp())
    going = ask(occasion("09:29", "10:30"), known=known, work=OXFORD).going
    assert (going.origin, going.leaves) == ("home", at("08:29").timestamp())


def test_the_night_before_is_for_who_may_stay_away_and_is_not_too_far():
    early = occasion("07:00", "12:00")
    assert out(early, known=HOUR, night_away=True) is Out.NIGHT_BEFORE
    assert out(early, known=HOUR, night_away=False) is Out.NO_WAY
    assert out(early, known=HOUR, night_away=True, longest_minutes=59) is Out.TOO_FAR


def test_a_start_after_midnight_belongs_to_its_own_date():
    asked = occasion("00:30", "02:00")
    assert out(asked, known=HOUR) is Out.NO_WAY
    assert out(asked, known=HOUR, night_away=True) is Out.NIGHT_BEFORE


def test_the_day_is_that_of_the_person():
    # Friday 19:00 in Chicago is Saturday 01:00 in Swindon: a day off, before 06:30
    chicago = {"day": date(2026, 3, 6), "zone": ZoneInfo("America/Chicago")}
    asked = Occasion(starts=at("19:00", **chicago), ends=at("20:00", **chicago), place_key="hall")
    assert out(asked, known=HOUR) is Out.NO_WAY
    # Saturday 01:00 in Tokyo is Friday 16:00 in Swindon: at work
    tokyo = {"day": SATURDAY, "zone": ZoneInfo("Asia/Tokyo")}
    asked = Occasion(starts=at("01:00", **tokyo), ends=at("02:00", **tokyo), place_key="hall")
    assert out(asked, known=HOUR) is Out.IN_WORK_TIME


@pytest.mark.parametrize(
    "changed",
    [{"work": None}, {"modes": ()}, {"work": None, "home": None}],
)
def test_unknown_is_never_a_yes(changed):
    answer = ask(occasion("20:00", "21:00"), **changed)
    assert (answer.out, answer.rank, answer.can_go) == (Out.UNKNOWN, Rank.UNKNOWN, False)


def test_an_unknown_place_is_unknown():
    answer = ask(occasion("20:00", "21:00", place=None))
    assert (answer.out, answer.home) == (Out.UNKNOWN, Home.UNKNOWN)


def test_what_work_time_does_not_allow_is_unknown_where_home_is():
    assert out(occasion("07:00", "08:00"), home=None) is Out.UNKNOWN
    # but what is known of the way from work holds
    assert out(occasion("20:00", "21:00"), home=None) is Out.ON_TIME


def test_a_workplace_too_far_away_leaves_the_morning_from_home():
    asked = occasion("20:00", "21:00", place=SWINDON)
    assert out(asked, work=LONDON, longest_minutes=60) is Out.IN_WORK_TIME
    # and where home is no nearer it is too far
    assert out(asked, work=LONDON, home=LONDON, longest_minutes=60) is Out.TOO_FAR
