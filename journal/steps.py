"""How do next steps come about, and how do they end? Done, moved, or dropped with a reason."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.choices import StepState
from journal.models import Step, StepMove
from journal.sensitivity import is_sensitive
from people.models import User


@transaction.atomic
def save_step(*, step: Step, because: str = "") -> Step:
    """Keep a step, new or changed; sensitive with its membership. Raises `ValidationError`.

    That it is due on another day than before is kept as a move, and why.
    """
    before = Step.objects.filter(pk=step.pk).values_list("due", flat=True).first()
    step.sensitive = step.sensitive or is_sensitive(user=step.user, membership=step.membership)
    step.full_clean()
    step.save()
    if before not in (None, step.due):
        move = StepMove(step=step, due_before=before, due_after=step.due, because=because.strip())
        move.full_clean()
        move.save()
    return step


@transaction.atomic
def add_step(*, step: Step) -> Step:
    """Add a new step to the queue. Raises `ValidationError`, also where it waits there already."""
    # A form sent twice at once would find none yet: the second waits here for the first.
    User.objects.select_for_update().get(pk=step.user_id)
    same = Step.objects.filter(
        user=step.user, state=StepState.OPEN, cue=step.cue, action=step.action, due=step.due
    )
    if same.exists():
        raise ValidationError(_("This step is in your queue already, for the same day."))
    return save_step(step=step)


@transaction.atomic
def finish_step(*, step: Step, outcome: str = "", on: date | None = None) -> Step:
    """It was done, today or on a day before. Raises `ValidationError` where it is not open."""
    locked = _lock_open(step)
    locked.state, locked.outcome = StepState.DONE, outcome.strip()
    locked.closed_on = on or timezone.localdate()
    if locked.closed_on > timezone.localdate():
        raise ValidationError({"on": _("That day is still to come.")})
    return _save(locked)


@transaction.atomic
def drop_step(*, step: Step, because: str) -> Step:
    """It will not be done, because. Raises `ValidationError` without a reason, or if not open."""
    locked = _lock_open(step)
    if not because.strip():
        raise ValidationError({"because": _("Say why you drop the step.")})
    locked.state, locked.dropped_because = StepState.DROPPED, because.strip()
    locked.closed_on = timezone.localdate()
    return _save(locked)


@transaction.atomic
def move_step(*, step: Step, due: date, because: str = "") -> Step:
    """It is due on another day; from which, and why, is kept. Raises `ValidationError`."""
    locked = _lock_open(step)
    if due == locked.due:
        raise ValidationError({"due": _("It is due on that day already.")})
    locked.due = due
    return save_step(step=locked, because=because)


@transaction.atomic
def take_back_move(*, move: StepMove) -> Step:
    """The last move of an open step was a slip, and no part of its history.

    Raises `ValidationError` where the step is closed.
    """
    locked = _lock_open(move.step)
    locked.due = move.due_before
    move.delete()
    return _save(locked)


@transaction.atomic
def reopen_step(*, step: Step) -> Step:
    """It was not done or dropped after all. Raises `ValidationError` where it is open."""
    locked = _lock(step)
    if locked.state == StepState.OPEN:
        raise ValidationError(_("This step is open already."))
    locked.state, locked.closed_on = StepState.OPEN, None
    locked.dropped_because = ""
    return _save(locked)


def _lock(step: Step) -> Step:
    return Step.objects.select_for_update(of=("self",)).select_related("user").get(pk=step.pk)


def _lock_open(step: Step) -> Step:
    locked = _lock(step)
    if locked.state != StepState.OPEN:
        raise ValidationError(_("This step is closed already. Open it again first."))
    return locked


def _save(step: Step) -> Step:
    step.full_clean()
    step.save()
    return step
