"""The person of the checks by hand (`docs/design/journeys.md`), and what they are asked to."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from engine.attending.occasions import Occasion
from engine.attending.planner import Planner
from engine.attending.routine import KnownJourney, Routine, WorkingDay
from engine.journeys import Point

LONDON_TIME = ZoneInfo("Europe/London")
SWINDON = Point(51.558, -1.781)
LONDON = Point(51.50853, -0.12574)
BRISTOL = Point(51.45523, -2.59665)
OXFORD = Point(51.75222, -1.25596)
MANCHESTER = Point(53.48095, -2.23743)
TUESDAY = date(2026, 3, 3)
SATURDAY = date(2026, 3, 7)


def clock(text):
    return time.fromisoformat(text)


def works(start="09:00", leave="17:30", home_by=None):
    """The same hours from Monday to Friday."""
    day = WorkingDay(
        start=clock(start), leave=clock(leave), home_by=None if home_by is None else clock(home_by)
    )
    return dict.fromkeys(range(5), day)


def routine(**changed):
    """Lives and works in Swindon, 9 to 17:30, home by 22:30, by train, 120 min at most."""
    return Routine(
        **{
            "home": SWINDON,
            "work": SWINDON,
            "zone": LONDON_TIME,
            "week": works(),
            "lunch": (time(12), time(13)),
            "home_by": time(22, 30),
            "longest_minutes": 120,
            "eat_minutes": 30,
            "modes": ("train",),
            **changed,
        }
    )


def knows(minutes, *, origin="home", mode="train", last=None, fare=None):
    """A known journey to the place that `occasion` is at."""
    return KnownJourney(
        origin=origin,
        place="hall",
        mode=mode,
        minutes=minutes,
        fare=fare,
        last_departure=None if last is None else clock(last),
    )


def at(text, day=TUESDAY, zone=LONDON_TIME):
    return datetime.combine(day, clock(text), zone)


def occasion(starts, ends, day=TUESDAY, *, last_day=None, place=BRISTOL, **changed):
    """From one clock time to another, by default on Tuesday 3 March 2026 in Bristol."""
    return Occasion(
        **{
            "starts": at(starts, day),
            "ends": at(ends, last_day or day),
            "place": place,
            "place_key": "hall",
            **changed,
        }
    )


def ask(asked, **changed):
    return Planner(routine(**changed)).answer(asked)
