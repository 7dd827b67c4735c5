"""How much was it? Entries and minutes, in all and by what they are for."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from reports.cpd.record import Activity

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sum:
    """So many entries, minutes, and of these minutes of taking part."""

    entries: int
    minutes: int
    participatory: int


NOTHING = Sum(0, 0, 0)


def add_up(activities: Iterable[Activity]) -> Sum:
    """All together."""
    entries = [each.entry for each in activities]
    return Sum(
        len(entries),
        sum(entry.minutes or 0 for entry in entries),
        sum(entry.participatory_minutes for entry in entries),
    )


def add_up_by(
    activities: Iterable[Activity], keys: Callable[[Activity], Iterable[K]]
) -> dict[K, Sum]:
    """The sum for each key; an entry counts once in each of its keys."""
    by_key: dict[K, list[Activity]] = {}
    for activity in activities:
        for key in dict.fromkeys(keys(activity)):
            by_key.setdefault(key, []).append(activity)
    return {key: add_up(found) for key, found in by_key.items()}
