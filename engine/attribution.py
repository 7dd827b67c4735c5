"""What each membership, benefit and candidate means to the portfolio.

Source: `docs/design/evaluation.md`, *The portfolio*. Every function takes `misses`, the
logarithms of `engine.scoring` (memberships x goals), and the goals' weights, and returns points
out of 100. The differences of the specification are written as the products they amount to, so
that nothing is lost by subtracting and no result is below 0.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.scoring import hits, points
from engine.value import Array


def contributions(misses: Array, weights: Array) -> Array:
    """Return each membership's Shapley share of the portfolio score; they sum to it.

    For each goal it is the integral over t from 0 to 1 of
    `realised(m) x prod over others (1 - t x realised(o))`, a polynomial of degree n - 1, which
    Gauss-Legendre quadrature with ceil(n / 2) nodes integrates exactly.
    Whoever moves no goal has no share and changes nobody else's, so n counts the others alone:
    the table of nodes and memberships, one goal at a time, stays small for a long list of which
    little is known.
    """
    shares = np.zeros_like(misses)
    moving = misses.any(axis=1)
    if moving.any():
        nodes, node_weights = _quadrature((np.count_nonzero(moving) + 1) // 2)
        for goal, realised in enumerate(hits(misses[moving]).T):
            own = np.log1p(-nodes[:, np.newaxis] * realised)
            others = np.exp(own.sum(axis=1, keepdims=True) - own)
            shares[moving, goal] = realised * (node_weights @ others)
    return points(shares, weights)


@cache
def _quadrature(count: int) -> tuple[Array, Array]:
    """Gauss-Legendre nodes and weights on 0 to 1, both ends excluded."""
    nodes, weights = np.polynomial.legendre.leggauss(count)
    return (nodes + 1) / 2, weights / 2


def losses(misses: Array, weights: Array, below: NDArray[np.bool_]) -> Array:
    """Return the fall of the portfolio score without each membership and all those below it.

    `below[m, o]` says that o is m or stands below it.
    """
    return points(loss_by_goal(misses, below), weights)


def loss_by_goal(misses: Array, below: NDArray[np.bool_]) -> Array:
    """Return that fall as a share of each goal, memberships x goals."""
    dropped = below.astype(float) @ misses
    left = np.minimum(misses.sum(axis=0) - dropped, 0.0)
    fall: Array = np.exp(left) * hits(dropped)
    return fall


def overlaps(misses: Array, weights: Array) -> Array:
    """Return how much of each membership's score the others also give (children kept).

    The score less the loss of the membership alone is, for each goal, the chance that both it and
    the others move the goal.
    """
    others = np.minimum(misses.sum(axis=0) - misses, 0.0)
    return points(hits(misses) * hits(others), weights)


def use_gains(misses: Array, weights: Array, *, value: Array, use: Array) -> Array:
    """Return the rise of the portfolio score if each benefit alone became fully used.

    `value` is benefits x goals and `use` by benefit, an unknown use given as 0. The chance left
    over is multiplied by (1 - value) / (1 - use x value), whose denominator is at least 0.75.
    """
    shares = use[:, np.newaxis]
    rise = value * (1 - shares) / (1 - shares * value)
    return points(np.exp(misses.sum(axis=0)) * rise, weights)


def coverage_gains(misses: Array, candidates: Array) -> Array:
    """Return the rise of each goal's coverage (a share) with each candidate alone at full use.

    `candidates` holds their potential as logarithms: candidates x goals.
    """
    gains: Array = np.exp(misses.sum(axis=0)) * hits(candidates)
    return gains
