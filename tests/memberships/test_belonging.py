"""How memberships begin, end, come back and are renewed."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from memberships.models import Membership, Term
from memberships.services import (
    add_membership,
    add_term,
    confirm_membership,
    end_membership,
    hold_membership,
    remove_membership,
    renew_term,
    restore_membership,
    save_membership,
    save_term,
    why_sensitive,
)
from tests.factories import MembershipFactory, OrganisationFactory, TermFactory, UserFactory

START, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)


def messages(caught):
    return caught.value.messages


@pytest.mark.django_db
class TestSensitive:
    def test_nothing_speaks_for_it(self):
        assert why_sensitive(user=UserFactory(), organisation=OrganisationFactory()) == ""

    @pytest.mark.parametrize(
        ("organisation", "reason"),
        [
            ({"special_category": "faith"}, "may reveal: faith or belief."),
            ({"kind": "union"}, "may reveal: trade union membership."),
        ],
    )
    def test_the_organisation_or_one_above_it_may_reveal_something(self, organisation, reason):
        top = OrganisationFactory(name="Top", **organisation)
        group = OrganisationFactory(parent=OrganisationFactory(parent=top))
        user = UserFactory()
        for each in (top, group):
            assert why_sensitive(user=user, organisation=each) == f"Belonging to Top {reason}"
            assert add_membership(user=user, organisation=each, kind="personal").sensitive

    def test_the_person_holds_the_one_above_as_sensitive(self):
        top = MembershipFactory(sensitive=True, organisation__name="Top")
        group = OrganisationFactory(parent=top.organisation)
        assert why_sensitive(user=top.user, organisation=group) == "You hold Top as sensitive."
        assert why_sensitive(user=UserFactory(), organisation=group) == ""
        remove_membership(membership=top)
        assert why_sensitive(user=top.user, organisation=group) == ""

    def test_the_person_decides(self):
        union = OrganisationFactory(kind="union")
        added = add_membership(
            user=UserFactory(), organisation=union, kind="personal", sensitive=False
        )
        assert not added.sensitive

    def test_marking_one_marks_the_persons_groups_below_it_only(self):
        top = MembershipFactory()
        middle = OrganisationFactory(parent=top.organisation)
        group = MembershipFactory(user=top.user, organisation__parent=middle)
        beside = MembershipFactory(user=top.user)
        others = MembershipFactory(organisation=group.organisation)
        before = group.changed_at
        top.sensitive = True
        save_membership(membership=top)
        sensitive = Membership.objects.filter(sensitive=True)
        assert set(sensitive) == {top, group}
        assert Membership.objects.get(pk=group.pk).changed_at > before
        assert not Membership.objects.filter(pk__in=[beside.pk, others.pk], sensitive=True).exists()


@pytest.mark.django_db
class TestEnding:
    def test_history_stays_and_says_why(self):
        membership = TermFactory().membership
        end_membership(membership=membership, on=LAST.replace(year=2025), reason="Too dear")
        kept = Membership.objects.get()
        assert (kept.state, kept.ended_on, kept.ended_reason) == (
            "ended",
            datetime.date(2025, 12, 31),
            "Too dear",
        )
        assert kept.terms.count() == 1

    def test_not_on_a_day_to_come(self):
        membership = MembershipFactory()
        tomorrow = timezone.localdate() + datetime.timedelta(days=1)
        with pytest.raises(ValidationError) as caught:
            end_membership(membership=membership, on=tomorrow, reason="")
        assert "ended_on" in caught.value.message_dict
        assert Membership.objects.get().state == "held"
        end_membership(membership=membership, on=timezone.localdate(), reason="")

    def test_it_goes_on_after_all(self):
        membership = MembershipFactory()
        end_membership(membership=membership, on=START.replace(year=2025), reason="A mistake")
        hold_membership(membership=membership)
        kept = Membership.objects.get()
        assert (kept.state, kept.ended_on, kept.ended_reason) == ("held", None, "")
        end_membership(membership=membership, on=LAST.replace(year=2025), reason="")
        hold_membership(membership=membership)
        hold_membership(membership=membership)
        assert list(membership.endings.values_list("on", "reason")) == [
            (datetime.date(2025, 1, 1), "A mistake"),
            (datetime.date(2025, 12, 31), ""),
        ]

    def test_confirmed_today(self):
        membership = MembershipFactory(confirmed_on=START)
        confirm_membership(membership=membership)
        assert Membership.objects.get().confirmed_on == timezone.localdate()


@pytest.mark.django_db
class TestRemoving:
    def test_put_back_as_it_was(self):
        term = TermFactory(membership__state="intended")
        remove_membership(membership=term.membership)
        assert Membership.objects.get().state == "removed"
        restore_membership(membership=term.membership, state="intended")
        assert Membership.objects.get().state == "intended"
        assert list(Term.objects.all()) == [term]

    def test_not_put_back_as_something_else(self):
        membership = MembershipFactory(state="removed")
        with pytest.raises(ValidationError):
            restore_membership(membership=membership, state="asleep")

    def test_what_had_ended_comes_back_as_ended(self, client):
        membership = MembershipFactory(state="removed", ended_on=START)
        client.force_login(membership.user)
        sent = {"held": [str(membership.uuid)]}
        assert client.post(reverse("memberships:guide_put_back"), sent).status_code == 400
        restore_membership(membership=membership, state="ended")
        membership.refresh_from_db()
        assert (membership.state, membership.ended_on) == ("ended", START)

    def test_added_again_it_begins_anew(self):
        term = TermFactory(membership__state="removed")
        old = term.membership
        new = add_membership(user=old.user, organisation=old.organisation, kind=old.kind)
        assert list(Membership.objects.all()) == [new]
        assert not Term.objects.exists()

    def test_one_that_is_there_is_not_added_again(self):
        old = MembershipFactory(state="ended")
        with pytest.raises(ValidationError) as caught:
            add_membership(user=old.user, organisation=old.organisation, kind=old.kind)
        assert messages(caught) == ["You have this membership already."]


@pytest.mark.django_db
class TestRenewing:
    def test_with_the_same_conditions(self):
        term = add_term(
            membership=MembershipFactory(),
            starts=START,
            ends=LAST,
            grade="Fellow",
            fee=120,
            currency="EUR",
            payer="employer",
            share=25,
            tax_relief=20,
            notice_days=30,
            auto_renews=True,
        )
        following = save_term(term=renew_term(term=term))
        assert following.pk != term.pk
        values = ("grade", "fee", "currency", "payer", "share", "tax_relief", "notice_days")
        rows = Term.objects.order_by("starts").values_list(*values, "auto_renews")
        assert rows[0] == rows[1]
        assert (following.starts, following.ends) == (
            datetime.date(2027, 1, 1),
            datetime.date(2027, 12, 31),
        )

    def test_not_twice(self):
        term = TermFactory(starts=START, ends=LAST)
        save_term(term=renew_term(term=term))
        with pytest.raises(ValidationError, match="starts on this day already"):
            save_term(term=renew_term(term=term))
        assert Term.objects.count() == 2

    def test_nothing_follows_a_term_for_life(self):
        term = TermFactory(starts=START, ends=None)
        with pytest.raises(ValidationError, match="needs no renewal"):
            renew_term(term=term)

    def test_a_term_is_changed_into_no_overlap(self):
        membership = MembershipFactory()
        first = add_term(membership=membership, starts=START, ends=LAST)
        add_term(membership=membership, starts=LAST + datetime.timedelta(days=1))
        first.ends = LAST + datetime.timedelta(days=1)
        with pytest.raises(ValidationError, match="overlaps the term for life"):
            save_term(term=first)
        first.ends = LAST - datetime.timedelta(days=1)
        save_term(term=first)


class TestRenewedTerms(TestCase):
    @given(
        st.dates(datetime.date(1950, 1, 1), datetime.date(2090, 1, 1)),
        st.integers(0, 800),
        st.integers(1, 5),
    )
    def test_renewals_follow_without_gap_or_overlap(self, starts, days, times):
        ends = starts + datetime.timedelta(days=days)
        term = add_term(membership=MembershipFactory(), starts=starts, ends=ends)
        for _ in range(times):
            following = save_term(term=renew_term(term=term))
            assert term.ends is not None
            assert following.starts == term.ends + datetime.timedelta(days=1)
            term = following
        assert Term.objects.count() == times + 1
