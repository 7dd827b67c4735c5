"""How do memberships, their terms and their use come about?"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.models import Benefit, Organisation
from memberships.models import BenefitUse, Membership, Role, Term
from people.models import User


def add_membership(
    *, user: User, organisation: Organisation, kind: str, **details: Any
) -> Membership:
    """A membership; sensitive where belonging may reveal something, unless `details` say not.

    Raises `ValidationError`, also for a private organisation of somebody else.
    """
    if organisation.owner_id not in {None, user.pk}:
        raise ValidationError({"organisation": _("There is no such organisation.")})
    details = {"sensitive": bool(organisation.special_category)} | details
    membership = Membership(user=user, organisation=organisation, kind=kind, **details)
    membership.full_clean()
    membership.save()
    return membership


@transaction.atomic
def add_term(
    *,
    membership: Membership,
    starts: datetime.date,
    ends: datetime.date | None = None,
    **details: Any,
) -> Term:
    """A term of the membership, from its first day to its last (None: for life).

    Raises `ValidationError`, also where it overlaps another term of the membership.
    """
    # Two writers at once would each see no overlap: the second waits here for the first.
    Membership.objects.select_for_update().get(pk=membership.pk)
    term = Term(membership=membership, starts=starts, ends=ends, **details)
    term.full_clean()
    _refuse_overlap(term)
    term.save()
    return term


def _refuse_overlap(term: Term) -> None:
    others = Term.objects.filter(membership=term.membership).exclude(pk=term.pk)
    if term.ends is not None:
        others = others.filter(starts__lte=term.ends)
    other = others.filter(Q(ends=None) | Q(ends__gte=term.starts)).order_by("starts").first()
    if other is None:
        return
    start = date_format(other.starts)
    if other.ends is None:
        message = _(
            "This overlaps the term for life from %(start)s. Give that term a last day, or end "
            "this one before it starts."
        )
        raise ValidationError(message, params={"start": start})
    message = _(
        "This overlaps the term from %(start)s to %(end)s. Let this one start after it, or end "
        "before it."
    )
    raise ValidationError(message, params={"start": start, "end": date_format(other.ends)})


def add_role(
    *,
    membership: Membership,
    title: str,
    starts: datetime.date | None = None,
    ends: datetime.date | None = None,
) -> Role:
    """An office or task in the organisation. Raises `ValidationError`."""
    role = Role(membership=membership, title=title, starts=starts, ends=ends)
    role.full_clean()
    role.save()
    return role


@transaction.atomic
def set_use(*, user: User, benefit: Benefit, use: int | None) -> BenefitUse:
    """Record how much the person uses the benefit; None: not known. Raises `ValidationError`."""
    row = BenefitUse.objects.select_for_update().filter(user=user, benefit=benefit).first()
    row = row or BenefitUse(user=user, benefit=benefit)
    row.use = use
    row.full_clean()
    row.save()
    return row
