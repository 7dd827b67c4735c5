"""How are the bytes of the skills read? Into frozen rows, or an error naming every mistake."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from goals.records import Record, Records, refuse_duplicates

FILE = "skills.yaml"


@dataclass(frozen=True, slots=True)
class FrameworkRow:
    """A dated version of a framework and its headings, in order."""

    key: str
    version: str
    name: str
    note: str
    checked: bool
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill, or an area (no parent), with its headings by the key of their framework."""

    key: str
    name: str
    summary: str
    facets: tuple[str, ...]
    parent: str
    headings: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ExperienceKindRow:
    """A kind of experience."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """What `skills.yaml` holds; every area stands before its skills."""

    frameworks: tuple[FrameworkRow, ...]
    skills: tuple[SkillRow, ...]


def parse_skills(content: bytes) -> Taxonomy:
    """The frameworks, areas and skills of `skills.yaml`. Raises `BadDataError`."""
    records = Records(content, file=FILE)
    framework_records = list(records.top.each("frameworks"))
    frameworks = tuple(_framework(record) for record in framework_records)
    refuse_duplicates(framework_records, [row.key for row in frameworks], "key")
    headings = {row.key: row.headings for row in frameworks}
    found: list[tuple[Record, SkillRow]] = []
    for record in records.top.each("areas"):
        found += _area(record, headings)
    records.top.close()
    refuse_duplicates([record for record, _ in found], [row.key for _, row in found], "key")
    records.finish()
    return Taxonomy(frameworks, tuple(row for _, row in found))


def read_experience_kind(record: Record) -> ExperienceKindRow:
    """One kind of experience, out of whichever file lists them."""
    record.call("experience")
    row = ExperienceKindRow(record.key(), record.text("label", longest=200))
    record.close()
    return row


def _framework(record: Record) -> FrameworkRow:
    record.call("framework")
    row = FrameworkRow(
        key=record.key(),
        version=record.text("version", longest=50),
        name=record.text("name", longest=200),
        note=record.text("note", needed=False),
        checked=record.flag("checked"),
        headings=record.texts("headings", longest=200),
    )
    record.close()
    return row


def _area(record: Record, headings: Mapping[str, Collection[str]]) -> list[tuple[Record, SkillRow]]:
    """The area and its skills, each with its record."""
    record.call("area")
    area = SkillRow(
        key=record.key(),
        name=record.text("name", longest=200),
        summary=record.text("summary"),
        facets=(),
        parent="",
        headings={},
    )
    skills = [(skill, _skill(skill, area.key, headings)) for skill in record.each("skills")]
    record.close()
    return [(record, area), *skills]


def _skill(record: Record, area: str, headings: Mapping[str, Collection[str]]) -> SkillRow:
    record.call("skill")
    row = SkillRow(
        key=record.key(),
        name=record.text("name", longest=200),
        summary=record.text("summary"),
        facets=record.texts("facets"),
        parent=area,
        headings={key: record.words(key, known) for key, known in headings.items()},
    )
    record.close()
    return row
