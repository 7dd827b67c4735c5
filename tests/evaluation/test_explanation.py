"""One membership explained: every line by hand, and the lines add up."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import figures
from evaluation.explanation import load_explanation
from tests.factories import (
    BenefitFactory,
    BenefitUseFactory,
    GoalFactory,
    MembershipFactory,
    OrganisationFactory,
    PlaceFactory,
    ProfileFactory,
    SkillFactory,
    TermFactory,
    UserFactory,
)

TODAY = date(2026, 6, 1)


def explain(membership):
    return load_explanation(membership=membership, on=TODAY)


@pytest.fixture
def skills():
    area = SkillFactory(key="influence", name="Influence")
    return {
        "area": area,
        "advocacy": SkillFactory(key="advocacy", name="Advocacy", parent=area),
        "policy": SkillFactory(key="policy", name="Policy", parent=area),
    }


@pytest.mark.django_db
def test_every_factor_is_shown(skills):
    """Siblings match 0.25, strength 3 is 0.25, so relevance 0.0625; one level away 0.75;
    responsive 0.65; reach 0.5; used now and then 0.33."""
    user = UserFactory()
    goal = GoalFactory(user=user, text="Change policy", for_skills=[skills["policy"]])
    goal.goal_levels.create(level="regional")
    membership = MembershipFactory(user=user)
    benefit = BenefitFactory(
        organisation=membership.organisation,
        title="Campaign",
        interactivity="responsive",
        strengths={skills["advocacy"]: 3},
    )
    BenefitUseFactory(user=user, benefit=benefit, use=1, own_reach=Decimal("0.5"))
    page = explain(membership)
    [goal_page] = page.goals
    [line] = goal_page.lines
    assert line.skills == ("Advocacy for Policy: match 0.25 × strength 3 (0.25)",)
    # 0.0625 x 0.75 x 0.65 x 0.5 = 0.015234; x 0.33 = 0.005027
    assert (line.relevance, line.level_fit, line.interactivity, line.reach) == (
        "0.0625", "0.75", "0.65", "0.5",
    )  # fmt: skip
    assert (line.value, line.use, line.realised) == ("0.0152", "0.33", "0.0050")
    assert (goal_page.together, goal_page.points, page.score) == ("0.0050", "0.50", "0.50")
    assert goal_page.idle == ""
    [known] = page.benefits
    assert (known.use, known.reach, known.reach_reason) == (
        "Now and then",
        "0.5",
        "your own figure",
    )
    assert (known.hours, known.level) == ("about 10", "National")


@pytest.mark.django_db
def test_a_benefit_without_a_common_skill_is_counted_as_idle(skills):
    user = UserFactory()
    GoalFactory(user=user, for_skills=[skills["policy"]])
    membership = MembershipFactory(user=user)
    BenefitFactory(organisation=membership.organisation, strengths={SkillFactory(): 3})
    page = explain(membership)
    assert page.goals[0].lines == ()
    assert page.goals[0].idle == "1 benefit has no skill in common with this goal."
    assert "Nothing that" in page.sentence


@pytest.mark.django_db
def test_an_unknown_use_is_a_range(skills):
    user = UserFactory()
    GoalFactory(user=user, for_skills=[skills["advocacy"]])
    membership = MembershipFactory(
        user=user, organisation=OrganisationFactory(name="Body", short_name="")
    )
    BenefitFactory(organisation=membership.organisation, strengths={skills["advocacy"]: 2})
    page = explain(membership)
    assert page.sentence == (
        "Body scores 0.0 to 12.0 of 100 for you; used fully it could reach 12.0, "
        "in about 10 hours a year."
    )
    assert page.goals[0].lines[0].use == "not known"


@pytest.mark.django_db
def test_what_the_personal_membership_adds(skills):
    """Both sources: 0.25 for everybody, 0.12 for personal members only, both fully used.

    All: 1 - 0.75 x 0.88 = 0.34. Without what only personal members have: 0.25. So 9 points.
    """
    user = UserFactory()
    GoalFactory(user=user, for_skills=[skills["advocacy"]])
    organisation = OrganisationFactory()
    personal = MembershipFactory(user=user, organisation=organisation)
    MembershipFactory(user=user, organisation=organisation, kind="employer")
    for strength, audience in ((3, "members"), (2, "personal_members")):
        benefit = BenefitFactory(
            organisation=organisation,
            strengths={skills["advocacy"]: strength},
            audience=audience,
        )
        BenefitUseFactory(user=user, benefit=benefit, use=3)
    adds = [f for f in explain(personal).figures if f.name == "What the personal one adds"]
    assert [figure.text for figure in adds] == ["9.0"]
    only = MembershipFactory(user=user)
    assert len(explain(only).figures) == len(explain(personal).figures) - 1


@pytest.mark.django_db
@given(
    shares=st.lists(
        st.tuples(st.integers(1, 3), st.integers(0, 3), st.integers(1, 5)), min_size=1, max_size=4
    )
)
def test_the_points_as_written_add_up_to_the_score_as_written(shares):
    user = UserFactory()
    membership = MembershipFactory(user=user)
    for strength, use, rank in shares:
        skill = SkillFactory()
        GoalFactory(user=user, rank=rank, for_skills=[skill])
        benefit = BenefitFactory(organisation=membership.organisation, strengths={skill: strength})
        BenefitUseFactory(user=user, benefit=benefit, use=use)
    page = explain(membership)
    assert sum(Decimal(goal.points) for goal in page.goals) == Decimal(page.score)


@given(st.lists(st.floats(0, 50), max_size=12))
def test_adding_up(parts):
    total = sum(parts)
    rounded = figures.adding_up(parts, total)
    assert round(sum(rounded), 2) == round(total, 2)
    assert all(abs(a - b) < 0.0101 for a, b in zip(rounded, parts, strict=True))


def labels(page):
    return [asked.label for asked in page.asked]


@pytest.mark.django_db
def test_what_is_not_known_is_asked_for():
    """The fee; then where the person lives; then what they can get to of what has no place."""
    user = UserFactory()
    membership = MembershipFactory(user=user)
    BenefitFactory(organisation=membership.organisation, mode="face_to_face")
    assert labels(explain(membership)) == [
        "Say what you pay",
        "Say where you live and how you travel",
    ]
    profile = ProfileFactory(user=user, home=PlaceFactory())
    profile.travel_modes.create(mode="train")
    term = TermFactory(membership=membership, currency="EUR")
    assert labels(explain(membership)) == ["Say what it is", "Say how much of it you can get to"]
    term.currency = "GBP"
    term.save()
    assert labels(explain(membership)) == ["Say how much of it you can get to"]
