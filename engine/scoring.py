"""What each membership does for each goal, by itself.

Source: `docs/design/evaluation.md`, *A membership*. Two ways to the same goal overlap, so the
chances that a goal is *not* moved are multiplied. They are kept as logarithms ("misses",
memberships x goals, never above 0): sums instead of products, and leaving one out is a
subtraction that neither divides by a vanishing number nor underflows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.problem import Membership
from engine.value import Array

POINTS = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Misses:
    """log prod (1 - use x value) over each membership's benefits: memberships x goals.

    At today's use (unknown counts as 0), with every unknown use at 1, and with every use at 1.
    """

    realised: Array
    unknown_used: Array
    potential: Array


def collect_misses(memberships: Sequence[Membership], value: Array) -> Misses:
    """Gather the values (benefits x goals, in the order of the memberships) by membership."""
    use = known_use(memberships)
    counts = np.array([len(membership.benefits) for membership in memberships], dtype=int)
    owners = np.repeat(np.arange(len(memberships)), counts)

    def gather(shares: Array) -> Array:
        misses = np.zeros((len(memberships), value.shape[1]))
        np.add.at(misses, owners, np.log1p(-shares[:, np.newaxis] * value))
        return misses

    return Misses(
        realised=gather(np.nan_to_num(use, nan=0.0)),
        unknown_used=gather(np.nan_to_num(use, nan=1.0)),
        potential=gather(np.ones_like(use)),
    )


def known_use(memberships: Sequence[Membership]) -> Array:
    """Return the use of every benefit, NaN where it is unknown."""
    return np.array(
        [benefit.use for membership in memberships for benefit in membership.benefits], dtype=float
    )


def hits(misses: Array) -> Array:
    """Return the chances that the goals are moved, 1 - prod (1 - use x value)."""
    return -np.expm1(misses)


def points(shares: Array, weights: Array) -> Array:
    """Weigh shares of goals (the last axis) into points out of 100."""
    weighed: Array = POINTS * (shares @ weights)
    return weighed
