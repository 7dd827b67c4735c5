"""How much each goal counts (`docs/design/evaluation.md`, *A membership*)."""

from collections.abc import Sequence

from engine.problem import Goal


def goal_weights(goals: Sequence[Goal]) -> dict[str, float]:
    """Return the weight of each goal, summing to 1: the given ones, else those of the ranks."""
    given = given_weights(goals)
    return rank_order_weights(goals) if given is None else given


def given_weights(goals: Sequence[Goal]) -> dict[str, float] | None:
    """Return the weights the person gave, scaled to sum to 1; None where there are none."""
    weights = {goal.key: goal.weight for goal in goals if goal.weight is not None}
    if not weights:
        return None
    total = sum(weights.values())
    return {key: weight / total for key, weight in weights.items()}


def rank_order_weights(goals: Sequence[Goal]) -> dict[str, float]:
    """Return rank-order centroid weights, summing to 1.

    Of n goals the one in place r gets (1/n) x (1/r + ... + 1/n). Tied goals share the mean
    of their places.
    """
    by_place = _centroid(len(goals))
    ranks = sorted(goal.rank for goal in goals)
    shares: dict[int, list[float]] = {}
    for rank, weight in zip(ranks, by_place, strict=True):
        shares.setdefault(rank, []).append(weight)
    return {goal.key: sum(shares[goal.rank]) / len(shares[goal.rank]) for goal in goals}


def _centroid(count: int) -> list[float]:
    weights: list[float] = []
    total = 0.0
    for place in range(count, 0, -1):
        total += 1 / place
        weights.append(total / count)
    return weights[::-1]
