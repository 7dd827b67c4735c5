"""Where do events come from by themselves? Calendars, as a file or at an address."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.models import Organisation
from events.choices import FeedState

READ_ALREADY = _("This calendar is read already.")
KEPT_FOR = timedelta(days=7)
# States in which a calendar is read again by itself; one that is gone is only read when told so.
READ_STATES = (FeedState.NEW, FeedState.FINE, FeedState.FAILING)


class Feed(models.Model):
    """A calendar whose events are taken over: read from its address, or from files (no address).

    A curator's feed (no owner) gives events of its organisation to everybody; anybody else's gives
    them to its owner alone.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="feeds",
        null=True,
        blank=True,
        editable=False,
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.RESTRICT,
        related_name="feeds",
        null=True,
        blank=True,
        verbose_name=_("organiser"),
    )
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=1000, blank=True)
    # What the server said of the calendar when it was last read, to ask only for what is newer.
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=500, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=FeedState, default=FeedState.NEW, editable=False
    )
    trouble = models.CharField(_("trouble"), max_length=500, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    # What of it could not be read, or not all of it, in words.
    problems = models.JSONField(_("what was wrong in it"), default=list, editable=False)
    asked_at = models.DateTimeField(_("last asked for"), null=True, blank=True, editable=False)
    read_at = models.DateTimeField(_("last read"), null=True, blank=True, editable=False)
    next_at = models.DateTimeField(_("to be read"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["state", "next_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=FeedState.values), name="feed_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(owner=None) | ~Q(organisation=None),
                name="feed_of_somebody",
                violation_error_message=_("Say whose events these are."),
            ),
            models.UniqueConstraint(
                fields=["owner", "address"],
                condition=~Q(address="") & ~Q(owner=None),
                name="feed_address_once",
                violation_error_message=READ_ALREADY,
            ),
            models.UniqueConstraint(
                fields=["address"],
                condition=~Q(address="") & Q(owner=None),
                name="feed_address_once_for_all",
                violation_error_message=READ_ALREADY,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WaitingCalendar(models.Model):
    """A calendar that somebody brought in, from a file or an address, and has not taken over yet.

    Of `feed` it is another copy. It may hold anything, and goes after a week.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="waiting_calendars"
    )
    feed = models.ForeignKey(
        Feed, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=1000, blank=True)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=500, blank=True)
    content = models.BinaryField(_("as it came"))
    created_at = models.DateTimeField(_("brought in"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("calendar brought in")
        verbose_name_plural = _("calendars brought in")
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="waiting_named")]

    def __str__(self) -> str:
        return f"{self.created_at}"
