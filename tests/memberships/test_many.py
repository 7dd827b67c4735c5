"""Many memberships by one form: never doubled, sensitive where each alone would be, few queries."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from memberships.choices import State
from memberships.many import add_many
from memberships.models import Membership
from memberships.services import add_membership, remove_membership, why_sensitive
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


def held(user):
    rows = Membership.objects.filter(user=user).order_by("pk")
    return [(row.organisation, row.kind, row.state, row.sensitive) for row in rows]


def test_each_has_its_kind(user):
    body, list_ = OrganisationFactory(), OrganisationFactory()
    added = add_many(user=user, choices={body: "employer", list_: "profile"})
    assert [row.organisation for row in added] == [body, list_]
    assert held(user) == [
        (body, "employer", "held", False), (list_, "profile", "held", False)
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["held", "intended", "ended"])
def test_what_is_there_stays_as_it_is(user, state):
    body = OrganisationFactory()
    MembershipFactory(user=user, organisation=body, kind="personal", state=state, number="7")
    assert add_many(user=user, choices={body: "personal"}) == []
    assert held(user) == [(body, "personal", state, False)]
    (other,) = add_many(user=user, choices={body: "employer"})
    assert (other.organisation, other.kind) == (body, "employer")


def test_what_was_removed_gives_way_and_only_that(user):
    body, other = OrganisationFactory(), OrganisationFactory()
    for kind in ("personal", "employer"):
        remove_membership(membership=add_membership(user=user, organisation=body, kind=kind))
    remove_membership(membership=add_membership(user=user, organisation=other, kind="personal"))
    add_many(user=user, choices={body: "personal"})
    assert sorted((row[0].pk, row[1], row[2]) for row in held(user)) == sorted([
        (body.pk, "personal", State.HELD),
        (body.pk, "employer", State.REMOVED),
        (other.pk, "personal", State.REMOVED),
    ])  # fmt: skip


def test_somebody_elses_organisation_is_none(user):
    private = OrganisationFactory(key=None, owner=UserFactory())
    with pytest.raises(ValidationError, match="no such organisation"):
        add_many(user=user, choices={OrganisationFactory(): "personal", private: "personal"})
    assert held(user) == []
    own = OrganisationFactory(key=None, owner=user)
    assert len(add_many(user=user, choices={own: "informal"})) == 1


def test_an_unknown_kind_is_none(user):
    with pytest.raises(ValidationError):
        add_many(user=user, choices={OrganisationFactory(): "friend"})


def test_sensitive_is_what_alone_would_be(user):
    """By its own category, as a union, by what it is a group of, and by what is held so."""
    faith = OrganisationFactory(special_category="faith")
    choir = OrganisationFactory(parent=OrganisationFactory(parent=faith))
    union = OrganisationFactory(kind="union")
    body = OrganisationFactory()
    group, plain = OrganisationFactory(parent=body), OrganisationFactory()
    MembershipFactory(user=user, organisation=body, sensitive=True)
    MembershipFactory(organisation=plain, sensitive=True)  # another person's
    choices: dict[Any, str] = dict.fromkeys([faith, choir, union, group, plain], "informal")
    alone = {each: bool(why_sensitive(user=user, organisation=each)) for each in choices}
    assert list(alone.values()) == [True, True, True, True, False]
    added = add_many(user=user, choices=choices)
    assert {row.organisation: row.sensitive for row in added} == alone


def test_what_is_held_below_a_sensitive_one_becomes_so(user):
    faith = OrganisationFactory(special_category="faith")
    below = MembershipFactory(user=user, organisation__parent=faith, sensitive=False)
    add_many(user=user, choices={faith: "personal"})
    below.refresh_from_db()
    assert below.sensitive


@pytest.mark.parametrize("count", [1, 3])
def test_many_cost_no_more_than_one(user, count, django_assert_num_queries):
    faith = OrganisationFactory(special_category="faith")
    groups: list[Any] = OrganisationFactory.create_batch(count, parent=faith)
    choices = dict.fromkeys(groups, "personal")
    with django_assert_num_queries(10):
        # begin, person, removed, there, above, held as sensitive, add, mark what is below, end
        add_many(user=user, choices=choices)
