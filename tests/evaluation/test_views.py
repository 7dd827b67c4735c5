"""The addresses of the evaluation: whose page, how many queries, what comes out."""

import csv
import io
import json
import re
import subprocess
import sys

import pytest
from django.urls import reverse, reverse_lazy

from catalogue.models import Organisation
from catalogue.services import refresh_search_text
from people.models import User
from tests.factories import (
    BenefitFactory,
    BenefitUseFactory,
    GoalFactory,
    MembershipFactory,
    SkillFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def hold(user, skill, **organisation):
    membership = MembershipFactory(user=user, **organisation)
    TermFactory(membership=membership)
    benefit = BenefitFactory(organisation=membership.organisation, strengths={skill: 3})
    BenefitUseFactory(user=user, benefit=benefit, use=3)
    return membership


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def membership(owner):
    skill = SkillFactory(name="Advocacy")
    GoalFactory(user=owner, text="Speak up", for_skills=[skill])
    return hold(owner, skill, organisation__name="My own body")


ADDRESSES = ["overview", "overview_csv", "problem"]


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_stranger_is_asked_to_sign_in(client, name):
    address = reverse(f"evaluation:{name}")
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (
        302,
        f"{reverse('account_login')}?next={address}",
    )


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_owner_sees_it_and_a_colleague_only_their_own(client, membership, name):
    address = reverse(f"evaluation:{name}")
    key = membership.organisation.key if name == "problem" else "My own body"
    assert key in client.get(address).content.decode()
    client.force_login(UserFactory())
    response = client.get(address)
    assert response.status_code == 200
    assert key not in response.content.decode()


def test_an_explanation_is_its_owners_alone(client, membership):
    address = reverse("evaluation:membership", args=[membership.uuid])
    assert "What does My own body do for you?" in client.get(address).content.decode()
    client.force_login(UserFactory(is_staff=True))
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


def test_what_is_no_longer_held_is_not_found(client, membership):
    membership.state = "ended"
    membership.save()
    address = reverse("evaluation:membership", args=[membership.uuid])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_nothing_is_written_here(client, owner, name):
    assert client.post(reverse(f"evaluation:{name}")).status_code == 405


def test_the_page_is_stored_nowhere(client, owner):
    assert "no-store" in client.get(reverse("evaluation:overview"))["Cache-Control"]


def test_both_pages_take_a_constant_number_of_queries(
    client, owner, membership, django_assert_num_queries
):
    """Session and user, then the facts. The overview asks for its stamp before and for the guide
    after, and then for nothing else until something changes. The explanation also fetches its
    membership, what that offers, and the answers."""
    skill = SkillFactory()
    for count in (1, 3):
        while owner.memberships.count() < count:
            hold(owner, skill)
        with django_assert_num_queries(20):
            client.get(reverse("evaluation:overview"))
        with django_assert_num_queries(4):
            client.get(reverse("evaluation:overview"))
        with django_assert_num_queries(21):
            client.get(reverse("evaluation:membership", args=[membership.uuid]))


def test_sorting_is_in_the_address_and_nonsense_is_the_score(client, membership):
    page = client.get(reverse("evaluation:overview"), {"sort": "name"}).content.decode()
    assert 'aria-sort="ascending"' in page
    page = client.get(reverse("evaluation:overview"), {"sort": "<script>"}).content.decode()
    assert 'aria-sort="descending"' in page
    assert '<script>"' not in page


def test_htmx_gets_the_rows_alone(client, membership):
    page = client.get(reverse("evaluation:overview"), headers={"HX-Request": "true"})
    assert page.content.decode().lstrip().startswith('<div id="rows"')


def test_the_csv_holds_what_is_shown(client, membership):
    response = client.get(reverse("evaluation:overview_csv"))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[1][0] == "My own body"
    assert rows[1][3] == "25.0"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_text_becomes_a_formula(client, owner, text):
    MembershipFactory(user=owner, organisation__name=text)
    response = client.get(reverse("evaluation:overview_csv"))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert rows[1][0] == f"'{text}"


NAMES = [f"{'Teachers' if 10 <= number < 20 else 'Book'} guild {number:02}" for number in range(60)]


class TestManyMemberships:
    """Sixty bodies, ten of them of teachers."""

    @pytest.fixture(autouse=True)
    def sixty(self, owner):
        skill = SkillFactory(name="Advocacy")
        GoalFactory(user=owner, text="Speak up", for_skills=[skill])
        for number in range(60):
            kind = "personal" if number % 2 else "informal"
            hold(owner, skill, organisation__name=NAMES[number], kind=kind)
        refresh_search_text(organisations=Organisation.objects.all())

    def rows(self, client, **asked):
        page = client.get(reverse("evaluation:overview"), asked).content.decode()
        heat_map, table = page.split('<section id="memberships"')
        found = [re.findall(r">(\w+ guild \d\d)</a>", part) for part in (heat_map, table)]
        assert found[0] == found[1]
        return found[0]

    def test_are_shown_page_by_page_in_picture_and_table(self, client):
        names = sorted(NAMES)
        assert self.rows(client, sort="name") == names[:50]
        assert self.rows(client, sort="name", page="2") == names[50:]

    def test_are_filtered_by_words_and_kind(self, client):
        asked = {"q": "GUILD teach", "kind": "informal", "sort": "name"}
        assert self.rows(client, **asked) == [
            f"Teachers guild {number}" for number in (10, 12, 14, 16, 18)
        ]
        page = client.get(reverse("evaluation:overview"), {"q": "teachers guild"}).content.decode()
        assert "10 organisations." in page
        assert 'href="/evaluation/memberships.csv?q=teachers+guild"' in page

    def test_come_together_in_the_csv(self, client):
        lines = client.get(reverse("evaluation:overview_csv"), {"kind": "personal"}).content
        assert len(lines.decode().splitlines()) == 31

    def test_another_words_are_not_answered_from_what_was_kept(self, client):
        assert len(self.rows(client, q="teachers")) == 10
        assert len(self.rows(client, q="zebra")) == 0
        assert len(self.rows(client)) == 50


def test_the_problem_can_be_recomputed_elsewhere(client, membership):
    """The command line of the engine gives the score of the page: 25 points."""
    problem = client.get(reverse("evaluation:problem")).content
    done = subprocess.run(
        [sys.executable, "-m", "engine", "evaluate", "-"],
        input=problem,
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["portfolio"]["score"] == pytest.approx(25)


HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}'\"&"


def test_hostile_text_is_shown_literally(client, owner):
    skill = SkillFactory(name=HOSTILE)
    GoalFactory(user=owner, text=HOSTILE, for_skills=[skill])
    membership = MembershipFactory(user=owner, organisation__name=HOSTILE)
    BenefitFactory(organisation=membership.organisation, title=HOSTILE, strengths={skill: 3})
    for address in (
        reverse("evaluation:overview"),
        reverse("evaluation:membership", args=[membership.uuid]),
    ):
        page = client.get(address).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in page
        assert "<script>alert" not in page


def test_the_health_of_the_house(client):
    assert client.get(reverse("health")).json() == {"status": "ok"}


@pytest.mark.parametrize(
    "address",
    [
        reverse_lazy("evaluation:overview"),
        reverse_lazy("evaluation:overview_csv"),
        reverse_lazy("evaluation:questions"),
        reverse_lazy("reports:membership_review"),
    ],
)
def test_what_makes_no_sense_is_said_and_is_no_error_page(client, owner, membership, address):
    """Two organisations that are each other's group: no form lets that through."""
    first = membership.organisation
    second = MembershipFactory(user=owner, organisation__parent=first).organisation
    type(first).objects.filter(pk=first.pk).update(parent=second)
    response = client.get(address)
    assert response.status_code == 422
    assert "leads into a circle" in response.content.decode()


@pytest.mark.usefixtures("demo")
def test_the_demos_thirty_take_as_many_queries_as_one(client, django_assert_num_queries):
    librarian = User.objects.get(email="librarian@example.org")
    client.force_login(librarian)
    cilip = librarian.memberships.get(organisation__key="cilip", kind="personal")
    assert librarian.memberships.count() == 30
    with django_assert_num_queries(20):
        client.get(reverse("evaluation:overview"))
    with django_assert_num_queries(21):
        client.get(reverse("evaluation:membership", args=[cilip.uuid]))
