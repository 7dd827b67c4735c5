"""Problems and evaluations as JSON, in the shape of the golden files of `tests/engine/golden`."""

from dataclasses import asdict
from typing import Any

from engine.doubt import Doubt
from engine.problem import VERSION, Problem
from engine.result import CandidateResult, Evaluation, MembershipResult

Json = dict[str, Any]


def problem_as_json(problem: Problem) -> Json:
    """Return the problem as `json` takes it, every field written out (see `read_problem`)."""
    return {"version": VERSION, **asdict(problem)}


def evaluation_as_json(evaluation: Evaluation) -> Json:
    """Return the numbers of the evaluation as `json` takes them."""
    portfolio = evaluation.portfolio
    return {
        "weights": dict(evaluation.weights),
        "portfolio": {
            "score": portfolio.score,
            "potential": portfolio.potential,
            "coverage": dict(portfolio.coverage),
            "potential_coverage": dict(portfolio.potential_coverage),
        },
        "memberships": [_membership(result) for result in evaluation.memberships.values()],
        "candidates": [_candidate(result) for result in evaluation.candidates.values()],
    }


def doubt_as_json(doubt: Doubt) -> Json:
    """Return the shares of the weightings as `json` takes them."""
    return {
        "acceptability": {key: list(shares) for key, shares in doubt.acceptability.items()},
        "worth_keeping": dict(doubt.worth_keeping),
    }


def _membership(result: MembershipResult) -> Json:
    return {
        "key": result.key,
        "score": result.score,
        "potential": result.potential,
        "headroom": result.headroom,
        "unknown": result.unknown,
        "contribution": result.contribution,
        "loss_if_dropped": result.loss_if_dropped,
        "overlap": result.overlap,
        "by_goal": {
            goal: {"realised": share.realised, "potential": share.potential}
            for goal, share in result.by_goal.items()
        },
        "benefits": [
            {
                "key": benefit.key,
                "value": dict(benefit.value),
                "gain_if_used": benefit.gain_if_used,
            }
            for benefit in result.benefits.values()
        ],
    }


def _candidate(result: CandidateResult) -> Json:
    return {"key": result.key, "gain": result.gain, "by_goal": dict(result.by_goal)}
