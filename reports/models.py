"""How does somebody like their CPD report, and what goes into their calendar elsewhere?"""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from reports.choices import ChosenEvents, CpdPart

NAME_TAKEN = _("You have a template of this name already.")


def usual_parts() -> list[str]:
    """Every part, in the usual order."""
    return list(CpdPart.values)


class ReportTemplate(models.Model):
    """What stands in one's CPD reports for a body: its header, its parts in order, its declaration.

    What is left out of a report is never in it by a template: that is asked for each report.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="report_templates"
    )
    name = models.CharField(
        _("name of the template"), max_length=100, help_text=_("For yourself; it is in no report.")
    )
    body = models.CharField(_("professional body"), max_length=200, blank=True)
    number = models.CharField(_("membership or registration number"), max_length=100, blank=True)
    job_title = models.CharField(_("job title"), max_length=200, blank=True)
    declaration = models.TextField(
        _("declaration"),
        blank=True,
        validators=[MaxLengthValidator(5_000)],
        help_text=_("What you sign. Empty: the usual sentence."),
    )
    parts = models.JSONField(_("parts"), default=usual_parts)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("template of a report")
        verbose_name_plural = _("templates of reports")
        ordering = [Lower("name"), "pk"]
        constraints = [
            models.UniqueConstraint(
                "user",
                Lower("name"),
                name="reporttemplate_name_once",
                violation_error_message=NAME_TAKEN,
            ),
            models.CheckConstraint(condition=~Q(name=""), name="reporttemplate_named"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.pk}"

    def clean(self) -> None:
        """Its parts are parts of a report, each once, and at least one."""
        super().clean()
        known = [part for part in CpdPart.values if part in self.parts]
        if not known or sorted(known) != sorted(self.parts):
            raise ValidationError({"parts": _("Choose at least one part, each once.")})


class FeedToken(models.Model):
    """The secret address at which a person's calendar can be read, and what stands in it.

    Only a hash of the secret is kept: it is shown once. Whoever has it needs no password.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_token"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    events = models.CharField(
        _("events"), max_length=10, choices=ChosenEvents, default=ChosenEvents.INTERESTED
    )
    renewals = models.BooleanField(_("what renews, and the last days to give notice"), default=True)
    steps = models.BooleanField(_("next steps, on the day by which they are due"), default=True)
    made_at = models.DateTimeField(_("address made"), editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")
        constraints = [
            models.CheckConstraint(
                condition=Q(events__in=ChosenEvents.values), name="feedtoken_events_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
