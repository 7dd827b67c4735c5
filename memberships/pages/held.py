"""What is held, and when does each of it renew?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from memberships.choices import State
from memberships.models import Membership, Term
from memberships.renewals import Renewal, TermDates, find_renewal
from memberships.sensitive import sensitive_organisations
from people.models import User


@dataclass(frozen=True, slots=True)
class Held:
    """A membership held with its terms by start, and when it renews (None: never, not known)."""

    membership: Membership
    terms: list[Term]
    renewal: Renewal | None


def find_held(user: User) -> list[Held]:
    """What the person holds, by name, in two queries."""
    held = user.memberships.filter(state=State.HELD).select_related("organisation")
    terms: dict[int, list[Term]] = defaultdict(list)
    for term in Term.objects.filter(membership__in=held).order_by("starts"):
        terms[term.membership_id].append(term)
    by_name = sorted(held, key=lambda each: (each.organisation.name.casefold(), each.kind))
    return [Held(each, terms[each.pk], renewal_of(terms[each.pk])) for each in by_name]


def in_order(held: Sequence[Held], on: date) -> list[tuple[Held, Renewal]]:
    """Those that renew or have run out, the one that is due first at the head."""
    dated = [(each, each.renewal) for each in held if each.renewal]
    return sorted(dated, key=lambda pair: pair[1].due(on))


def sensitive_among(held: Sequence[Held]) -> set[int]:
    """The organisations to be left out of what is made for others."""
    return sensitive_organisations(
        (
            each.membership.organisation_id,
            each.membership.organisation.parent_id,
            each.membership.sensitive,
        )
        for each in held
    )


def renewal_of(terms: Iterable[Term]) -> Renewal | None:
    """When a membership with these terms renews."""
    return find_renewal(
        [
            TermDates(
                starts=term.starts,
                ends=term.ends,
                notice_days=term.notice_days,
                auto_renews=term.auto_renews,
            )
            for term in terms
        ]
    )
