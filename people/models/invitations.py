"""Who has been asked in?"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

ACCEPTED = Q(accepted_at__isnull=False, user__isnull=False)


class Invitation(models.Model):
    """That a curator has invited an address, by a link which only the mail to it holds."""

    address = models.EmailField(_("email address"), max_length=254)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), editable=False)
    expires_at = models.DateTimeField(_("valid until"), editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,  # whoever erases their account leaves no address behind
        related_name="invitation",
        null=True,
        editable=False,
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("address"),
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")), name="invitation_expires_after_sent"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, user=None) | ACCEPTED,
                name="invitation_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.address
