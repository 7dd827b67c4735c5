"""Can this person get there and home again? Asked of many occasions, quickly.

Source: `docs/design/journeys.md`, *Two answers for an event; its badge is the worse of them*.
"""

from datetime import date
from math import inf

from engine.attending.answers import Answer, Going, Home, Out, Rank, Returning
from engine.attending.clock import MINUTE, Day, day_of, day_of_end, day_of_start
from engine.attending.eating import find_eating
from engine.attending.home import find_home
from engine.attending.legs import Trip, find_trips
from engine.attending.occasions import Occasion
from engine.attending.out import find_lunch, find_out
from engine.attending.routine import Routine
from engine.journeys import Point


class Planner:
    """Answers for one person; the journeys to a place and what a date is are worked out once."""

    def __init__(self, routine: Routine) -> None:
        self.routine = routine
        self._trips: dict[tuple[str | None, Point | None], tuple[Trip, ...]] = {}
        self._days: dict[date, Day] = {}

    def answer(self, occasion: Occasion) -> Answer:
        """Return the answer by the way of travelling with the best badge, of these the quickest."""
        starts, ends = occasion.instants()
        if occasion.mode == "online":
            return Answer(
                occasion=occasion,
                starts=starts,
                ends=ends,
                going=Going(out=Out.NO_JOURNEY),
                returning=Returning(home=Home.NO_JOURNEY),
            )
        trips = self._trips_to(occasion.place, occasion.place_key)
        if len(trips) == 1:
            return self._answer_by(trips[0], occasion, starts, ends)
        return min((self._answer_by(trip, occasion, starts, ends) for trip in trips), key=_order)

    def _answer_by(self, trip: Trip, occasion: Occasion, starts: float, ends: float) -> Answer:
        """Where one is back at work after the lunch break, one is home in time."""
        zone = self.routine.zone
        day = self._day(day_of_start(starts, zone))
        going = find_lunch(starts=starts, ends=ends, day=day, leg=trip.from_work)
        if going is not None:
            returning = Returning(home=Home.IN_TIME, journey=going.journey)
        else:
            returning = find_home(
                starts=starts,
                ends=ends,
                day=self._day(day_of_end(ends, zone)),
                leg=trip.from_home,
                routine=self.routine,
            )
            going = find_out(
                starts=starts,
                until=ends - returning.leave_early_by * MINUTE,
                day=day,
                trip=trip,
                night_away=self.routine.night_away,
            )
        return Answer(
            occasion=occasion,
            starts=starts,
            ends=ends,
            going=going,
            returning=returning,
            eating=find_eating(
                going=going,
                starts=starts,
                ends=ends,
                day=day,
                eat_minutes=self.routine.eat_minutes,
            ),
        )

    def _trips_to(self, place: Point | None, place_key: str | None) -> tuple[Trip, ...]:
        where = (place_key, place)
        if (trips := self._trips.get(where)) is None:
            trips = self._trips[where] = find_trips(self.routine, place, place_key)
        return trips

    def _day(self, on: date) -> Day:
        if (day := self._days.get(on)) is None:
            day = self._days[on] = day_of(on, self.routine)
        return day


def _order(answer: Answer) -> tuple[Rank, float]:
    journeys = (answer.going.journey, answer.returning.journey)
    return answer.rank, sum(inf if journey is None else journey.middle for journey in journeys)
