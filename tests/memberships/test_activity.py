"""One answer for a whole membership, and single answers that stay."""

import pytest
from django.core.exceptions import ValidationError

from memberships.activity import set_activities, set_activity, uses_by_kind
from memberships.choices import Activity, Use
from memberships.services import set_use
from tests.factories import (
    BenefitFactory,
    BenefitKindFactory,
    BenefitUseFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
KINDS = ("publication", "conference", "discussion_forum", "committee_role", "mentoring")


@pytest.fixture
def membership():
    membership = MembershipFactory()
    for key in KINDS:
        BenefitFactory(organisation=membership.organisation, kind=BenefitKindFactory(key=key))
    return membership


def uses(membership, user=None):
    rows = (user or membership.user).benefit_uses.filter(
        benefit__organisation=membership.organisation
    )
    return dict(rows.values_list("benefit__kind__key", "use"))


@pytest.mark.parametrize(
    ("activity", "expected"),
    [
        ("none", [0, 0, 0, 0]),
        ("reading", [2, 0, 0, 0]),
        ("meeting", [2, 1, 0, 0]),
        ("taking_part", [2, 2, 1, 0]),
        ("serving", [2, 2, 1, 3]),
    ],
)
def test_an_answer_sets_the_uses_by_kind(membership, activity, expected):
    """Mentoring happens once or not at all, however active one is: it stays unknown."""
    assert set_activity(membership=membership, activity=activity) == 4
    assert uses(membership) == dict(zip(KINDS[:4], expected, strict=True))
    membership.refresh_from_db()
    assert membership.activity == activity


def test_another_answer_replaces_what_followed_from_the_first(membership):
    set_activity(membership=membership, activity=Activity.SERVING)
    set_activity(membership=membership, activity=Activity.READING)
    assert uses(membership)["committee_role"] == Use.NONE


def test_single_answers_stay(membership):
    benefit = membership.organisation.benefits.get(kind__key="committee_role")
    set_use(user=membership.user, benefit=benefit, use=Use.NOW_AND_THEN)
    assert set_activity(membership=membership, activity=Activity.SERVING) == 3
    assert uses(membership)["committee_role"] == Use.NOW_AND_THEN


def test_a_single_answer_after_it_stays_too(membership):
    set_activity(membership=membership, activity=Activity.SERVING)
    benefit = membership.organisation.benefits.get(kind__key="committee_role")
    set_use(user=membership.user, benefit=benefit, use=Use.NONE)
    set_activity(membership=membership, activity=Activity.SERVING)
    assert uses(membership)["committee_role"] == Use.NONE


def test_what_else_is_said_of_a_benefit_stays(membership):
    benefit = membership.organisation.benefits.get(kind__key="conference")
    BenefitUseFactory(user=membership.user, benefit=benefit, included=False, outcome="Met Ada")
    set_activity(membership=membership, activity=Activity.MEETING)
    row = membership.user.benefit_uses.get(benefit=benefit)
    assert (row.use, row.included, row.outcome) == (Use.NOW_AND_THEN, False, "Met Ada")


def test_nobody_elses_uses_change(membership):
    other = UserFactory()
    set_activity(membership=membership, activity=Activity.SERVING)
    assert uses(membership, other) == {}


def test_an_unknown_answer_is_refused_and_changes_nothing(membership):
    with pytest.raises(ValidationError):
        set_activity(membership=membership, activity="asleep")
    assert uses(membership) == {}


def test_what_followed_from_an_answer_is_taken_back(membership):
    set_activity(membership=membership, activity=Activity.SERVING)
    stamps = list(membership.user.benefit_uses.values_list("changed_at", flat=True))
    assert set_activity(membership=membership, activity="") == 4
    assert set(uses(membership).values()) == {None}
    rows = membership.user.benefit_uses.all()
    assert not any(row.from_activity for row in rows)
    assert min(row.changed_at for row in rows) > max(stamps)  # the evaluation notices


@pytest.mark.parametrize("count", [1, 3])
def test_several_at_once_cost_no_more_than_one(membership, count, django_assert_num_queries):
    user = membership.user
    others = MembershipFactory.create_batch(count - 1, user=user)
    for other in others:
        kind = membership.organisation.benefits.first().kind
        BenefitUseFactory(
            user=user, benefit=BenefitFactory(organisation=other.organisation, kind=kind)
        )
    answers = dict.fromkeys([membership, *others], Activity.READING)
    if count == 1:
        BenefitUseFactory(user=user, benefit=membership.organisation.benefits.first())
    with django_assert_num_queries(7):
        # begin, memberships, uses, benefits, those that are new, those that change, end
        assert set_activities(user=user, answers=answers) == 3 + count
    membership.refresh_from_db()
    assert membership.activity == "reading"
    assert [uses(other) for other in others] == [{"publication": 2}] * (count - 1)


def test_every_answer_speaks_of_the_same_kinds():
    assert len({tuple(uses_by_kind(activity)) for activity in Activity.values}) == 1
