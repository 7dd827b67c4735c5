"""The evaluation of a problem: the one way in for pages, reports and the command line.

Source: `docs/design/evaluation.md`, from *The problem* to *The portfolio*.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from engine import attribution
from engine.check import check_problem
from engine.problem import Benefit, Problem
from engine.result import (
    BenefitResult,
    CandidateResult,
    Evaluation,
    GoalResult,
    Hours,
    MembershipResult,
    PortfolioResult,
)
from engine.scoring import Misses, collect_misses, hits, known_use, points
from engine.tree import below
from engine.value import Array, BenefitValues, value_benefits
from engine.weights import goal_weights


def evaluate(problem: Problem) -> Evaluation:
    """Return what the memberships do for the goals.

    Total over valid problems: without goals or memberships the scores are 0.
    Raises ProblemError, naming the place, for a problem that makes no sense.
    """
    check_problem(problem)
    scored = _score(problem)
    return Evaluation(
        weights=scored.weights,
        portfolio=_portfolio(scored),
        memberships=_memberships(scored),
        candidates=_candidates(scored),
        values=scored.values,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    """The arrays that all results are made from.

    `held` is the number of benefits of memberships; in `values` those of candidates stand after
    them. `by_benefit` are the same values by the keys of benefit and goal. `joined` is the
    potential of the candidates (`engine.scoring`).
    """

    problem: Problem
    weights: dict[str, float]
    weighing: Array
    values: BenefitValues
    by_benefit: dict[str, dict[str, float]]
    held: int
    misses: Misses
    joined: Array


def _score(problem: Problem) -> _Scored:
    owners = (*problem.memberships, *problem.candidates)
    values = value_benefits(problem, [benefit for owner in owners for benefit in owner.benefits])
    held = sum(len(membership.benefits) for membership in problem.memberships)
    weights = goal_weights(problem.goals)
    return _Scored(
        problem=problem,
        weights=weights,
        weighing=np.array(list(weights.values()), dtype=float),
        values=values,
        by_benefit={
            benefit.key: dict(zip(weights, row, strict=True))
            for benefit, row in zip(values.benefits, values.value.tolist(), strict=True)
        },
        held=held,
        misses=collect_misses(problem.memberships, values.value[:held]),
        joined=collect_misses(problem.candidates, values.value[held:]).potential,
    )


def _portfolio(scored: _Scored) -> PortfolioResult:
    misses = scored.misses
    coverage, coverage_with_unknown, potential_coverage = (
        hits(of_each.sum(axis=0))
        for of_each in (misses.realised, misses.unknown_used, misses.potential)
    )
    score = float(points(coverage, scored.weighing))
    return PortfolioResult(
        score=score,
        potential=float(points(potential_coverage, scored.weighing)),
        unknown=float(points(coverage_with_unknown, scored.weighing)) - score,
        hours=_hours(scored, scored.values.benefits[: scored.held]),
        coverage=_by_goal(scored, coverage),
        potential_coverage=_by_goal(scored, potential_coverage),
    )


def _memberships(scored: _Scored) -> dict[str, MembershipResult]:
    figures = {name: column.tolist() for name, column in _figures(scored).items()}
    by_goal = _goal_results(scored)
    gains = _gains_if_used(scored)
    return {
        membership.key: MembershipResult(
            key=membership.key,
            **{name: column[row] for name, column in figures.items()},
            hours=_hours(scored, membership.benefits),
            by_goal=by_goal[row],
            benefits={
                benefit.key: BenefitResult(
                    key=benefit.key,
                    value=scored.by_benefit[benefit.key],
                    use=benefit.use,
                    gain_if_used=gains[benefit.key],
                )
                for benefit in membership.benefits
            },
        )
        for row, membership in enumerate(scored.problem.memberships)
    }


def _figures(scored: _Scored) -> dict[str, Array]:
    """Points of every membership, by the names they have in MembershipResult."""
    misses, weighing = scored.misses, scored.weighing
    score = points(hits(misses.realised), weighing)
    potential = points(hits(misses.potential), weighing)
    tree = below(scored.problem.memberships)
    return {
        "score": score,
        "potential": potential,
        "headroom": potential - score,
        "unknown": points(hits(misses.unknown_used), weighing) - score,
        "contribution": attribution.contributions(misses.realised, weighing),
        "loss_if_dropped": attribution.losses(misses.realised, weighing, tree),
        "overlap": attribution.overlaps(misses.realised, weighing),
    }


def _goal_results(scored: _Scored) -> list[dict[str, GoalResult]]:
    """For every membership, what it does for each goal."""
    misses = scored.misses
    shares = np.stack(
        [hits(misses.realised), hits(misses.unknown_used), hits(misses.potential)], axis=-1
    )
    return [
        {
            goal: GoalResult(realised=realised, with_unknown=with_unknown, potential=potential)
            for goal, (realised, with_unknown, potential) in zip(scored.weights, row, strict=True)
        }
        for row in shares.tolist()
    ]


def _gains_if_used(scored: _Scored) -> dict[str, float]:
    gains = attribution.use_gains(
        scored.misses.realised,
        scored.weighing,
        value=scored.values.value[: scored.held],
        use=np.nan_to_num(known_use(scored.problem.memberships), nan=0.0),
    )
    held = scored.values.benefits[: scored.held]
    return {benefit.key: gain for benefit, gain in zip(held, gains.tolist(), strict=True)}


def _candidates(scored: _Scored) -> dict[str, CandidateResult]:
    gains = attribution.coverage_gains(scored.misses.realised, scored.joined)
    in_points = points(gains, scored.weighing).tolist()
    return {
        candidate.key: CandidateResult(
            key=candidate.key,
            gain=in_points[row],
            hours=_hours(scored, candidate.benefits),
            by_goal=_by_goal(scored, gains[row]),
        )
        for row, candidate in enumerate(scored.problem.candidates)
    }


def _hours(scored: _Scored, benefits: Iterable[Benefit]) -> Hours:
    stated = [benefit.hours for benefit in benefits if any(scored.by_benefit[benefit.key].values())]
    known = [hours for hours in stated if hours is not None]
    return Hours(known=sum(known), unknown=len(stated) - len(known))


def _by_goal(scored: _Scored, shares: Array) -> Mapping[str, float]:
    return dict(zip(scored.weights, shares.tolist(), strict=True))
