"""An organisation, asked for by its name."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from catalogue.models import Organisation
from catalogue.organisation_field import OrganisationField, find_organisations
from catalogue.services import refresh_search_text
from tests.factories import BenefitFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def guilds(user):
    """Two of everybody's, one's own, somebody else's, and one that only offers such a thing."""
    found = {
        name: OrganisationFactory(name=name, short_name=short)
        for name, short in (("Guild of Binders", "GB"), ("Guild of Printers", "GP"), ("Reel", ""))
    }
    found["mine"] = OrganisationFactory(key=None, owner=user, name="My guild")
    OrganisationFactory(key=None, owner=UserFactory(), name="Their guild")
    BenefitFactory(organisation=found["Reel"], title="A guild of friends")
    refresh_search_text(organisations=Organisation.objects.all())
    return found


def clean(user, text, chosen=""):
    return OrganisationField(user=user, required=False).clean((text, chosen))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("guild of BINDERS", "Guild of Binders"),
        ("gp", "Guild of Printers"),
        ("my guild", "mine"),
        ("printers", "Guild of Printers"),
        ("reel", "Reel"),
    ],
)
def test_a_name_means_one(user, guilds, text, meant):
    assert clean(user, text) == guilds[meant]


def test_nothing_typed_is_none(user, guilds):
    assert clean(user, "  ") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("guild", "Several may be meant: choose one of them."),
        ("friends", "Several may be meant: choose one of them."),
        ("their guild", "Nothing in the catalogue has that name. Try fewer words of it."),
        ("zebra", "Nothing in the catalogue has that name. Try fewer words of it."),
    ],
)
def test_what_is_not_clear_is_asked(user, guilds, text, message):
    with pytest.raises(ValidationError) as caught:
        clean(user, text)
    assert caught.value.messages == [message]


def test_one_of_those_found_can_be_chosen_and_no_other(user, guilds):
    assert clean(user, "guild", str(guilds["mine"].pk)) == guilds["mine"]
    theirs = Organisation.objects.get(name="Their guild")
    with pytest.raises(ValidationError):
        clean(user, "guild", str(theirs.pk))


def test_names_stand_before_offers(user, guilds, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = find_organisations(user=user, field="organisation", text="guild")
    names = [each.name for each in found.organisations]
    assert names == ["Guild of Binders", "Guild of Printers", "My guild", "Reel"]
    assert found.count == "4 found: choose one."


def test_what_was_saved_is_what_it_says(user, guilds):
    field = OrganisationField(user=user, required=False)
    own = guilds["mine"]
    assert 'value="My guild"' in field.widget.render("organisation", own.pk)
    assert not field.has_changed(own.pk, ("My guild", ""))
    assert field.has_changed(own.pk, ("", ""))
    assert field.has_changed(own.pk, ("zebra", ""))


def test_as_one_types(client, user, guilds):
    client.force_login(user)
    answer = client.get(reverse("catalogue:named"), {"field": "via", "via": "my guild"})
    page = answer.content.decode()
    assert f'name="via_chosen" id="via-{guilds["mine"].pk}"' in page
    assert "1 found" in page
    assert client.get(reverse("catalogue:named"), {"field": "a b"}).status_code == 404
