"""Is there time to eat before the start?

Source: `docs/design/journeys.md`: that is part of the answer. Moments are POSIX seconds.
"""

from engine.attending.answers import Eating, Going, Out
from engine.attending.clock import MINUTE, Day


def find_eating(
    *, going: Going, starts: float, ends: float, day: Day, eat_minutes: float
) -> Eating | None:
    """Return it for a way out; None where there is none.

    Who comes from home has eaten there. In the lunch break it is what the event and both ways
    leave of it that counts; after work the time between arriving and the start.
    """
    journey, leaves = going.journey, going.leaves
    if journey is None or leaves is None:
        return Eating.YES if going.out is Out.NIGHT_BEFORE else None
    if going.origin == "home":
        return Eating.YES
    spare, ways = starts - leaves, 1
    if going.out is Out.LUNCH and day.work is not None and day.work.lunch is not None:
        begins, over = day.work.lunch
        spare, ways = over - begins - (ends - starts), 2
    spare -= eat_minutes * MINUTE
    if spare >= ways * journey.slow * MINUTE:
        return Eating.YES
    return Eating.PERHAPS if spare >= ways * journey.quick * MINUTE else Eating.NO
