"""The value of every benefit for every goal, all at once.

Source: `docs/design/evaluation.md`, *Value of one benefit for one goal*. In the arrays
benefits are rows; columns are goals, or the skills of all goals side by side ("wants").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.problem import INTERACTIVITIES, LEVELS, Benefit, Goal, InteractivityFactors, Problem
from engine.taxonomy import Taxonomy

Array = NDArray[np.float64]
Places = NDArray[np.int_]

# The chance that a year of full use of the benefit alone moves the goal forward. As every other
# factor is at most 1, no value exceeds the last of these, so 1 - value is never near 0.
STRENGTH_ANCHORS = {1: 0.05, 2: 0.12, 3: 0.25}
OFFERED_LEVELS: tuple[str | None, ...] = (None, *LEVELS)
LEVEL_FIT_BY_STEPS = (1.0, 0.75, 0.5, 0.5, 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitValues:
    """Every benefit (rows) for every goal (columns), factor by factor.

    `relevance`, `level_fit` and `value` are benefits x goals, `interactivity` is by benefit.
    `matches` gives for each skill that a goal wants the match of all skills that serve it.
    """

    goals: Sequence[Goal]
    benefits: Sequence[Benefit]
    matches: Mapping[str, Mapping[str, float]]
    relevance: Array
    level_fit: Array
    interactivity: Array
    value: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What many benefits offer, in columns, as places in what the engine knows.

    By benefit (a row each): the place of its `level` in OFFERED_LEVELS and of its `interactivity`
    in INTERACTIVITIES, and its `reach`. By skill that one of them serves: the benefit's `row`, in
    rising order, the place of the `skill` among the problem's, and the `anchor` of its strength.
    """

    level: Places
    interactivity: Places
    reach: Array
    row: Places
    skill: Places
    anchor: Array


def value_benefits(problem: Problem, benefits: Sequence[Benefit]) -> BenefitValues:
    """Return what each of the benefits is worth for each goal of the problem."""
    return BenefitValues(
        goals=problem.goals,
        benefits=benefits,
        **value_offers(problem, in_columns(problem, benefits)),
    )


def value_offers(problem: Problem, offers: Offers) -> dict[str, Any]:
    """Return the factors of what each of the offers is worth, as `BenefitValues` names them."""
    taxonomy = Taxonomy(problem.skills)
    matches = {skill: taxonomy.matches(skill) for goal in problem.goals for skill in goal.skills}
    relevance = _relevance(problem, offers, matches)
    fit = _level_fits(problem.goals)[offers.level]
    interactivity = _factors(problem.interactivity)[offers.interactivity]
    return {
        "matches": matches,
        "relevance": relevance,
        "level_fit": fit,
        "interactivity": interactivity,
        "value": relevance * fit * (interactivity * offers.reach)[:, np.newaxis],
    }


def in_columns(problem: Problem, benefits: Sequence[Benefit]) -> Offers:
    """Return what the benefits offer, a row each."""
    places = {skill.key: place for place, skill in enumerate(problem.skills)}
    served = [
        (row, places[skill], STRENGTH_ANCHORS[strength])
        for row, benefit in enumerate(benefits)
        for skill, strength in benefit.skills.items()
    ]
    rows, skills, anchors = np.array(served, dtype=float).reshape(-1, 3).T
    return Offers(
        level=np.array([OFFERED_LEVELS.index(each.level) for each in benefits], dtype=int),
        interactivity=np.array(
            [INTERACTIVITIES.index(each.interactivity) for each in benefits], dtype=int
        ),
        reach=np.array([each.reach for each in benefits], dtype=float),
        row=rows.astype(int),
        skill=skills.astype(int),
        anchor=anchors,
    )


def level_fit(wanted: Sequence[str], level: str | None) -> float:
    """Return 1 where either side is free of levels or they meet, less for each step away."""
    if not wanted or level is None:
        return 1.0
    return LEVEL_FIT_BY_STEPS[min(abs(LEVELS.index(level) - LEVELS.index(w)) for w in wanted)]


def _relevance(
    problem: Problem, offers: Offers, matches: Mapping[str, Mapping[str, float]]
) -> Array:
    """Mean over each goal's skills, by importance, of the benefit's best `match x anchor`."""
    places = {skill.key: place for place, skill in enumerate(problem.skills)}
    relevance = np.zeros((len(offers.reach), len(problem.goals)))
    # Goal by goal: all goals at once would be a large array for a large catalogue.
    for column, goal in enumerate(problem.goals):
        match = np.zeros((len(places), len(goal.skills)))
        for at, wanted in enumerate(goal.skills):
            for skill, share in matches[wanted].items():
                match[places[skill], at] = share
        importances = np.array(list(goal.skills.values()), dtype=float)
        best = np.zeros((len(offers.reach), len(goal.skills)))
        np.maximum.at(best, offers.row, match[offers.skill] * offers.anchor[:, np.newaxis])
        relevance[:, column] = best @ (importances / importances.sum())
    return relevance


def _level_fits(goals: Sequence[Goal]) -> Array:
    """How every level that may be offered (rows) fits the goals (columns)."""
    rows = [[level_fit(goal.levels, level) for goal in goals] for level in OFFERED_LEVELS]
    return np.array(rows, dtype=float).reshape(len(OFFERED_LEVELS), len(goals))


def _factors(factors: InteractivityFactors) -> Array:
    return np.array([getattr(factors, name) for name in INTERACTIVITIES], dtype=float)
