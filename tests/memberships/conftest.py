"""Who is signed in, and what do they hold?"""

import pytest

from tests.factories import MembershipFactory, UserFactory


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def membership(owner):
    return MembershipFactory(user=owner, organisation__name="My own body")
