"""One body, held personally and through the employer: ending one keeps what the other gives."""

import datetime

import pytest

from evaluation.facts import gather_facts
from memberships.services import end_membership, hold_membership, remove_membership
from tests.factories import BenefitFactory, MembershipFactory, SkillFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 6, 1)


@pytest.fixture
def sources():
    """The personal membership and the one through the employer."""
    personal = MembershipFactory(organisation__key="cilip")
    skill = SkillFactory()
    BenefitFactory(organisation=personal.organisation, title="Journal", strengths={skill: 1})
    BenefitFactory(
        organisation=personal.organisation,
        title="Vote",
        audience="personal_members",
        strengths={skill: 1},
    )
    employer = MembershipFactory(
        user=personal.user, organisation=personal.organisation, kind="employer"
    )
    return personal, employer


def benefits(user):
    """The titles of what the organisation offers the person; None where it is not held."""
    held = gather_facts(user=user, on=DAY, leave_out_sensitive=False).held.get("cilip")
    return None if held is None else [benefit.title for benefit in held.benefits.values()]


def test_benefits_count_once(sources):
    assert benefits(sources[0].user) == ["Journal", "Vote"]


def test_ending_the_employers_keeps_everything(sources):
    personal, employer = sources
    end_membership(membership=employer, on=DAY.replace(year=2025), reason="New job")
    assert benefits(personal.user) == ["Journal", "Vote"]


def test_ending_the_personal_one_loses_what_it_alone_gives(sources):
    personal, employer = sources
    end_membership(membership=personal, on=DAY.replace(year=2025), reason="Too dear")
    assert benefits(personal.user) == ["Journal"]
    remove_membership(membership=employer)
    assert benefits(personal.user) is None
    hold_membership(membership=personal)
    assert benefits(personal.user) == ["Journal", "Vote"]
