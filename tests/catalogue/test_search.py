"""How organisations are found, and by whom."""

import pytest
from django.db import connection

from catalogue.models import Organisation, OrganisationName
from catalogue.services import refresh_search_text, save_private_organisation
from tests.factories import BenefitFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def find(text):
    refresh_search_text(organisations=Organisation.objects.all())
    return [row.name for row in Organisation.objects.search(text).names_first(text)]


@pytest.mark.parametrize(
    "text", ["société française", "SOCIETE", "francaise societe", " Française ", "bib soc"]
)
def test_case_accents_and_the_order_of_words_do_not_matter(text):
    OrganisationFactory(name="Société Française des Bibliothèques", short_name="SFB")
    OrganisationFactory(name="Another")
    assert find(text) == ["Société Française des Bibliothèques"]


def test_every_word_is_needed():
    OrganisationFactory(name="Library Guild")
    assert find("library museum") == []


def test_names_come_first_then_what_is_offered_and_former_names():
    guild = OrganisationFactory(name="A Guild")
    BenefitFactory(organisation=guild, title="Mentoring")
    former = OrganisationFactory(name="B Society")
    OrganisationName.objects.create(organisation=former, name="Mentoring Circle", kind="former")
    OrganisationFactory(name="The long and winding name of a body for mentoring")
    OrganisationFactory(name="Z", short_name="Mentoring")
    assert find("mentoring") == [
        "The long and winding name of a body for mentoring",
        "Z",
        "A Guild",
        "B Society",
    ]


def test_nothing_asked_is_everything_by_name():
    OrganisationFactory(name="B")
    OrganisationFactory(name="A")
    assert find(" ") == ["A", "B"]


def test_signs_of_the_database_are_only_signs():
    OrganisationFactory(name="100 % library_guild")
    OrganisationFactory(name="100 libraries")
    assert find("%") == ["100 % library_guild"]
    assert find("_guild") == ["100 % library_guild"]


def test_a_private_organisation_is_found_by_its_owner_alone():
    owner, stranger = UserFactory(), UserFactory()
    save_private_organisation(
        user=owner,
        organisation=Organisation(name="Café of Librarians", kind="community", scope="local"),
    )
    for user, found in ((owner, 1), (stranger, 0)):
        visible = Organisation.objects.visible_to(user)
        assert visible.search("librarians cafe").count() == found


def test_the_name_of_a_private_predecessor_stays_private():
    owner = UserFactory()
    public = OrganisationFactory(name="Guild")
    OrganisationFactory(name="Public predecessor", successor=public)
    private = OrganisationFactory(key=None, owner=owner, name="Circle", successor=public)
    OrganisationFactory(key=None, owner=owner, name="Former circle", successor=private)
    assert find("circle") == ["Circle", "Former circle"]
    assert find("former") == ["Former circle", "Circle"]
    assert find("predecessor") == ["Public predecessor", "Guild"]


def test_a_page_of_words_is_no_fault():
    OrganisationFactory(name="Guild")
    assert find("guild " * 1_100) == ["Guild"]


def test_postgresql_finds_words_by_an_index():
    plan = Organisation.objects.search("library guild").order_by()
    if connection.vendor == "sqlite":
        assert "trigrams" not in plan.explain()  # it knows none, and reads every text
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # which a few rows are quicker by
    assert "organisation_search_text_trigrams" in plan.explain()
