"""May this person see or change it? What is not theirs does not exist for them."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from journal.models import Draft, Entry, Evidence, Preference, Step
from people.models import User


def get_entry(*, user: User, uuid: UUID, lock: bool = False) -> Entry:
    """The person's own entry that they have not removed; else 404."""
    return get_object_or_404(_entries(user, lock=lock).filter(removed_at=None), uuid=uuid)


def get_removed_entry(*, user: User, uuid: UUID) -> Entry:
    """The person's own entry that they have removed; else 404."""
    return get_object_or_404(_entries(user).exclude(removed_at=None), uuid=uuid)


def find_entry(*, user: User, uuid: UUID) -> Entry:
    """The person's own entry, locked, or a new one with that UUID, not saved yet.

    404 where the entry of that UUID is somebody else's, or was removed.
    """
    # A form sent twice at once would find none yet: the second waits here for the first.
    owner = User.objects.select_for_update().get(pk=user.pk)
    if Entry.objects.filter(uuid=uuid).exists():
        return get_entry(user=user, uuid=uuid, lock=True)
    return Entry(user=owner, uuid=uuid)


def find_draft(*, user: User, entry: UUID) -> Draft | None:
    """What the person is writing of an entry, if they are."""
    return Draft.objects.filter(user=user, entry=entry).first()


def get_preference(*, user: User) -> Preference:
    """How the person likes to write, or how everybody begins, not saved yet."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def get_step(*, user: User, uuid: UUID, lock: bool = False) -> Step:
    """The person's own step; else 404."""
    mine = Step.objects.filter(user=user).select_related("user", "membership__organisation", "goal")
    return get_object_or_404(mine.select_for_update(of=("self",)) if lock else mine, uuid=uuid)


def get_evidence(*, user: User, uuid: UUID, removed: bool = False, lock: bool = False) -> Evidence:
    """Evidence of an entry that `get_entry` gives, there or removed as asked; else 404."""
    mine = Evidence.objects.filter(entry__user=user, entry__removed_at=None)
    mine = mine.filter(removed_at__isnull=not removed).select_related("entry__user")
    return get_object_or_404(mine.select_for_update(of=("self",)) if lock else mine, uuid=uuid)


def _entries(user: User, *, lock: bool = False) -> QuerySet[Entry]:
    mine = Entry.objects.filter(user=user)
    if lock:
        return mine.select_for_update(of=("self",)).select_related("user")
    return mine.select_related(
        "user", "membership__organisation", "organisation", "event__organisation", "next_step"
    )
