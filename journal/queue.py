"""When is a step due, seen from a day? Plain functions over dates."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Protocol, TypeVar

SOON = timedelta(days=14)


class When(Enum):
    """How near a day is, in the order of the queue."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


class Due(Protocol):
    """What is due on a day."""

    @property
    def due(self) -> date: ...


D = TypeVar("D", bound=Due)


def when_due(due: date, *, on: date) -> When:
    """How near `due` is, seen from the day `on`; soon is within a fortnight."""
    if due < on:
        return When.OVERDUE
    if due == on:
        return When.TODAY
    return When.SOON if due <= on + SOON else When.LATER


def arrange(steps: Iterable[D], *, on: date) -> Mapping[When, list[D]]:
    """Every step in its part of the queue; each part by the day that its steps are due."""
    parts: dict[When, list[D]] = {when: [] for when in When}
    for step in sorted(steps, key=lambda each: each.due):
        parts[when_due(step.due, on=on)].append(step)
    return parts
