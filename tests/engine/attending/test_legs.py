"""Own figures win over estimates, and which way of travelling counts."""

import pytest

from engine.attending.answers import Home, Out, Rank
from engine.attending.legs import Barred, Journey, Missing, find_trips
from tests.engine.attending.swindon import (
    BRISTOL,
    LONDON,
    MANCHESTER,
    OXFORD,
    SWINDON,
    ask,
    knows,
    occasion,
    routine,
)


def trips(place=BRISTOL, key="hall", **changed):
    return find_trips(routine(**{"work": OXFORD, **changed}), place, key)


def minutes(leg):
    assert isinstance(leg, Journey)
    return leg.mode, leg.own, round(leg.quick, 1), round(leg.middle, 1), round(leg.slow, 1)


def test_without_own_figures_each_leg_is_by_the_quickest_mode():
    (trip,) = trips(modes=("train", "bicycle", "on_foot"), place=SWINDON, work=LONDON)
    # the same place takes 15 min by any mode: the first by name
    assert minutes(trip.from_home) == ("bicycle", False, 11.2, 15.0, 18.8)
    assert minutes(trip.from_work) == ("train", False, 86.3, 115.0, 143.8)


def test_an_own_figure_is_exact_and_wins_though_slower():
    (trip,) = trips(known=(knows(100),))
    assert minutes(trip.from_home) == ("train", True, 100, 100, 100)


def test_a_leg_without_a_figure_is_estimated_by_the_same_mode():
    (trip,) = trips(
        modes=("train", "car"), known=(knows(50, mode="car"),), work=SWINDON, home=OXFORD
    )
    assert minutes(trip.from_home) == ("car", True, 50, 50, 50)
    # Bristol from Swindon by car: 57.596 x 1.3 / 60 x 60 + 10 = 84.875 min; the train takes 77.7
    assert minutes(trip.from_work) == ("car", False, 63.7, 84.9, 106.1)


def test_a_leg_beyond_that_mode_is_by_the_quickest_of_the_others():
    # from work on foot, and 42 km home: nobody walks that
    (trip,) = trips(
        place=SWINDON,
        work=SWINDON,
        home=OXFORD,
        modes=("on_foot", "train"),
        known=(knows(10, mode="on_foot", origin="work"),),
    )
    assert minutes(trip.from_work) == ("on_foot", True, 10, 10, 10)
    assert minutes(trip.from_home) == ("train", False, 50.7, 67.6, 84.5)


def test_figures_in_modes_one_does_not_travel_and_for_other_places_do_not_count():
    for trip in (*trips(known=(knows(5, mode="car"),)), *trips(key="elsewhere", known=(knows(5),))):
        assert minutes(trip.from_home) == ("train", False, 58.3, 77.7, 97.1)


def test_who_lives_at_work_has_one_figure_for_both():
    (trip,) = trips(work=SWINDON, known=(knows(50),))
    assert trip.from_home == trip.from_work
    (trip,) = trips(work=SWINDON, known=(knows(50, origin="work"),))
    assert trip.from_home == trip.from_work
    (trip,) = trips(work=SWINDON, known=(knows(50), knows(40, origin="work")))
    assert minutes(trip.from_home)[2:] == (50, 50, 50)
    assert minutes(trip.from_work)[2:] == (40, 40, 40)
    # nothing is known of one who told of neither
    (trip,) = trips(work=None, home=None, known=(knows(50),))
    assert trip.from_work == Barred(reason=Missing.UNKNOWN)


def test_an_own_figure_needs_no_points():
    (trip,) = trips(home=None, work=None, place=None, known=(knows(50),))
    assert minutes(trip.from_home) == ("train", True, 50, 50, 50)


def test_why_there_is_no_journey():
    (trip,) = trips(place=None)
    assert trip.from_home == Barred(reason=Missing.UNKNOWN)
    (trip,) = trips(modes=())
    assert trip.from_home == Barred(reason=Missing.UNKNOWN)
    (trip,) = trips(modes=("on_foot",))
    assert trip.from_home == Barred(reason=Missing.TOO_FAR)
    (trip,) = trips(place=MANCHESTER)
    assert isinstance(trip.from_home, Barred)
    assert trip.from_home.reason is Missing.TOO_FAR
    assert minutes(trip.from_home.journey) == ("train", False, 136.1, 181.4, 226.8)


TWO_WAYS = (knows(45, mode="train", last="20:00"), knows(60, mode="car"))


def test_of_several_ways_the_best_badge_counts():
    # the train takes 45 min, but the last one goes at 20:00
    answer = ask(occasion("19:00", "21:00"), modes=("train", "car"), known=TWO_WAYS)
    assert (answer.out, answer.home, answer.rank) == (Out.ON_TIME, Home.IN_TIME, Rank.WORKS)
    assert answer.going.journey is not None
    assert answer.going.journey.mode == "car"


def test_of_equally_good_ways_the_quickest_counts():
    answer = ask(occasion("19:00", "20:00"), modes=("train", "car"), known=TWO_WAYS)
    assert answer.going.journey is not None
    assert answer.going.journey.mode == "train"


@pytest.mark.parametrize("modes", [("train", "car"), ("car", "train")])
def test_of_equally_quick_ways_the_first_by_name(modes):
    known = (knows(60, mode="train"), knows(60, mode="car"))
    answer = ask(occasion("19:00", "20:00"), modes=modes, known=known)
    assert answer.going.journey is not None
    assert answer.going.journey.mode == "car"
