"""PostgreSQL finds words within the search text by an index; SQLite reads it all, quickly enough."""

from django.db import migrations

ADD = """
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX organisation_search_text_trigrams ON catalogue_organisation
    USING gin (search_text gin_trgm_ops);
"""
REMOVE = "DROP INDEX organisation_search_text_trigrams;"


def add_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def remove_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(REMOVE)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_quick_lists")]

    operations = [migrations.RunPython(add_index, remove_index)]
