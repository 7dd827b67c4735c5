"""How are the bytes of the catalogue read? Into frozen rows, or an error naming every mistake."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from goals.parse import ExperienceKindRow, read_experience_kind
from goals.records import Record, Records, refuse_duplicates
from people.problems import quote

KINDS_FILE = "benefit_kinds.yaml"
ORGANISATIONS_FILE = "organisations.yaml"
OPEN = "none"  # the word of `experience_required` that stands alone: open to everybody
MEMBER = "member"  # its word for what joining gives
CHAIN = " → "


@dataclass(frozen=True, slots=True)
class Words:
    """The words that fields may hold: the choices of the models, and the keys of other files."""

    organisation_kinds: Collection[str]
    scopes: Collection[str]
    joinable: Collection[str]
    statuses: Collection[str]
    special_categories: Collection[str]
    benefit_kinds: Collection[str]
    modes: Collection[str]
    interactivities: Collection[str]
    audiences: Collection[str]
    bases: Collection[str]
    periods: Collection[str]
    skills: Collection[str]
    experience: Collection[str]


@dataclass(frozen=True, slots=True)
class BenefitKindRow:
    """A kind of benefit with its defaults; hours a year."""

    key: str
    label: str
    hours: Decimal
    size: str
    requires: tuple[tuple[str, ...], ...]
    gives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """A benefit. `key` is unique within its organisation and never changes; hours a year."""

    key: str
    kind: str
    title: str
    mode: str
    interactivity: str
    skills: Mapping[str, int]
    requires: tuple[str, ...]
    gives: tuple[str, ...]
    hours: Decimal | None
    frequency: str
    audience: str
    basis: str


@dataclass(frozen=True, slots=True)
class FeeRow:
    """What a grade cost. `key` is made of the grade and the year, unique in its organisation."""

    key: str
    grade: str
    amount: Decimal | None
    currency: str
    period: str
    year: int | None
    source: str


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation; `parent`, `successor` and `see_instead` are keys of others, or empty."""

    key: str
    name: str
    short_name: str
    former_names: tuple[str, ...]
    aliases: tuple[str, ...]
    kind: str
    parent: str
    scope: str
    country: str
    place: str
    website: str
    joinable: str
    special_category: str
    status: str
    successor: str
    evidence_year: int | None
    note: str
    see_instead: tuple[str, ...]
    sources: tuple[str, ...]
    fees: tuple[FeeRow, ...]
    benefits: tuple[BenefitRow, ...]


@dataclass(frozen=True, slots=True)
class Kinds:
    """What `benefit_kinds.yaml` holds."""

    benefits: tuple[BenefitKindRow, ...]
    experience: tuple[ExperienceKindRow, ...]


def parse_kinds(content: bytes, *, sizes: Collection[str]) -> Kinds:
    """The kinds of benefit and of experience of `benefit_kinds.yaml`. Raises `BadDataError`."""
    records = Records(content, file=KINDS_FILE)
    experience_records = list(records.top.each("experience"))
    experience = tuple(read_experience_kind(record) for record in experience_records)
    refuse_duplicates(experience_records, [row.key for row in experience], "key")
    known = {row.key for row in experience}
    kind_records = list(records.top.each("kinds"))
    kinds = tuple(_benefit_kind(record, sizes, known) for record in kind_records)
    refuse_duplicates(kind_records, [row.key for row in kinds], "key")
    records.top.close()
    records.finish()
    return Kinds(kinds, experience)


def parse_organisations(content: bytes, *, words: Words) -> tuple[OrganisationRow, ...]:
    """The organisations of `organisations.yaml`, with benefits and fees. Raises `BadDataError`."""
    records = Records(content, file=ORGANISATIONS_FILE)
    found = [(record, _organisation(record, words)) for record in records.top.each("organisations")]
    records.top.close()
    refuse_duplicates([record for record, _ in found], [row.key for _, row in found], "key")
    _refuse_unknown_references(found)
    for field in ("parent", "successor"):
        _refuse_circles(found, field)
    records.finish()
    return tuple(row for _, row in found)


def _benefit_kind(
    record: Record, sizes: Collection[str], experience: Collection[str]
) -> BenefitKindRow:
    record.call("kind")
    hours = record.amount("hours", digits=6, places=1)
    if hours == 0:
        record.refuse("hours", "must be more than 0")
    row = BenefitKindRow(
        key=record.key(),
        label=record.text("label", longest=100),
        hours=hours or Decimal(1),
        size=record.word("size", sizes),
        requires=record.alternatives("requires", experience),
        gives=record.words("gives", experience),
    )
    record.close()
    return row


