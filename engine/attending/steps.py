"""When does one do what on the way there and home?

Source: `docs/design/journeys.md`: every answer lists its steps with clock times, and says which
figures are the person's own and which estimated.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from enum import Enum
from math import ceil, floor

from engine.attending.answers import Answer, Eating, Going, Home, Out
from engine.attending.clock import (
    MINUTE,
    MORNING,
    ONE_DAY,
    day_of_end,
    day_of_start,
    instant_of,
)
from engine.attending.legs import Journey
from engine.attending.routine import Routine


class StepKind(Enum):
    """What one does."""

    LEAVE_HOME = "leave_home"
    LEAVE_WORK = "leave_work"
    ARRIVE = "arrive"
    NIGHT = "night"
    EAT = "eat"
    EVENT = "event"
    LEAVE = "leave"
    HOME = "home"
    BACK_AT_WORK = "back_at_work"


LASTING = frozenset({StepKind.NIGHT, StepKind.EAT, StepKind.EVENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step in the person's zone, to whole minutes, the range widened to them.

    What is `LASTING` goes on from `earliest` to `latest`; anything else happens at a moment between
    the two. `own` says of an arrival whether it rests on the person's own figure (True) or on an
    estimate (False).
    """

    kind: StepKind
    earliest: datetime
    latest: datetime
    own: bool | None = None


Span = tuple[StepKind, float, float, bool | None]


def list_steps(routine: Routine, answer: Answer) -> tuple[Step, ...]:
    """Return the steps of an answer of this routine, in order; none where nobody can go."""
    if not answer.can_go:
        return ()
    begins = answer.starts + answer.going.late_by * MINUTE
    ends = answer.ends - answer.returning.leave_early_by * MINUTE
    spans = [
        *_way_out(answer, routine),
        (StepKind.EVENT, begins, ends, None),
        *_way_home(answer, ends, routine),
    ]
    return tuple(
        Step(
            kind=kind,
            earliest=datetime.fromtimestamp(floor(earliest / MINUTE) * MINUTE, routine.zone),
            latest=datetime.fromtimestamp(ceil(latest / MINUTE) * MINUTE, routine.zone),
            own=own,
        )
        for kind, earliest, latest, own in spans
    )


def _way_out(answer: Answer, routine: Routine) -> Iterator[Span]:
    going, journey = answer.going, answer.going.journey
    if journey is None:
        return
    if going.leaves is None:
        yield from _night_before(answer.starts, journey, routine)
        return
    kind = StepKind.LEAVE_HOME if going.origin == "home" else StepKind.LEAVE_WORK
    yield kind, going.leaves, going.leaves, None
    yield StepKind.ARRIVE, *_arrival(going.leaves, journey)
    if (eats := _eats_from(going, journey, answer.eating)) is not None:
        yield StepKind.EAT, eats, answer.starts, None


def _eats_from(going: Going, journey: Journey, eating: Eating | None) -> float | None:
    """After work from when one is there; at home and in the lunch break it has no hour."""
    if going.leaves is None or going.origin == "home" or going.out is Out.LUNCH:
        return None
    if eating is Eating.YES:
        return ceil((going.leaves + journey.slow * MINUTE) / MINUTE) * MINUTE
    return going.leaves + journey.quick * MINUTE if eating is Eating.PERHAPS else None


def _night_before(starts: float, journey: Journey, routine: Routine) -> Iterator[Span]:
    """After work on the day before, or any time on a day off, so as to be there by midnight."""
    eve = day_of_start(starts, routine.zone) - ONE_DAY
    midnight = instant_of(eve + ONE_DAY, time.min, routine.zone)
    latest = midnight - journey.slow * MINUTE
    hours = routine.week.get(eve.weekday())
    free = instant_of(eve, hours.leave if hours else MORNING, routine.zone)
    earliest = min(free, latest)
    morning = instant_of(eve + ONE_DAY, MORNING, routine.zone)
    yield StepKind.LEAVE_HOME, earliest, latest, None
    yield StepKind.ARRIVE, earliest + journey.quick * MINUTE, midnight, journey.own
    yield StepKind.NIGHT, midnight, min(morning, starts), None


def _way_home(answer: Answer, ends: float, routine: Routine) -> Iterator[Span]:
    home, journey = answer.returning.home, answer.returning.journey
    if journey is None:
        return
    leaves = ends
    if home is Home.NIGHT_AWAY:
        day = day_of_end(answer.ends, routine.zone)
        leaves = instant_of(day + ONE_DAY, MORNING, routine.zone)
        yield StepKind.NIGHT, ends, leaves, None
    yield StepKind.LEAVE, leaves, leaves, None
    kind = StepKind.BACK_AT_WORK if answer.going.out is Out.LUNCH else StepKind.HOME
    yield kind, *_arrival(leaves, journey)


def _arrival(leaves: float, journey: Journey) -> tuple[float, float, bool]:
    return leaves + journey.quick * MINUTE, leaves + journey.slow * MINUTE, journey.own
