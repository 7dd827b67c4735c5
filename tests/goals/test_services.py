"""Goals and experience."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from goals.models import Goal
from goals.services import add_experience, add_goal
from tests.factories import ExperienceKindFactory, SkillFactory, UserFactory

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
