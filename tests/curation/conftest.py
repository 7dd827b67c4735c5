"""Who suggests, who decides, and what is there to be suggested?"""

import pytest

from catalogue.roles import Role, give_role
from tests.factories import OrganisationFactory, UserFactory


@pytest.fixture
def suggester(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def curator():
    user = UserFactory()
    give_role(user=user, role=Role.CURATOR)
    return user


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Library Guild", website="guild.example.org")
