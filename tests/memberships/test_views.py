"""Whose are the addresses of belonging, how many queries do they take, what does the list say?"""

import datetime

import pytest
from django.urls import reverse

from catalogue.models import Organisation
from catalogue.services import refresh_search_text
from memberships.models import Membership
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    RoleFactory,
    TermFactory,
    UserFactory,
)
from tests.memberships.reading import text_of, url

pytestmark = pytest.mark.django_db


def addresses_of(membership):
    """Every address about one membership: to read or write in, and only to write to."""
    term, role = TermFactory(membership=membership), RoleFactory(membership=membership)
    uuid = membership.uuid
    pages = [
        *(url(name, uuid) for name in ("detail", "edit", "end", "fee", "add_term", "add_role")),
        url("edit_term", uuid, term.pk),
        url("renew", uuid, term.pk),
        url("edit_role", uuid, role.pk),
    ]
    writes = [
        *(url(name, uuid) for name in ("confirm", "hold", "remove")),
        url("remove_term", uuid, term.pk),
        url("remove_role", uuid, role.pk),
    ]
    return pages, writes


def test_everything_about_a_membership_is_its_owners_alone(client, owner, membership):
    pages, writes = addresses_of(membership)
    for address in pages:
        assert client.get(address).status_code == 200, address
    for address in writes:
        assert client.get(address).status_code == 405, address
    client.force_login(UserFactory(is_staff=True))
    before = Membership.objects.values().get()
    for address in [*pages[1:], *writes]:
        assert client.post(address).status_code == 404, address
    for address in pages:
        assert client.get(address).status_code == 404, address
    client.logout()
    asked = [client.get(each) for each in [*pages, url("list"), url("add"), url("add_private")]]
    for response in [*asked, *(client.post(each) for each in [*pages, *writes])]:
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))
    assert Membership.objects.values().get() == before


def test_a_term_is_found_under_its_own_membership_only(client, owner, membership):
    other = TermFactory(membership__user=owner)
    assert client.get(url("edit_term", membership.uuid, other.pk)).status_code == 404
    other_role = RoleFactory(membership__user=owner)
    assert client.post(url("remove_role", membership.uuid, other_role.pk)).status_code == 404


class TestList:
    def test_counts_and_asks_for_fees(self, client, owner, membership):
        TermFactory(
            membership=MembershipFactory(user=owner, kind="employer"), grade="Fellow", fee=0
        )
        page = text_of(client.get(url("list")))
        assert "You hold 2 memberships: 1 personal, 1 through your employer." in page
        assert "Of 1 of them the fee is not known." in page
        assert url("fee", membership.uuid) in page
        assert "Fellow" in page

    def test_states_and_kinds_are_links(self, client, owner, membership):
        MembershipFactory(user=owner, organisation__name="Was", state="ended")
        MembershipFactory(user=owner, organisation__name="Gone", state="removed")
        page = text_of(client.get(url("list")))
        assert "My own body" in page
        assert "Was" not in page
        assert 'href="/memberships/?show=ended"' in page
        page = text_of(client.get(url("list"), {"show": "ended", "by": "kind"}))
        assert "Was" in page
        assert "My own body" not in page
        page = text_of(client.get(url("list"), {"show": "all"}))
        assert "Gone" not in page
        assert "All (2)" in page

    def test_groups_stand_under_their_organisation(self, client, owner, membership):
        group = OrganisationFactory(name="A group", parent=membership.organisation)
        MembershipFactory(user=owner, organisation=group)
        MembershipFactory(user=owner, organisation=membership.organisation, kind="employer")
        page = client.get(url("list")).context["page"]
        assert [(row.label, row.indent) for row in page.sections[0].rows] == [
            ("My own body", 0),
            ("My own body", 0),
            ("A group", 1),
        ]

    def test_an_empty_page_says_what_will_stand_there(self, client, owner):
        assert "Here will stand what you belong to" in text_of(client.get(url("list")))

    def test_nothing_of_a_colleague(self, client, membership):
        client.force_login(UserFactory())
        assert "My own body" not in text_of(client.get(url("list")))


def test_pages_take_a_constant_number_of_queries(
    client, owner, membership, django_assert_num_queries
):
    """Session and user; then memberships, terms, what a filter leaves and what waits to be
    added; what was found, how much, and what of it is held; the membership, its terms,
    expenses, roles, relations and past endings."""
    for count in (1, 3):
        while owner.memberships.count() < count:
            group = OrganisationFactory(parent=membership.organisation)
            TermFactory(membership=MembershipFactory(user=owner, organisation=group))
            day = datetime.date(2000 + membership.terms.count(), 1, 1)
            TermFactory(membership=membership, starts=day, ends=day)
        refresh_search_text(organisations=Organisation.objects.all())
        with django_assert_num_queries(6):
            client.get(url("list"))
        with django_assert_num_queries(5):
            client.get(url("add"), {"q": "o"})
        with django_assert_num_queries(8):
            client.get(url("detail", membership.uuid))
