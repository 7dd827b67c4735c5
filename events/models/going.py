"""Do I go, and how do I get there? What one person says of events and of the way to places."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.choices import Going, Origin, Reason
from events.models.happening import Event
from people.choices import Mode
from people.models import Place
from people.models.days import within


class Attendance(models.Model):
    """What a person means to do about an event, or did."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attendances"
    )
    event = models.ForeignKey(Event, on_delete=models.RESTRICT, related_name="attendances")
    state = models.CharField(_("state"), max_length=10, choices=Going)
    reason = models.CharField(_("why not"), max_length=10, choices=Reason, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    days_away = models.DecimalField(
        _("days of work it takes"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(366)],
        help_text=_("Empty: as worked out from when you work."),
    )
    nothing_to_write = models.BooleanField(
        _("nothing to write about it"),
        default=False,
        help_text=_("The journal does not ask for an entry."),
    )
    # When and where it was to be when this was said, so that a change since then is told.
    starts_seen = models.DateTimeField(null=True, editable=False)
    place_seen = models.ForeignKey(
        Place, on_delete=models.SET_NULL, related_name="+", null=True, editable=False
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["event__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "event"], name="attendance_once"),
            models.CheckConstraint(condition=Q(state__in=Going.values), name="attendance_known"),
            models.CheckConstraint(
                condition=(Q(state=Going.COULD_NOT) & Q(reason__in=Reason.values))
                | (~Q(state=Going.COULD_NOT) & Q(reason="")),
                name="attendance_reason_where_not",
                violation_error_message=_("Say why you could not go."),
            ),
            models.CheckConstraint(
                condition=Q(days_away=None) | within("days_away", 0, 366),
                name="attendance_days_away",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.event_id}"


class KnownJourney(models.Model):
    """What a person knows of the way to a place, one way; it always wins over an estimate."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="known_journeys"
    )
    origin = models.CharField(_("from"), max_length=5, choices=Origin, default=Origin.HOME)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="+", verbose_name=_("to")
    )
    mode = models.CharField(_("way of travelling"), max_length=10, choices=Mode)
    minutes = models.PositiveSmallIntegerField(
        _("minutes from door to door"),
        validators=[MinValueValidator(1), MaxValueValidator(24 * 60)],
    )
    fare = models.DecimalField(
        _("fare one way"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("In the currency of your totals."),
    )
    # Before half past six is the next morning.
    last_departure = models.TimeField(
        _("last departure home"),
        null=True,
        blank=True,
        help_text=_("When you must set out at the latest. Empty: at any time."),
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("known journey")
        verbose_name_plural = _("known journeys")
        ordering = ["place__name", "origin", "mode"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "origin", "place", "mode"],
                name="knownjourney_once",
                violation_error_message=_("You know this journey already."),
            ),
            models.CheckConstraint(
                condition=Q(origin__in=Origin.values), name="knownjourney_origin_known"
            ),
            models.CheckConstraint(
                condition=Q(mode__in=Mode.values), name="knownjourney_mode_known"
            ),
            models.CheckConstraint(
                condition=within("minutes", 1, 24 * 60), name="knownjourney_minutes"
            ),
            models.CheckConstraint(
                condition=Q(fare=None) | Q(fare__gte=0), name="knownjourney_fare"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.place_id}"
