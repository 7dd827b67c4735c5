"""May this person see it? What is not theirs does not exist for them."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from memberships.choices import State
from memberships.models import Membership
from people.models import User


def get_held_membership(*, user: User, uuid: UUID) -> Membership:
    """The person's own membership that is held today, with its organisation; else 404."""
    held = Membership.objects.select_related("user", "organisation").filter(
        user=user, state=State.HELD
    )
    return get_object_or_404(held, uuid=uuid)
