"""How are the bytes of the demo's persona read? Into frozen rows, or an error."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from goals.records import Record, Records, refuse_duplicates

FILE = "persona.yaml"
KINDS = ("personal", "institutional", "informal", "online_profile")
MATCHES = ("certain", "inferred", "unidentified")


@dataclass(frozen=True, slots=True)
class Words:
    """The words that fields may hold: choices of the models, and keys of the catalogue."""

    organisations: Collection[str]
    benefit_kinds: Collection[str]
    skills: Collection[str]
    experience: Collection[str]
    levels: Collection[str]
    uses: Collection[str]


@dataclass(frozen=True, slots=True)
class ExperienceRow:
    """Experience, where it comes from and what that was."""

    kind: str
    where: str
    note: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal; rank 1 is the most important, no levels mean any."""

    text: str
    skill: str
    rank: int
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A membership, as it was written down and how surely the organisation is the right one."""

    organisation: str
    kind: str
    role: str
    as_written: str
    match: str
    note: str


@dataclass(frozen=True, slots=True)
class Persona:
    """The demo's librarian. `uses` are words by the key of an organisation or kind of benefit."""

    as_of: datetime.date
    town: str
    country: str
    employer: str
    experience: tuple[ExperienceRow, ...]
    goals: tuple[GoalRow, ...]
    memberships: tuple[MembershipRow, ...]
    uses_by_organisation: Mapping[str, str]
    uses_by_kind: Mapping[str, str]


def parse_persona(content: bytes, *, words: Words) -> Persona:
    """The persona of `persona.yaml`, of which the parts that tell its story are not read.

    Raises `BadDataError` with everything that is wrong.
    """
    records = Records(content, file=FILE)
    person = records.top.record("persona")
    home = person.record("home")
    uses = records.top.record("uses")
    persona = Persona(
        as_of=person.date("as_of"),
        town=home.text("place"),
        country=home.text("country"),
        employer=person.word("employer", words.organisations),
        experience=tuple(_experience(record, words) for record in person.each("experience")),
        goals=tuple(_goal(record, words) for record in records.top.each("goals")),
        memberships=_memberships(records.top, words),
        uses_by_organisation=_uses(uses, "by_organisation", words.organisations, words),
        uses_by_kind=_uses(uses, "by_kind", words.benefit_kinds, words),
    )
    records.finish()
    return persona


def _experience(record: Record, words: Words) -> ExperienceRow:
    record.call("experience", "type")
    return ExperienceRow(
        kind=record.word("type", words.experience),
        where=record.word("where", words.organisations),
        note=record.text("note", longest=200),
    )


def _goal(record: Record, words: Words) -> GoalRow:
    record.call("goal")
    return GoalRow(
        text=record.text("text", longest=500),
        skill=record.word("skill", words.skills),
        rank=record.whole("priority", 1, 100) or 1,
        levels=record.words("level", words.levels, needed=False),
    )


def _memberships(top: Record, words: Words) -> tuple[MembershipRow, ...]:
    records = list(top.each("memberships"))
    rows = tuple(_membership(record, words) for record in records)
    refuse_duplicates(records, [f"{row.organisation} {row.kind}" for row in rows], "organisation")
    return rows


def _membership(record: Record, words: Words) -> MembershipRow:
    record.call("membership", "organisation")
    return MembershipRow(
        organisation=record.word("organisation", words.organisations),
        kind=record.word("kind", KINDS),
        role=record.text("role", longest=200),
        as_written=record.text("as_written", longest=200),
        match=record.word("match", MATCHES),
        note=record.text("note", needed=False),
    )


def _uses(uses: Record, field: str, keys: Collection[str], words: Words) -> dict[str, str]:
    record = uses.record(field)
    found = {key: record.word(key, words.uses) for key in record.fields if key in keys}
    record.close()
    return found
