"""What was done, one after the other? The entries with their reflections."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from journal.choices import EntryType
from journal.hours import hours_and_minutes
from journal.models import Entry, Evidence
from reports.content import Bullets, Facts, Paragraph, Section
from reports.cpd.record import Activity, Record
from reports.cpd.words import days_of, step_in_words, what_became_of
from reports.prose import read_prose
from reports.text import as_heading


def entries(record: Record) -> tuple[Section, ...]:
    """A section for each entry, from the first day to the last."""
    return tuple(
        Section(
            heading=as_heading(activity.entry.title),
            blocks=(Facts(tuple(_facts(activity))), *read_prose(activity.entry.description)),
            sections=tuple(_inside(activity)),
        )
        for activity in record.activities
    )


def _facts(activity: Activity) -> Iterator[tuple[str, str]]:
    entry = activity.entry
    yield _("When"), days_of(entry)
    yield _("What"), str(EntryType(entry.type).label)
    yield _("Time"), _time(entry)
    organisation = entry.membership.organisation if entry.membership else entry.organisation
    if organisation is not None:
        yield _("Through"), organisation.label
    if activity.goals:
        yield _("For"), "; ".join(goal.text for goal in activity.goals)
    if activity.skills:
        yield _("Skills"), ", ".join(skill.name for skill in activity.skills)
    if activity.next_step is not None:
        step = activity.next_step
        yield _("Next step"), f"{step_in_words(step)} ({what_became_of(step)})"
    elif entry.no_step_because:
        yield _("Next step"), _("None, because: %(reason)s") % {"reason": entry.no_step_because}


def _time(entry: Entry) -> str:
    time = hours_and_minutes(entry.minutes or 0)
    if not entry.participatory_minutes:
        return time
    part = hours_and_minutes(entry.participatory_minutes)
    return _("%(time)s, of it %(part)s taking part") % {"time": time, "part": part}


def _inside(activity: Activity) -> Iterator[Section]:
    """The reflection, where there is one, and the list of evidence."""
    entry = activity.entry
    for heading, text in (
        (_("What happened"), entry.what),
        (_("So what"), entry.so_what),
        (_("Now what"), entry.now_what),
    ):
        if prose := read_prose(text):
            yield Section(heading, prose)
    if activity.evidence:
        shown = tuple((Paragraph(_evidence(each)),) for each in activity.evidence)
        yield Section(_("Evidence"), (Bullets(shown),))


def _evidence(evidence: Evidence) -> str:
    if not evidence.link:
        return _("%(name)s (a file)") % {"name": evidence.name}
    if evidence.name in ("", evidence.link):
        return evidence.link
    return _("%(name)s (%(address)s)") % {"name": evidence.name, "address": evidence.link}
