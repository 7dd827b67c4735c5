"""The stamp changes with everything that an evaluation is made of, and with nothing else."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from catalogue.services import raise_revision
from evaluation.stamps import evaluation_stamp
from people.models import User
from tests.factories import (
    BenefitUseFactory,
    ExchangeRateFactory,
    ExpenseFactory,
    ExperienceFactory,
    GoalFactory,
    MembershipFactory,
    ProfileFactory,
    SkillFactory,
    StaffFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def user():
    user = UserFactory()
    profile = ProfileFactory(user=user)
    profile.travel_modes.create(mode="train")
    goal = GoalFactory(user=user, for_skills=[SkillFactory()])
    goal.goal_levels.create(level="local")
    membership = MembershipFactory(user=user)
    TermFactory(membership=membership)
    ExpenseFactory(membership=membership)
    ExchangeRateFactory(user=user)
    BenefitUseFactory(user=user)
    ExperienceFactory(user=user)
    StaffFactory(user=user, confirmed_at=None)
    return user


def stamp(user):
    return evaluation_stamp(user=user, on=TODAY)


def edit(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


CHANGES: dict[str, Callable[[User], object]] = {
    "profile edited": lambda user: edit(user.profile, longest_journey=30),
    "goal edited": lambda user: edit(user.goals.get(), rank=2),
    "goal added": lambda user: GoalFactory(user=user),
    "goal deleted": lambda user: user.goals.all().delete(),
    "skill added": lambda user: user.goals.get().goal_skills.create(skill=SkillFactory()),
    "skill removed": lambda user: user.goals.get().goal_skills.all().delete(),
    "level removed": lambda user: user.goals.get().goal_levels.all().delete(),
    "way of travelling added": lambda user: user.profile.travel_modes.create(mode="bus"),
    "membership ended": lambda user: edit(user.memberships.get(), state="ended"),
    "membership added": lambda user: MembershipFactory(user=user),
    "term edited": lambda user: edit(user.memberships.get().terms.get(), fee=Decimal(1)),
    "term deleted": lambda user: user.memberships.get().terms.all().delete(),
    "expense edited": lambda user: edit(user.memberships.get().expenses.get(), amount=Decimal(1)),
    "expense deleted": lambda user: user.memberships.get().expenses.all().delete(),
    "rate edited": lambda user: edit(user.exchange_rates.get(), rate=Decimal(2)),
    "rate deleted": lambda user: user.exchange_rates.all().delete(),
    "use edited": lambda user: edit(user.benefit_uses.get(), use=3),
    "use added": lambda user: BenefitUseFactory(user=user),
    "experience added": lambda user: ExperienceFactory(user=user),
    "employer confirmed": lambda user: user.workplaces.update(confirmed_at=timezone.now()),
    "catalogue changed": lambda user: raise_revision(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_change_makes_another_stamp(user, change):
    before = stamp(user)
    change(user)
    assert stamp(user) != before


def test_the_day_and_the_language_are_in_it(user):
    assert evaluation_stamp(user=user, on=date(2026, 6, 2)) != stamp(user)
    before = stamp(user)
    with translation.override("de"):
        assert stamp(user) != before


def test_nothing_of_anybody_else_is_in_it(user):
    before = stamp(user)
    other = UserFactory()
    GoalFactory(user=other)
    MembershipFactory(user=other)
    ProfileFactory(user=other)
    assert stamp(user) == before


def test_two_empty_people_have_two_stamps():
    assert stamp(UserFactory()) != stamp(UserFactory())


def test_it_is_one_query(user, django_assert_num_queries):
    with django_assert_num_queries(1):
        stamp(user)
