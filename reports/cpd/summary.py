"""How much was done in the period, and for what? The summary."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.models import FrameworkVersion, Goal, Skill
from journal.choices import EntryType
from journal.hours import hours_and_minutes
from reports.content import Bar, BarChart, Block, Column, Paragraph, Table
from reports.cpd.record import Activity, Record
from reports.cpd.sums import NOTHING, Sum, add_up, add_up_by

Line = tuple[str, Sum]


def summary(record: Record) -> Iterator[Block]:
    """The sum of all, then by type, by goal, by area of skills, by each framework's headings."""
    activities = record.activities
    if not activities:
        yield Paragraph(_("There is no entry in this period."))
        return
    yield Paragraph(_sentence(add_up(activities)))
    yield Paragraph(
        _(
            "An entry counts in the period in which it began. One that serves two goals, or names "
            "skills of two areas or headings, counts in both, so that these lines may add up to "
            "more than the whole."
        )
    )
    by_type = _by_type(activities)
    yield _chart(by_type)
    yield _table(_("By type"), _("Type"), by_type)
    yield _table(_("By goal"), _("Goal"), _by_goal(activities))
    yield _table(_("By area of skills"), _("Area"), _by_area(activities))
    for framework in record.frameworks:
        yield _table(str(framework), _("Heading"), _by_heading(activities, framework))


def _sentence(total: Sum) -> str:
    counted = ngettext("%(count)s entry", "%(count)s entries", total.entries)
    return _("%(entries)s, %(time)s together, of it %(part)s taking part.") % {
        "entries": counted % {"count": total.entries},
        "time": hours_and_minutes(total.minutes),
        "part": hours_and_minutes(total.participatory),
    }


def _by_type(activities: Iterable[Activity]) -> list[Line]:
    sums = add_up_by(activities, lambda each: [each.entry.type])
    return [(str(kind.label), sums[kind]) for kind in EntryType if kind in sums]


def _by_goal(activities: Iterable[Activity]) -> list[Line]:
    """By the goals of today first, the most important at the head; what names none stands last."""

    def goals(activity: Activity) -> Iterable[Goal | None]:
        return activity.goals or (None,)

    sums = add_up_by(activities, goals)
    named = sorted(filter(None, sums), key=lambda each: (bool(each.archived_at), each.rank))
    return [*((goal.text, sums[goal]) for goal in named), *_rest(sums.get(None), _("No goal"))]


def _by_area(activities: Iterable[Activity]) -> list[Line]:
    """By the areas in their order; what names no skill stands last."""

    def areas(activity: Activity) -> Iterable[Skill | None]:
        return [skill.parent or skill for skill in activity.skills] or (None,)

    sums = add_up_by(activities, areas)
    named = sorted(filter(None, sums), key=lambda each: (each.position, each.name))
    return [*((area.name, sums[area]) for area in named), *_rest(sums.get(None), _("No skill"))]


def _by_heading(activities: Iterable[Activity], framework: FrameworkVersion) -> list[Line]:
    """By every heading, those to which nothing answers as well."""
    headings = list(framework.headings.all())
    of_skill: dict[int, list[int]] = {}
    for heading in headings:
        for skill in heading.skills.all():
            of_skill.setdefault(skill.pk, []).append(heading.pk)
    sums = add_up_by(
        activities,
        lambda each: (heading for skill in each.skills for heading in of_skill.get(skill.pk, ())),
    )
    return [(heading.name, sums.get(heading.pk, NOTHING)) for heading in headings]


def _rest(total: Sum | None, name: str) -> list[Line]:
    return [] if total is None else [(name, total)]


def _chart(lines: list[Line]) -> BarChart:
    longest = max(total.minutes for _name, total in lines) or 1
    return BarChart(
        caption=_("Time by type"),
        alternative=_("A bar for the time of each type in the table below."),
        bars=tuple(
            Bar(name, total.minutes / longest, hours_and_minutes(total.minutes))
            for name, total in lines
        ),
    )


def _table(caption: str, head: str, lines: list[Line]) -> Table:
    return Table(
        caption=caption,
        columns=(
            Column(head),
            Column(_("Entries"), "end"),
            Column(_("Time"), "end"),
            Column(_("Of it taking part"), "end"),
        ),
        rows=tuple(
            (
                name,
                str(total.entries),
                hours_and_minutes(total.minutes),
                hours_and_minutes(total.participatory),
            )
            for name, total in lines
        ),
    )
