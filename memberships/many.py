"""How does somebody come to belong to many organisations at once, by one form?"""

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.choices import OrganisationKind
from catalogue.models import Organisation
from memberships.choices import MembershipKind, State
from memberships.models import Membership
from memberships.services import mark_sensitive_below, refuse_too_many
from people.models import User


@transaction.atomic
def add_many(*, user: User, choices: Mapping[Organisation, str]) -> list[Membership]:
    """The memberships of organisations, each with its kind; those added.

    What the person has of that kind already, in whatever state, stays as it is, but what was
    removed gives way. Sensitive as `services.why_sensitive` says of each. As many queries for
    many as for a few. Raises `ValidationError`, also for somebody else's organisation; then
    none is added.
    """
    for organisation, kind in choices.items():
        if kind not in MembershipKind.values or organisation.owner_id not in {None, user.pk}:
            raise ValidationError(_("There is no such organisation, or no such way to belong."))
    # Two tabs that add the same at once: the second waits here, and then finds it there.
    User.objects.select_for_update().get(pk=user.pk)
    mine = Membership.objects.filter(user=user, organisation__in=choices)
    removed = mine.filter(state=State.REMOVED)
    there = set(mine.exclude(state=State.REMOVED).values_list("organisation_id", "kind"))
    new = {each: kind for each, kind in choices.items() if (each.pk, kind) not in there}
    refuse_too_many(user=user, adding=len(new))
    wanted = {(each.pk, kind) for each, kind in new.items()}
    giving_way = [row.pk for row in removed if (row.organisation_id, row.kind) in wanted]
    Membership.objects.filter(pk__in=giving_way).delete()
    sensitive = find_sensitive(user=user, organisations=new)
    added = Membership.objects.bulk_create(
        Membership(user=user, organisation=each, kind=kind, sensitive=each.pk in sensitive)
        for each, kind in new.items()
    )
    mark_sensitive_below(user=user, pks=[each.pk for each in new if each.pk in sensitive])
    return added


def find_sensitive(*, user: User, organisations: Collection[Organisation]) -> set[int]:
    """Those (primary keys) of the organisations for which `services.why_sensitive` has a reason."""
    lines = Organisation.objects.above(*(each.pk for each in organisations))
    rows = {row.pk: row for row in lines.only("parent", "special_category", "kind")}
    held = Membership.objects.filter(user=user, organisation__in=rows, sensitive=True)
    reasons = set(held.exclude(state=State.REMOVED).values_list("organisation_id", flat=True))
    reasons |= {
        pk for pk, row in rows.items() if row.special_category or row.kind == OrganisationKind.UNION
    }
    return {each.pk for each in organisations if reasons & set(_line(rows, each.pk))}


def _line(rows: Mapping[int, Organisation], pk: int | None) -> list[int]:
    """An organisation and what it is a group of, from the lowest; a circle is walked once."""
    line: list[int] = []
    while pk is not None and pk not in line:
        line.append(pk)
        pk = rows[pk].parent_id
    return line
