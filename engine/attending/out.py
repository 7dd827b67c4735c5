"""Can one get there, and how?

Source: `docs/design/journeys.md`, *Two answers for an event*, **Out**. Moments are POSIX seconds.
"""

from math import ceil

from engine.attending.answers import Going, Out
from engine.attending.clock import MINUTE, Day
from engine.attending.legs import Journey, Leg, Missing, Trip
from engine.attending.routine import Origin

LATEST_MINUTES = 30


def find_lunch(*, starts: float, ends: float, day: Day, leg: Leg) -> Going | None:
    """Return the way there from work in the lunch break.

    None unless the way there, the event and the way back surely fit into it.
    """
    lunch = None if day.work is None else day.work.lunch
    if lunch is None or not isinstance(leg, Journey) or leg.stretches:
        return None
    slow = leg.slow * MINUTE
    if lunch[0] + slow > starts or ends + slow > lunch[1]:
        return None
    leaves = max(lunch[0], _latest_leaving(starts, leg))
    return Going(out=Out.LUNCH, journey=leg, origin="work", leaves=leaves)


def find_out(*, starts: float, until: float, day: Day, trip: Trip, night_away: bool) -> Going:
    """Return the best way there that holds, the lunch break aside.

    One sets off from work when one can leave, on a day off from home. `until` is when one leaves
    again: who is late must be there before.
    """
    if day.work is None:
        usual = _setting_off("home", day.morning, trip.from_home, starts, until)
    else:
        usual = _setting_off("work", day.work.leave, trip.from_work, starts, until)
    return usual or _in_work_time(starts, day, trip) or _otherwise(trip, night_away=night_away)


def _setting_off(
    origin: Origin, leaves: float, leg: Leg, starts: float, until: float
) -> Going | None:
    """On time, tight or late; None where it is later than that, or too far."""
    if not isinstance(leg, Journey):
        unknown = leg.reason is Missing.UNKNOWN
        return Going(out=Out.UNKNOWN, origin=origin) if unknown else None
    if leaves + leg.quick * MINUTE <= starts:
        sure = leaves + leg.slow * MINUTE <= starts and not leg.stretches
        if origin == "home":
            leaves = max(leaves, _latest_leaving(starts, leg))
        return Going(
            out=Out.ON_TIME if sure else Out.TIGHT, journey=leg, origin=origin, leaves=leaves
        )
    arrives = leaves + leg.middle * MINUTE
    late_by = ceil((arrives - starts) / MINUTE)
    if late_by <= LATEST_MINUTES and arrives < until:
        return Going(out=Out.LATE, journey=leg, origin=origin, leaves=leaves, late_by=late_by)
    return None


def _in_work_time(starts: float, day: Day, trip: Trip) -> Going | None:
    """By leaving work early, or where one would not yet be at work from home that morning."""
    if day.work is None:
        return None
    ways: tuple[tuple[Origin, float, Leg], ...] = (
        ("work", day.work.start, trip.from_work),
        ("home", day.morning, trip.from_home),
    )
    for origin, earliest, leg in ways:
        if isinstance(leg, Journey) and earliest + leg.quick * MINUTE <= starts:
            leaves = max(earliest, _latest_leaving(starts, leg))
            return Going(out=Out.IN_WORK_TIME, journey=leg, origin=origin, leaves=leaves)
    return None


def _otherwise(trip: Trip, *, night_away: bool) -> Going:
    """From home on the day before, or not at all."""
    home = trip.from_home
    if isinstance(home, Journey):
        out = Out.NIGHT_BEFORE if night_away else Out.NO_WAY
        return Going(out=out, journey=home, origin="home")
    if home.reason is Missing.UNKNOWN:
        return Going(out=Out.UNKNOWN, origin="home")
    return Going(out=Out.TOO_FAR, journey=home.journey, origin="home")


def _latest_leaving(starts: float, journey: Journey) -> float:
    """The last whole minute at which one is surely there by the start."""
    return (starts - journey.slow * MINUTE) // MINUTE * MINUTE
