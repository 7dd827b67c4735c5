"""What is the least to join that brings one goal as far as wanted?

Source: `docs/design/evaluation.md`, *The portfolio*. For one goal chances multiply, so what
organisations are worth to it adds up as logarithms: the fewest are those worth most, but that a
group is joined only with all that it stands below.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.ranking import EQUAL_WITHIN

MOST_JOINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Joins:
    """Places of what is joined, in rising order, and what they are worth together."""

    worth: float = 0.0
    places: tuple[int, ...] = ()

    def __add__(self, other: "Joins") -> "Joins":
        return Joins(
            worth=self.worth + other.worth, places=tuple(sorted(self.places + other.places))
        )


# By how many are joined (0, 1, 2 ... up to MOST_JOINS): the best of so many. Some are short.
Best = list[Joins]


def best_joins(worth: Sequence[float], parents: Sequence[int | None]) -> Best:
    """Return for 0, 1 ... 10 joins, as far as there are so many, those worth most.

    `worth` is, for each that could be joined, -log of the chance that it does not move the goal;
    `parents` is the place of what it stands below, None where that is held or there is nothing.
    Of equals the first are taken. A circle of parents is not looked for.
    """
    below: dict[int | None, list[int]] = {}
    for place, parent in enumerate(parents):
        below.setdefault(parent, []).append(place)
    return _best_of(below.get(None, []), worth, below)


def fewest_joins(best: Best, needed: float) -> Joins | None:
    """Return the fewest that are worth as much as needed; None where ten are not enough."""
    return next((joins for joins in best if joins.worth >= needed - EQUAL_WITHIN), None)


def _best_of(
    places: Iterable[int], worth: Sequence[float], below: dict[int | None, list[int]]
) -> Best:
    """The best of some that stand side by side, each with what it has below it."""
    alone: list[int] = []
    others: list[int] = []
    for place in places:
        (others if place in below else alone).append(place)
    alone.sort(key=lambda place: -worth[place])
    best = [Joins()]
    for place in alone[:MOST_JOINS]:
        best.append(best[-1] + Joins(worth=worth[place], places=(place,)))
    for place in others:
        itself = Joins(worth=worth[place], places=(place,))
        with_it = [itself + joins for joins in _best_of(below[place], worth, below)]
        best = _merge(best, [Joins(), *with_it[:MOST_JOINS]])
    return best


def _merge(one: Best, other: Best) -> Best:
    """The best of so many out of two lots."""
    merged = []
    for count in range(min(len(one) + len(other) - 2, MOST_JOINS) + 1):
        splits = range(max(0, count - len(other) + 1), min(count, len(one) - 1) + 1)
        pairs = [(one[split], other[count - split]) for split in splits]
        left, right = max(pairs, key=lambda pair: pair[0].worth + pair[1].worth)
        merged.append(left + right)
    return merged
