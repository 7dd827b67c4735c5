"""A long list of memberships: found by words, turned page by page, and never lost."""

import pytest
from django.urls import reverse

from catalogue.models import Organisation
from catalogue.services import refresh_search_text
from tests.factories import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def show(client, asked="", **headers):
    refresh_search_text(organisations=Organisation.objects.all())
    return client.get(reverse("memberships:list") + asked, headers=headers)


def labels(response):
    return [row.label for section in response.context["page"].sections for row in section.rows]


def join(user, count, **organisation):
    for number in range(count):
        MembershipFactory(
            user=user, organisation=OrganisationFactory(name=f"Guild {number:03}", **organisation)
        )


def test_a_few_need_no_filter(client, owner):
    join(owner, 10)
    assert 'role="search"' not in show(client).content.decode()
    MembershipFactory(user=owner)
    assert 'role="search"' in show(client).content.decode()


def test_words_and_kind_are_in_the_address(client, owner):
    for name, kind in (
        ("Film club", "informal"),
        ("Film guild", "personal"),
        ("Chess", "informal"),
    ):
        MembershipFactory(user=owner, kind=kind, organisation__name=name)
    MembershipFactory(organisation__name="Film club of somebody else")
    response = show(client, "?q=FILM&kind=informal&by=kind")
    assert labels(response) == ["Film club"]
    page = response.context["page"]
    assert page.found == "1 found."
    assert page.clear == "/memberships/?by=kind"
    assert page.shown[3].href == "/memberships/?show=all&by=kind&q=FILM&kind=informal"
    assert page.kept == (("by", "kind"),)


def test_what_nothing_answers_to_says_so(client, owner):
    MembershipFactory(user=owner, organisation__name="Chess")
    response = show(client, "?q=zebra")
    assert labels(response) == []
    assert "There are none of these." in response.content.decode()


@pytest.mark.parametrize(
    "asked", ["?q=%00", "?kind=friend", "?page=-1", "?page=x", "?q=" + "a" * 500]
)
def test_nonsense_is_not_asked(client, owner, asked):
    MembershipFactory(user=owner, organisation__name="Chess")
    assert labels(show(client, asked)) == ["Chess"]


def test_a_hundred_are_two_pages(client, owner):
    join(owner, 100)
    response = show(client, "?by=organisation&q=guild")
    assert labels(response) == [f"Guild {number:03}" for number in range(50)]
    pages = response.context["page"].pages
    assert [(page.label, page.current) for page in pages] == [("1", True), ("2", False)]
    assert pages[1].href == "/memberships/?q=guild&page=2"
    last = [f"Guild {number:03}" for number in range(50, 100)]
    for number in ("2", "99"):
        assert labels(show(client, f"?page={number}")) == last


def test_a_page_turns_before_an_organisation_not_among_its_groups(client, owner):
    join(owner, 49)
    parent = OrganisationFactory(name="Library body")
    MembershipFactory(user=owner, organisation=parent)
    for name in ("Group A", "Group B"):
        MembershipFactory(user=owner, organisation__name=name, organisation__parent=parent)
    MembershipFactory(user=owner, organisation__name="Zoo friends")
    assert labels(show(client))[-3:] == ["Library body", "Group A", "Group B"]
    assert labels(show(client, "?page=2")) == ["Zoo friends"]


def test_by_kind_no_kind_comes_twice(client, owner):
    for kind in ("informal", "personal"):
        for number in range(40):
            MembershipFactory(user=owner, kind=kind, organisation__name=f"{kind} {number:02}")
    first, second = (show(client, f"?by=kind&page={page}") for page in (1, 2))
    assert labels(first)[:40] == [f"personal {number:02}" for number in range(40)]
    assert labels(second) == [f"informal {number:02}" for number in range(10, 40)]


def test_htmx_gets_the_rows_alone(client, owner):
    MembershipFactory(user=owner, organisation__name="Chess")
    page = show(client, "?q=chess", **{"HX-Request": "true"}).content.decode()
    assert "<h1" not in page
    assert "Chess" in page


def test_many_take_no_more_queries(client, owner, django_assert_num_queries):
    refresh = Organisation.objects.all
    for count in (1, 60):
        join(owner, count - owner.memberships.count(), country="GB" if count == 1 else "FR")
        refresh_search_text(organisations=refresh())
        with django_assert_num_queries(6):
            client.get(reverse("memberships:list"), {"q": "guild", "kind": "personal"})
