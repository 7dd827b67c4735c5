"""Journeys estimated by hand from Swindon, 51.558 N 1.781 W (`docs/design/journeys.md`)."""

from math import acos, cos, isclose, pi, radians, sin

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.journeys import (
    MODES,
    Point,
    ReachBasis,
    distance_km,
    estimate_journey,
    place_reach,
    quickest_journey,
)

SWINDON = Point(51.558, -1.781)
LONDON = Point(51.50853, -0.12574)
BRISTOL = Point(51.45523, -2.59665)
OXFORD = Point(51.75222, -1.25596)

# a degree of the meridian: 2 pi 6371.0088 / 360 km
DEGREE_KM = 111.19508


def north_of_swindon(km):
    return Point(51.558 + km / DEGREE_KM, -1.781)


def estimated(end, mode="train"):
    journey = estimate_journey(SWINDON, end, mode)
    assert journey is not None
    return journey


def quickest(start, end, modes):
    journey = quickest_journey(start, end, modes)
    assert journey is not None
    return journey


@pytest.mark.parametrize(
    ("end", "km", "minutes", "about"),
    [
        # 114.624 km x 1.2 = 137.549 km; at 110 km/h 75.027 min; + 40 = 115.027
        (LONDON, 114.624, 115.027, 115),
        # 57.596 km x 1.2 = 69.116 km; at 110 km/h 37.699 min; + 40 = 77.699
        (BRISTOL, 57.596, 77.699, 78),
        # 42.169 km x 1.2 = 50.603 km; at 110 km/h 27.602 min; + 40 = 67.602
        (OXFORD, 42.169, 67.602, 68),
    ],
)
def test_by_train_from_swindon(end, km, minutes, about):
    journey = estimated(end)
    assert journey.distance_km == pytest.approx(km, abs=0.001)
    assert journey.middle == pytest.approx(minutes, abs=0.001)
    assert round(journey.middle) == about


def test_an_estimate_is_a_range_of_a_quarter_either_way():
    journey = estimated(LONDON)
    assert journey.quick == pytest.approx(115.027 * 0.75, abs=0.001)
    assert journey.slow == pytest.approx(115.027 * 1.25, abs=0.001)


@pytest.mark.parametrize(
    ("mode", "minutes"),
    [
        # 4 km: x 1.2 / 110 x 60 = 2.618, + 40
        ("train", 42.618),
        # 4 km: x 1.3 / 60 x 60 = 5.2, + 10
        ("car", 15.2),
        # 4 km: x 1.3 / 28 x 60 = 11.143, + 15
        ("bus", 26.143),
        # 4 km: x 1.3 / 15 x 60 = 20.8, + 2
        ("bicycle", 22.8),
        # 4 km: x 1.2 / 4.8 x 60 = 60
        ("on_foot", 60.0),
    ],
)
def test_four_kilometres_by_each_mode(mode, minutes):
    journey = estimated(north_of_swindon(4), mode)
    assert journey.distance_km == pytest.approx(4, abs=1e-5)
    assert journey.middle == pytest.approx(minutes, abs=0.001)
    assert journey.mode == mode


@pytest.mark.parametrize("mode", MODES)
def test_the_same_place_is_a_quarter_of_an_hour_by_any_mode(mode):
    journey = estimated(SWINDON, mode)
    assert (journey.distance_km, journey.middle) == (0, 15)
    assert (journey.quick, journey.slow) == (11.25, 18.75)


@pytest.mark.parametrize(("mode", "limit"), [("bus", 60), ("bicycle", 15), ("on_foot", 5)])
def test_a_mode_is_not_used_beyond_its_distance(mode, limit):
    assert estimate_journey(SWINDON, north_of_swindon(limit - 0.01), mode) is not None
    assert estimate_journey(SWINDON, north_of_swindon(limit + 0.01), mode) is None


@pytest.mark.parametrize("mode", ["train", "car"])
def test_train_and_car_go_any_distance(mode):
    assert estimate_journey(SWINDON, Point(-51.558, 178.219), mode) is not None


def test_an_unknown_mode_is_an_error():
    with pytest.raises(KeyError, match="rocket"):
        estimate_journey(SWINDON, OXFORD, "rocket")


def test_an_unknown_place_has_no_estimate():
    assert estimate_journey(None, OXFORD, "train") is None
    assert estimate_journey(SWINDON, None, "train") is None
    assert quickest_journey(None, OXFORD, ["train", "car"]) is None


