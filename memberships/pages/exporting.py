"""What do you belong to, as a table that can be brought in again? One line a term."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from memberships.columns import COLUMNS, NO, YES
from memberships.filters import MembershipFilter
from memberships.models import Membership, Term
from memberships.pages.listing import EVERYTHING, arrange, ways_to_show

FOR_LIFE = "for life"


def export_lines(*, filtered: MembershipFilter, asked: Mapping[str, str]) -> Iterator[list[str]]:
    """The memberships that a filter leaves, shown as `asked`, headings first, in two queries.

    The headings are those that bringing in understands, and so are the words in the cells.
    """
    show, by = ways_to_show(asked)
    wanted = filtered.qs if show == EVERYTHING else filtered.qs.filter(state=show)
    memberships = list(wanted.select_related("organisation"))
    terms: dict[int, list[Term | None]] = defaultdict(list)
    for term in Term.objects.filter(membership__in=memberships).order_by("starts"):
        terms[term.membership_id].append(term)
    yield list(COLUMNS)
    for membership, _depth in arrange(memberships, by):
        for each in terms[membership.pk] or [None]:
            cells = {**_of_membership(membership), **(_of_term(each) if each else {})}
            yield [cells.get(key, "") for key in COLUMNS]


def _of_membership(membership: Membership) -> dict[str, str]:
    return {
        "organisation": membership.organisation.name,
        "kind": membership.kind,
        "state": membership.state,
        "number": membership.number,
        "keep_reason": membership.keep_reason,
        "sensitive": _yes(membership.sensitive),
        "notes": membership.notes,
    }


def _of_term(term: Term) -> dict[str, str]:
    return {
        "grade": term.grade,
        "starts": term.starts.isoformat(),
        "ends": term.ends.isoformat() if term.ends else FOR_LIFE,
        "fee": "" if term.fee is None else str(term.fee),
        "currency": term.currency,
        "payer": term.payer,
        "share": _number(term.share),
        "tax_relief": _number(term.tax_relief),
        "notice_days": str(term.notice_days),
        "auto_renews": _yes(term.auto_renews),
    }


def _yes(value: bool) -> str:
    return YES if value else NO


def _number(value: Decimal) -> str:
    """Without noughts at its end: 12.5."""
    return f"{value.normalize():f}"
