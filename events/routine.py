"""How does this person get about? Their rows as the engine's routine, in a few queries."""

from engine.attending.routine import KnownJourney as EngineJourney
from engine.attending.routine import Routine, WorkingDay
from events.models import KnownJourney
from people.models import Profile, TravelMode, User


def load_routine(user: User) -> Routine:
    """What the engine needs to know of a person. Four queries.

    A profile that is not filled in is the default: then neither home nor the way of travelling is
    known, and no answer is a yes.
    """
    profile = Profile.objects.select_related("home", "work").filter(user=user).first() or Profile()
    modes = TravelMode.objects.filter(profile__user=user).order_by("mode")
    lunch = None
    if profile.lunch_from and profile.lunch_until:
        lunch = (profile.lunch_from, profile.lunch_until)
    return Routine(
        home=profile.home_point,
        work=profile.work_point,
        zone=profile.tzinfo,
        modes=tuple(modes.values_list("mode", flat=True)),
        longest_minutes=float(profile.longest_journey),
        week={
            day.weekday: WorkingDay(start=day.start, leave=day.leave, home_by=day.home_by)
            for day in user.working_days.all()
        },
        lunch=lunch,
        home_by=profile.home_by,
        eat_minutes=float(profile.eat_minutes),
        night_away=profile.night_away,
        known=tuple(
            EngineJourney(
                origin="home" if journey.origin == "home" else "work",
                place=str(journey.place_id),
                mode=journey.mode,
                minutes=float(journey.minutes),
                fare=journey.fare,
                last_departure=journey.last_departure,
            )
            for journey in KnownJourney.objects.filter(user=user).order_by("pk")
        ),
    )
