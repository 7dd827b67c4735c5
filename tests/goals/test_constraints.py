"""What the database refuses about goals and skills."""

import pytest

from goals.models import AbilityRating, FrameworkVersion, GoalLevel, GoalSkill, Heading, Skill
from tests.constraints import assert_refused, constraints_of, twice
from tests.factories import GoalFactory, SkillFactory

pytestmark = pytest.mark.django_db


def own_parent():
    skill = SkillFactory()
    Skill.objects.update(parent=skill)


def same_heading_twice():
    framework = FrameworkVersion.objects.create(key="pksb", version="1", name="PKSB")
    twice(lambda: Heading.objects.create(framework=framework, name="Leading"))()


def same_skill_twice():
    goal, skill = GoalFactory(), SkillFactory()
    twice(lambda: GoalSkill.objects.create(goal=goal, skill=skill))()


def same_level_twice():
    goal = GoalFactory()
    twice(lambda: GoalLevel.objects.create(goal=goal, level="local"))()


WRITES = {
    "skill_not_its_own_parent": own_parent,
    "frameworkversion_once": twice(
        lambda: FrameworkVersion.objects.create(key="pksb", version="1", name="PKSB")
    ),
    "heading_once": same_heading_twice,
    "goal_rank_from_1": lambda: GoalFactory(rank=0),
    "goal_rank_to_1000": lambda: GoalFactory(rank=1001),
    "goal_points_positive": lambda: GoalFactory(points=0),
    "goalskill_once": same_skill_twice,
    "goalskill_importance_positive": lambda: GoalSkill.objects.create(
        goal=GoalFactory(), skill=SkillFactory(), importance=0
    ),
    "goallevel_once": same_level_twice,
    "goallevel_known": lambda: GoalLevel.objects.create(goal=GoalFactory(), level="galactic"),
    "abilityrating_known": lambda: AbilityRating.objects.create(
        goal=GoalFactory(), now=5, wanted=4
    ),
}


@pytest.mark.parametrize("name", WRITES)
def test_the_database_refuses(name):
    assert_refused(name, WRITES[name])


def test_no_constraint_is_left_out():
    assert set(WRITES) == constraints_of("goals")