def _organisation(record: Record, words: Words) -> OrganisationRow:
    record.call("organisation")
    row = OrganisationRow(
        key=record.key(),
        name=record.text("name", longest=300),
        short_name=record.text("short_name", longest=100, needed=False),
        former_names=record.texts("former_names", longest=300, needed=False),
        aliases=record.texts("aliases", longest=300, needed=False),
        kind=record.word("kind", words.organisation_kinds),
        parent=record.text("parent", needed=False),
        scope=record.word("scope", words.scopes),
        country=_capitals(record, "country", 2, needed=False),
        place=record.text("place", longest=200, needed=False),
        website=record.text("website", longest=300, needed=False),
        joinable=record.word("joinable", words.joinable),
        special_category=record.word("special_category", words.special_categories, needed=False),
        status=record.word("status", words.statuses),
        successor=record.text("successor", needed=False),
        evidence_year=record.whole("as_of", 1800, 2200, needed=False),
        note=record.text("note", needed=False),
        see_instead=record.texts("see_instead"),
        sources=record.texts("sources", longest=500),
        fees=_fees(record, words),
        benefits=_benefits(record, words),
    )
    record.close()
    return row


def _benefits(organisation: Record, words: Words) -> tuple[BenefitRow, ...]:
    records = list(organisation.each("benefits"))
    rows = tuple(_benefit(record, words) for record in records)
    refuse_duplicates(records, [row.key for row in rows], "key")
    return rows


def _benefit(record: Record, words: Words) -> BenefitRow:
    record.call("benefit")
    strength = record.whole("strength", 1, 3) or 1
    requires = record.words("experience_required", [OPEN, *words.experience])
    if not requires or (OPEN in requires and len(requires) > 1):
        record.refuse("experience_required", f"must be [{OPEN}] or a list of other words")
    hours = record.amount("hours_per_year", digits=6, places=1, needed=False)
    if hours == 0:
        record.refuse("hours_per_year", "must be more than 0, or null")
    row = BenefitRow(
        key=record.key(),
        kind=record.word("kind", words.benefit_kinds),
        title=record.text("title", longest=300),
        mode=record.word("mode", words.modes),
        interactivity=record.word("interactivity", words.interactivities),
        skills=dict.fromkeys(record.words("skills", words.skills), strength),
        requires=requires,
        gives=record.words("gives_experience", words.experience),
        hours=hours,
        frequency=record.text("frequency", longest=200, needed=False),
        audience=record.word("audience", words.audiences, needed=False) or _audience(requires),
        basis=record.word("basis", words.bases),
    )
    record.close()
    return row


def _audience(requires: tuple[str, ...]) -> str:
    """Who may use a benefit whose record does not say."""
    return "anyone" if requires == (OPEN,) else "members"


def _fees(organisation: Record, words: Words) -> tuple[FeeRow, ...]:
    records = list(organisation.each("fees"))
    rows = tuple(_fee(record, words) for record in records)
    refuse_duplicates(records, [row.key for row in rows], "tier")
    return rows


def _fee(record: Record, words: Words) -> FeeRow:
    record.call("fee", "tier")
    grade = record.text("tier", longest=200)
    year = record.whole("as_of", 1800, 2200, needed=False)
    row = FeeRow(
        key=f"{_slug(grade)}/{year or 'undated'}",
        grade=grade,
        amount=record.amount("amount", digits=9, places=2, needed=False),
        currency=_capitals(record, "currency", 3),
        period=record.word("period", words.periods),
        year=year,
        source=record.text("source", longest=500),
    )
    record.close()
    return row


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def _capitals(record: Record, field: str, length: int, *, needed: bool = True) -> str:
    code = record.text(field, needed=needed)
    if code and not re.fullmatch(f"[A-Z]{{{length}}}", code):
        record.refuse(field, f"must be {length} capital letters, not {quote(code)}")
    return code


def _refuse_unknown_references(found: list[tuple[Record, OrganisationRow]]) -> None:
    known = {row.key for _, row in found}
    for record, row in found:
        references = [("parent", row.parent), ("successor", row.successor)]
        references += [("see_instead", key) for key in row.see_instead]
        for field, key in references:
            if key and key not in known:
                record.refuse(field, f"there is no organisation {quote(key)}")
            if key == row.key:
                record.refuse(field, "must not be the organisation itself")


def _refuse_circles(found: list[tuple[Record, OrganisationRow]], field: str) -> None:
    """Refuse each circle of `field` once, at an organisation that is part of it."""
    records = {row.key: record for record, row in found}
    next_of = {row.key: getattr(row, field) for _, row in found}
    settled: set[str] = set()
    for start in next_of:
        walk: dict[str, None] = {}
        key = start
        while key and key not in settled and key not in walk:
            walk[key] = None
            key = next_of.get(key, "")
        circle = list(walk)[list(walk).index(key) :] if key in walk else []
        if len(circle) > 1:
            records[key].refuse(field, f"these stand in a circle: {CHAIN.join([*circle, key])}")
        settled.update(walk)
