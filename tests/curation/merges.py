"""What does the whole database say, to compare it before a merge and after it was undone?"""

from django.apps import apps

from people.seed import plain

ROOMS = ("people", "goals", "catalogue", "memberships", "events", "journal", "curation")
# When it was written, what it is found by, and what a merge writes down about itself.
BESIDE = {"changed_at", "search_text", "merge", "mergedrow", "revision", "eventrevision"}


def dump(*, without=()):
    """Every row of every table but histories: what it says, by model and primary key."""
    return {
        (model._meta.label, row.pk): {
            field.attname: plain(getattr(row, field.attname))
            for field in model._meta.concrete_fields
            if field.attname not in {*BESIDE, *without}
        }
        for room in ROOMS
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        if model.__name__.lower() not in BESIDE and not model.__name__.startswith("Historical")
        for row in model._default_manager.all()
    }


def said(row, *names):
    """What a row says now."""
    row.refresh_from_db()
    return tuple(getattr(row, name) for name in names)
