"""What of a journal stays away from others."""

import pytest

from journal.models import Entry, Step
from journal.sensitivity import hidden_entries, hidden_steps, is_sensitive, sensitive_through
from tests.factories import (
    EntryFactory,
    EventFactory,
    MembershipFactory,
    OrganisationFactory,
    StepFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


def shown(user):
    return set(Entry.objects.of(user).exclude(hidden_entries(user=user)))


def shown_steps(user):
    return set(Step.objects.filter(user=user).exclude(hidden_steps(user=user)))


@pytest.fixture
def union(owner):
    """A sensitive membership, with a group below it that is held and not ticked itself."""
    union = MembershipFactory(user=owner, sensitive=True)
    MembershipFactory(user=owner, organisation__parent=union.organisation)
    return union


def test_a_membership_decides_for_itself_and_for_what_is_below(owner, union):
    other, group = (
        MembershipFactory(user=owner),
        owner.memberships.get(sensitive=False, organisation__parent=union.organisation),
    )
    assert is_sensitive(user=owner, membership=union)
    assert is_sensitive(user=owner, membership=group)
    assert not is_sensitive(user=owner, membership=other)
    assert not is_sensitive(user=owner, membership=None)


def test_the_same_body_held_twice_is_sensitive_in_both(owner, union):
    twin = MembershipFactory(user=owner, organisation=union.organisation, kind="employer")
    assert is_sensitive(user=owner, membership=twin)


def test_an_organisation_without_membership_is_what_it_reveals(owner):
    assert is_sensitive(user=owner, membership=None, organisation=OrganisationFactory(kind="union"))
    assert not is_sensitive(user=owner, membership=None, organisation=OrganisationFactory())


def test_who_belongs_to_an_organisation_has_said_it_themselves(owner):
    open_about_it = MembershipFactory(user=owner, organisation__kind="union", sensitive=False)
    assert not is_sensitive(user=owner, membership=None, organisation=open_about_it.organisation)


def test_an_event_is_what_its_organiser_reveals(owner, union):
    mine = EventFactory(organisation=union.organisation)
    group = EventFactory(organisation__parent=union.organisation)
    party = EventFactory(organisation__special_category="politics")
    plain = EventFactory()
    about = {event: EntryFactory(user=owner, event=event) for event in (mine, group, party, plain)}
    hosts = {event: sensitive_through(entry) for event, entry in about.items()}
    assert hosts == {
        mine: union.organisation, group: group.organisation, party: party.organisation, plain: None,
    }  # fmt: skip


def test_an_entry_about_an_event_is_hidden_once_its_organiser_is(owner):
    membership = MembershipFactory(user=owner)
    entry = EntryFactory(user=owner, event=EventFactory(organisation=membership.organisation))
    assert shown(owner) == {entry}
    membership.sensitive = True
    membership.save()
    assert shown(owner) == set()


def test_a_group_that_one_is_not_in_is_hidden_once_what_it_belongs_to_is(owner):
    body = MembershipFactory(user=owner)
    group = OrganisationFactory(parent=body.organisation)
    EntryFactory(user=owner, organisation=group)
    EntryFactory(user=owner, event=EventFactory(organisation=group))
    plain = EntryFactory(user=owner, organisation=OrganisationFactory())
    assert len(shown(owner)) == 3
    body.sensitive = True
    body.save()
    assert shown(owner) == {plain}


def test_which_entries_are_hidden(owner, union):
    plain = EntryFactory(user=owner)
    EntryFactory(user=owner, confidential=True)
    EntryFactory(user=owner, sensitive=True)
    EntryFactory(user=owner, membership=union)
    EntryFactory(user=owner, organisation=union.organisation)
    through = EntryFactory(user=owner, membership=MembershipFactory(user=owner))
    assert shown(owner) == {plain, through}


def test_which_steps_are_hidden(owner, union):
    plain, of_hidden = StepFactory(user=owner), StepFactory(user=owner)
    StepFactory(user=owner, sensitive=True)
    StepFactory(user=owner, membership=union)
    entry = EntryFactory(user=owner, next_step=of_hidden, no_step_because="", confidential=True)
    assert shown_steps(owner) == {plain}
    entry.confidential = False
    entry.save()
    assert shown_steps(owner) == {plain, of_hidden}


def test_a_colleague_who_belongs_to_the_same_decides_for_themself(owner, union):
    colleague = UserFactory()
    same = MembershipFactory(user=colleague, organisation=union.organisation)
    entry = EntryFactory(user=colleague, membership=same)
    step = StepFactory(user=colleague, membership=same)
    assert shown(colleague) == {entry}
    assert shown_steps(colleague) == {step}
    assert not is_sensitive(user=colleague, membership=same)


def test_a_stranger_has_nothing_to_hide():
    EntryFactory(sensitive=True)
    assert shown(UserFactory()) == set()


def test_as_many_queries_for_three_as_for_one(owner, union, django_assert_num_queries):
    for count in (1, 3):
        for _ in range(count):
            MembershipFactory(user=owner, sensitive=True)
            EntryFactory(user=owner)
        with django_assert_num_queries(3):
            shown(owner)
        with django_assert_num_queries(3):
            shown_steps(owner)
