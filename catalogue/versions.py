"""Which versions of a record are there, and how does one of them come back?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from catalogue.models import Benefit, BenefitSkill, Fee, Organisation, OrganisationName, Source
from goals.models import FrameworkVersion, Heading
from people.history import History

MOST = 200  # versions on one page, the newest


@dataclass(frozen=True, slots=True)
class Part:
    """What a record's page edits beside it: its model, the way to the record, and what names it."""

    model: Any
    link: str
    title: str


PARTS: dict[type[models.Model], tuple[Part, ...]] = {
    Organisation: (
        Part(OrganisationName, "organisation_id", "name"),
        Part(Source, "organisation_id", "text"),
        Part(Fee, "organisation_id", "grade"),
    ),
    Benefit: (Part(BenefitSkill, "benefit_id", "skill"),),
    FrameworkVersion: (Part(Heading, "framework_id", "name"),),
}


def find_versions(record: Any) -> dict[type[models.Model], list[Any]]:
    """The newest versions of a record and of its parts, newest first. One query for each kind."""
    found = {type(record): _newest(record, "id")}
    for part in PARTS.get(type(record), ()):
        found[part.model] = _newest(part.model(**{part.link: record.pk}), part.link)
    return found


def find_version(record: Any, *, model: str, version: str) -> Any:
    """One version of the record or of a part of it; None where there is no such."""
    kinds = {type(record): "id"} | {part.model: part.link for part in PARTS.get(type(record), ())}
    for kind, link in kinds.items():
        if kind._meta.label_lower == model and version.isdecimal():
            of_record = kind.history.filter(**{link: record.pk})
            return of_record.filter(history_id=version).first()
    return None


def linked(version: Any) -> Iterator[tuple[Any, Any]]:
    """Each many-to-many field of a version, with the model that holds what it led to."""
    for field in version._history_m2m_fields:  # noqa: SLF001 - the package's only way to ask
        yield field, History.m2m_models[field]


@transaction.atomic
def restore_version(*, version: Any) -> models.Model:
    """Make a row again what it was, in all that its versions keep. Gives the row.

    Raises `ValidationError` where it can be so no longer.
    """
    model = version.instance_type
    there = model._default_manager.select_for_update().filter(pk=version.id).exists()
    row: models.Model = version.instance
    row._state.adding = not there  # noqa: SLF001 - else its own key would be taken
    of = getattr(row, "organisation", None)
    if of is not None:
        of.demand_unmerged()
    row.full_clean()
    row.save()
    for field, links in linked(version):
        target = field.m2m_reverse_field_name()
        wanted = links.objects.filter(history=version).values_list(target, flat=True)
        living = field.related_model._default_manager.filter(pk__in=list(wanted))
        getattr(row, field.name).set(living)
    return row


def _newest(record: Any, link: str) -> list[Any]:
    versions = type(record).history.filter(**{link: getattr(record, link)})
    return list(versions.select_related("history_user")[:MOST])
