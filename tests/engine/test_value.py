"""The value of a benefit, by hand (`docs/design/evaluation.md`, *Value of one benefit...*)."""

from dataclasses import replace

import pytest

from engine.evaluate import evaluate
from engine.problem import Benefit, Goal, InteractivityFactors, Membership, Problem, Skill
from engine.taxonomy import Taxonomy
from engine.value import level_fit
from engine.working import SkillLine, ValueLine

SKILLS = (
    Skill(key="influence"),
    Skill(key="advocacy", parent="influence"),
    Skill(key="policy", parent="influence"),
    Skill(key="lobbying", parent="policy"),
    Skill(key="petitions", parent="lobbying"),
    Skill(key="people"),
    Skill(key="mentoring", parent="people"),
)

BENEFIT = Benefit(
    key="group",
    skills={"advocacy": 3, "people": 1},
    level="regional",
    interactivity="responsive",
    reach=0.5,
    use=0.67,
)
GOAL = Goal(
    key="change",
    rank=1,
    levels=("organisational", "national"),
    skills={"policy": 1, "mentoring": 3, "influence": 2},
)


def problem_of(benefit, goal, **changes):
    membership = Membership(key="body", benefits=(benefit,))
    return Problem(skills=SKILLS, goals=(goal,), memberships=(membership,), **changes)


def explained(benefit, goal, **changes):
    return evaluate(problem_of(benefit, goal, **changes)).explain(benefit.key)[goal.key]


@pytest.mark.parametrize(
    ("wanted", "matches"),
    [
        (
            "policy",
            {"policy": 1, "lobbying": 1, "petitions": 1, "influence": 0.5, "advocacy": 0.25},
        ),
        ("lobbying", {"lobbying": 1, "petitions": 1, "policy": 0.5}),
        (
            "influence",
            {"influence": 1, "advocacy": 1, "policy": 1, "lobbying": 1, "petitions": 1},
        ),
        ("mentoring", {"mentoring": 1, "people": 0.5}),
    ],
)
def test_skill_match(wanted, matches):
    assert Taxonomy(SKILLS).matches(wanted) == matches


@pytest.mark.parametrize(
    ("wanted", "level", "fit"),
    [
        ((), "local", 1),
        (("national",), None, 1),
        (("national",), "national", 1),
        (("local", "national"), "national", 1),
        (("national",), "regional", 0.75),
        (("national",), "international", 0.75),
        (("national",), "local", 0.5),
        (("national",), "organisational", 0.5),
        (("organisational",), "international", 0.5),
        (("organisational", "national"), "local", 0.75),
    ],
)
def test_level_fit(wanted, level, fit):
    assert level_fit(wanted, level) == fit


def test_a_value_with_all_its_working():
    # policy: advocacy shares its parent, 0.25 x 0.25 = 0.0625; importance 1
    # mentoring: people is its parent, 0.5 x 0.05 = 0.025; importance 3
    # influence: advocacy lies below it, 1 x 0.25 = 0.25; importance 2
    # relevance = (0.0625 + 3 x 0.025 + 2 x 0.25) / 6 = 0.6375 / 6 = 0.10625
    # regional is one step from national: 0.75; responsive 0.65; reach 0.5
    # value = 0.10625 x 0.75 x 0.65 x 0.5 = 0.0258984375
    line = explained(BENEFIT, GOAL)
    assert line == ValueLine(
        skills=(
            SkillLine(
                goal_skill="policy",
                importance=1,
                benefit_skill="advocacy",
                strength=3,
                match=0.25,
                anchor=0.25,
            ),
            SkillLine(
                goal_skill="mentoring",
                importance=3,
                benefit_skill="people",
                strength=1,
                match=0.5,
                anchor=0.05,
            ),
            SkillLine(
                goal_skill="influence",
                importance=2,
                benefit_skill="advocacy",
                strength=3,
                match=1,
                anchor=0.25,
            ),
        ),
        relevance=line.relevance,
        level_fit=0.75,
        interactivity=0.65,
        reach=0.5,
        value=line.value,
        use=0.67,
        realised=line.realised,
    )
    assert line.relevance == pytest.approx(0.10625)
    assert line.value == pytest.approx(0.0258984375)
    assert line.realised == pytest.approx(0.67 * 0.0258984375)


@pytest.mark.parametrize(("strength", "anchor"), [(1, 0.05), (2, 0.12), (3, 0.25)])
def test_the_value_of_a_benefit_aimed_straight_at_a_goal_is_its_anchor(strength, anchor):
    benefit = Benefit(key="b", skills={"policy": strength}, interactivity="interactive")
    line = explained(benefit, Goal(key="g", rank=1, skills={"policy": 1}))
    assert line.value == pytest.approx(anchor)


@pytest.mark.parametrize(
    ("interactivity", "factor"), [("passive", 0.35), ("responsive", 0.65), ("interactive", 1)]
)
def test_interactivity(interactivity, factor):
    line = explained(replace(BENEFIT, interactivity=interactivity), GOAL)
    assert line.interactivity == factor


def test_each_person_may_change_what_taking_part_is_worth():
    factors = InteractivityFactors(passive=0.9, responsive=0.2, interactive=0)
    assert explained(BENEFIT, GOAL, interactivity=factors).interactivity == 0.2
    assert evaluate(problem_of(BENEFIT, GOAL)).portfolio.score > 0
    nothing = InteractivityFactors(passive=0, responsive=0, interactive=0)
    assert evaluate(problem_of(BENEFIT, GOAL, interactivity=nothing)).portfolio.score == 0


def test_a_strong_sibling_beats_a_weak_skill_itself():
    # sibling at 3: 0.25 x 0.25 = 0.0625; the skill itself at 1: 0.05
    benefit = replace(BENEFIT, skills={"policy": 1, "advocacy": 3})
    (line,) = explained(benefit, replace(GOAL, skills={"policy": 1})).skills
    assert (line.benefit_skill, line.match, line.anchor) == ("advocacy", 0.25, 0.25)


def test_of_equally_good_skills_the_first_by_key_is_named():
    benefit = replace(BENEFIT, skills={"policy": 2, "lobbying": 2, "advocacy": 2})
    (line,) = explained(benefit, replace(GOAL, skills={"influence": 1})).skills
    assert line.benefit_skill == "advocacy"


@pytest.mark.parametrize("skills", [{}, {"people": 3}])
def test_a_benefit_without_a_skill_that_serves_is_worth_nothing(skills):
    line = explained(replace(BENEFIT, skills=skills), replace(GOAL, skills={"policy": 1}))
    assert line.value == 0
    assert line.skills == (
        SkillLine(
            goal_skill="policy", importance=1, benefit_skill=None, strength=0, match=0, anchor=0
        ),
    )


def test_an_unknown_benefit_cannot_be_explained():
    with pytest.raises(KeyError):
        evaluate(problem_of(BENEFIT, GOAL)).explain("another")
