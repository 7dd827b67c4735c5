"""Where may what this person can get to take place at all? A box in which to ask for exact answers.

Source: `docs/design/journeys.md`, *Where it is used*. The box leaves out nothing that the exact
answer allows: whoever goes must also come home, or back to work in the lunch break, by a journey
whose quick end is no longer than the longest they will make.
"""

from dataclasses import dataclass
from math import asin, cos, degrees, inf, pi, radians, sin

from django.db.models import Q

from catalogue.choices import BenefitMode
from engine.attending.answers import Answer, Rank
from engine.attending.routine import Routine
from engine.journeys import EARTH_RADIUS_KM, MODES, RANGE_SHARE, SAME_PLACE_MINUTES, Point

# What counts as getting there: not in work time, and without a night away.
REACHED = (Rank.WORKS, Rank.TIGHT, Rank.IN_PART)
HALF_TURN, QUARTER_TURN = 180.0, 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Degrees from south to north and west to east; it never crosses the date line."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        in_latitude = self.south <= point.latitude <= self.north
        return in_latitude and self.west <= point.longitude <= self.east


def is_reached(answer: Answer) -> bool:
    """Whether the answer is one of those that count as getting there, or one can be online."""
    return answer.online_too or answer.rank in REACHED


def farthest_km(routine: Routine) -> float:
    """How far as the crow flies any of the person's ways of travelling may lead."""
    return max((_farthest_by(mode, routine.longest_minutes) for mode in routine.modes), default=0.0)


def _farthest_by(mode: str, longest: float) -> float:
    figures = MODES[mode]
    middle = longest / (1 - RANGE_SHARE)
    if middle < min(SAME_PLACE_MINUTES, figures.end_minutes):
        return 0.0
    km = max(0.0, middle - figures.end_minutes) / 60 * figures.kmh / figures.bend
    return min(km, inf if figures.up_to_km is None else figures.up_to_km)


def box_around(centre: Point, km: float) -> Box:
    """The box that holds all that is so near to a point, a little larger."""
    angle = km / EARTH_RADIUS_KM + 1e-6
    latitude = radians(centre.latitude)
    if abs(latitude) + angle >= pi / 2:
        south = -QUARTER_TURN if latitude < 0 or angle >= pi / 2 else degrees(latitude - angle)
        north = QUARTER_TURN if latitude > 0 or angle >= pi / 2 else degrees(latitude + angle)
        return Box(south=south, north=north, west=-HALF_TURN, east=HALF_TURN)
    wide = degrees(asin(min(1.0, sin(angle) / cos(latitude))))
    west, east = centre.longitude - wide, centre.longitude + wide
    if west < -HALF_TURN or east > HALF_TURN:
        west, east = -HALF_TURN, HALF_TURN
    return Box(
        south=degrees(latitude - angle), north=degrees(latitude + angle), west=west, east=east
    )


def may_be_reached(routine: Routine) -> Q:
    """The condition on events annotated by `with_point` that each of those reached fulfils."""
    condition = Q(mode__in=(BenefitMode.ONLINE, BenefitMode.HYBRID))
    known = {int(journey.place) for journey in routine.known}
    if known:
        condition |= Q(place__in=known)
    km = farthest_km(routine)
    for centre in {routine.home, routine.work} - {None}:
        if centre is not None:
            box = box_around(centre, km)
            condition |= Q(north__range=(box.south, box.north), east__range=(box.west, box.east))
    return condition
