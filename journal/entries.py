"""How does an entry come about, and when is it complete?"""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.models import Goal, Skill
from journal.answers import bring_experience_back, take_experience_along
from journal.choices import EntryType
from journal.models import Draft, Entry, Step
from journal.sensitivity import sensitive_through
from journal.steps import save_step
from people.folding import fold
from people.models import User


@transaction.atomic
def save_entry(
    *,
    entry: Entry,
    goals: Collection[Goal],
    skills: Collection[Skill],
    step: Step | None = None,
) -> Entry:
    """Keep an entry, new or changed, with exactly these goals and skills.

    `step` is its next step, new or changed; without one it keeps the step that it has. It is
    complete from the moment it has its time and either a step or the reason why there is none,
    and sensitive with what it came through. What was being written of it is done with. Raises
    `ValidationError`; then nothing is kept.
    """
    if any(goal.user_id != entry.user_id for goal in goals):
        raise ValidationError({"goals": _("Choose goals of your own.")})
    if entry.membership is not None:
        entry.organisation = entry.membership.organisation
    if step is not None:
        entry.next_step = save_step(step=step)
    entry.sensitive = entry.sensitive or sensitive_through(entry) is not None
    entry.completed_at = (entry.completed_at or timezone.now()) if not missing(entry) else None
    entry.full_clean()
    entry.save()
    entry.goals.set(goals)
    entry.skills.set(skills)
    Draft.objects.filter(user=entry.user, entry=entry.uuid).delete()
    return entry


def missing(entry: Entry) -> list[str]:
    """What an entry needs before it is complete, in words; nothing where it is."""
    needs = []
    if entry.minutes is None:
        needs.append(_("how long it took"))
    if entry.next_step is None and not entry.no_step_because.strip():
        needs.append(_("a next step, or why there is none"))
    return needs


def find_duplicates(*, entry: Entry) -> QuerySet[Entry]:
    """Entries of the same day that say the same: its words, or its type, membership and time."""
    same_day = Entry.objects.of(entry.user).filter(on=entry.on).exclude(uuid=entry.uuid)
    alike = [
        other.pk
        for other in same_day
        if fold(other.title) == fold(entry.title)
        or (
            entry.minutes is not None
            and (other.type, other.membership_id, other.minutes)
            == (entry.type, entry.membership_id, entry.minutes)
            and other.type != EntryType.OTHER
        )
    ]
    return Entry.objects.filter(pk__in=alike)


def copy_entry(*, entry: Entry) -> Entry:
    """The same done again today, to be written: not saved, with no words of the last time."""
    return Entry(
        user=entry.user,
        title=entry.title,
        type=entry.type,
        minutes=entry.minutes,
        participatory_minutes=entry.participatory_minutes,
        membership=entry.membership,
        organisation=entry.organisation,
        confidential=entry.confidential,
        sensitive=entry.sensitive,
    )


@transaction.atomic
def remove_entry(*, entry: Entry) -> None:
    """Take an entry out of the journal, with the experience that it gave.

    Its open step stays in the queue, and the uses and abilities that were said because of it are
    what its owner said.
    """
    entry.removed_at = timezone.now()
    entry.save(update_fields=["removed_at", "changed_at"])
    take_experience_along(entry=entry)


@transaction.atomic
def restore_entry(*, entry: Entry) -> None:
    """Put a removed entry back, with the experience that it gave.

    Where its event has been written down anew meanwhile, it comes back without.
    """
    bring_experience_back(entry=entry)
    if entry.event is not None and Entry.objects.of(entry.user).filter(event=entry.event).exists():
        entry.event = None
    entry.removed_at = None
    entry.save(update_fields=["removed_at", "event", "changed_at"])


def keep_draft(*, user: User, entry: UUID, fields: dict[str, list[str]], version: str) -> Draft:
    """Keep what is being written, as it was typed, over the draft whose version was seen.

    Raises `ValidationError` where another tab has kept something else meanwhile.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        draft = Draft.objects.filter(user=user, entry=entry).first() or Draft(
            user=user, entry=entry
        )
        seen = draft.changed_at.isoformat() if draft.changed_at else ""
        if seen != version and draft.fields != fields:
            raise ValidationError(_("This is being written in another tab as well."))
        draft.fields = fields
        draft.save()
    return draft
