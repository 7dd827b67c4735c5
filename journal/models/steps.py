"""What next? A step: when something happens, I will do something, by a day."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goals.models import Goal
from journal.choices import StepState
from memberships.models import Membership
from people.days import EARLIEST, LATEST


class Step(models.Model):
    """What a person means to do by a day. One that is closed was done, or dropped with a reason."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="steps"
    )
    cue = models.CharField(
        _("when"),
        max_length=300,
        blank=True,
        help_text=_("What will remind you: a place, a time, something that happens."),
    )
    action = models.CharField(_("I will"), max_length=300)
    due = models.DateField(_("by"))
    goal = models.ForeignKey(
        Goal,
        on_delete=models.SET_NULL,
        related_name="steps",
        null=True,
        blank=True,
        verbose_name=_("for the goal"),
    )
    membership = models.ForeignKey(
        Membership,
        on_delete=models.SET_NULL,
        related_name="steps",
        null=True,
        blank=True,
        verbose_name=_("through the membership"),
    )
    sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Left out of everything made for others, unless you include it there."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=StepState, default=StepState.OPEN, editable=False
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True, max_length=5000)
    dropped_because = models.TextField(_("why I dropped it"), blank=True, max_length=5000)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("next step")
        verbose_name_plural = _("next steps")
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["user", "state", "due"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=StepState.values), name="step_state_known"
            ),
            models.CheckConstraint(
                condition=Q(due__gte=EARLIEST, due__lte=LATEST),
                name="step_due_within_reason",
                violation_error_message=_("A step is due between 1850 and 2200."),
            ),
            models.CheckConstraint(
                condition=Q(state=StepState.OPEN, closed_on=None)
                | (~Q(state=StepState.OPEN) & ~Q(closed_on=None)),
                name="step_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=(Q(state=StepState.DROPPED) & ~Q(dropped_because=""))
                | (~Q(state=StepState.DROPPED) & Q(dropped_because="")),
                name="step_dropped_with_a_reason",
                violation_error_message=_("Say why you drop the step."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.due}"

    @property
    def sentence(self) -> str:
        """What its owner means to do, as they would say it."""
        if not self.cue:
            return gettext("I will %(action)s") % {"action": self.action}
        words = {"cue": self.cue, "action": self.action}
        return gettext("When %(cue)s, I will %(action)s") % words

    def clean(self) -> None:
        """What it is for, and through, is its owner's own."""
        super().clean()
        refuse_others(self, "goal", "membership")


class StepMove(models.Model):
    """That a step was put off, or brought forward. Added, never changed; a slip is taken back."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="moves")
    due_before = models.DateField(_("was due"))
    due_after = models.DateField(_("then due"))
    because = models.CharField(_("why I moved it"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("moved"), auto_now_add=True)

    class Meta:
        verbose_name = _("moved step")
        verbose_name_plural = _("moved steps")
        ordering = ["step", "created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(due_before=F("due_after")), name="stepmove_to_another_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.due_before} → {self.due_after}"


def refuse_others(row: models.Model, *fields: str) -> None:
    """Raise `ValidationError` where a row leads to something that is somebody else's."""
    for field in fields:
        other = getattr(row, field)
        if other is not None and other.user_id != row.user_id:  # type: ignore[attr-defined]  # rows with an owner
            raise ValidationError({field: _("Choose one of your own.")})
