"""Which journeys lead to a place and back?

Source: `docs/design/journeys.md`: the person's own figure always wins over an estimate.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from decimal import Decimal
from enum import Enum

from engine.attending.routine import ORIGINS, KnownJourney, Origin, Routine
from engine.journeys import Point, estimate_journey, quickest_journey


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One way between a place and home or work: minutes at the quick end, middle and slow end.

    The person's own figure is exact: all three are it. Only such a one has a fare and a last
    departure. `stretches` says that the slow end is longer than the person's longest journey.
    """

    mode: str
    quick: float
    middle: float
    slow: float
    stretches: bool = False
    own: bool = False
    fare: Decimal | None = None
    last_departure: time | None = None


class Missing(Enum):
    """Why there is no journey: nobody can say, or it is longer than the person's longest."""

    UNKNOWN = "unknown"
    TOO_FAR = "too_far"


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """No journey, and why; the one that is too long, unless none of the modes goes that far."""

    reason: Missing
    journey: Journey | None = None


Leg = Journey | Barred


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """One way of getting to a place from home and from work, and back."""

    from_home: Leg
    from_work: Leg


OwnFigures = Mapping[tuple[Origin, str], KnownJourney]


def own_figures(routine: Routine, place_key: str | None) -> OwnFigures:
    """Return the person's own journeys to a place, by origin and mode, in the modes they travel.

    Who lives where they work has one figure for both.
    """
    known = {
        (journey.origin, journey.mode): journey
        for journey in routine.known
        if journey.place == place_key and journey.mode in routine.modes
    }
    if routine.home is None or routine.home != routine.work:
        return known
    both = {(origin, mode): journey for (_, mode), journey in known.items() for origin in ORIGINS}
    return both | known


def find_trips(routine: Routine, place: Point | None, place_key: str | None) -> tuple[Trip, ...]:
    """Return the ways to a place: one for each mode of the person's own figures for it.

    A leg without a figure is estimated for the same mode. Without any figure there is one way, each
    leg by the quickest of the person's modes.
    """
    own = own_figures(routine, place_key)
    modes: list[str | None] = [*sorted({mode for _, mode in own})] or [None]
    return tuple(
        Trip(
            from_home=_leg(own, "home", mode, routine, (routine.home, place)),
            from_work=_leg(own, "work", mode, routine, (routine.work, place)),
        )
        for mode in modes
    )


def _leg(
    own: OwnFigures,
    origin: Origin,
    mode: str | None,
    routine: Routine,
    ends: tuple[Point | None, Point | None],
) -> Leg:
    known = None if mode is None else own.get((origin, mode))
    if known is not None:
        return _judged(
            Journey(
                mode=known.mode,
                quick=known.minutes,
                middle=known.minutes,
                slow=known.minutes,
                own=True,
                fare=known.fare,
                last_departure=known.last_departure,
            ),
            routine.longest_minutes,
        )
    estimate = _estimate(mode, routine, *ends)
    if estimate is not None:
        return _judged(estimate, routine.longest_minutes)
    if None in ends or not routine.modes:
        return Barred(reason=Missing.UNKNOWN)
    return Barred(reason=Missing.TOO_FAR)


def _estimate(
    mode: str | None, routine: Routine, start: Point | None, end: Point | None
) -> Journey | None:
    """By the given mode; by the quickest where none is given or it does not go that far."""
    estimate = None if mode is None else estimate_journey(start, end, mode)
    estimate = estimate or quickest_journey(start, end, routine.modes)
    if estimate is None:
        return None
    return Journey(
        mode=estimate.mode, quick=estimate.quick, middle=estimate.middle, slow=estimate.slow
    )


def _judged(journey: Journey, longest_minutes: float) -> Leg:
    """By the longest journey: its quick end must not be longer, its slow end is marked if it is."""
    if journey.quick > longest_minutes:
        return Barred(reason=Missing.TOO_FAR, journey=journey)
    return replace(journey, stretches=journey.slow > longest_minutes)
