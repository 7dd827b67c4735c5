"""Can this person get to an event, and home again? Events as the engine's occasions."""

from collections.abc import Iterable

from engine.attending.answers import Answer
from engine.attending.occasions import Occasion, OccasionMode
from engine.attending.planner import Planner
from engine.attending.routine import Routine
from events.models import Event

MODES: dict[str, OccasionMode] = {
    "face_to_face": "face_to_face",
    "online": "online",
    "hybrid": "hybrid",
}


def as_occasion(event: Event) -> Occasion:
    """An event with its `place` as the engine sees it, on its own clocks."""
    zone = event.tzinfo
    return Occasion(
        starts=event.starts_at.astimezone(zone),
        ends=event.ends_at.astimezone(zone),
        place=event.point,
        place_key=None if event.place_id is None else str(event.place_id),
        mode=MODES[event.mode],
        all_day=event.all_day,
    )


def answer_all(routine: Routine, events: Iterable[Event]) -> dict[int, Answer]:
    """The answer for each event, by its primary key, for the person of a routine."""
    planner = Planner(routine)
    return {event.pk: planner.answer(as_occasion(event)) for event in events}
