"""How one value came about, line by line, so that every number can be explained.

Source: `docs/design/evaluation.md`, *Value of one benefit for one goal*.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.problem import Benefit, Goal
from engine.value import STRENGTH_ANCHORS, BenefitValues


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillLine:
    """How a benefit serves one skill of a goal: by the best `match x anchor` of its own skills.

    Where none of them serves it, `benefit_skill` is None and the numbers are 0.
    """

    goal_skill: str
    importance: float
    benefit_skill: str | None
    strength: int
    match: float
    anchor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueLine:
    """`value` is the product of the four factors before it.

    `relevance` is the mean, weighted by importance, of `match x anchor` over `skills`;
    `use` is None where unknown; `realised` is `use x value`, an unknown use counting as 0.
    """

    skills: tuple[SkillLine, ...]
    relevance: float
    level_fit: float
    interactivity: float
    reach: float
    value: float
    use: float | None
    realised: float


def explain_benefit(values: BenefitValues, key: str) -> dict[str, ValueLine]:
    """Return by goal how the value of one benefit came about.

    Raises KeyError for a benefit that is not among the values.
    """
    row = {benefit.key: row for row, benefit in enumerate(values.benefits)}[key]
    return {
        goal.key: _value_line(values, row, column, goal) for column, goal in enumerate(values.goals)
    }


def _value_line(values: BenefitValues, row: int, column: int, goal: Goal) -> ValueLine:
    benefit = values.benefits[row]
    value = float(values.value[row, column])
    return ValueLine(
        skills=tuple(
            _skill_line(benefit, wanted, importance, values.matches[wanted])
            for wanted, importance in goal.skills.items()
        ),
        relevance=float(values.relevance[row, column]),
        level_fit=float(values.level_fit[row, column]),
        interactivity=float(values.interactivity[row]),
        reach=float(benefit.reach),
        value=value,
        use=benefit.use,
        realised=(benefit.use or 0.0) * value,
    )


def _skill_line(
    benefit: Benefit, wanted: str, importance: float, matches: Mapping[str, float]
) -> SkillLine:
    """Of equally good skills the first by key is named, whatever the order of the input."""
    best, strength, match, anchor = None, 0, 0.0, 0.0
    for skill in sorted(benefit.skills.keys() & matches.keys()):
        skill_anchor = STRENGTH_ANCHORS[benefit.skills[skill]]
        if matches[skill] * skill_anchor > match * anchor:
            best, strength = skill, benefit.skills[skill]
            match, anchor = matches[skill], skill_anchor
    return SkillLine(
        goal_skill=wanted,
        importance=importance,
        benefit_skill=best,
        strength=strength,
        match=match,
        anchor=anchor,
    )
