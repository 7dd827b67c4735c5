"""How far do the scores hang on exact weights?

Source: `docs/design/evaluation.md`, *Doubt*. Weights are judgements: what is sure of them is the
order of the goals. So many weightings are drawn that respect it, always the same ones, and it is
counted in how many of them a membership takes each place and is worth keeping.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from engine.attribution import loss_by_goal
from engine.check import check_problem
from engine.problem import Goal, Problem
from engine.ranking import EQUAL_WITHIN
from engine.scoring import collect_misses, hits, points
from engine.tree import below
from engine.value import Array, value_benefits

WEIGHTINGS = 10_000
SEED = 2011
WORTH_KEEPING = 1.0  # points that the portfolio would lose
MOST_AT_ONCE = 1_000_000  # scores held in memory at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Shares of the weightings, from 0 to 1, by membership in the order of the problem.

    `acceptability`: it comes first, second ... by score. Equal scores share their places evenly,
    so that every membership's shares sum to 1, and those of every place.
    `worth_keeping`: the portfolio would lose at least a point without it and all below it.
    """

    acceptability: Mapping[str, tuple[float, ...]]
    worth_keeping: Mapping[str, float]


def doubt(problem: Problem) -> Doubt:
    """Return what holds in how many weightings.

    Raises ProblemError, naming the place, for a problem that makes no sense.
    """
    check_problem(problem)
    benefits = [benefit for each in problem.memberships for benefit in each.benefits]
    value = value_benefits(problem, benefits).value
    realised = collect_misses(problem.memberships, value).realised
    weightings = draw_weightings(problem.goals)
    keys = [membership.key for membership in problem.memberships]
    losses = loss_by_goal(realised, below(problem.memberships))
    shares = place_shares(hits(realised), weightings)
    return Doubt(
        acceptability={key: tuple(row) for key, row in zip(keys, shares.tolist(), strict=True)},
        worth_keeping=dict(zip(keys, worth_keeping(losses, weightings).tolist(), strict=True)),
    )


def draw_weightings(goals: Sequence[Goal]) -> Array:
    """Return WEIGHTINGS x goals: each row sums to 1 and respects the order of the goals.

    Uniform among all that do. Tied goals come in either order; weights that the person gave are
    read as an order. The same goals get the same weights, in whatever order they are listed.
    """
    generator = np.random.default_rng(SEED)
    drawn = generator.standard_exponential((WEIGHTINGS, len(goals)))
    drawn /= drawn.sum(axis=1, keepdims=True)
    drawn = -np.sort(-drawn, axis=1)
    weightings = np.empty_like(drawn)
    listed = sorted(range(len(goals)), key=lambda at: (_importance(goals[at]), goals[at].key))
    first = 0
    for _, tied in groupby(listed, key=lambda at: _importance(goals[at])):
        columns = list(tied)
        those = drawn[:, first : first + len(columns)]
        weightings[:, columns] = generator.permuted(those, axis=1)
        first += len(columns)
    return weightings


def _importance(goal: Goal) -> float:
    """What goals are ordered by, the most important first: all have a weight, or none has."""
    return goal.rank if goal.weight is None else -goal.weight


def worth_keeping(losses: Array, weightings: Array) -> Array:
    """Return in what share of the weightings each loss (a row, by goal) is at least a point."""
    shares = [
        np.count_nonzero(points(losses, block) >= WORTH_KEEPING - EQUAL_WITHIN, axis=1)
        for block in _blocks(weightings, len(losses))
    ]
    share: Array = np.sum(shares, axis=0) / len(weightings)
    return share


def place_shares(shares: Array, weightings: Array) -> Array:
    """Return in what share of the weightings each row of shares (by goal) takes each place."""
    count = len(shares)
    order = np.argsort(~shares.any(axis=1), kind="stable")
    moving = int(np.count_nonzero(shares.any(axis=1)))
    taken = np.zeros((count, count))
    for block in _blocks(weightings, count):
        scores = points(shares[order], block).T
        tied = _tied(scores, moving)
        taken[:moving, :moving] += _count_places(scores[~tied, :moving])
        taken[moving:, moving:] += np.count_nonzero(~tied) / max(count - moving, 1)
        taken += _share_places(scores[tied])
    by_place = np.empty_like(taken)
    by_place[order] = taken / len(weightings)
    return by_place


def _blocks(weightings: Array, rows: int) -> Iterator[Array]:
    """Goals x some of the weightings at a time."""
    step = max(MOST_AT_ONCE // max(rows, 1), 1)
    for start in range(0, len(weightings), step):
        yield weightings[start : start + step].T


def _tied(scores: Array, moving: int) -> NDArray[np.bool_]:
    """Say of which weightings (rows) any of the first `moving` scores equals another.

    All others are nothing, always: they tie with each other, and with what is next to nothing.
    """
    ordered = np.sort(scores[:, :moving], axis=1)
    if moving < scores.shape[1]:
        ordered = np.hstack([np.zeros((len(ordered), 1)), ordered])
    tied: NDArray[np.bool_] = np.any(np.diff(ordered, axis=1) <= EQUAL_WITHIN, axis=1)
    return tied


def _count_places(scores: Array) -> Array:
    """Count how often each column takes each place, where no two scores of a row are equal."""
    count = scores.shape[1]
    best_first = np.argsort(scores, axis=1)[:, ::-1].T
    counted = [np.bincount(rows, minlength=count) for rows in best_first]
    return np.array(counted, dtype=float).reshape(count, count).T


def _share_places(scores: Array) -> Array:
    """Count the same where scores may be equal: k of them have 1/k of each of their k places."""
    count = scores.shape[1]
    order = np.argsort(-scores, axis=1)
    ordered = np.take_along_axis(scores, order, axis=1)
    at = np.arange(count)
    falls = ordered[:, :-1] - ordered[:, 1:] > EQUAL_WITHIN
    edge = np.ones((len(scores), 1), dtype=bool)
    first = np.maximum.accumulate(np.where(np.hstack([edge, falls]), at, 0), axis=1)
    last = np.where(np.hstack([falls, edge]), at, count)
    last = np.minimum.accumulate(last[:, ::-1], axis=1)[:, ::-1]
    # 1/k is added at the first place of a run and taken away behind its last.
    steps = np.zeros((count, count + 1))
    np.add.at(steps, (order, first), 1 / (last - first + 1))
    np.subtract.at(steps, (order, last + 1), 1 / (last - first + 1))
    places: Array = np.maximum(steps.cumsum(axis=1)[:, :count], 0.0)
    return places
