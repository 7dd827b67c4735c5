"""What did somebody bring in to be added, and what is to become of it?

Rows read from a list or a file, until a person says what of them is true. They hold personal data
and go after a week, whatever became of them.
"""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.models import Organisation
from memberships.choices import BatchState, Decision, Origin, Verdict
from memberships.models.belonging import Membership, Term

KEPT_FOR = timedelta(days=7)


class ImportBatch(models.Model):
    """A list or a file that was brought in. `mapping` is the column's key by its place."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="import_batches"
    )
    origin = models.CharField(_("brought in as"), max_length=10, choices=Origin)
    name = models.CharField(_("name of the file"), max_length=200, blank=True)
    encoding = models.CharField(_("read as"), max_length=20, blank=True)
    columns = models.JSONField(_("headings"), default=list)
    mapping = models.JSONField(_("what the columns hold"), default=dict)
    skipped = models.JSONField(_("lines that hold no names"), default=list)
    guide = models.BooleanField(_("from the guide"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=BatchState, default=BatchState.TO_CHECK
    )
    created_at = models.DateTimeField(_("brought in"), auto_now_add=True, db_index=True)
    done_at = models.DateTimeField(_("added"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("batch brought in")
        verbose_name_plural = _("batches brought in")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(origin__in=Origin.values), name="importbatch_origin_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=BatchState.values), name="importbatch_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_at}: {self.name or self.origin}"


class ImportRow(models.Model):
    """A row of a batch: as read, as understood, and what its owner decided.

    `cells` are as read, `values` texts by the column's key, as a form would send them.
    `membership` and `term` are those that it made; `made_organisation` says the same of that.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("line"))
    cells = models.JSONField(_("as read"), default=list)
    values = models.JSONField(_("as understood"), default=dict)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, default=Verdict.UNREAD)
    problems = models.JSONField(_("to put right"), default=list)
    candidates = models.JSONField(_("organisations that may be meant"), default=list)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True)
    membership = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    term = models.ForeignKey(
        Term, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    made_organisation = models.BooleanField(_("made the organisation"), default=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("row brought in")
        verbose_name_plural = _("rows brought in")
        ordering = ["batch", "line"]
        indexes = [models.Index(fields=["batch", "verdict"])]
        constraints = [
            models.UniqueConstraint(fields=["batch", "line"], name="importrow_once_a_line"),
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values), name="importrow_verdict_known"
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["", *Decision.values]), name="importrow_decision_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.line}"
