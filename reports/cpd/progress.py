"""What became of steps and belonging, and what comes next? The shorter parts."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from goals.models import Goal
from journal.models import Step
from memberships.choices import MembershipKind
from people.figures import day, percent
from reports.content import Block, Column, Paragraph, Table
from reports.cpd.record import Record
from reports.cpd.words import day_or_nothing, step_in_words, what_became_of


def steps(record: Record) -> Iterator[Block]:
    """How many steps were closed in the period, which, and which were open at its end."""
    closed, left = record.closed, record.open_at_end
    if not closed and not left:
        yield Paragraph(_("There were no steps in this period."))
        return
    share = len(closed) / (len(closed) + len(left))
    yield Paragraph(
        _("Closed in the period: %(closed)s. Open at its end: %(open)s. Share closed: %(share)s.")
        % {"closed": len(closed), "open": len(left), "share": percent(share)}
    )
    yield Paragraph(
        _(
            "A step that was dropped, with its reason, is closed too. What followed from the "
            "entries of the period counts as open at its end, however late it was written down."
        )
    )
    if closed:
        yield Table(
            caption=_("Closed in the period"),
            columns=(
                Column(_("Step")),
                Column(_("What became of it")),
                Column(_("What came of it")),
            ),
            rows=tuple(
                (step_in_words(step), what_became_of(step), step.dropped_because or step.outcome)
                for step in closed
            ),
        )
    if left:
        yield _steps_by_day(_("Open at its end"), left)


def memberships(record: Record) -> Iterator[Block]:
    """What was held in the period, and the roles in it."""
    if not record.held:
        yield Paragraph(_("There is no membership on record for this period."))
        return
    yield Table(
        caption=_("Memberships held in the period; the first day is that of the first term known"),
        columns=(Column(_("Membership")), Column(_("How")), Column(_("From")), Column(_("To"))),
        rows=tuple(
            (
                each.membership.organisation.name,
                str(MembershipKind(each.membership.kind).label),
                _since(each.since),
                day_or_nothing(each.until),
            )
            for each in record.held
        ),
    )
    roles = tuple(
        (
            role.title,
            each.membership.organisation.name,
            _since(role.starts),
            day_or_nothing(role.ends),
        )
        for each in record.held
        for role in each.roles
    )
    if roles:
        yield Table(
            caption=_("Roles in the period"),
            columns=(Column(_("Role")), Column(_("In")), Column(_("From")), Column(_("To"))),
            rows=roles,
        )


def _since(first: date | None) -> str:
    return _("not known") if first is None else day(first)


def plan(record: Record) -> Iterator[Block]:
    """The steps that are open today, and the goals that have a day."""
    if not record.still_open and not record.wanted:
        yield Paragraph(_("No step is open, and no goal has a day."))
        return
    yield Paragraph(_("As it stands on the day of this report."))
    if record.still_open:
        yield _steps_by_day(_("Next steps, by day"), record.still_open)
    if record.wanted:
        yield Table(
            caption=_("Goals, by the day on which they are to be reached"),
            columns=(Column(_("Goal")), Column(_("To be reached by"))),
            rows=tuple(
                (goal.text, day_or_nothing(goal.target_on))
                for goal in sorted(record.wanted, key=_by_target)
            ),
        )


def _by_target(goal: Goal) -> tuple[str, int]:
    return str(goal.target_on), goal.rank


def _steps_by_day(caption: str, found: tuple[Step, ...]) -> Table:
    """Steps by the day they are due and, on one day, by goal."""
    in_order = sorted(found, key=lambda step: (step.due, step.goal.rank if step.goal else 0))
    return Table(
        caption=caption,
        columns=(Column(_("Step")), Column(_("By")), Column(_("For the goal"))),
        rows=tuple(
            (step_in_words(step), day(step.due), step.goal.text if step.goal else "")
            for step in in_order
        ),
    )
