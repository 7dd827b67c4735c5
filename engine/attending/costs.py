"""What does going cost in full: price, fares, hours and nights?

Source: `docs/design/journeys.md`, *Where it is used*.
"""

from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal
from enum import Enum

from engine.attending.answers import Answer, Home, Out
from engine.attending.clock import day_of_end, day_of_start
from engine.attending.legs import Journey

MINUTES_OF_AN_HOUR = 60
SECONDS_OF_AN_HOUR = 3600
# Nobody asks for a fare where nobody sells one; a car's fuel is not nothing, only not known.
WITHOUT_FARE = frozenset({"bicycle", "on_foot"})


class NotKnown(Enum):
    """What is missing in a cost."""

    PRICE = "price"
    FARE = "fare"
    JOURNEY = "journey"


@dataclass(frozen=True, slots=True, kw_only=True)
class CostOfGoing:
    """Money, time and nights; None is what `not_known` names.

    `fares` are for both ways. `hours` are the event and both ways by the middle estimate, `nights`
    those between the first day and the last and on either side of them.
    """

    price: Decimal | None
    fares: Decimal | None
    money: Decimal | None
    hours: float | None
    nights: int
    not_known: tuple[NotKnown, ...]


def cost_of_going(answer: Answer, *, price: Decimal | None, zone: tzinfo) -> CostOfGoing:
    """Return the full cost of going by an answer, for a person in a zone; price in their currency.

    Taking part online has no fares and no nights. Where a journey is not known, nor are its fare
    and its hours.
    """
    needed = answer.out is not Out.NO_JOURNEY
    journeys = (answer.going.journey, answer.returning.journey) if needed else ()
    fares = _sum_known([_fare(journey) for journey in journeys])
    missing = {
        NotKnown.PRICE: price is None,
        NotKnown.FARE: fares is None,
        NotKnown.JOURNEY: None in journeys,
    }
    return CostOfGoing(
        price=price,
        fares=fares,
        money=_sum_known([price, fares]),
        hours=_hours(answer, journeys),
        nights=_nights(answer, zone) if needed else 0,
        not_known=tuple(what for what, is_missing in missing.items() if is_missing),
    )


def _fare(journey: Journey | None) -> Decimal | None:
    if journey is not None and journey.fare is None and journey.mode in WITHOUT_FARE:
        return Decimal(0)
    return None if journey is None else journey.fare


def _sum_known(amounts: list[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _hours(answer: Answer, journeys: tuple[Journey | None, ...]) -> float | None:
    known = [journey.middle for journey in journeys if journey is not None]
    if len(known) < len(journeys):
        return None
    return sum(known) / MINUTES_OF_AN_HOUR + (answer.ends - answer.starts) / SECONDS_OF_AN_HOUR


def _nights(answer: Answer, zone: tzinfo) -> int:
    """A start after midnight has the date after the day that an end before 06:30 belongs to."""
    between = (day_of_end(answer.ends, zone) - day_of_start(answer.starts, zone)).days
    before, after = answer.out is Out.NIGHT_BEFORE, answer.home is Home.NIGHT_AWAY
    return max(0, between + before + after)
