"""What did I do, as a table to take away? One line an entry."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from journal.filters import EntryFilter
from journal.hours import MINUTES_AN_HOUR
from journal.models import Entry
from journal.pages.through import through


def export_lines(*, filtered: EntryFilter) -> Iterator[list[str]]:
    """The entries that a filter leaves, headings first, in three queries."""
    yield [
        _("Day"), _("To"), _("What it was"), _("Type"), _("Hours"), _("Hours taking part"),
        _("Through"), _("Goals"), _("Skills"), _("Description"), _("What happened"), _("So what"),
        _("Now what"), _("When"), _("I will"), _("By"), _("State of the step"), _("None, because"),
        _("Confidential"), _("Sensitive"), _("Finished"), _("Event"),
    ]  # fmt: skip
    related = ("membership__organisation", "organisation", "event", "next_step")
    for entry in filtered.qs.select_related(*related).prefetch_related("goals", "skills"):
        yield _line(entry)


def _line(entry: Entry) -> list[str]:
    step = entry.next_step
    return [
        entry.on.isoformat(),
        entry.until.isoformat() if entry.until else "",
        entry.title,
        entry.get_type_display(),
        "" if entry.minutes is None else _hours(entry.minutes),
        _hours(entry.participatory_minutes),
        through(entry),
        "; ".join(goal.text for goal in entry.goals.all()),
        "; ".join(skill.name for skill in entry.skills.all()),
        entry.description,
        entry.what,
        entry.so_what,
        entry.now_what,
        step.cue if step else "",
        step.action if step else "",
        step.due.isoformat() if step else "",
        step.get_state_display() if step else "",
        entry.no_step_because,
        _yes(entry.confidential),
        _yes(entry.sensitive),
        _yes(entry.completed_at is not None),
        entry.event.title if entry.event else "",
    ]


def _hours(minutes: int) -> str:
    """Hours as a spreadsheet adds them: 1.5."""
    return f"{minutes / MINUTES_AN_HOUR:.2f}".rstrip("0").rstrip(".")


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")
