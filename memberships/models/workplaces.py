"""Where do I work? Employers whose memberships their staff share."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Organisation
from memberships.choices import StaffRole


class Workplace(models.Model):
    """An employer whose staff and memberships are kept here."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="workplace"
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("workplace")
        verbose_name_plural = _("workplaces")

    def __str__(self) -> str:
        return f"workplace {self.organisation_id}"


class Staff(models.Model):
    """That a person works at a workplace: true only once they have confirmed it."""

    workplace = models.ForeignKey(Workplace, on_delete=models.CASCADE, related_name="staff")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="workplaces"
    )
    role = models.CharField(_("role"), max_length=15, choices=StaffRole, default=StaffRole.STAFF)
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
        constraints = [
            models.UniqueConstraint(fields=["workplace", "user"], name="staff_once"),
            models.CheckConstraint(condition=Q(role__in=StaffRole.values), name="staff_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.workplace_id}: {self.user_id}"
