"""How much does each of somebody's goals count, by its rank and by its points?"""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.problem import Goal as EngineGoal
from engine.weights import given_weights, rank_order_weights
from goals.models import Goal


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The share of each goal that counts, by primary key; each mapping sums to 1.

    `by_points` is None unless every goal that counts has points; then they rule.
    """

    by_rank: dict[int, float]
    by_points: dict[int, float] | None

    @property
    def ruling(self) -> dict[int, float]:
        return self.by_rank if self.by_points is None else self.by_points


def weigh_goals(goals: Iterable[Goal]) -> Weights:
    """The weights of goals that name a skill each: no other counts."""
    rows = [
        EngineGoal(
            key=str(goal.pk),
            rank=goal.rank,
            weight=None if goal.points is None else float(goal.points),
            skills={},
        )
        for goal in goals
    ]
    by_points = given_weights(rows) if points_rule(row.weight for row in rows) else None
    return Weights(
        by_rank=_by_pk(rank_order_weights(rows)),
        by_points=None if by_points is None else _by_pk(by_points),
    )


def points_rule(points: Iterable[object]) -> bool:
    """Whether points weigh the goals that count, and not ranks: half a weighting would be none."""
    return all(each is not None for each in points)


def _by_pk(weights: dict[str, float]) -> dict[int, float]:
    return {int(key): weight for key, weight in weights.items()}
