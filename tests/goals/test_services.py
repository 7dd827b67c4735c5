"""Goals and experience."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from goals.models import AbilityRating, Goal
from goals.order import archive_goal
from goals.services import add_experience, add_goal, change_goal, rate_ability
from tests.factories import ExperienceKindFactory, GoalFactory, SkillFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_goal_with_its_skills_and_levels():
    skill = SkillFactory()
    goal = add_goal(
        user=UserFactory(),
        text="Chair something",
        rank=2,
        points=Decimal(30),
        skills={skill: Decimal(3)},
        levels=["national", "local"],
    )
    assert (goal.text, goal.rank, goal.points) == ("Chair something", 2, Decimal(30))
    assert list(goal.goal_skills.values_list("skill", "importance")) == [(skill.pk, Decimal(3))]
    assert set(goal.goal_levels.values_list("level", flat=True)) == {"national", "local"}


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"skills": {}}, "skills", "Choose at least one skill that the goal asks for."),
        ({"rank": 0}, "rank", "Ensure this value is greater than or equal to 1."),
        ({"text": ""}, "text", "This field cannot be blank."),
        ({"points": Decimal(0)}, "__all__", "Points must be more than 0, or left empty."),
        ({"levels": ["galactic"]}, "level", "Value 'galactic' is not a valid choice."),
    ],
)
def test_what_is_wrong_with_a_goal_is_said_and_nothing_is_written(change, field, message):
    answers = {"text": "Chair", "rank": 1, "skills": {SkillFactory(): Decimal(1)}} | change
    with pytest.raises(ValidationError) as caught:
        add_goal(user=UserFactory(), **answers)
    assert message in caught.value.message_dict[field]
    assert not Goal.objects.exists()


def test_an_importance_must_be_more_than_nothing():
    with pytest.raises(ValidationError) as caught:
        add_goal(user=UserFactory(), text="Chair", rank=1, skills={SkillFactory(): Decimal(0)})
    assert caught.value.messages == ["Importance must be more than 0."]
    assert not Goal.objects.exists()


def test_a_goal_without_a_rank_comes_last():
    user, skill = UserFactory(), SkillFactory()
    GoalFactory(user=user, rank=1)
    GoalFactory(user=user, rank=1)
    goal = add_goal(user=user, text="Chair", skills={skill: Decimal(1)})
    assert goal.rank == 2
    assert add_goal(user=UserFactory(), text="Chair", skills={skill: Decimal(1)}).rank == 1


def test_the_same_goal_twice_is_refused_until_it_is_put_away():
    user, skill = UserFactory(), SkillFactory()
    first = add_goal(user=user, text="Chair", skills={skill: Decimal(1)})
    with pytest.raises(ValidationError, match="You have this goal already"):
        add_goal(user=user, text="Chair", rank=1, skills={skill: Decimal(1)})
    archive_goal(goal=first)
    add_goal(user=user, text="Chair", skills={skill: Decimal(1)})
    assert user.goals.count() == 2


def test_a_changed_goal_has_exactly_what_it_is_given():
    kept, gone, new = SkillFactory(), SkillFactory(), SkillFactory()
    goal = add_goal(
        user=UserFactory(),
        text="Chair",
        skills={kept: Decimal(1), gone: Decimal(1)},
        levels=["local", "national"],
    )
    row = goal.goal_skills.get(skill=kept).pk
    before = goal.changed_at
    goal.text = "Chair a board"
    change_goal(
        goal=goal,
        skills={kept: Decimal(2), new: Decimal("0.5")},
        levels=["national", "regional"],
    )
    assert goal.changed_at > before
    assert Goal.objects.get().text == "Chair a board"
    assert dict(goal.goal_skills.values_list("skill", "importance")) == {
        kept.pk: Decimal(2),
        new.pk: Decimal("0.5"),
    }
    assert goal.goal_skills.get(skill=kept).pk == row
    assert set(goal.goal_levels.values_list("level", flat=True)) == {"national", "regional"}


def test_a_change_without_a_skill_is_refused_and_nothing_is_written():
    goal = GoalFactory(for_skills=[SkillFactory()])
    goal.text = "Changed"
    with pytest.raises(ValidationError) as caught:
        change_goal(goal=goal, skills={}, levels=["local"])
    assert caught.value.messages == ["Choose at least one skill that the goal asks for."]
    goal.refresh_from_db()
    assert goal.text != "Changed"
    assert goal.goal_skills.count() == 1
    assert not goal.goal_levels.exists()


def test_ability_is_added_to_its_history_only_when_it_is_another():
    goal = GoalFactory()
    first = rate_ability(goal=goal, now=0, wanted=3)
    assert rate_ability(goal=goal, now=0, wanted=3) is None
    second = rate_ability(goal=goal, now=1, wanted=3)
    third = rate_ability(goal=goal, now=0, wanted=3)
    assert list(goal.ability_ratings.all()) == [first, second, third]
    assert [row.now for row in AbilityRating.objects.order_by("pk")] == [0, 1, 0]


def test_an_ability_that_does_not_exist_is_refused():
    with pytest.raises(ValidationError):
        rate_ability(goal=GoalFactory(), now=9, wanted=3)
    assert not AbilityRating.objects.exists()


def test_experience():
    kind = ExperienceKindFactory(key="chairing")
    experience = add_experience(user=UserFactory(), kind=kind, source="A working group")
    assert (experience.kind.key, experience.on, experience.source) == (
        "chairing",
        None,
        "A working group",
    )


def test_a_source_longer_than_its_field_is_refused():
    with pytest.raises(ValidationError) as caught:
        add_experience(user=UserFactory(), kind=ExperienceKindFactory(), source="x" * 301)
    assert "source" in caught.value.message_dict
