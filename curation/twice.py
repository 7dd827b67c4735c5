"""What becomes of what one person said twice, of two entries that are one?

Plain functions over rows: they say which columns of the row that stays change, and write nothing.
What finds no column of its own there becomes words, so that its owner still has it before them.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from memberships.bringing_in import overlaps
from memberships.choices import Activity, State
from memberships.models import BenefitUse, Ending, Membership, Role, Staff, Term
from people.figures import day, money
from people.seed import plain

# The one further down says more: who belongs today belongs, whatever the other row says.
STATES = [State.ENDED, State.INTENDED, State.HELD]
ACTIVITIES = ["", *Activity.values]
TERM_SAYS = ("starts", "ends", "grade", "fee", "currency", "payer", "share", "tax_relief",
             "notice_days", "auto_renews")  # fmt: skip


def part_terms(kept: Sequence[Term], gone: Iterable[Term]) -> tuple[list[Term], list[Term]]:
    """The terms of `gone` that share no day with one of `kept`, and the others."""
    spans = [(term.starts, term.ends) for term in kept]
    apart: list[Term] = []
    overlapping: list[Term] = []
    for term in gone:
        (overlapping if overlaps(spans, term.starts, term.ends) else apart).append(term)
    return apart, overlapping


def part_roles(kept: Iterable[Role], gone: Iterable[Role]) -> list[Role]:
    """The roles of `gone` that `kept` does not have with the same days."""
    there = {(role.title, role.starts, role.ends) for role in kept}
    return [role for role in gone if (role.title, role.starts, role.ends) not in there]


def join_memberships(
    kept: Membership, gone: Membership, *, left: Iterable[str]
) -> tuple[dict[str, Any], Ending | None]:
    """What changes in the membership `kept`, and the ending that it had on the way, if any.

    `left` are more lines about what finds no place there.
    """
    standing, other = kept, gone
    if _standing(gone) > _standing(kept):
        standing, other = gone, kept
    values = {
        "state": standing.state,
        "ended_on": standing.ended_on,
        "ended_reason": standing.ended_reason,
        "sensitive": kept.sensitive or gone.sensitive,
        "keep_reason": kept.keep_reason or gone.keep_reason,
        "number": kept.number or gone.number,
        "activity": max(kept.activity, gone.activity, key=ACTIVITIES.index),
    }
    ending = None
    lines = list(_unplaced(kept, gone))
    if other.state == State.ENDED and other.ended_on and other.ended_on != standing.ended_on:
        ending = Ending(membership=kept, on=other.ended_on, reason=other.ended_reason)
    elif other.ended_reason and other.ended_reason != standing.ended_reason:
        lines.append(_("Why it had ended: %(reason)s") % {"reason": other.ended_reason})
    values["notes"] = _notes(kept, gone, [*lines, *left])
    return values, ending


def _standing(membership: Membership) -> tuple[int, bool, Any]:
    """Of two memberships the one with more of it says how they stand: the later of two endings."""
    on = membership.ended_on
    return STATES.index(State(membership.state)), on is not None, on or 0


def _unplaced(kept: Membership, gone: Membership) -> Iterable[str]:
    """What a column of `kept` has no room for, as it says something else already."""
    if gone.number not in {"", kept.number} and kept.number:
        yield _("Membership number: %(number)s") % {"number": gone.number}
    if gone.keep_reason not in {"", kept.keep_reason} and kept.keep_reason:
        yield _("Reason to keep it: %(reason)s") % {"reason": gone.get_keep_reason_display()}


def _notes(kept: Membership, gone: Membership, lines: Iterable[str]) -> str:
    """What stood there, then where the rest came from, and what is to be known of it."""
    joined = _("Joined with your membership of “%(name)s”, which was here twice.") % {
        "name": gone.organisation.name
    }
    told = "" if gone.notes == kept.notes else gone.notes
    rest = "\n".join(text for text in (joined, *lines, told) if text)
    return f"{kept.notes}\n\n{rest}" if kept.notes else rest


def describe_left_terms(kept: Sequence[Term], left: Iterable[Term]) -> Iterable[str]:
    """A line for each term that stays behind, unless one of `kept` says just the same."""
    there = {_said(term) for term in kept}
    for term in left:
        if _said(term) not in there:
            yield _describe(term)


def _said(term: Term) -> tuple[Any, ...]:
    return tuple(getattr(term, name) for name in TERM_SAYS)


def _describe(term: Term) -> str:
    """All that a term says, in one line."""
    ends = day(term.ends) if term.ends else _("for life")
    fee = _("fee not known") if term.fee is None else money(term.fee, term.currency)
    parts = [
        f"{day(term.starts)} – {ends}",
        term.grade,
        fee,
        _("paid by: %(payer)s") % {"payer": term.get_payer_display()},
        _("my share %(share)s %%") % {"share": plain(term.share)},
        term.tax_relief and _("tax relief %(share)s %%") % {"share": plain(term.tax_relief)},
        term.notice_days and _("days of notice: %(days)s") % {"days": term.notice_days},
        _("renews by itself") if term.auto_renews else "",
    ]
    said = ", ".join(str(part) for part in parts if part)
    return _("A term that overlapped: %(term)s") % {"term": said}


def join_uses(kept: BenefitUse, gone: BenefitUse) -> dict[str, Any]:
    """What changes in what somebody says of the benefit `kept`: the higher use stays."""
    values: dict[str, Any] = {
        "included": gone.included if kept.included is None else kept.included,
        "own_reach": gone.own_reach if kept.own_reach is None else kept.own_reach,
        "outcome": _together(kept.outcome, gone.outcome),
        "use": kept.use,
        "from_activity": kept.from_activity,
    }
    if gone.use is not None and (kept.use is None or gone.use > kept.use):
        values |= {"use": gone.use, "from_activity": gone.from_activity}
    elif gone.use == kept.use:  # what was answered by itself stays answered
        values["from_activity"] = kept.from_activity and gone.from_activity
    return values


def _together(kept: str, gone: str) -> str:
    return "\n".join(dict.fromkeys(text for text in (kept, gone) if text))


def join_staff(kept: Staff, gone: Staff) -> dict[str, Any]:
    """What changes where somebody is on the staff of both: it is confirmed if either is.

    The role stays: nobody comes to look after others by a merge.
    """
    return {"confirmed_at": kept.confirmed_at or gone.confirmed_at}
