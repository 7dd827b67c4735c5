"""The whole catalogue leaves, and comes back without change: as each kind of file."""

from dataclasses import replace

import pytest

from catalogue.load import FOLDER, load_catalogue, read_files
from catalogue.models import (
    Benefit,
    BenefitSkill,
    Fee,
    Organisation,
    OrganisationName,
    Revision,
    Source,
)
from catalogue.services import refresh_search_text
from curation.formats import CSV, YAML, Excel
from curation.resources import (
    BenefitResource,
    FeeResource,
    FrameworkResource,
    HeadingResource,
    OrganisationResource,
    PlaceResource,
    SkillResource,
)
from goals.models import FrameworkVersion, Heading, Skill
from people.models import Place

RESOURCES = (
    SkillResource, FrameworkResource, HeadingResource, PlaceResource,
    OrganisationResource, BenefitResource, FeeResource,
)  # fmt: skip
MODELS = (
    Skill, FrameworkVersion, Heading, Place,
    Organisation, OrganisationName, Source, Benefit, BenefitSkill, Fee,
)  # fmt: skip
LEFT_OUT = {"id", "seed", "seed_key", "changed_at", "uuid", "search_text"}
pytestmark = pytest.mark.django_db


def through_a_file(kind, resource, queryset=None):
    """The table as somebody gets it who opens the file it was written to."""
    content = kind().export_data(resource().export(queryset))
    if isinstance(content, str):
        content = content.encode()
    return kind(encoding=None if kind is Excel else "utf-8-sig").create_dataset(content)


def everything():
    """All rows that a file holds, without what only this database knows of them."""
    rows: list[tuple[str, ...]] = []
    for model in MODELS:
        names = [field.name for field in model._meta.fields if field.name not in LEFT_OUT]
        related = [field.name for field in model._meta.fields if field.is_relation]
        rows += [
            (model.__name__, *(str(getattr(row, name)) for name in names))
            for row in model.objects.select_related(*related)
        ]
    see = Organisation.see_instead.through.objects.all()
    rows += [("see", str(row.from_organisation), str(row.to_organisation)) for row in see]
    answering = Heading.skills.through.objects.select_related("heading", "skill")
    rows += [("answers", str(row.heading), str(row.skill)) for row in answering]
    return sorted(rows)


def empty_the_catalogue():
    Organisation.objects.update(parent=None, successor=None)
    Organisation.see_instead.through.objects.all().delete()
    for model in reversed(MODELS[4:]):
        model.objects.all().delete()
    Skill.objects.exclude(parent=None).delete()
    for model in MODELS[:4]:
        model.objects.all().delete()


@pytest.fixture
def catalogue():
    """The catalogue that the project brings, and of the gazetteer what it names."""
    files = read_files(FOLDER)
    named = {row.place for row in files.organisations}
    load_catalogue(replace(files, places=tuple(row for row in files.places if row.name in named)))


def test_what_was_exported_imports_again_without_change(catalogue):
    before, revision = everything(), Revision.objects.get().number
    tables = [through_a_file(CSV, resource) for resource in RESOURCES]
    for kind in (Excel, YAML):
        for resource, table in zip(RESOURCES, tables, strict=True):
            same = through_a_file(kind, resource)
            assert (same.headers, list(same)) == (table.headers, list(table))
    rows = [len(table) for table in tables]
    assert rows == [21, 3, 30, 22, 120, 425, 41]
    for resource, table in zip(RESOURCES, tables, strict=True):
        result = resource().import_data(table, raise_errors=True)
        assert {row.import_type for row in result} == {"skip"}
    assert everything() == before
    assert Revision.objects.get().number == revision
    assert not Organisation.history.exists()


def test_what_was_exported_fills_an_empty_catalogue(catalogue):
    """All organisations and fees; of the benefits, of which each takes its time, every tenth."""
    tenth = [pk for pk in Benefit.objects.values_list("pk", flat=True) if pk % 10 == 0]
    BenefitSkill.objects.exclude(benefit__in=tenth).delete()
    Benefit.objects.exclude(pk__in=tenth).delete()
    refresh_search_text(organisations=Organisation.objects.all())
    before = everything()
    searched = dict(Organisation.objects.values_list("key", "search_text"))
    tables = [through_a_file(CSV, resource) for resource in RESOURCES]
    empty_the_catalogue()
    for resource, table in zip(RESOURCES, tables, strict=True):
        resource().import_data(table, raise_errors=True)
    assert everything() == before
    for key, text in Organisation.objects.values_list("key", "search_text"):
        assert set(text.split("\n")) == set(searched[key].split("\n"))
