"""How does the whole of the catalogue's data reach the database?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalogue import parse
from catalogue.choices import (
    Audience,
    Basis,
    BenefitMode,
    FeePeriod,
    Interactivity,
    Joinable,
    NameKind,
    OrganisationKind,
    Scope,
    Size,
    SpecialCategory,
    Status,
)
from catalogue.models import (
    Benefit,
    BenefitKind,
    BenefitSkill,
    Fee,
    Organisation,
    OrganisationName,
    Source,
)
from catalogue.parse import BenefitRow, FeeRow, Kinds, OrganisationRow
from catalogue.services import raise_revision, refresh_search_text
from goals.load import load_experience_kinds, load_taxonomy
from goals.models import Skill
from goals.parse import FILE as SKILLS_FILE
from goals.parse import Taxonomy, parse_skills
from people.load import load_places
from people.models import Place
from people.parse import FILE as PLACES_FILE
from people.parse import PlaceRow, parse_places
from people.seed import Loaded, SeedTable

FOLDER = Path(__file__).parent / "data"

Pks = Mapping[Any, int]


@dataclass(frozen=True, slots=True)
class Files:
    """The rows of all four files."""

    places: tuple[PlaceRow, ...]
    taxonomy: Taxonomy
    kinds: Kinds
    organisations: tuple[OrganisationRow, ...]


def read_files(folder: Path) -> Files:
    """The rows of the four files in `folder`.

    Raises `BadDataError` with everything that is wrong with the first file that is not in order,
    and `OSError` where one cannot be read.
    """
    places = parse_places((folder / PLACES_FILE).read_bytes())
    taxonomy = parse_skills((folder / SKILLS_FILE).read_bytes())
    kinds = parse.parse_kinds((folder / parse.KINDS_FILE).read_bytes(), sizes=Size.values)
    organisations = parse.parse_organisations(
        (folder / parse.ORGANISATIONS_FILE).read_bytes(), words=_words(taxonomy, kinds)
    )
    return Files(places, taxonomy, kinds, organisations)


@transaction.atomic
def load_catalogue(files: Files) -> list[Loaded]:
    """Add and update everything the files hold; all of it or nothing.

    What a curator has edited stays. Organisations that have left the file are only named, benefits
    that nobody has edited are retired too.
    """
    results = [
        load_places(files.places),
        *load_taxonomy(files.taxonomy),
        load_experience_kinds(files.kinds.experience),
    ]
    kinds = _load_kinds(files.kinds)
    organisations = _load_organisations(files.organisations)
    pks = organisations.pks()
    benefits = _load_benefits(files.organisations, pks, kinds.pks())
    fees = _load_fees(files.organisations, pks)
    results += [kinds.loaded, organisations.loaded, benefits.loaded, fees.loaded]
    if any(result.changed for result in results):
        refresh_search_text(organisations=Organisation.objects.public())
        raise_revision()
    return results


def _words(taxonomy: Taxonomy, kinds: Kinds) -> parse.Words:
    return parse.Words(
        organisation_kinds=OrganisationKind.values,
        scopes=Scope.values,
        joinable=Joinable.values,
        statuses=Status.values,
        special_categories=SpecialCategory.values,
        benefit_kinds=[row.key for row in kinds.benefits],
        modes=BenefitMode.values,
        interactivities=Interactivity.values,
        audiences=Audience.values,
        bases=Basis.values,
        periods=FeePeriod.values,
        skills=[row.key for row in taxonomy.skills],
        experience=[row.key for row in kinds.experience],
    )


def _load_kinds(kinds: Kinds) -> SeedTable[BenefitKind]:
    table = SeedTable(BenefitKind, key=attrgetter("key"))
    table.load(
        {
            row.key: {
                "key": row.key,
                "label": row.label,
                "hours": row.hours,
                "size": row.size,
                "requires": [list(words) for words in row.requires],
                "gives": list(row.gives),
                "position": position,
            }
            for position, row in enumerate(kinds.benefits)
        }
    )
    return table


def _load_organisations(rows: tuple[OrganisationRow, ...]) -> SeedTable[Organisation]:
    table = SeedTable(Organisation, key=attrgetter("key"))
    places = _find_places(rows)
    table.load({row.key: _organisation_columns(row, places) for row in rows})
    pks = table.pks()
    # Nothing leads to what was merged: what replaced it takes its place.
    kept = {key: item.merged_into_id or item.pk for key, item in table.objects.items()}
    table.load(
        {
            row.key: {"parent_id": kept.get(row.parent), "successor_id": kept.get(row.successor)}
            for row in rows
        }
    )
    table.load_sets(
        "see_instead",
        {row.key: [(pks[key],) for key in row.see_instead] for row in rows},
        link=Organisation.see_instead.through,
        owner="from_organisation_id",
        columns=("to_organisation_id",),
    )
    table.load_sets(
        "other_names",
        {row.key: _other_names(row) for row in rows},
        link=OrganisationName,
        owner="organisation_id",
        columns=("name", "kind"),
    )
    table.load_sets(
        "sources",
        {row.key: [(text,) for text in row.sources] for row in rows},
        link=Source,
        owner="organisation_id",
        columns=("text",),
    )
    return table


def _other_names(row: OrganisationRow) -> list[tuple[str, str]]:
    former = [(name, NameKind.FORMER.value) for name in row.former_names]
    return former + [(name, NameKind.ALIAS.value) for name in row.aliases]


def _find_places(rows: Iterable[OrganisationRow]) -> dict[tuple[str, str], int]:
    """The largest place of each name and country that organisations name."""
    found = Place.objects.filter(name__in={row.place for row in rows})
    smallest_first = found.order_by("population", "-pk")
    return {
        (name, country): pk
        for name, country, pk in smallest_first.values_list("name", "country", "pk")
    }


def _organisation_columns(
    row: OrganisationRow, places: Mapping[tuple[str, str], int]
) -> dict[str, object]:
    place = places.get((row.place, row.country))
    return {
        "key": row.key,
        "name": row.name,
        "short_name": row.short_name,
        "kind": row.kind,
        "scope": row.scope,
        "country": row.country,
        "place_id": place,
        "place_text": "" if place else row.place,
        "website": row.website,
        "joinable": row.joinable,
        "special_category": row.special_category,
        "status": row.status,
        "evidence_year": row.evidence_year,
        "note": row.note,
    }


def _load_benefits(
    organisations: Iterable[OrganisationRow], pks: Pks, kinds: Pks
) -> SeedTable[Benefit]:
    rows = {
        f"{organisation.key}/{row.key}": (pks[organisation.key], row)
        for organisation in organisations
        for row in organisation.benefits
    }
    table = SeedTable(Benefit, key=attrgetter("seed_key"))
    table.load({key: _benefit_columns(key, pk, row, kinds) for key, (pk, row) in rows.items()})
    skills = dict(Skill.objects.values_list("key", "pk"))
    table.load_sets(
        "skills",
        {
            key: [(skills[skill], strength) for skill, strength in row.skills.items()]
            for key, (_, row) in rows.items()
        },
        link=BenefitSkill,
        owner="benefit_id",
        columns=("skill_id", "strength"),
    )
    table.load_gone({"retired_on": timezone.localdate()})
    return table


def _benefit_columns(key: str, organisation: int, row: BenefitRow, kinds: Pks) -> dict[str, object]:
    return {
        "seed_key": key,
        "organisation_id": organisation,
        "kind_id": kinds[row.kind],
        "title": row.title,
        "mode": row.mode,
        "interactivity": row.interactivity,
        "hours": row.hours,
        "frequency": row.frequency,
        "audience": row.audience,
        "requires": list(row.requires),
        "gives": list(row.gives),
        "basis": row.basis,
        "retired_on": None,
    }


def _load_fees(organisations: Iterable[OrganisationRow], pks: Pks) -> SeedTable[Fee]:
    table = SeedTable(Fee, key=attrgetter("seed_key"))
    table.load(
        {
            f"{organisation.key}/{row.key}": _fee_columns(
                f"{organisation.key}/{row.key}", pks[organisation.key], row
            )
            for organisation in organisations
            for row in organisation.fees
        }
    )
    return table


def _fee_columns(key: str, organisation: int, row: FeeRow) -> dict[str, object]:
    return {
        "seed_key": key,
        "organisation_id": organisation,
        "grade": row.grade,
        "amount": row.amount,
        "currency": row.currency,
        "period": row.period,
        "year": row.year,
        "source": row.source,
    }
