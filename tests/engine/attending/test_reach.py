"""What an occasion counts, and what a year of them leaves in reach."""

from datetime import time

import pytest

from engine.attending.reach import occasion_reach, reach_of_occasions
from tests.engine.attending.swindon import LONDON, SATURDAY, SWINDON, ask, knows, occasion

HOUR = (knows(60),)


@pytest.mark.parametrize(
    ("asked", "changed", "share"),
    [
        # on time, in time
        (occasion("19:00", "21:00"), {"known": HOUR}, 1),
        # in the lunch break
        (occasion("12:20", "12:40", place=SWINDON), {}, 1),
        (occasion("19:00", "21:00", mode="online"), {}, 1),
        # tight (18:28 to 19:07), in time
        (occasion("19:00", "20:30"), {}, 0.5),
        # late, in time; late, leave early
        (occasion("18:10", "21:30"), {"known": HOUR}, 0.5),
        (occasion("18:10", "21:40"), {"known": HOUR}, 0.25),
        # on time, tight
        (occasion("20:00", "21:00"), {}, 0.5),
        # in work time
        (occasion("10:00", "12:00"), {"known": HOUR}, 0.5),
        # in work time, leave early
        (occasion("17:00", "21:40"), {"known": HOUR}, 0.25),
        # on time, night away; night before, in time; both
        (occasion("19:00", "23:30"), {"known": HOUR, "night_away": True}, 0.25),
        (occasion("07:00", "12:00"), {"known": HOUR, "night_away": True}, 0.25),
        (occasion("07:00", "23:30"), {"known": HOUR, "night_away": True}, 0.0625),
        # no way, no way home, too far
        (occasion("06:50", "12:00", SATURDAY), {"known": HOUR}, 0),
        (occasion("19:00", "23:30"), {"known": HOUR}, 0),
        (occasion("19:00", "20:00", place=LONDON), {"longest_minutes": 60}, 0),
        # unknown home, unknown place
        (occasion("20:00", "21:00"), {"home": None}, 0.5),
        (occasion("20:00", "21:00", place=None), {}, 0.25),
    ],
)
def test_the_share_of_an_occasion(asked, changed, share):
    assert occasion_reach(ask(asked, **changed), cpd_days_left=True) == share


@pytest.mark.parametrize("starts", ["10:00", "12:30"])
def test_in_work_time_counts_nothing_without_days_left(starts):
    answer = ask(occasion(starts, "14:00"), known=HOUR, home_by=time(22))
    assert occasion_reach(answer, cpd_days_left=False) == 0


def test_days_left_do_not_matter_elsewhere():
    assert occasion_reach(ask(occasion("19:00", "21:00"), known=HOUR), cpd_days_left=False) == 1


def test_the_mean_is_blended_with_two_imagined_occasions():
    # (1 + 0.5 + 0 + 2 x 0.8) / 5
    assert reach_of_occasions([1, 0.5, 0], place_estimate=0.8) == pytest.approx(0.62)
    assert reach_of_occasions([], place_estimate=0.8) == 0.8
