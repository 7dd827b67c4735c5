"""How does a ranking with ties change when one goal moves?

A ranking is a tuple of groups, the most important first; the goals of a group share a rank.
Every function gives a new ranking that holds the same goals.
"""

Group = tuple[int, ...]
Ranking = tuple[Group, ...]


def move_up(ranking: Ranking, goal: int) -> Ranking:
    """The goal out of its tie, above the others in it; without a tie above the group above."""
    place, tied = _find(ranking, goal)
    return insert(_without(ranking, goal), goal, place if tied else max(place - 1, 0))


def move_down(ranking: Ranking, goal: int) -> Ranking:
    """The goal out of its tie, below the others in it; without a tie below the group below."""
    place, _ = _find(ranking, goal)
    return insert(_without(ranking, goal), goal, place + 1)


def tie_with_above(ranking: Ranking, goal: int) -> Ranking:
    """The goal among those of the group above its own; the first group has none."""
    place, _ = _find(ranking, goal)
    return join(_without(ranking, goal), goal, place - 1) if place else ranking


def drop(ranking: Ranking, goal: int, *, after: int | None, before: int | None) -> Ranking:
    """The goal between two others: in their tie if they are tied, else on a rank of its own."""
    others = _without(ranking, goal)
    if after is None:
        return insert(others, goal, 0)
    place, _ = _find(others, after)
    if before in others[place]:
        return join(others, goal, place)
    return insert(others, goal, place + 1)


def insert(ranking: Ranking, goal: int, place: int) -> Ranking:
    """The ranking with the goal as a group of its own in that place, counted from 0."""
    return (*ranking[:place], (goal,), *ranking[place:])


def join(ranking: Ranking, goal: int, place: int) -> Ranking:
    """The ranking with the goal in the group in that place, counted from 0."""
    return (*ranking[:place], (*ranking[place], goal), *ranking[place + 1 :])


def _find(ranking: Ranking, goal: int) -> tuple[int, bool]:
    """The place of the goal's group, and whether there are others in it."""
    place = next(place for place, group in enumerate(ranking) if goal in group)
    return place, len(ranking[place]) > 1


def _without(ranking: Ranking, goal: int) -> Ranking:
    groups = (tuple(each for each in group if each != goal) for group in ranking)
    return tuple(group for group in groups if group)
