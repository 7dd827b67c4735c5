"""How do memberships, their terms and their use come about, and how do they end?"""

import datetime
from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.choices import FeePeriod, OrganisationKind, SpecialCategory
from catalogue.models import Benefit, Fee, Organisation
from memberships.choices import Payer, State
from memberships.models import BenefitUse, Ending, Membership, Role, Term
from memberships.periods import next_period, year_of
from memberships.sensitive import sensitive_organisations
from people.figures import day
from people.models import Profile, User

# Of one person: a whole file brought in, and some more. What is evaluated together with what
# could be joined (`engine.check.MOST_OWNERS`) stays small enough for any machine.
MOST_HELD = 2_500
MEMBERSHIP_PERIODS = (FeePeriod.YEAR, FeePeriod.SIX_MONTHS)


@transaction.atomic
def add_membership(
    *, user: User, organisation: Organisation, kind: str, **details: Any
) -> Membership:
    """A membership; sensitive where `why_sensitive` has a reason, unless `details` say not.

    Raises `ValidationError`, also for a private organisation of somebody else.
    """
    if organisation.owner_id not in {None, user.pk}:
        raise ValidationError({"organisation": _("There is no such organisation.")})
    # Two tabs that add the same at once: the second waits here, and is then told.
    User.objects.select_for_update().get(pk=user.pk)
    refuse_too_many(user=user, adding=1)
    if "sensitive" not in details:
        details["sensitive"] = bool(why_sensitive(user=user, organisation=organisation))
    membership = Membership(user=user, organisation=organisation, kind=kind, **details)
    return save_membership(membership=membership)


def refuse_too_many(*, user: User, adding: int) -> None:
    """Raise `ValidationError` where so many memberships more are more than anybody can keep.

    To be asked with the person's row locked.
    """
    room = MOST_HELD - Membership.objects.filter(user=user).exclude(state=State.REMOVED).count()
    if adding > room:
        message = _("You can keep %(most)s memberships at most: there is room for %(room)s more.")
        raise ValidationError(message, params={"most": MOST_HELD, "room": max(room, 0)})


@transaction.atomic
def join_with_parent(
    *, user: User, organisation: Organisation, parent: Organisation | None, **details: Any
) -> list[Membership]:
    """The membership of an organisation, and the one of what it is a group of, if that is given.

    Both are of one kind and in one state. Whether the parent's is sensitive is decided by itself.
    Raises `ValidationError`; then neither is added.
    """
    added = [add_membership(user=user, organisation=organisation, **details)]
    if parent is not None:
        details.pop("sensitive", None)
        added.append(add_membership(user=user, organisation=parent, **details))
    return added


@transaction.atomic
def save_membership(*, membership: Membership) -> Membership:
    """Keep what was changed; a sensitive one makes the person's groups below it sensitive too.

    One of the same kind that was removed gives way. Raises `ValidationError`.
    """
    Membership.objects.filter(
        user=membership.user,
        organisation=membership.organisation,
        kind=membership.kind,
        state=State.REMOVED,
    ).exclude(pk=membership.pk).delete()
    membership.full_clean()
    membership.save()
    if membership.sensitive:
        mark_sensitive(user=membership.user, organisation=membership.organisation)
    return membership


def mark_sensitive(*, user: User, organisation: Organisation) -> int:
    """Make the person's memberships there and below sensitive; how many were not yet."""
    return mark_sensitive_below(user=user, pks=[organisation.pk])


def mark_sensitive_below(*, user: User, pks: Sequence[int]) -> int:
    """The same for several organisations at once, by their primary keys."""
    below = Organisation.objects.below(pks)
    plain = Membership.objects.filter(user=user, organisation__in=below, sensitive=False)
    return plain.update(sensitive=True, changed_at=timezone.now())


def why_sensitive(*, user: User, organisation: Organisation) -> str:
    """Why a membership there had best be sensitive; empty where nothing speaks for it.

    It is for what belonging to the organisation, or to one it is a group of, may reveal, or
    because the person holds that one as sensitive.
    """
    above = Organisation.objects.above(organisation.pk)
    for each in above:
        category = each.special_category
        if not category and each.kind == OrganisationKind.UNION:
            category = SpecialCategory.UNION
        if category:
            return _("Belonging to %(name)s may reveal: %(category)s.") % {
                "name": each.label,
                "category": str(SpecialCategory(category).label).lower(),
            }
    held = Membership.objects.filter(user=user, organisation__in=above, sensitive=True)
    parent = held.exclude(state=State.REMOVED).select_related("organisation").first()
    if parent is None:
        return ""
    return _("You hold %(name)s as sensitive.") % {"name": parent.organisation.label}


def find_sensitive(*, user: User, organisations: Collection[int]) -> set[int]:
    """Which of these organisations (their keys) stay away from others: two queries at most.

    Where the person belongs, or once did, as their memberships are; elsewhere what it may reveal,
    or what it is a group of.
    """
    mine = Membership.objects.filter(user=user)
    rows = list(mine.values_list("organisation", "organisation__parent", "sensitive", "state"))
    sensitive = sensitive_organisations(row[:3] for row in rows if row[3] != State.REMOVED)
    elsewhere = set(organisations) - {row[0] for row in rows}
    found = sensitive & set(organisations)
    found_above = Organisation.objects.above(*elsewhere) if elsewhere else ()
    above = {each.pk: each for each in found_above}
    for key in elsewhere:
        each = above.get(key)
        while each is not None and key not in found:
            if each.pk in sensitive or _reveals(each):
                found.add(key)
            each = above.get(each.parent_id or 0)
    return found


