"""What tests of several rooms need."""

import io
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import transaction
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

# A machine that is busy with something else is no fault of the code's.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def empty_pages() -> None:
    """No page kept by one test is shown to another, whose rows may have the same numbers."""
    caches["pages"].clear()


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole catalogue and the demo's people, loaded once for a module and gone after it.

    Each test of the module still needs `db`, which undoes what that test changed.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_catalogue", stdout=io.StringIO())
        call_command("load_demo", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)
