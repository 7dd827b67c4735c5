"""What does the catalogue say of an organisation, and what would it say after a suggestion?

An entry is JSON: the fields of FIELDS under their names (other organisations by UUID, a place by
its number in GeoNames, "" or None where nothing is said), and a list of rows under each name of
ROWS. Amounts and hours are texts with the places of their column, days are ISO 8601. The entry of
what is not there is empty: {}.
"""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from catalogue.models import Benefit, Organisation

Entry = dict[str, Any]
Row = dict[str, Any]

TEXTS = (
    "name", "short_name", "kind", "scope", "country", "place_text", "website", "joinable",
    "status", "special_category", "note",
)  # fmt: skip
ENTRIES = ("parent", "successor")
FIELDS = (*TEXTS[:4], "parent", "country", "place", *TEXTS[5:9], "successor", *TEXTS[9:])
# By what a row of each list is known again; "" in a row that is not in the catalogue yet.
ROWS = {"other_names": "name", "sources": "text", "fees": "id", "benefits": "id"}


def with_rows(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """The organisations with all that `read_entry` asks for: as many queries for one as for ten."""
    offered = Benefit.objects.offered().select_related("kind")
    return organisations.select_related("parent", "successor", "place").prefetch_related(
        "other_names",
        "sources",
        "fees",
        Prefetch("benefits", offered.prefetch_related("benefit_skills__skill")),
    )


def read_entry(organisation: Organisation) -> Entry:
    """The entry of an organisation that `with_rows` gave.

    What one person keeps for themself stands in no entry but as its own subject.
    """
    entry = _read_fields(organisation)
    entry["other_names"] = [
        {"name": each.name, "kind": each.kind} for each in organisation.other_names.all()
    ]
    entry["sources"] = [
        {"text": each.text, "read_on": each.read_on.isoformat() if each.read_on else ""}
        for each in organisation.sources.all()
    ]
    entry["fees"] = [
        {
            "id": str(each.pk),
            "grade": each.grade,
            "amount": decimal_text(each.amount, 2),
            "currency": each.currency,
            "period": each.period,
            "year": each.year,
            "source": each.source,
        }
        for each in organisation.fees.all()
    ]
    entry["benefits"] = [_read_benefit(each) for each in organisation.benefits.all()]
    return entry


def new_entry(*, name: str) -> Entry:
    """What stands in the form of an organisation of which only the name is known."""
    return _read_fields(Organisation(name=name)) | {rows: [] for rows in ROWS}


def _read_fields(organisation: Organisation) -> Entry:
    entry: Entry = {name: getattr(organisation, name) for name in TEXTS}
    for name in ENTRIES:
        other = getattr(organisation, name)
        entry[name] = str(other.uuid) if other is not None and other.owner_id is None else ""
    entry["place"] = organisation.place.geonames_id if organisation.place else None
    return entry


def _read_benefit(benefit: Benefit) -> Row:
    return {
        "id": str(benefit.uuid),
        "kind": benefit.kind.key,
        "title": benefit.title,
        "mode": benefit.mode,
        "interactivity": benefit.interactivity,
        "level": benefit.level,
        "hours": decimal_text(benefit.hours, 1),
        "audience": benefit.audience,
        "basis": benefit.basis,
        "skills": {each.skill.key: each.strength for each in benefit.benefit_skills.all()},
    }


def decimal_text(value: Decimal | None, places: int) -> str:
    """A number as an entry has it: "189.00", or "" where there is none."""
    return "" if value is None else f"{value:.{places}f}"


def rebase(*, payload: Entry, base: Entry, now: Entry) -> Entry:
    """What the entry would say after a suggestion: what it says now, with what was changed.

    What was changed by both is as suggested. A row that has gone meanwhile stays away.
    """
    if not now:
        return payload
    entry: Entry = {
        name: payload[name] if payload[name] != base[name] else now[name] for name in FIELDS
    }
    for name, key in ROWS.items():
        entry[name] = list(_rebase_rows(payload[name], base[name], now[name], key))
    return entry


def _rebase_rows(payload: list[Row], base: list[Row], now: list[Row], key: str) -> Iterable[Row]:
    before = {row[key]: row for row in base}
    there = {row[key]: row for row in now}
    suggested = {row[key]: row for row in payload if row[key]}
    for known_by, row in there.items():
        if known_by in suggested:
            changed = suggested[known_by] != before.get(known_by)
            yield suggested[known_by] if changed else row
        elif known_by not in before:
            yield row
    for row in payload:
        if not row[key] or (row[key] not in there and row[key] not in before):
            yield row


def fingerprint(*parts: Any) -> str:
    """A short text that differs as soon as an entry, or anything else among the parts, does."""
    text = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
