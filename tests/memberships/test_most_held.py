"""How much can somebody keep? What is more is refused in words, and nothing of it is added."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from catalogue.models import Organisation
from memberships.bringing_in import Wanted, add_all
from memberships.many import add_many
from memberships.models import Membership
from memberships.services import MOST_HELD, add_membership
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    """Somebody who can keep one membership more; and one of theirs was a mistake."""
    user = UserFactory()
    organisations = Organisation.objects.bulk_create(
        OrganisationFactory.build(key=f"club_{number}") for number in range(MOST_HELD)
    )
    Membership.objects.bulk_create(
        Membership(
            user=user,
            organisation=organisation,
            kind="personal",
            state="removed" if number == 0 else "held",
        )
        for number, organisation in enumerate(organisations)
    )
    return user


def add_rows(user, organisations):
    add_all(
        user=user,
        wanted=[
            Wanted(organisation=each, kind="personal", details={}, sensitive=None, term=None)
            for each in organisations
        ],
    )


def add_ticked(user, organisations):
    add_many(user=user, choices=dict.fromkeys(organisations, "personal"))


@pytest.mark.parametrize("add", [add_rows, add_ticked])
def test_many_at_once_are_added_all_or_none(user, add):
    before = user.memberships.count()
    two = OrganisationFactory.create_batch(2)
    with pytest.raises(ValidationError) as refused:
        add(user, two)
    assert refused.value.messages == [
        "You can keep 2500 memberships at most: there is room for 1 more."
    ]
    assert user.memberships.count() == before
    add(user, two[:1])
    add(user, two[:1])  # nothing is added, so nothing is refused
    with pytest.raises(ValidationError):
        add_membership(user=user, organisation=two[1], kind="personal")


def test_the_guide_says_so(client, user):
    client.force_login(user)
    two = OrganisationFactory.create_batch(2)
    sent = {"pick": [str(each.uuid) for each in two], "add": "more"}
    page = client.post(reverse("memberships:guide"), sent, follow=True)
    assert "You can keep 2500 memberships at most" in page.text
    assert not user.memberships.filter(organisation__in=two).exists()
