"""Which events did one get to, and to which not, and why? A section of the membership review."""

from datetime import datetime

from django.utils.translation import gettext as _

from events.choices import Going, Reason
from events.going_counts import GoingCounts, could_not_in_words, count_going
from memberships.money import years_before
from people.models import User
from reports.content import Column, Paragraph, Section, Table


def load_going(*, user: User, now: datetime, include_sensitive: bool) -> tuple[Section, ...]:
    """The events of the year before `now` by what was said of them; no section without any."""
    counts = count_going(
        user=user,
        since=now - (now.date() - years_before(now.date(), 1)),
        until=now,
        leave_out_sensitive=not include_sensitive,
    )
    return build_going(counts)


def build_going(counts: GoingCounts) -> tuple[Section, ...]:
    """The counts as a sentence and a table: each answer, and under “could not” each reason."""
    if not counts.states:
        return ()
    rows = [(str(state.label), str(counts.states[state])) for state in Going]
    rows += [
        (_("Could not: %(reason)s") % {"reason": str(reason.label).lower()}, str(number))
        for reason in Reason
        if (number := counts.reasons[reason])
    ]
    table = Table(
        caption=_("Events of the last twelve months by what was said of them"),
        columns=(Column(_("Answer")), Column(_("Events"), "end")),
        rows=tuple(rows),
    )
    sentence = could_not_in_words(counts)
    blocks = (Paragraph(sentence), table) if sentence else (table,)
    return (Section(_("Events"), blocks),)
