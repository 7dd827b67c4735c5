"""Which figures sum up what one membership does for me? Each with its name and its meaning.

Source: `docs/design/evaluation.md`, *The portfolio*.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engine.evaluate import evaluate
from engine.result import Evaluation, MembershipResult
from evaluation import figures
from evaluation.amounts import fee_a_year
from evaluation.facts import Facts
from evaluation.holdings import HeldFact
from memberships.choices import MembershipKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFigure:
    """A figure with its name and the sentence that says what it means."""

    name: str
    text: str
    meaning: str


def summarise(
    facts: Facts, evaluation: Evaluation, held: HeldFact, result: MembershipResult
) -> tuple[NamedFigure, ...]:
    """The figures of a membership that is held, from its own to those of all together."""
    return (
        *_by_itself(result),
        *_among_the_others(result),
        _fee(held, facts.currency),
        *_of_the_personal_one(facts, evaluation, held),
        _together(evaluation),
    )


def _by_itself(result: MembershipResult) -> Iterator[NamedFigure]:
    yield NamedFigure(
        name=_("Score"),
        text=figures.points(result.score, 2),
        meaning=_("What it does for your goals as you use it today, out of 100."),
    )
    yield NamedFigure(
        name=_("With uses not known"),
        text=figures.points_range(result.score, result.score + result.unknown),
        meaning=_("The score if what you have not told us were all not used, or all used fully."),
    )
    yield NamedFigure(
        name=_("Potential"),
        text=figures.points(result.potential),
        meaning=ngettext(
            "The score if you used all of it fully, in about %(hours)s hour a year.",
            "The score if you used all of it fully, in about %(hours)s hours a year.",
            round(result.hours.known),
        )
        % {"hours": figures.hours(result.hours.known)},
    )


def _among_the_others(result: MembershipResult) -> Iterator[NamedFigure]:
    yield NamedFigure(
        name=_("Contribution"),
        text=figures.points(result.contribution),
        meaning=_(
            "Its fair share of the score of all your memberships together: the shares add up "
            "to it exactly."
        ),
    )
    yield NamedFigure(
        name=_("Loss if dropped"),
        text=figures.points(result.loss_if_dropped),
        meaning=_("What your score would lose without it and the groups below it."),
    )
    yield NamedFigure(
        name=_("Overlap"),
        text=figures.points(result.overlap),
        meaning=_("How much of its score your other memberships give you anyway."),
    )


def _fee(held: HeldFact, currency: str) -> NamedFigure:
    return NamedFigure(
        name=_("Fee"),
        text=fee_a_year(held, currency),
        meaning=_("What you pay a year yourself, after the shares of others and tax relief."),
    )


def _of_the_personal_one(
    facts: Facts, evaluation: Evaluation, held: HeldFact
) -> Iterator[NamedFigure]:
    """For who belongs personally and through the employer too."""
    if {MembershipKind.PERSONAL, MembershipKind.EMPLOYER} <= set(held.kinds):
        yield NamedFigure(
            name=_("What the personal one adds"),
            text=figures.points(what_the_personal_one_adds(facts, evaluation, held)),
            meaning=_(
                "You have it through your employer too, and benefits count once. This is what "
                "your score would lose without those that only the personal one includes."
            ),
        )


def what_the_personal_one_adds(facts: Facts, evaluation: Evaluation, held: HeldFact) -> float:
    """Points lost if the benefits that only the personal membership includes were left out."""
    closed = {fact.key for fact in held.benefits.values() if fact.personal_only}
    memberships = tuple(
        replace(
            membership,
            benefits=tuple(b for b in membership.benefits if b.key not in closed),
        )
        for membership in facts.problem.memberships
    )
    without = evaluate(replace(facts.problem, memberships=memberships))
    return evaluation.portfolio.score - without.portfolio.score


def _together(evaluation: Evaluation) -> NamedFigure:
    score, unknown = evaluation.portfolio.score, evaluation.portfolio.unknown
    return NamedFigure(
        name=_("All your memberships together"),
        text=figures.points_range(score, score + unknown),
        meaning=_("The score of everything you belong to, this included."),
    )
