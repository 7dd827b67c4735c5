"""That the database itself refuses what no row may be."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction


def constraints_of(*app_labels: str) -> set[str]:
    """The names of every constraint that the models of these rooms declare."""
    return {
        constraint.name
        for app_label in app_labels
        for model in apps.get_app_config(app_label).get_models()
        for constraint in model._meta.constraints
    }


def assert_refused(name: str, write: Callable[[], object]) -> None:
    """Assert that the database refuses the write because of the constraint of that name."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write()
    if connection.vendor == "sqlite" and "UNIQUE" in str(caught.value):
        return  # SQLite names the columns and not the constraint
    assert name in str(caught.value)


def twice(write: Callable[[], object]) -> Callable[[], object]:
    """A write that repeats itself."""

    def run() -> None:
        write()
        write()

    return run
