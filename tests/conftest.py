"""What tests of several rooms need."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import transaction
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

# A machine that is busy with something else is no fault of the code's: no deadlines. `make test`
# tries some examples of each property, `make sweep` many.
settings.register_profile("quick", deadline=None, max_examples=25)
settings.register_profile("thorough", deadline=None, max_examples=100)
settings.load_profile("quick")


# What takes longest comes first, so that no worker is left with it at the end. One of them goes
# through all addresses while another prepares what browsers look at.
LONGEST = ("tests/test_access.py", "tests/e2e/")
USING_A_DATABASE = {"db", "transactional_db", "module_db", "django_db_setup"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(
        key=lambda item: next(
            (place for place, start in enumerate(LONGEST) if item.nodeid.startswith(start)),
            len(LONGEST),
        )
    )
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & USING_A_DATABASE:
            item.add_marker("database")


@pytest.fixture(autouse=True)
def empty_pages() -> None:
    """No page kept by one test is shown to another, whose rows may have the same numbers."""
    caches["pages"].clear()


@pytest.fixture(scope="module")
def module_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What the module's fixtures write stays for all of its tests and is gone after it.

    Each test of the module still needs `db`, which undoes what that test changed.
    """
    whole: Any = transaction.atomic()
    # As Django's own tests do, so that what asks for a transaction of its own gets one.
    whole._from_testcase = True  # noqa: SLF001 - there is no other way to say it
    with django_db_blocker.unblock(), whole:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demo(module_db: None) -> None:
    """The whole catalogue and the demo's people, loaded once for a module."""
    call_command("load_catalogue", stdout=io.StringIO())
    call_command("load_demo", stdout=io.StringIO())
