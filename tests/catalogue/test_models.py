"""What organisations may stand in which tree, and how the revision counts."""

import pytest
from django.core.exceptions import ValidationError

from catalogue.models import Organisation, Revision
from catalogue.services import raise_revision
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def errors(organisation):
    try:
        organisation.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def test_a_group_may_stand_anywhere_but_below_itself():
    top = OrganisationFactory(name="Top")
    middle = OrganisationFactory(name="Middle", parent=top)
    bottom = OrganisationFactory(name="Bottom", parent=middle)
    bottom.parent = top
    assert errors(bottom) == {}
    for group in (middle, bottom):
        top.parent = group
        assert errors(top) == {
            "parent": [f"A circle: “{group.name}” is itself a group of “Top”. Choose another."]
        }


def test_private_stands_below_public_and_below_its_owners_own_only():
    owner = UserFactory()
    public = OrganisationFactory()
    own = OrganisationFactory(owner=owner, key=None)
    others = OrganisationFactory(owner=UserFactory(), key=None)
    refused = {"parent": ["That organisation is not in this catalogue."]}
    for parent, outcome in ((public, {}), (own, {}), (others, refused)):
        private = Organisation(
            owner=owner, name="Mine", kind="community", scope="local", parent=parent
        )
        assert errors(private) == outcome
    public.parent = own
    assert errors(public) == refused


def test_above_and_below():
    top = OrganisationFactory()
    middle = OrganisationFactory(parent=top)
    bottom = OrganisationFactory(parent=middle)
    other = OrganisationFactory()
    assert set(Organisation.objects.above(bottom.pk)) == {bottom, middle, top}
    assert set(Organisation.objects.below([middle.pk, other.pk])) == {middle, bottom, other}
    assert not Organisation.objects.below([]).exists()


def test_the_revision_counts():
    for number in (1, 2, 3):
        raise_revision()
        assert Revision.objects.get().number == number


def test_a_succession_has_no_circle():
    last = OrganisationFactory(name="Last")
    middle = OrganisationFactory(name="Middle", successor=last)
    first = OrganisationFactory(name="First", successor=middle)
    first.successor = last
    assert errors(first) == {}
    for other in (middle, first):
        other.refresh_from_db()
        last.successor = other
        assert errors(last) == {
            "successor": [f"A circle: “Last” itself succeeds “{other.name}”. Choose another."]
        }


def test_private_succeeds_its_owners_own_only():
    owner = UserFactory()
    private = OrganisationFactory(owner=owner, key=None)
    refused = {"successor": ["That organisation is not in this catalogue."]}
    for keeper, key, outcome in (
        (owner, None, {}),
        (UserFactory(), None, refused),
        (None, "key", refused),
    ):
        assert errors(OrganisationFactory(owner=keeper, key=key, successor=private)) == outcome
