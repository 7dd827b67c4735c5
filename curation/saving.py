"""How does an entry become an organisation of the catalogue?"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import slugify

from catalogue.models import (
    Benefit,
    BenefitKind,
    BenefitSkill,
    Fee,
    Organisation,
    OrganisationName,
    Source,
)
from catalogue.services import refresh_search_text
from curation.entries import ENTRIES, TEXTS, Entry, Row
from goals.models import Skill
from people.models import Place

LONGEST_KEY = 90  # a column of 100, with room for a number


def make_key(organisation: Organisation) -> str:
    """A key out of the organisation's name that no other has.

    Whoever calls it has raised the catalogue's revision in the same transaction, so that others
    who write wait, and two at once make two keys.
    """
    stem = slugify(organisation.label)[:LONGEST_KEY].strip("-").replace("-", "_")
    stem = stem or "organisation"
    taken = set(Organisation.objects.filter(key__startswith=stem).values_list("key", flat=True))
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key


def save_entry(*, organisation: Organisation, entry: Entry) -> None:
    """Let a public organisation, new or not, say what the entry says.

    Benefits that the entry does not have are retired. Raises `ValidationError`: by field for the
    organisation's own fields, as plain messages for its rows.
    """
    successor_before = organisation.successor
    _set_fields(organisation, entry)
    organisation.full_clean()
    organisation.save()
    try:
        _save_names(organisation, entry["other_names"])
        _save_sources(organisation, entry["sources"])
        _save_fees(organisation, entry["fees"])
        _save_benefits(organisation, entry["benefits"])
    except ValidationError as error:
        raise ValidationError(error.messages) from error
    refresh_search_text(
        organisations=[each for each in (organisation, successor_before) if each is not None]
    )


def _set_fields(organisation: Organisation, entry: Entry) -> None:
    for name in TEXTS:
        setattr(organisation, name, entry[name])
    for name in ENTRIES:
        setattr(organisation, name, _public(entry[name]))
    organisation.place = None
    if entry["place"] is not None:
        organisation.place = Place.objects.filter(geonames_id=entry["place"]).first()


def _public(uuid: str) -> Organisation | None:
    """The entry that is meant; where it was a duplicate, the one that replaced it."""
    if not uuid:
        return None
    public = Organisation.objects.public().select_related("merged_into")
    found = public.filter(uuid=uuid).first()
    return found.merged_into or found if found else None


def _save_names(organisation: Organisation, rows: list[Row]) -> None:
    kinds = {row["name"]: row["kind"] for row in rows}
    organisation.other_names.exclude(name__in=kinds).delete()
    there = {each.name: each for each in organisation.other_names.all()}
    for name, kind in kinds.items():
        row = there.get(name) or OrganisationName(organisation=organisation, name=name)
        _save(row, kind=kind)


def _save_sources(organisation: Organisation, rows: list[Row]) -> None:
    days = {row["text"]: row["read_on"] for row in rows}
    organisation.sources.exclude(text__in=days).delete()
    there = {each.text: each for each in organisation.sources.all()}
    for text, read_on in days.items():
        row = there.get(text) or Source(organisation=organisation, text=text)
        _save(row, read_on=date.fromisoformat(read_on) if read_on else None)


def _save_fees(organisation: Organisation, rows: list[Row]) -> None:
    there = {str(each.pk): each for each in organisation.fees.all()}
    kept = {row["id"] for row in rows}
    organisation.fees.filter(pk__in=[pk for pk in there if pk not in kept]).delete()
    for row in rows:
        fee = there.get(row["id"]) or Fee(organisation=organisation)
        _save(
            fee,
            grade=row["grade"],
            amount=_decimal(row["amount"]),
            currency=row["currency"],
            period=row["period"],
            year=row["year"],
            source=row["source"],
        )


def _save_benefits(organisation: Organisation, rows: list[Row]) -> None:
    kinds = {kind.key: kind for kind in BenefitKind.objects.all()}
    skills = {skill.key: skill for skill in Skill.objects.all()}
    there = {str(each.uuid): each for each in organisation.benefits.offered()}
    kept = {row["id"] for row in rows}
    for uuid, benefit in there.items():
        if uuid not in kept:  # people may have used it: it is never deleted
            _save(benefit, retired_on=timezone.localdate())
    for row in rows:
        benefit = there.get(row["id"]) or Benefit(organisation=organisation)
        _save(
            benefit,
            kind=kinds[row["kind"]],
            title=row["title"],
            mode=row["mode"],
            interactivity=row["interactivity"],
            level=row["level"],
            hours=_decimal(row["hours"]),
            audience=row["audience"],
            basis=row["basis"],
        )
        strengths = {skills[key]: strength for key, strength in row["skills"].items()}
        benefit.benefit_skills.exclude(skill__in=strengths).delete()
        for skill, strength in strengths.items():
            BenefitSkill.objects.update_or_create(
                benefit=benefit, skill=skill, defaults={"strength": strength}
            )


def _save(row: models.Model, **values: Any) -> None:
    """Save a row that is new or that changes; others keep what the last load of the data says."""
    changed = {name for name, value in values.items() if getattr(row, name, None) != value}
    if row.pk is not None and not changed:
        return
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None
