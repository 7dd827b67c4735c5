"""The full cost of going, and what of it is not known."""

from datetime import date, time
from decimal import Decimal

import pytest

from engine.attending.costs import NotKnown, cost_of_going
from tests.engine.attending.swindon import (
    LONDON_TIME,
    OXFORD,
    SATURDAY,
    SWINDON,
    TUESDAY,
    ask,
    knows,
    occasion,
    works,
)

FARE = Decimal("12.40")


def cost(asked, price=Decimal(25), **changed):
    return cost_of_going(ask(asked, **changed), price=price, zone=LONDON_TIME)


def test_all_is_known():
    going = cost(occasion("19:00", "21:00"), known=(knows(45, fare=FARE),))
    # 2 x 12.40 = 24.80; 2 x 45 min + 2 h = 3.5 h
    assert (going.fares, going.money, going.hours) == (Decimal("24.80"), Decimal("49.80"), 3.5)
    assert (going.price, going.nights, going.not_known) == (Decimal(25), 0, ())


def test_from_work_and_home_by_different_fares():
    known = (knows(45, fare=FARE), knows(15, origin="work", fare=Decimal(3)))
    going = cost(occasion("19:00", "21:00"), known=known, work=OXFORD)
    assert (going.fares, going.hours) == (Decimal("15.40"), 3.0)


def test_an_estimate_has_no_fare():
    going = cost(occasion("20:00", "21:00"), price=None)
    # 2 x 77.699 min + 1 h
    assert going.hours == pytest.approx(3.59, abs=0.001)
    assert (going.fares, going.money) == (None, None)
    assert going.not_known == (NotKnown.PRICE, NotKnown.FARE)


def test_a_fare_that_is_not_told_is_not_known_but_on_foot_there_is_none():
    assert cost(occasion("19:00", "21:00"), known=(knows(45),)).not_known == (NotKnown.FARE,)
    walked = cost(occasion("19:00", "21:00", place=SWINDON), modes=("on_foot",))
    assert (walked.fares, walked.not_known) == (0, ())


def test_where_a_journey_is_not_known_nor_are_fare_and_hours():
    going = cost(occasion("19:00", "21:00", place=None))
    assert (going.fares, going.hours) == (None, None)
    assert going.not_known == (NotKnown.FARE, NotKnown.JOURNEY)


def test_online_there_is_the_price_and_the_event():
    going = cost(occasion("19:00", "20:30", mode="online", place=None))
    assert (going.money, going.hours, going.nights) == (Decimal(25), 1.5, 0)
    assert going.not_known == ()


@pytest.mark.parametrize(
    ("asked", "nights"),
    [
        (occasion("07:00", "12:00"), 1),
        (occasion("19:00", "23:30"), 1),
        (occasion("07:00", "23:30"), 2),
        # until after midnight is the same day
        (occasion("19:00", "00:30", last_day=date(2026, 3, 4)), 1),
        # within one night, of which one is there before and after
        (occasion("00:30", "02:00"), 1),
        # Tuesday to Saturday
        (occasion("19:00", "12:00", TUESDAY, last_day=SATURDAY), 4),
    ],
)
def test_nights(asked, nights):
    assert cost(asked, known=(knows(60),), night_away=True).nights == nights


def test_who_leaves_work_after_midnight_is_home_within_the_same_night():
    asked = occasion("01:00", "02:00")
    week = works(start="00:00", leave="00:20")
    going = cost(asked, known=(knows(30),), week=week, home_by=time(5))
    assert (going.nights, going.hours) == (0, 2.0)
