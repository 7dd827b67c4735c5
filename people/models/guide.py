"""How far is somebody through the guide?"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.choices import Step, StepState


class GuideStep(models.Model):
    """That a person has gone through a step of the guide, or passed it over."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="guide_steps"
    )
    step = models.CharField(_("step"), max_length=10, choices=Step)
    state = models.CharField(_("state"), max_length=10, choices=StepState)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("step of the guide")
        verbose_name_plural = _("steps of the guide")
        constraints = [
            models.UniqueConstraint(fields=["user", "step"], name="guidestep_once"),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="guidestep_known"),
            models.CheckConstraint(
                condition=Q(state__in=StepState.values), name="guidestep_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.step} ({self.state})"
