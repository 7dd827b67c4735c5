"""Is there time to eat? Half an hour is what one needs."""

import pytest

from engine.attending.answers import Eating
from tests.engine.attending.swindon import LONDON, SATURDAY, SWINDON, ask, knows, occasion


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        # Bristol: 17:30 + 97.124 + 30 = 19:37:07.4; 17:30 + 58.274 + 30 = 18:58:16.5
        ("19:37:08", Eating.YES),
        ("19:37:07", Eating.PERHAPS),
        ("18:58:17", Eating.PERHAPS),
        ("18:58:16", Eating.NO),
    ],
)
def test_after_work(starts, expected):
    assert ask(occasion(starts, "20:00")).eating is expected


def test_by_an_own_figure_it_is_yes_or_no():
    # 17:30 + 60 + 30 = 19:00
    assert ask(occasion("19:00", "20:00"), known=(knows(60),)).eating is Eating.YES
    assert ask(occasion("18:59", "20:00"), known=(knows(60),)).eating is Eating.NO


@pytest.mark.parametrize(
    ("ends", "eat", "expected"),
    [
        # of 60 min the event leaves 40, both ways at the slow end 37.5, at the quick end 22.5
        ("12:40", 2.5, Eating.YES),
        ("12:40", 2.6, Eating.PERHAPS),
        ("12:40", 17.5, Eating.PERHAPS),
        ("12:40", 17.6, Eating.NO),
    ],
)
def test_in_the_lunch_break_by_what_is_left_of_it(ends, eat, expected):
    assert ask(occasion("12:20", ends, place=SWINDON), eat_minutes=eat).eating is expected


def test_from_home_one_has_eaten():
    assert ask(occasion("09:00", "12:00", SATURDAY)).eating is Eating.YES
    # in work time, from home that morning
    assert ask(occasion("09:00", "12:00"), known=(knows(60),)).eating is Eating.YES
    # the night before
    early = ask(occasion("07:00", "12:00"), known=(knows(60),), night_away=True)
    assert early.eating is Eating.YES


def test_leaving_work_early_is_for_the_start_not_for_a_meal():
    assert ask(occasion("16:00", "17:00"), known=(knows(60),)).eating is Eating.NO


def test_nobody_eats_where_nobody_goes():
    assert ask(occasion("19:00", "20:00", place=LONDON), longest_minutes=30).eating is None
    assert ask(occasion("19:00", "20:00", place=None)).eating is None
