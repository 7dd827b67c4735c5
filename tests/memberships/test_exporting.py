"""The list as CSV: a line a term, of what is shown, in words that bringing in understands."""

import csv
import io

import pytest
from django.urls import reverse

from memberships.columns import COLUMNS, guess_mapping, read_values
from tests.factories import MembershipFactory, OrganisationFactory, TermFactory, UserFactory

pytestmark = pytest.mark.django_db

HEADINGS = [
    "organisation", "kind", "state", "number", "grade", "starts", "ends", "fee", "currency",
    "payer", "share", "tax_relief", "notice_days", "auto_renews", "keep_reason", "sensitive",
    "notes",
]  # fmt: skip


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def table(client, **asked):
    response = client.get(reverse("memberships:list_csv"), asked)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


def hold(owner, name, **details):
    return MembershipFactory(user=owner, organisation__name=name, **details)


def test_a_line_a_term_and_one_without(client, owner):
    body = hold(
        owner, "B", number="+44/7", keep_reason="vote", sensitive=True, notes="by phone\r\n=1+1"
    )
    TermFactory(membership=body, starts="2025-01-01", ends="2025-12-31", fee=None, grade="Fellow")
    TermFactory(
        membership=body,
        starts="2026-01-01",
        ends=None,
        fee="99.5",
        currency="EUR",
        payer="employer",
        share="12.50",
        tax_relief=20,
        notice_days=30,
        auto_renews=True,
    )
    hold(owner, "C", kind="profile")
    lines = table(client)
    assert lines[0] == HEADINGS
    about = ["B", "personal", "held", "'+44/7"]
    private = ["vote", "yes", "by phone\r'\n'=1+1"]
    assert lines[1:] == [
        [*about, "Fellow", "2025-01-01", "2025-12-31", "", "GBP", "self", "100", "0", "0", "no",
         *private],
        [*about, "", "2026-01-01", "for life", "99.50", "EUR", "employer", "12.5", "20", "30",
         "yes", *private],
        ["C", "profile", "held", *[""] * 12, "no", ""],
    ]  # fmt: skip


def test_its_words_are_understood_when_it_is_brought_in(client, owner):
    TermFactory(membership=hold(owner, "=B"), ends=None, payer="employer", share=0)
    headings, line = table(client)
    read = read_values(line, guess_mapping(headings), defaults={})
    assert read == {
        "organisation": "=B", "kind": "personal", "state": "held", "starts": "2026-01-01",
        "lifetime": "on", "fee": "100.00", "currency": "GBP", "payer": "employer", "share": "0",
        "tax_relief": "0", "notice_days": "0", "auto_renews": "no", "sensitive": "no",
    }  # fmt: skip
    assert headings == list(COLUMNS)


def test_it_is_what_is_shown(client, owner):
    parent = OrganisationFactory(name="Z")
    MembershipFactory(user=owner, organisation=parent, kind="employer")
    hold(owner, "A group", organisation__parent=parent)
    hold(owner, "Was", state="ended")
    hold(owner, "Gone", state="removed")
    hold(UserFactory(), "Somebody else's")
    assert [line[0] for line in table(client)[1:]] == ["Z", "A group"]
    assert [line[0] for line in table(client, show="ended")[1:]] == ["Was"]
    by_kind = table(client, show="all", by="kind")[1:]
    assert [line[0] for line in by_kind] == ["Was", "A group", "Z"]
    assert [line[0] for line in table(client, kind="employer")[1:]] == ["Z"]
    page = client.get(reverse("memberships:list"), {"show": "ended"}).content.decode()
    assert 'href="/memberships/memberships.csv?show=ended"' in page


def test_it_takes_a_constant_number_of_queries(client, owner, django_assert_num_queries):
    """Session and user, then memberships and terms."""
    for count in (1, 3):
        while owner.memberships.count() < count:
            TermFactory(membership=hold(owner, f"Body {owner.memberships.count()}"))
        with django_assert_num_queries(4):
            table(client)
