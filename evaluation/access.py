"""May this person see it? What is not theirs does not exist for them."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from catalogue.models import Benefit
from memberships.choices import State
from memberships.models import Membership
from people.models import User


def get_held_membership(*, user: User, uuid: UUID, lock: bool = False) -> Membership:
    """The person's own membership that is held today, with its organisation; else 404."""
    held = Membership.objects.select_related("user", "organisation").filter(
        user=user, state=State.HELD
    )
    return get_object_or_404(held.select_for_update(of=("self",)) if lock else held, uuid=uuid)


def get_held_benefit(*, membership: Membership, uuid: UUID) -> Benefit:
    """A benefit that the organisation of a membership offers; else 404."""
    offered = Benefit.objects.offered().select_related("organisation", "kind")
    return get_object_or_404(offered, uuid=uuid, organisation=membership.organisation)


def get_membership_offering(*, user: User, benefit: UUID) -> Membership:
    """The person's first membership of today whose organisation offers a benefit; else 404."""
    offering = Membership.objects.select_related("user", "organisation").filter(
        user=user, state=State.HELD, organisation__benefits__uuid=benefit
    )
    held = offering.order_by("pk").first()
    if held is None:
        raise Http404
    return held
