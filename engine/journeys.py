"""How long a journey takes, estimated, and what of a place's occasions that leaves in reach.

Source: `docs/design/journeys.md`, *Estimate where nothing is known* and the place part of *reach*.
Times are minutes one way, distances kilometres as the crow flies.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088
POLE_DEGREES = 90
DATE_LINE_DEGREES = 180
SAME_PLACE_MINUTES = 15.0
RANGE_SHARE = 0.25
REACH_IF_UNKNOWN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeFigures:
    """How a way of travelling is estimated: (distance x bend) / speed + minutes at the ends.

    `up_to_km` is the greatest distance it is used for; None is any.
    """

    bend: float
    kmh: float
    end_minutes: float
    up_to_km: float | None = None


MODES = {
    "train": ModeFigures(bend=1.2, kmh=110, end_minutes=40),
    "car": ModeFigures(bend=1.3, kmh=60, end_minutes=10),
    "bus": ModeFigures(bend=1.3, kmh=28, end_minutes=15, up_to_km=60),
    "bicycle": ModeFigures(bend=1.3, kmh=15, end_minutes=2, up_to_km=15),
    "on_foot": ModeFigures(bend=1.2, kmh=4.8, end_minutes=0, up_to_km=5),
}


@dataclass(frozen=True, slots=True)
class Point:
    """A place on Earth in degrees; raises ValueError off the globe."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (abs(self.latitude) <= POLE_DEGREES and abs(self.longitude) <= DATE_LINE_DEGREES):
            raise ValueError(f"not a place on Earth: {self.latitude}, {self.longitude}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A journey one way: between `quick` and `slow` minutes, `middle` by the formula."""

    mode: str
    distance_km: float
    quick: float
    middle: float
    slow: float


class ReachBasis(Enum):
    """What a reach rests on; only an `ESTIMATE` has a journey."""

    ESTIMATE = "estimate"
    PLACE_UNKNOWN = "place_unknown"
    MODES_UNKNOWN = "modes_unknown"
    BEYOND_MODES = "beyond_modes"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceReach:
    """The share, 0 to 1, of what happens at a place that a person can get to, and why."""

    reach: float
    basis: ReachBasis
    journey: Estimate | None = None


def distance_km(start: Point, end: Point) -> float:
    """Return the great-circle distance (haversine)."""
    north = sin(radians(end.latitude - start.latitude) / 2) ** 2
    east = sin(radians(end.longitude - start.longitude) / 2) ** 2
    chord = north + cos(radians(start.latitude)) * cos(radians(end.latitude)) * east
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def estimate_journey(start: Point | None, end: Point | None, mode: str) -> Estimate | None:
    """Return the estimate by one mode of MODES (KeyError for any other).

    None where a place is not known or lies beyond what the mode is used for.
    """
    figures = MODES[mode]
    if start is None or end is None:
        return None
    distance = distance_km(start, end)
    if figures.up_to_km is not None and distance > figures.up_to_km:
        return None
    middle = SAME_PLACE_MINUTES
    if start != end:
        middle = distance * figures.bend / figures.kmh * 60 + figures.end_minutes
    return Estimate(
        mode=mode,
        distance_km=distance,
        quick=middle * (1 - RANGE_SHARE),
        middle=middle,
        slow=middle * (1 + RANGE_SHARE),
    )


def quickest_journey(
    start: Point | None, end: Point | None, modes: Iterable[str]
) -> Estimate | None:
    """Return the estimate by the quickest of the modes; None where there is none.

    Of equally quick modes the first by name is taken.
    """
    journeys = [estimate_journey(start, end, mode) for mode in sorted(modes)]
    return min(
        (journey for journey in journeys if journey is not None),
        key=lambda journey: journey.middle,
        default=None,
    )


def place_reach(
    *, home: Point | None, place: Point | None, modes: Iterable[str], longest_minutes: float
) -> PlaceReach:
    """Return what of the occasions at a place is within reach from home.

    It is 1 up to the longest journey, falling in a straight line to 0 at twice that, by the
    middle estimate of the quickest mode. It is 0 where the person's ways of travelling do not go
    that far, and 0.5 where a place, or how the person travels, is not known.
    """
    modes = tuple(modes)
    if home is None or place is None:
        return PlaceReach(reach=REACH_IF_UNKNOWN, basis=ReachBasis.PLACE_UNKNOWN)
    if not modes:
        return PlaceReach(reach=REACH_IF_UNKNOWN, basis=ReachBasis.MODES_UNKNOWN)
    journey = quickest_journey(home, place, modes)
    if journey is None:
        return PlaceReach(reach=0.0, basis=ReachBasis.BEYOND_MODES)
    return PlaceReach(
        reach=_share_within(journey.middle, longest_minutes),
        basis=ReachBasis.ESTIMATE,
        journey=journey,
    )


def _share_within(minutes: float, longest: float) -> float:
    if minutes <= longest:
        return 1.0
    if minutes >= 2 * longest:
        return 0.0
    return 2.0 - minutes / longest