def test_the_quickest_of_the_modes_is_used():
    # 42.169 km by car: x 1.3 at 60 km/h = 54.820, + 10 = 64.820: before the train's 67.602
    journey = quickest(SWINDON, OXFORD, ["on_foot", "train", "car", "bus"])
    assert journey.mode == "car"
    assert journey.middle == pytest.approx(64.820, abs=0.001)


def test_of_equally_quick_modes_the_first_by_name_is_used():
    assert quickest(SWINDON, SWINDON, ["train", "bus", "on_foot"]).mode == "bus"


def test_no_mode_gives_no_journey():
    assert quickest_journey(SWINDON, OXFORD, []) is None
    assert quickest_journey(SWINDON, OXFORD, ["on_foot"]) is None


@pytest.mark.parametrize(
    "place", [(90.1, 0), (-91, 0), (0, 180.5), (0, -181), (float("nan"), 0), (0, float("inf"))]
)
def test_a_point_off_the_globe_is_refused(place):
    with pytest.raises(ValueError, match="not a place on Earth"):
        Point(*place)


def reach(place, longest, modes=("train",), home=SWINDON):
    return place_reach(home=home, place=place, modes=modes, longest_minutes=longest)


@pytest.mark.parametrize(
    ("longest", "share"),
    [
        (120, 1),
        # 2 - 115.027 / 100
        (100, 0.84973),
        # 2 - 115.027 / 60
        (60, 0.08289),
        (57, 0),
        (0, 0),
    ],
)
def test_reach_of_london_falls_from_the_longest_journey_to_twice_that(longest, share):
    answer = reach(LONDON, longest)
    assert answer.reach == pytest.approx(share, abs=0.00001)
    assert answer.basis is ReachBasis.ESTIMATE
    assert answer.journey == estimated(LONDON)


@pytest.mark.parametrize(("home", "place"), [(None, OXFORD), (SWINDON, None), (None, None)])
def test_an_unknown_place_is_half_in_reach(home, place):
    answer = reach(place, 120, home=home)
    assert (answer.reach, answer.basis, answer.journey) == (0.5, ReachBasis.PLACE_UNKNOWN, None)


def test_unknown_ways_of_travelling_leave_half_in_reach():
    answer = reach(OXFORD, 120, modes=())
    assert (answer.reach, answer.basis, answer.journey) == (0.5, ReachBasis.MODES_UNKNOWN, None)


def test_a_place_beyond_all_the_modes_is_out_of_reach():
    answer = reach(OXFORD, 120, modes=("on_foot", "bicycle"))
    assert (answer.reach, answer.basis, answer.journey) == (0, ReachBasis.BEYOND_MODES, None)


POINTS = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
SOME_MODES = st.lists(st.sampled_from(sorted(MODES)), unique=True, min_size=1)
MINUTES = st.floats(0, 1440)


@given(POINTS, POINTS)
def test_the_distance_is_that_of_the_cosine_rule(start, end):
    angle = sin(radians(start.latitude)) * sin(radians(end.latitude)) + cos(
        radians(start.latitude)
    ) * cos(radians(end.latitude)) * cos(radians(end.longitude - start.longitude))
    expected = 6371.0088 * acos(max(-1.0, min(1.0, angle)))
    # the cosine rule itself is exact to about a hundred metres for neighbours and antipodes
    assert isclose(distance_km(start, end), expected, abs_tol=0.2)
    assert isclose(distance_km(start, end), distance_km(end, start), abs_tol=1e-6)
    assert distance_km(start, end) <= pi * 6371.0088


@given(POINTS, POINTS, SOME_MODES, MINUTES, MINUTES)
def test_a_longer_longest_journey_never_lowers_reach(home, place, modes, longest, other):
    less, more = sorted([longest, other])
    assert reach(place, less, modes, home).reach <= reach(place, more, modes, home).reach


@given(st.floats(0.001, 4000), st.floats(0.001, 4000), SOME_MODES, MINUTES)
def test_a_greater_distance_never_raises_reach(km, other_km, modes, longest):
    near, far = (north_of_swindon(distance) for distance in sorted([km, other_km]))
    assert reach(near, longest, modes).reach >= reach(far, longest, modes).reach


@given(POINTS, POINTS, SOME_MODES, st.sampled_from(sorted(MODES)))
def test_another_way_of_travelling_never_makes_a_journey_longer(start, end, modes, another):
    assume(quickest_journey(start, end, modes) is not None)
    before, after = quickest(start, end, modes), quickest(start, end, [*modes, another])
    assert after.middle <= before.middle
