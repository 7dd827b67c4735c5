"""What would each of many organisations add, joined alone and used fully, and replace?

Source: `docs/design/evaluation.md`, *The portfolio*: the same gains as those of a problem's
candidates, for as many as a catalogue holds, whose benefits come in columns.
"""

from dataclasses import dataclass

import numpy as np

from engine.attribution import coverage_gains
from engine.check import check_problem
from engine.problem import Problem
from engine.scoring import collect_misses, points
from engine.tree import below
from engine.value import Array, Offers, Places, value_benefits, value_offers
from engine.weights import goal_weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What joining each adds: points, the hours a year that takes, and shares by goal (columns).

    Only benefits that are worth something to a goal take hours.
    """

    gain: Array
    hours: Array
    by_goal: Array


def value_joining(
    problem: Problem, offers: Offers, *, owner: Places, hours: Array, owners: int
) -> Joined:
    """Return what each of so many `owners` of the offers adds; theirs are by offer.

    Raises ProblemError for a problem that makes no sense. The offers are not checked.
    """
    check_problem(problem)
    held = [benefit for membership in problem.memberships for benefit in membership.benefits]
    today = collect_misses(problem.memberships, value_benefits(problem, held).value).realised
    value = value_offers(problem, offers)["value"]
    joined = np.zeros((owners, len(problem.goals)))
    np.add.at(joined, owner, np.log1p(-value))
    by_goal = coverage_gains(today, joined)
    worth = value.any(axis=1).astype(float)
    return Joined(
        gain=points(by_goal, _weights(problem)),
        hours=np.bincount(owner, weights=hours * worth, minlength=owners).astype(float),
        by_goal=by_goal,
    )


def value_swaps(problem: Problem, joined: Joined) -> Array:
    """Return what joining each and dropping each membership for it would add: joined x memberships.

    In points, below 0 where something would be lost: else the one would replace the other. A
    membership is dropped with all below it. For a group below what is dropped it says nothing, as
    that could not be joined.
    """
    held = [benefit for membership in problem.memberships for benefit in membership.benefits]
    today = collect_misses(problem.memberships, value_benefits(problem, held).value).realised
    total = today.sum(axis=0)
    left = np.exp(np.minimum(total - below(problem.memberships).astype(float) @ today, 0.0))
    missed = 1 - joined.by_goal / np.exp(total)
    return points(np.exp(total) - missed[:, np.newaxis] * left, _weights(problem))


def _weights(problem: Problem) -> Array:
    return np.array(list(goal_weights(problem.goals).values()), dtype=float)
