"""What an evaluation says: plain floats by key, with the working behind every value.

Source: `docs/design/evaluation.md`. Scores, gains and losses are points out of 100;
values, coverages, `realised` and `potential` by goal are shares from 0 to 1; hours are a year's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.value import BenefitValues
from engine.working import ValueLine, explain_benefit


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The hours a year that a potential would take.

    Only benefits that are worth something to a goal count: the others are not needed for it.
    `unknown` is the number of those whose hours nobody has stated.
    """

    known: float
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitResult:
    """One benefit: its value for each goal, and what the portfolio gains if it is fully used."""

    key: str
    value: Mapping[str, float]
    use: float | None
    gain_if_used: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalResult:
    """What one membership does for one goal: as used, with unknown uses at 1, in full use."""

    realised: float
    with_unknown: float
    potential: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipResult:
    """One membership by itself (score to unknown) and among the others (from contribution on)."""

    key: str
    score: float
    potential: float
    headroom: float
    unknown: float
    contribution: float
    loss_if_dropped: float
    overlap: float
    hours: Hours
    by_goal: Mapping[str, GoalResult]
    benefits: Mapping[str, BenefitResult]


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateResult:
    """What joining would add to the portfolio at full use: in points, and to each coverage."""

    key: str
    gain: float
    hours: Hours
    by_goal: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioResult:
    """All memberships together; `unknown` is what unknown uses could add to the score."""

    score: float
    potential: float
    unknown: float
    hours: Hours
    coverage: Mapping[str, float]
    potential_coverage: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The whole result; every mapping is in the order of the problem."""

    weights: Mapping[str, float]
    portfolio: PortfolioResult
    memberships: Mapping[str, MembershipResult]
    candidates: Mapping[str, CandidateResult]
    values: BenefitValues = field(repr=False, compare=False)

    def explain(self, benefit: str) -> dict[str, ValueLine]:
        """Return by goal how the value of this benefit (of a membership or candidate) came about.

        Raises KeyError for a benefit that is not in the problem.
        """
        return explain_benefit(self.values, benefit)
