"""The value of every benefit for every goal, all at once.

Source: `docs/design/evaluation.md`, *Value of one benefit for one goal*. In the arrays
benefits are rows; columns are goals, or the skills of all goals side by side ("wants").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.problem import LEVELS, Benefit, Goal, InteractivityFactors, Problem
from engine.taxonomy import Taxonomy

Array = NDArray[np.float64]

# The chance that a year of full use of the benefit alone moves the goal forward. As every other
# factor is at most 1, no value exceeds the last of these, so 1 - value is never near 0.
STRENGTH_ANCHORS = {1: 0.05, 2: 0.12, 3: 0.25}
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


def value_benefits(problem: Problem, benefits: Sequence[Benefit]) -> BenefitValues:
    """Return what each of the benefits is worth for each goal of the problem."""
    taxonomy = Taxonomy(problem.skills)
    matches = {skill: taxonomy.matches(skill) for goal in problem.goals for skill in goal.skills}
    relevance = _relevance(problem, benefits, matches)
    fit = _level_fits(problem.goals, benefits)
    interactivity = _interactivities(problem.interactivity, benefits)
    reach = np.array([benefit.reach for benefit in benefits], dtype=float)
    return BenefitValues(
        goals=problem.goals,
        benefits=benefits,
        matches=matches,
        relevance=relevance,
        level_fit=fit,
        interactivity=interactivity,
        value=relevance * fit * (interactivity * reach)[:, np.newaxis],
    )


def level_fit(wanted: Sequence[str], level: str | None) -> float:
    """Return 1 where either side is free of levels or they meet, less for each step away."""
    if not wanted or level is None:
        return 1.0
    return LEVEL_FIT_BY_STEPS[min(abs(LEVELS.index(level) - LEVELS.index(w)) for w in wanted)]


def _relevance(
    problem: Problem, benefits: Sequence[Benefit], matches: Mapping[str, Mapping[str, float]]
) -> Array:
    """Mean over each goal's skills, by importance, of the benefit's best `match x anchor`."""
    skill_rows = {skill.key: row for row, skill in enumerate(problem.skills)}
    wants = [skill for goal in problem.goals for skill in goal.skills]
    match = np.zeros((len(skill_rows), len(wants)))
    for column, wanted in enumerate(wants):
        for skill, share in matches[wanted].items():
            match[skill_rows[skill], column] = share

    offers = [
        (row, skill_rows[skill], STRENGTH_ANCHORS[strength])
        for row, benefit in enumerate(benefits)
        for skill, strength in benefit.skills.items()
    ]
    rows, offered, anchors = np.array(offers, dtype=float).reshape(-1, 3).T
    best = np.zeros((len(benefits), len(wants)))
    served = match[offered.astype(int)] * anchors[:, np.newaxis]
    np.maximum.at(best, rows.astype(int), served)
    relevance: Array = best @ _importance_by_want(problem.goals)
    return relevance


def _importance_by_want(goals: Sequence[Goal]) -> Array:
    """What each wanted skill (rows) counts within its goal (columns): each column sums to 1."""
    wants = [
        (column, importance)
        for column, goal in enumerate(goals)
        for importance in goal.skills.values()
    ]
    importances = np.zeros((len(wants), len(goals)))
    for row, (column, importance) in enumerate(wants):
        importances[row, column] = importance
    importances /= importances.sum(axis=0)
    return importances


def _level_fits(goals: Sequence[Goal], benefits: Sequence[Benefit]) -> Array:
    fits = {
        level: np.array([level_fit(goal.levels, level) for goal in goals])
        for level in (None, *LEVELS)
    }
    rows = [fits[benefit.level] for benefit in benefits]
    return np.array(rows, dtype=float).reshape(len(benefits), len(goals))


def _interactivities(factors: InteractivityFactors, benefits: Sequence[Benefit]) -> Array:
    return np.array([getattr(factors, benefit.interactivity) for benefit in benefits], dtype=float)
