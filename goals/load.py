"""How do skills, frameworks and kinds of experience reach the database?"""

from collections.abc import Iterable
from operator import attrgetter

from goals.models import ExperienceKind, FrameworkVersion, Heading, Skill
from goals.parse import ExperienceKindRow, FrameworkRow, SkillRow, Taxonomy
from people.seed import Loaded, SeedTable


def load_taxonomy(taxonomy: Taxonomy) -> list[Loaded]:
    """Add and update skills, framework versions and headings, within the caller's transaction."""
    skills = _load_skills(taxonomy.skills)
    frameworks = _load_frameworks(taxonomy.frameworks)
    headings = _load_headings(taxonomy, frameworks, skills)
    return [skills.loaded, frameworks.loaded, headings.loaded]


def load_experience_kinds(rows: Iterable[ExperienceKindRow]) -> Loaded:
    """Add and update kinds of experience, within the caller's transaction."""
    table = SeedTable(ExperienceKind, key=attrgetter("key"))
    table.load(
        {
            row.key: {"key": row.key, "label": row.label, "position": position}
            for position, row in enumerate(rows)
        }
    )
    return table.loaded


def _load_skills(rows: tuple[SkillRow, ...]) -> SeedTable[Skill]:
    table = SeedTable(Skill, key=attrgetter("key"))
    table.load(
        {
            row.key: {
                "key": row.key,
                "name": row.name,
                "summary": row.summary,
                "facets": list(row.facets),
                "position": position,
            }
            for position, row in enumerate(rows)
        }
    )
    pks = table.pks()
    table.load({row.key: {"parent_id": pks.get(row.parent)} for row in rows})
    return table


def _load_frameworks(rows: tuple[FrameworkRow, ...]) -> SeedTable[FrameworkVersion]:
    table = SeedTable(FrameworkVersion, key=attrgetter("key", "version"))
    table.load(
        {
            (row.key, row.version): {
                "key": row.key,
                "version": row.version,
                "name": row.name,
                "note": row.note,
                "checked": row.checked,
            }
            for row in rows
        }
    )
    return table


def _load_headings(
    taxonomy: Taxonomy, frameworks: SeedTable[FrameworkVersion], skills: SeedTable[Skill]
) -> SeedTable[Heading]:
    # As the file calls it, so that a heading that a curator renamed is found again.
    table = SeedTable(Heading, key=lambda row: (row.framework_id, row.seed.get("name", row.name)))
    framework_pks, skill_pks = frameworks.pks(), skills.pks()
    columns, sets = {}, {}
    for framework in taxonomy.frameworks:
        framework_pk = framework_pks[framework.key, framework.version]
        for position, name in enumerate(framework.headings):
            key = (framework_pk, name)
            columns[key] = {"framework_id": framework_pk, "name": name, "position": position}
            sets[key] = [
                (skill_pks[skill.key],)
                for skill in taxonomy.skills
                if name in skill.headings.get(framework.key, ())
            ]
    table.load(columns)
    table.load_sets(
        "skills", sets, link=Heading.skills.through, owner="heading_id", columns=("skill_id",)
    )
    return table
