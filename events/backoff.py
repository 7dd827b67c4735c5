"""When is a subscribed calendar asked for again?"""

from datetime import datetime, timedelta

from events.fetching import Failure
from events.ical.problems import OF_FILES, Reason
from events.targets import Refusal

SHORTEST = timedelta(hours=1)
LONGEST = timedelta(days=7)
MOST_DOUBLINGS = 8  # an hour doubled so often is more than the longest
MOST_FAILURES = 5  # of a kind that mends itself seldom
HARDLY_PASSES = frozenset({Failure.NOT_FOUND, Failure.NOT_ALLOWED, *Refusal, *OF_FILES})


def next_fetch(
    *,
    now: datetime,
    failures: int,
    reason: Failure | Refusal | Reason | None = None,
    retry_after: timedelta | None = None,
) -> datetime | None:
    """When to ask again after `failures` in a row, the last for `reason`; None is never.

    An hour after what worked, then twice as long after each failure, up to a week; not before
    the other side wants it, but a week at most. What is gone is asked no more, and what is refused
    or not found not after the fifth time.
    """
    if reason == Failure.GONE or (reason in HARDLY_PASSES and failures >= MOST_FAILURES):
        return None
    wait = SHORTEST * int(2 ** min(failures, MOST_DOUBLINGS))
    return now + min(max(wait, retry_after or wait), LONGEST)
