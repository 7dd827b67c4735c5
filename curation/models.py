"""What was suggested for the catalogue, and which entries became one?"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Organisation
from curation.choices import Purpose, SuggestionState

DECIDED = [SuggestionState.ACCEPTED, SuggestionState.DECLINED]


class Suggestion(models.Model):
    """What an organisation of the catalogue should say, in the eyes of one person.

    `payload` and `base` are entries (`curation.entries`): what is suggested, and what the catalogue
    said at that time; the base of what is not public is empty.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    suggester = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="suggestions"
    )
    purpose = models.CharField(_("for"), max_length=10, choices=Purpose)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="suggestions",
        null=True,
        blank=True,
        help_text=_("What is corrected, or offered; a new one has none."),
    )
    payload = models.JSONField(_("suggested"))
    base = models.JSONField(_("what was there"), default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=SuggestionState, default=SuggestionState.OPEN
    )
    reason = models.TextField(_("why it was declined"), blank=True)
    outcome = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("The public entry that came of it."),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    created_at = models.DateTimeField(_("suggested on"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["state", "created_at"]),
            models.Index(fields=["suggester", "created_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values), name="suggestion_purpose_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=SuggestionState.values), name="suggestion_state_known"
            ),
            models.CheckConstraint(
                condition=Q(purpose=Purpose.NEW, organisation=None)
                | ~Q(purpose=Purpose.NEW) & Q(organisation__isnull=False),
                name="suggestion_of_an_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(state=SuggestionState.DECLINED) & Q(reason="")
                | Q(state=SuggestionState.DECLINED) & ~Q(reason=""),
                name="suggestion_declined_for_a_reason",
                violation_error_message=_("Say why: whoever suggested it reads it."),
            ),
            models.CheckConstraint(
                condition=~Q(state=SuggestionState.ACCEPTED) & Q(outcome=None)
                | Q(state=SuggestionState.ACCEPTED, outcome__isnull=False),
                name="suggestion_accepted_for_an_entry",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_at__isnull=False)
                | ~Q(state__in=DECIDED) & Q(decided_at=None, decided_by=None),
                name="suggestion_decided_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["suggester", "organisation"],
                condition=Q(state=SuggestionState.OPEN),
                name="suggestion_open_once",
                violation_error_message=_("You have suggested something here already: change it."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Merge(models.Model):
    """That two entries of the public catalogue were one and the same: one is kept, one is gone.

    What it wrote stands in `rows`. It stands until it is undone.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kept = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    merged_at = models.DateTimeField(_("merged"), default=timezone.now)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(undone_at__gte=F("merged_at")),
                name="merge_undone_afterwards",
            ),
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at=None), name="merge_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"


class MergedRow(models.Model):
    """A row that a merge wrote, so that it can be taken back.

    `before` are its columns as they were, by name; null for a row that the merge made. `after` is
    the fingerprint of the whole row as the merge left it. What it says of one person (`owner`) goes
    with their account.
    """

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="rows")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", null=True
    )
    model = models.CharField(_("model"), max_length=100)
    row = models.PositiveBigIntegerField(_("primary key"))
    before = models.JSONField(_("before"), null=True)
    after = models.CharField(_("fingerprint"), max_length=64)

    class Meta:
        verbose_name = _("row that was merged")
        verbose_name_plural = _("rows that were merged")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["merge", "model", "row"], name="mergedrow_once")
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.row}"
