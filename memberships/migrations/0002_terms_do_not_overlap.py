"""PostgreSQL refuses overlapping terms itself; SQLite has no such constraint."""

from django.db import migrations

ADD = """
    CREATE EXTENSION IF NOT EXISTS btree_gist;
    ALTER TABLE memberships_term ADD CONSTRAINT term_no_overlap
    EXCLUDE USING gist (membership_id WITH =, daterange(starts, ends, '[]') WITH &&);
"""
REMOVE = "ALTER TABLE memberships_term DROP CONSTRAINT term_no_overlap;"


def add_constraint(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def remove_constraint(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(REMOVE)


class Migration(migrations.Migration):
    dependencies = [("memberships", "0001_initial")]

    operations = [migrations.RunPython(add_constraint, remove_constraint)]
