"""Do rooms depend downwards only, and do templates keep to the policy?

Imports between rooms are checked by `lint-imports`.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import Model

# docs/design/architecture.md, *Rooms*: a higher number is a higher room.
FLOORS = {
    "people": 1,
    "goals": 2,
    "catalogue": 3,
    "memberships": 4,
    "events": 5,
    "journal": 6,
    "evaluation": 7,
    "curation": 7,
    "reports": 8,
    "cpd_tracker": 9,
}
ROOMS = [config.label for config in apps.get_app_configs() if config.label in FLOORS]
TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))


def find_relations() -> list[tuple[type[Model], Any]]:
    """Every foreign key, one-to-one and many-to-many of our rooms, on the side that declares it."""
    return [
        (model, field)
        for room in ROOMS
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
    ]


RELATIONS = find_relations()


def test_every_room_with_models_is_seen():
    assert {model._meta.app_label for model, _ in RELATIONS} >= {
        "people",
        "goals",
        "catalogue",
        "memberships",
    }


@pytest.mark.parametrize(
    ("model", "field"), RELATIONS, ids=lambda each: getattr(each, "__name__", None)
)
def test_foreign_keys_point_down(model, field):
    target = field.related_model._meta.app_label
    here = model._meta.app_label
    # Django's own models (groups, permissions) lie below all rooms.
    assert target == here or FLOORS.get(target, 0) < FLOORS[here]


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_nothing_that_the_policy_forbids(path):
    text = re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"""<[^>]*\s(style|on[a-z]+)\s*=""", text), "inline style or handler"
    assert not re.search(r"<style|<script(?![^>]*\ssrc=)", text), "inline style or script"
    assert "javascript:" not in text
