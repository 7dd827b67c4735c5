"""Can one get home, and when must one leave?

Source: `docs/design/journeys.md`, *Two answers for an event*, **Home**. Moments are POSIX seconds.
"""

from math import ceil, inf

from engine.attending.answers import Home, Returning
from engine.attending.clock import MINUTE, Day, evening_instant_of
from engine.attending.legs import Journey, Leg, Missing
from engine.attending.routine import Routine

EARLIEST_MINUTES = 30


def find_home(*, starts: float, ends: float, day: Day, leg: Leg, routine: Routine) -> Returning:
    """Return the best way home that holds, on the day to which the end belongs.

    Without a time to be home by, any hour will do; a last departure is known of own figures only.
    """
    if not isinstance(leg, Journey):
        unknown = leg.reason is Missing.UNKNOWN
        return Returning(home=Home.UNKNOWN if unknown else Home.TOO_FAR, journey=leg.journey)
    home_by = inf if day.home_by is None else day.home_by
    last = inf
    if leg.last_departure is not None:
        last = evening_instant_of(day.date, leg.last_departure, routine.zone)
    if ends <= last and ends + leg.quick * MINUTE <= home_by:
        sure = ends + leg.slow * MINUTE <= home_by and not leg.stretches
        return Returning(home=Home.IN_TIME if sure else Home.TIGHT, journey=leg)
    too_late = max(ends - last, ends + leg.middle * MINUTE - home_by)
    early_by = ceil(too_late / MINUTE)
    if early_by <= EARLIEST_MINUTES and ends - early_by * MINUTE > starts:
        return Returning(home=Home.LEAVE_EARLY, journey=leg, leave_early_by=early_by)
    return Returning(home=Home.NIGHT_AWAY if routine.night_away else Home.NO_WAY_HOME, journey=leg)
