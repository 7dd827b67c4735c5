"""How are many memberships with their terms written at once?"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.models import Organisation
from memberships.choices import State
from memberships.many import find_sensitive
from memberships.models import Membership, Term
from memberships.services import mark_sensitive_below, refuse_too_many
from people.models import User

Span = tuple[datetime.date, datetime.date | None]
Key = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A membership and perhaps a term of it, as columns of these; `sensitive` None: as suggested.

    The columns have been through a form: only what other rows decide is looked at here.
    """

    organisation: Organisation
    kind: str
    details: Mapping[str, Any]
    sensitive: bool | None
    term: Mapping[str, Any] | None

    @property
    def key(self) -> Key:
        """By what a person has a membership once."""
        return self.organisation.pk, self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What came of something wanted: None for what was there already."""

    membership: Membership | None
    term: Term | None


def overlaps(spans: Iterable[Span], starts: datetime.date, ends: datetime.date | None) -> bool:
    """Whether a term shares a day with one of others; an end of None is for life."""
    last = ends or datetime.date.max
    return any(first <= last and starts <= (end or datetime.date.max) for first, end in spans)


@transaction.atomic
def add_all(*, user: User, wanted: Sequence[Wanted]) -> list[Made]:
    """Add what is not there yet, in the order wanted: memberships, and terms by their first day.

    What is there stays as it is; what was removed gives way. Sensitive where it is said or, where
    nothing is said, as `services.why_sensitive` finds. As many queries for many as for a few, but
    that databases take only so many rows at once. Raises `ValidationError` where terms of one
    membership overlap, and for somebody else's organisation; then nothing is added.
    """
    if any(each.organisation.owner_id not in {None, user.pk} for each in wanted):
        raise ValidationError(_("There is no such organisation."))
    # Two tabs that add the same at once: the second waits here, and then finds it there.
    User.objects.select_for_update().get(pk=user.pk)
    there = _there(user, wanted)
    memberships = _new_memberships(user, wanted, there)
    there |= {wanted[place].key: membership for place, membership in memberships.items()}
    terms = _new_terms(wanted, there)
    return [
        Made(membership=memberships.get(place), term=terms.get(place))
        for place in range(len(wanted))
    ]


def _there(user: User, wanted: Sequence[Wanted]) -> dict[Key, Membership]:
    """What the person has of the organisations; what they removed is deleted where it is wanted."""
    mine = Membership.objects.filter(
        user=user, organisation__in={each.organisation.pk for each in wanted}
    )
    there: dict[Key, Membership] = {}
    keys = {each.key for each in wanted}
    giving_way = []
    for row in mine:
        key = row.organisation_id, row.kind
        if row.state != State.REMOVED:
            there[key] = row
        elif key in keys:
            giving_way.append(row.pk)
    if giving_way:
        Membership.objects.filter(pk__in=giving_way).delete()
    return there


def _new_memberships(
    user: User, wanted: Sequence[Wanted], there: Mapping[Key, Membership]
) -> dict[int, Membership]:
    """The new memberships by the place of what wants each first."""
    first: dict[Key, int] = {}
    for place, each in enumerate(wanted):
        if each.key not in there:
            first.setdefault(each.key, place)
    places = list(first.values())
    refuse_too_many(user=user, adding=len(places))
    suggested = find_sensitive(user=user, organisations=[wanted[at].organisation for at in places])
    new = Membership.objects.bulk_create(
        [_membership(user, wanted[place], suggested) for place in places]
    )
    sensitive = [membership.organisation_id for membership in new if membership.sensitive]
    if sensitive:
        mark_sensitive_below(user=user, pks=sensitive)
    return dict(zip(places, new, strict=True))


def _membership(user: User, wanted: Wanted, suggested: set[int]) -> Membership:
    sensitive = wanted.organisation.pk in suggested
    return Membership(
        user=user,
        organisation=wanted.organisation,
        kind=wanted.kind,
        sensitive=sensitive if wanted.sensitive is None else wanted.sensitive,
        **wanted.details,
    )


def _new_terms(wanted: Sequence[Wanted], there: Mapping[Key, Membership]) -> dict[int, Term]:
    """The new terms by the place of what wants each."""
    spans: dict[int, list[Span]] = defaultdict(list)
    known = Term.objects.filter(membership__in=[row.pk for row in there.values()])
    for membership, starts, ends in known.values_list("membership", "starts", "ends"):
        spans[membership].append((starts, ends))
    new: dict[int, Term] = {}
    for place, each in enumerate(wanted):
        membership_pk = there[each.key].pk
        if each.term is None or each.term["starts"] in {
            first for first, _last in spans[membership_pk]
        }:
            continue
        term = Term(membership_id=membership_pk, **each.term)
        if overlaps(spans[membership_pk], term.starts, term.ends):
            raise ValidationError(_("Two terms of one membership overlap."))
        spans[membership_pk].append((term.starts, term.ends))
        new[place] = term
    Term.objects.bulk_create(new.values())
    return new
