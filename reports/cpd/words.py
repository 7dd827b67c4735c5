"""How is a thing of the record called in a report?"""

from datetime import date

from django.utils.translation import gettext as _

from journal.choices import StepState
from journal.models import Entry, Step
from people.figures import day


def days_of(entry: Entry) -> str:
    """The day of an entry, or its first and its last."""
    if entry.until is None or entry.until == entry.on:
        return day(entry.on)
    return _("%(first)s to %(last)s") % {"first": day(entry.on), "last": day(entry.until)}


def day_or_nothing(value: date | None) -> str:
    """A day; nothing for none."""
    return "" if value is None else day(value)


def step_in_words(step: Step) -> str:
    """“When ..., I will ...”, in the owner's words."""
    if not step.cue.strip():
        return _("I will: %(action)s") % {"action": step.action}
    return _("When: %(cue)s. I will: %(action)s") % {
        "cue": step.cue.strip().removesuffix("."),
        "action": step.action,
    }


def what_became_of(step: Step) -> str:
    """That a step is due, was done, or was dropped, and when."""
    if step.closed_on is None:
        return _("by %(day)s") % {"day": day(step.due)}
    if step.state == StepState.DONE:
        return _("done on %(day)s") % {"day": day(step.closed_on)}
    return _("dropped on %(day)s") % {"day": day(step.closed_on)}