def _reveals(organisation: Organisation) -> bool:
    return bool(organisation.special_category) or organisation.kind == OrganisationKind.UNION


def confirm_membership(*, membership: Membership) -> None:
    """Its owner says that all this is so today."""
    membership.confirmed_on = timezone.localdate()
    membership.save()


def end_membership(*, membership: Membership, on: datetime.date, reason: str) -> None:
    """It ended on a day, for a reason; terms, roles and uses stay. Raises `ValidationError`."""
    if on > timezone.localdate():
        message = _("That day is still to come: until then you belong. Come back then.")
        raise ValidationError({"ended_on": message})
    membership.state = State.ENDED
    membership.ended_on = on
    membership.ended_reason = reason
    membership.full_clean()
    membership.save()


@transaction.atomic
def hold_membership(*, membership: Membership) -> None:
    """It is held today: what was intended has begun, or what was ended goes on after all.

    That it had ended, and why, stays as one of its `endings`.
    """
    if membership.ended_on is not None:
        Ending.objects.create(
            membership=membership, on=membership.ended_on, reason=membership.ended_reason
        )
    membership.state = State.HELD
    membership.ended_on = None
    membership.ended_reason = ""
    membership.save()


def remove_membership(*, membership: Membership) -> None:
    """It was added by mistake: shown and counted nowhere from now on, and kept to be put back."""
    membership.state = State.REMOVED
    membership.save()


def restore_membership(*, membership: Membership, state: str) -> None:
    """Put a removed membership back in the state it was in. Raises `ValidationError`."""
    if state == State.REMOVED:
        raise ValidationError({"state": _("It would still be removed.")})
    if membership.ended_on is not None and state != State.ENDED:
        raise ValidationError({"state": _("It had ended before it was removed.")})
    membership.organisation = membership.organisation.merged_into or membership.organisation
    membership.state = state
    membership.full_clean()
    membership.save()


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
    return save_term(term=Term(membership=membership, starts=starts, ends=ends, **details))


@transaction.atomic
def save_term(*, term: Term) -> Term:
    """Keep a term, new or changed. Raises `ValidationError`, also where it overlaps another."""
    # Two writers at once would each see no overlap: the second waits here for the first.
    Membership.objects.select_for_update().get(pk=term.membership_id)
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
    start = day(other.starts)
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
    raise ValidationError(message, params={"start": start, "end": day(other.ends)})


def new_term(*, membership: Membership) -> Term:
    """A term to fill in, not saved yet, in the currency that its owner reckons in.

    The employer pays for what one belongs to through them, unless its owner says otherwise.
    """
    payer = Payer.usual(membership.kind)
    term = Term(membership=membership, payer=payer, share=payer.usual_share)
    profile = Profile.objects.filter(user=membership.user).first()
    if profile is not None:
        term.currency = profile.currency
    return term


def term_to_ask_about(*, membership: Membership, on: datetime.date) -> Term:
    """The term of the day, whose fee is to be told; where there is none, the calendar year."""
    term = membership.terms.filter(starts__lte=on).order_by("-starts").first()
    term = term or membership.terms.order_by("starts").first()
    if term is None:
        term = new_term(membership=membership)
        term.starts, term.ends = year_of(on)
    return term


def known_fees(*, organisation: Organisation) -> list[Fee]:
    """What membership is known to have cost, the newest first; not single events or payments."""
    known = organisation.fees.filter(amount__isnull=False, period__in=MEMBERSHIP_PERIODS)
    return list(known.order_by(F("year").desc(nulls_last=True), "grade", "pk"))


def renew_term(*, term: Term) -> Term:
    """The term that follows, with the same conditions, not saved yet: its fee may have changed.

    Raises `ValidationError` for a term for life, which nothing follows.
    """
    if term.ends is None:
        raise ValidationError(_("A term for life needs no renewal."))
    starts, ends = next_period(term.starts, term.ends)
    return Term(
        membership=term.membership,
        starts=starts,
        ends=ends,
        grade=term.grade,
        fee=term.fee,
        currency=term.currency,
        payer=term.payer,
        share=term.share,
        tax_relief=term.tax_relief,
        notice_days=term.notice_days,
        auto_renews=term.auto_renews,
    )


def add_role(
    *,
    membership: Membership,
    title: str,
    starts: datetime.date | None = None,
    ends: datetime.date | None = None,
) -> Role:
    """An office or task in the organisation. Raises `ValidationError`."""
    return save_role(role=Role(membership=membership, title=title, starts=starts, ends=ends))


@transaction.atomic
def save_role(*, role: Role) -> Role:
    """Keep a role, new or changed. Raises `ValidationError`, also where there is the same."""
    # A form sent twice at once would find none yet: the second waits here for the first.
    Membership.objects.select_for_update().get(pk=role.membership_id)
    role.full_clean()
    same = Role.objects.filter(
        membership=role.membership, title=role.title, starts=role.starts, ends=role.ends
    )
    if same.exclude(pk=role.pk).exists():
        raise ValidationError(_("You have this role with these days already."))
    role.save()
    return role


@transaction.atomic
def set_use(*, user: User, benefit: Benefit, use: int | None) -> BenefitUse:
    """Record how much the person uses the benefit; None: not known. Raises `ValidationError`."""
    # Two tabs that say it first at once: the second waits here, and then finds the row.
    User.objects.select_for_update().get(pk=user.pk)
    row = BenefitUse.objects.select_for_update().filter(user=user, benefit=benefit).first()
    row = row or BenefitUse(user=user, benefit=benefit)
    row.use = use
    row.from_activity = False
    row.full_clean()
    row.save()
    return row
