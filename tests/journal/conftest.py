"""Whose journal is it?"""

import pytest

from tests.factories import UserFactory


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user
