"""Memberships, terms, roles and use."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from memberships.models import BenefitUse, Membership, Term
from memberships.services import add_membership, add_role, add_term, set_use
from memberships.uses import find_use
from people.models import User
from tests.factories import BenefitFactory, MembershipFactory, OrganisationFactory, UserFactory

START = datetime.date(2026, 1, 1)
LAST = datetime.date(2026, 12, 31)
HORIZON = 40


def day(number):
    return START + datetime.timedelta(days=number)


def messages(caught):
    return caught.value.messages


@pytest.mark.django_db
class TestMembership:
    def test_sensitive_as_the_organisation_suggests(self):
        user = UserFactory()
        union = OrganisationFactory(special_category="union")
        assert add_membership(user=user, organisation=union, kind="personal").sensitive
        plain = OrganisationFactory()
        assert not add_membership(user=user, organisation=plain, kind="personal").sensitive

    def test_the_person_decides_what_is_sensitive(self):
        union = OrganisationFactory(special_category="union")
        membership = add_membership(
            user=UserFactory(), organisation=union, kind="personal", sensitive=False
        )
        assert not membership.sensitive

    def test_twice_in_one_way_is_refused_and_in_two_ways_is_not(self):
        user, organisation = UserFactory(), OrganisationFactory()
        add_membership(user=user, organisation=organisation, kind="personal")
        add_membership(user=user, organisation=organisation, kind="employer")
        with pytest.raises(ValidationError) as caught:
            add_membership(user=user, organisation=organisation, kind="personal")
        assert messages(caught) == ["You have this membership already."]

    def test_an_unknown_kind_is_refused(self):
        with pytest.raises(ValidationError, match="not a valid choice"):
            add_membership(user=UserFactory(), organisation=OrganisationFactory(), kind="friend")

    def test_somebody_elses_private_organisation_is_refused(self):
        owner = UserFactory()
        private = OrganisationFactory(key=None, owner=owner)
        with pytest.raises(ValidationError) as caught:
            add_membership(user=UserFactory(), organisation=private, kind="informal")
        assert caught.value.message_dict == {"organisation": ["There is no such organisation."]}
        add_membership(user=owner, organisation=private, kind="informal")
        assert Membership.objects.get().user == owner


@pytest.mark.django_db
class TestTerm:
    def test_ends_before_it_starts(self):
        membership = MembershipFactory()
        with pytest.raises(ValidationError) as caught:
            add_term(membership=membership, starts=LAST, ends=START)
        assert messages(caught) == ["The end must not be before the start."]
        assert not Term.objects.exists()

    def test_a_negative_fee(self):
        with pytest.raises(ValidationError) as caught:
            add_term(membership=MembershipFactory(), starts=START, ends=LAST, fee=-1)
        assert messages(caught) == ["A fee cannot be negative."]

    @pytest.mark.parametrize("share", [-1, 101])
    def test_a_share_outside_a_hundred(self, share):
        with pytest.raises(ValidationError) as caught:
            add_term(membership=MembershipFactory(), starts=START, share=share)
        assert "share" in caught.value.message_dict

    def test_an_overlap_names_the_other_term_and_what_to_do(self):
        membership = MembershipFactory()
        add_term(membership=membership, starts=START, ends=LAST)
        with pytest.raises(ValidationError) as caught:
            add_term(membership=membership, starts=LAST, ends=day(400))
        assert messages(caught) == [
            (
                "This overlaps the term from 1 January 2026 to 31 December 2026. Let this one "
                "start after it, or end before it."
            )
        ]
        add_term(membership=membership, starts=day(365))
        assert membership.terms.count() == 2

    def test_an_overlap_with_a_term_for_life(self):
        membership = MembershipFactory()
        add_term(membership=membership, starts=START)
        with pytest.raises(ValidationError) as caught:
            add_term(membership=membership, starts=day(4000))
        assert messages(caught) == [
            (
                "This overlaps the term for life from 1 January 2026. Give that term a last day, "
                "or end this one before it starts."
            )
        ]
        add_term(membership=membership, starts=day(-30), ends=day(-1))

    def test_another_membership_is_no_overlap(self):
        for _ in range(2):
            add_term(membership=MembershipFactory(), starts=START, ends=LAST)
        assert Term.objects.count() == 2


class TestOverlap(TestCase):
    @given(
        st.lists(
            st.tuples(st.integers(0, HORIZON), st.one_of(st.none(), st.integers(0, HORIZON))),
            max_size=6,
        )
    )
    def test_a_term_is_kept_exactly_where_no_day_is_taken(self, terms):
        membership = MembershipFactory()
        taken: set[int] = set()
        for start, length in terms:
            # A term for life takes every day that any other term here could take.
            last = 2 * HORIZON if length is None else start + length
            days = set(range(start, last + 1))
            ends = None if length is None else day(last)
            if days & taken:
                with pytest.raises(ValidationError):
                    add_term(membership=membership, starts=day(start), ends=ends)
            else:
                add_term(membership=membership, starts=day(start), ends=ends)
                taken |= days


@pytest.mark.django_db
class TestRoleAndUse:
    def test_a_role_that_ends_before_it_starts(self):
        with pytest.raises(ValidationError) as caught:
            add_role(membership=MembershipFactory(), title="Chair", starts=LAST, ends=START)
        assert messages(caught) == ["The end must not be before the start."]

    def test_use_is_one_row_however_often_it_is_set(self):
        user, benefit = UserFactory(), BenefitFactory()
        for use in (2, 0, None):
            set_use(user=user, benefit=benefit, use=use)
            assert BenefitUse.objects.get().use == use

    @pytest.mark.parametrize(
        "ask", [find_use, lambda user, benefit: set_use(user=user, benefit=benefit, use=1)]
    )
    def test_its_writers_wait_for_each_other(self, ask):
        """The person's row is asked for, to be locked, before what they say is looked for."""
        user, benefit = UserFactory(), BenefitFactory()
        with CaptureQueriesContext(connection) as queries:
            ask(user=user, benefit=benefit)
        asked = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
        assert f'FROM "{User._meta.db_table}"' in asked[0]

    def test_an_unknown_use(self):
        with pytest.raises(ValidationError, match="not a valid choice"):
            set_use(user=UserFactory(), benefit=BenefitFactory(), use=4)
        assert not BenefitUse.objects.exists()
