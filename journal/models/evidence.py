"""What shows it? Files and links that belong to an entry."""

import uuid

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal.models.entries import Entry
from journal.storage import evidence_storage


def evidence_path(evidence: "Evidence", filename: str) -> str:
    """Where a file is kept: under its row's UUID, never under a name that somebody gave it."""
    return f"{evidence.uuid.hex[:2]}/{evidence.uuid.hex}"


class Evidence(models.Model):
    """A file or a link, exactly one of them. A removed one comes back while it is remembered."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="evidence")
    name = models.CharField(_("name"), max_length=200)
    file = models.FileField(
        _("file"), upload_to=evidence_path, storage=evidence_storage, max_length=100, blank=True
    )
    content_type = models.CharField(_("type"), max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField(_("bytes"), null=True, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    link = models.URLField(
        _("link"), max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["entry", "created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(link="") & ~Q(file="") & ~Q(sha256="") & ~Q(size=None))
                | (~Q(link="") & Q(file="", sha256="", size=None)),
                name="evidence_file_or_link",
                violation_error_message=_("Give a file or a link: one of them."),
            ),
            models.UniqueConstraint(
                fields=["entry", "sha256"],
                condition=Q(removed_at=None) & ~Q(sha256=""),
                name="evidence_file_once",
                violation_error_message=_("This file is there already."),
            ),
            models.UniqueConstraint(
                fields=["entry", "link"],
                condition=Q(removed_at=None) & ~Q(link=""),
                name="evidence_link_once",
                violation_error_message=_("This link is there already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.uuid}"
