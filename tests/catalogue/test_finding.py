"""The search of the catalogue: what narrows it down, what each answer leaves, and the file."""

import csv
import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import strip_tags

from catalogue.filters import OrganisationFilter
from catalogue.models import Organisation
from catalogue.pages.finding import load_finding
from catalogue.services import raise_revision, refresh_search_text
from tests.factories import (
    BenefitFactory,
    BenefitKindFactory,
    FeeFactory,
    OrganisationFactory,
    PlaceFactory,
    ProfileFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def load(asked="", user=None, profile=None):
    refresh_search_text(organisations=Organisation.objects.all())
    query = QueryDict(asked)
    filtered = OrganisationFilter(query, user=user or AnonymousUser(), profile=profile)
    return load_finding(filtered=filtered, asked=query.dict()), filtered


def find(asked="", **options):
    return [result.label for result in load(asked, **options)[0].results]


def counts(asked, name):
    """The words beside the answers of a main filter that leave something."""
    choices = load(asked)[1].form.fields[name].choices
    labels = [strip_tags(label) for _value, label in choices]
    return [label for label in labels if not label.endswith("(0)")]


def test_several_answers_to_one_question_are_either_or():
    for kind in ("charity", "union", "chapter"):
        OrganisationFactory(name=kind, kind=kind)
    assert find("kind=charity&kind=union") == ["charity", "union"]


def test_answers_to_several_questions_are_all_needed():
    OrganisationFactory(name="A", kind="charity", scope="local", joinable="anyone")
    OrganisationFactory(name="B", kind="charity", scope="national")
    OrganisationFactory(name="C", kind="union", scope="local")
    assert find("kind=charity&scope=local&joinable=anyone") == ["A"]


def test_what_is_asked_of_a_benefit_is_asked_of_one():
    """Something online, and something on advocacy, but nothing online on advocacy."""
    advocacy, other = SkillFactory(key="advocacy"), SkillFactory()
    apart = OrganisationFactory(name="Apart")
    BenefitFactory(organisation=apart, mode="online", strengths={other: 3})
    BenefitFactory(organisation=apart, mode="face_to_face", strengths={advocacy: 3})
    BenefitFactory(organisation__name="One", mode="online", strengths={advocacy: 1})
    assert find("mode=online&skill=advocacy") == ["One"]
    assert find("skill=advocacy") == ["Apart", "One"]


def test_an_area_is_served_by_what_serves_its_skills():
    area = SkillFactory(key="leading")
    BenefitFactory(
        organisation__name="Body", strengths={SkillFactory(key="chairing", parent=area): 1}
    )
    assert find("skill=leading") == ["Body"]


def test_a_kind_of_benefit_and_its_interactivity_but_nothing_retired():
    course = BenefitKindFactory(key="course")
    BenefitFactory(organisation__name="Body", kind=course, interactivity="passive")
    BenefitFactory(organisation__name="Gone", kind=course, retired_on="2020-01-01")
    assert find("benefit=course&interactivity=passive") == ["Body"]
    assert find("benefit=course&interactivity=interactive") == []


def test_the_lowest_fee_of_the_newest_year_in_ones_own_currency():
    dear, cheap, free = (OrganisationFactory(name=name) for name in ("Dear", "Cheap", "Free"))
    FeeFactory(organisation=dear, amount=10, year=2011)
    FeeFactory(organisation=dear, amount=200, year=2025)
    FeeFactory(organisation=dear, amount=90, year=2025)
    FeeFactory(organisation=dear, amount=1, year=2025, currency="EUR")
    FeeFactory(organisation=dear, amount=5, year=2025, period="once")
    FeeFactory(organisation=cheap, amount=40, year=None)
    FeeFactory(organisation=free, amount=0, year=2024)
    OrganisationFactory(name="Unknown")
    page = load("sort=fee")[0]
    assert [(result.label, result.fee) for result in page.results] == [
        ("Free", "free"),
        ("Cheap", "from 40.00 GBP a year"),
        ("Dear", "from 90.00 GBP a year (2025)"),
        ("Unknown", ""),
    ]
    assert find("fee=89") == ["Cheap", "Free"]
    assert find("fee=90") == ["Cheap", "Dear", "Free"]
    euro = ProfileFactory(currency="EUR")
    assert find("fee=89", user=euro.user, profile=euro) == ["Dear"]


def test_how_far_from_home():
    """Swindon to Bristol is 57 km in the air, to London 114 km, to Paris 435 km."""
    for name, latitude, longitude in (
        ("Bristol", 51.45523, -2.59665),
        ("London", 51.50853, -0.12574),
        ("Paris", 48.85341, 2.3488),
    ):
        place = PlaceFactory(name=name, latitude=latitude, longitude=longitude)
        OrganisationFactory(name=name, place=place)
    OrganisationFactory(name="Nowhere")
    profile = ProfileFactory(home=PlaceFactory(latitude=51.55797, longitude=-1.78116))
    asked = {"user": profile.user, "profile": profile}
    assert find("distance=50", **asked) == []
    assert find("distance=100", **asked) == ["Bristol"]
    assert find("distance=200", **asked) == ["Bristol", "London"]


def test_nobody_without_a_home_is_asked_how_far():
    filtered = load(user=UserFactory())[1]
    assert "distance" not in filtered.form.fields
    OrganisationFactory(name="Any")
    assert find("distance=25") == ["Any"]


def test_each_answer_says_what_it_would_leave_beside_the_others():
    BenefitFactory(organisation=OrganisationFactory(kind="charity", scope="local"))
    both = OrganisationFactory(kind="charity", scope="national")
    for mode in ("online", "face_to_face"):
        BenefitFactory(organisation=both, mode=mode)
    OrganisationFactory(kind="union", scope="national")
    assert counts("scope=national", "kind") == [
        "Charity (1)",
        "Trade union (1)",
    ]
    assert counts("scope=national", "scope") == ["Local (1)", "National (2)"]
    assert counts("kind=charity&mode=online", "mode") == ["Online (2)", "Face to face (1)"]
    assert counts("mode=face_to_face", "joinable") == ["Anyone (1)"]


def test_words_find_what_is_named_first_and_the_address_says_all():
    OrganisationFactory(name="Zebra")
    BenefitFactory(organisation__name="Ark", title="Zebra walks")
    OrganisationFactory(name="Earlier zebra", successor=OrganisationFactory(name="Later"))
    page = load("q=ZEBRA&status=active&sort=name")[0]
    assert [result.label for result in page.results] == ["Earlier zebra", "Zebra", "Ark", "Later"]
    assert page.count == "4 organisations."
    assert page.clear == "/catalogue/"
    assert page.csv == "/catalogue/organisations.csv?q=ZEBRA&status=active"
    assert page.sorted_by[1].href == "/catalogue/?q=ZEBRA&status=active&sort=fee"


@pytest.mark.parametrize(
    "asked",
    [
        "kind=friend", "scope=%00", "country=XX", "fee=-1", "fee=NaN", "skill=none", "benefit=none",
        "page=0", "page=x", "sort=age", "q=%00", f"q={'a' * 101}", "distance=9", "unknown=1",
    ],
)  # fmt: skip
def test_what_is_no_answer_is_not_asked(asked):
    OrganisationFactory(name="Any")
    assert find(asked) == ["Any"]


def test_private_ones_are_their_owners_alone_and_duplicates_nobodys():
    owner = UserFactory()
    kept = OrganisationFactory(name="Kept")
    OrganisationFactory(name="Circle", key=None, owner=owner)
    OrganisationFactory(name="Duplicate", merged_into=kept)
    assert find() == ["Kept"]
    assert find(user=UserFactory()) == ["Kept"]
    assert find(user=owner) == ["Circle", "Kept"]
    assert counts("", "kind") == ["Professional body (1)"]


def test_pages_of_twenty_five(client):
    for number in range(30):
        OrganisationFactory(name=f"Guild {number:02}", kind="charity" if number else "union")
    page = load("page=2")[0]
    assert [result.label for result in page.results] == [f"Guild {n}" for n in range(25, 30)]
    assert [link.href for link in page.pages] == ["/catalogue/", "/catalogue/?page=2"]
    assert page.count == "30 organisations."
    page = load("page=2&kind=charity&kind=chapter")[0]
    assert [result.label for result in page.results] == [f"Guild {n}" for n in range(26, 30)]
    assert page.count == "29 organisations."


def test_everybody_reads_it_and_htmx_gets_what_was_found_alone(client):
    OrganisationFactory(name="<script>alert(1)</script>")
    page = client.get(reverse("catalogue:find")).content.decode()
    assert "<h1" in page
    assert "<script>alert" not in page
    asked = {"scope": ["local", "national"], "country": ""}
    part = client.get(reverse("catalogue:find"), asked, headers={"HX-Request": "true"})
    assert "<h1" not in part.content.decode()
    assert '<span id="count-scope-national" data-hx-swap-oob="true">(1)</span>' in (
        part.content.decode()
    )
    assert part["HX-Replace-Url"] == "/catalogue/?scope=local&scope=national"


def test_the_csv_holds_all_pages_of_what_is_shown(client):
    for number in range(60):
        OrganisationFactory(name=f"Guild {number:02}", scope="local")
    FeeFactory(organisation=OrganisationFactory(name="=1+1", scope="local"), amount=5, year=2024)
    OrganisationFactory(name="Elsewhere")
    response = client.get(reverse("catalogue:csv"), {"scope": "local", "sort": "fee"})
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 62
    assert rows[1][0] == "'=1+1"
    assert rows[1][9:12] == ["5.00", "GBP", "2024"]


def test_as_many_queries_for_three_as_for_one(client, django_assert_num_queries):
    """Found, counted beside each main answer and in all, countries, skills and kinds."""
    skill = SkillFactory(parent=SkillFactory())
    for _number in (1, 3):
        while Organisation.objects.count() < _number:
            organisation = OrganisationFactory(parent=OrganisationFactory(), country="GB")
            BenefitFactory(organisation=organisation, strengths={skill: 1})
            FeeFactory(organisation=organisation)
        raise_revision()
        with django_assert_num_queries(7):
            client.get(reverse("catalogue:find"))
