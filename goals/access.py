"""May this person see it? What is not theirs does not exist for them."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from goals.models import Experience, Goal
from people.models import User


def get_goal(*, user: User, uuid: UUID) -> Goal:
    """The person's own goal, unless it is archived; else 404."""
    return get_object_or_404(_mine(user), uuid=uuid, archived_at=None)


def lock_goal(*, user: User, uuid: UUID) -> Goal:
    """The same, and nobody else's to change until the end of the transaction."""
    return get_object_or_404(
        _mine(user).select_for_update(of=("self",)), uuid=uuid, archived_at=None
    )


def get_any_goal(*, user: User, uuid: UUID) -> Goal:
    """The person's own goal, archived or not: another tab may have done either; else 404."""
    return get_object_or_404(_mine(user), uuid=uuid)


def get_experience(*, user: User, uuid: UUID, removed: bool = False) -> Experience:
    """The person's own experience, on record or removed as asked; else 404."""
    mine = Experience.objects.select_related("kind").select_for_update(of=("self",))
    return get_object_or_404(mine, user=user, uuid=uuid, removed_at__isnull=not removed)


def _mine(user: User) -> QuerySet[Goal]:
    return Goal.objects.filter(user=user).select_related("user")
