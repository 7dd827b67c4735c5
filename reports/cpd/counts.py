"""How much is in a report, and how much is not?"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.hours import hours_and_minutes
from reports.choices import CpdPart
from reports.cpd.record import Record
from reports.cpd.sums import add_up
from reports.ordering import Parts

_OF_STEPS = {CpdPart.ENTRIES, CpdPart.STEPS, CpdPart.PLAN}
_OF_ENTRIES = {CpdPart.SUMMARY, CpdPart.ENTRIES, CpdPart.ABILITY}


def what_is_missing(record: Record, parts: Parts) -> Iterator[str]:
    """How much of what these parts would show is not in them, in sentences."""
    left_out = record.left_out
    if left_out.entries and _OF_ENTRIES.intersection(parts):
        yield ngettext(
            "%(count)s entry is left out.", "%(count)s entries are left out.", left_out.entries
        ) % {"count": left_out.entries}
    if left_out.steps and _OF_STEPS.intersection(parts):
        yield ngettext(
            "%(count)s step is left out.", "%(count)s steps are left out.", left_out.steps
        ) % {"count": left_out.steps}
    if left_out.memberships and CpdPart.MEMBERSHIPS in parts:
        yield ngettext(
            "%(count)s membership is left out.",
            "%(count)s memberships are left out.",
            left_out.memberships,
        ) % {"count": left_out.memberships}
    if record.unfinished and _OF_ENTRIES.intersection(parts):
        yield ngettext(
            "%(count)s unfinished entry is not in it.",
            "%(count)s unfinished entries are not in it.",
            record.unfinished,
        ) % {"count": record.unfinished}


def what_is_in(record: Record) -> dict[CpdPart, str]:
    """How much each part shows, where that is a number."""
    return {
        CpdPart.SUMMARY: hours_and_minutes(add_up(record.activities).minutes),
        CpdPart.ENTRIES: _entries(len(record.activities)),
        CpdPart.STEPS: _("%(closed)s closed, %(open)s open")
        % {"closed": len(record.closed), "open": len(record.open_at_end)},
        CpdPart.MEMBERSHIPS: _memberships(len(record.held)),
        CpdPart.ABILITY: _goals(len(record.growth)),
        CpdPart.PLAN: _steps(len(record.still_open)),
    }


def _entries(count: int) -> str:
    return ngettext("%(count)s entry", "%(count)s entries", count) % {"count": count}


def _memberships(count: int) -> str:
    return ngettext("%(count)s membership", "%(count)s memberships", count) % {"count": count}


def _goals(count: int) -> str:
    return ngettext("%(count)s goal", "%(count)s goals", count) % {"count": count}


def _steps(count: int) -> str:
    return ngettext("%(count)s open step", "%(count)s open steps", count) % {"count": count}
