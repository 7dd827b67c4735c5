"""The cast of the tests of accounts."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from people.models import User
from tests.people.cast import make_member


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    """Tries of one test do not count against the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def member(db: None) -> User:
    return make_member()


@pytest.fixture
def signed_in(client: Client, member: User) -> Client:
    client.force_login(member)
    return client


@pytest.fixture
def mailed_link(mailoutbox: list[Any]) -> Callable[[], str]:
    """Gives the one link in the last mail, as a path of this site."""

    def find() -> str:
        (link,) = re.findall(r"http://testserver(/\S+)", mailoutbox[-1].body)
        return str(link)

    return find
