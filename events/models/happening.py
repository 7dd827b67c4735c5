"""What takes place, when, where, and for how much?"""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.choices import BenefitMode, Interactivity
from catalogue.models import CURRENCY, BenefitKind, Organisation
from engine.attending.clock import MORNING
from engine.journeys import Point
from events.choices import EventStatus, Suggested
from events.models.feeds import Feed
from events.querysets import EventQuerySet
from goals.models import Skill
from people.folding import fold
from people.history import History
from people.models import Place
from people.models.days import point_constraints, point_field
from people.zones import validate_zone

# In every zone one can reckon with the days before and after these.
EARLIEST, LATEST = datetime(1900, 1, 3, tzinfo=UTC), datetime(2199, 12, 30, tzinfo=UTC)
# What no version keeps: what stands in no field of a curator's, and who suggested it.
UNKEPT = ["uuid", "seed", "search_text", "suggested", "suggester", "declined_because"]


class Event(models.Model):
    """Something that takes place: for everybody (no owner), or one person's own.

    Its organiser is an organisation, which only a person's own may lack. Times are instants; `zone`
    says on whose clocks they are shown. Of a whole day (or several) it is from the midnight
    before to the midnight after, there.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.RESTRICT,
        related_name="events",
        null=True,
        blank=True,
        verbose_name=_("organiser"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="own_events",
        null=True,
        blank=True,
        editable=False,
    )
    title = models.CharField(_("title"), max_length=300)
    description = models.TextField(_("description"), blank=True, max_length=20_000)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    zone = models.CharField(
        _("time zone"), max_length=60, default="Europe/London", validators=[validate_zone]
    )
    all_day = models.BooleanField(_("all day"), default=False)
    mode = models.CharField(
        _("way of taking part"),
        max_length=15,
        choices=BenefitMode,
        default=BenefitMode.FACE_TO_FACE,
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("town"),
    )
    address = models.CharField(_("address"), max_length=500, blank=True)
    latitude = point_field(_("latitude"), degrees=90)
    longitude = point_field(_("longitude"), degrees=180)
    online_address = models.URLField(
        _("address to take part online"),
        max_length=1000,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    kind = models.ForeignKey(
        BenefitKind,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("kind"),
    )
    interactivity = models.CharField(
        _("interactivity"), max_length=15, choices=Interactivity, blank=True
    )
    skills = models.ManyToManyField(
        Skill, related_name="events", blank=True, verbose_name=_("skills")
    )
    capacity = models.PositiveIntegerField(
        _("places to be had"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    status = models.CharField(
        _("status"), max_length=10, choices=EventStatus, default=EventStatus.CONFIRMED
    )
    source = models.URLField(_("where it is announced"), max_length=1000, blank=True)
    feed = models.ForeignKey(
        Feed,
        on_delete=models.SET_NULL,
        related_name="events",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("calendar"),
    )
    uid = models.CharField(max_length=255, blank=True, editable=False)
    recurrence_id = models.CharField(max_length=50, blank=True, editable=False)
    seed = models.JSONField(_("as last read"), default=dict, editable=False)
    gone_on = models.DateField(
        _("no longer in its calendar since"), null=True, blank=True, editable=False
    )
    search_text = models.TextField(blank=True, editable=False)
    suggested = models.CharField(
        _("suggested for everybody"),
        max_length=10,
        choices=Suggested,
        blank=True,
        editable=False,
    )
    suggester = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="suggested_events",
        null=True,
        blank=True,
        editable=False,
    )
    declined_because = models.CharField(
        _("why it was declined"), max_length=300, blank=True, editable=False
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = EventQuerySet.as_manager()
    history = History(owner="owner_id", excluded_fields=UNKEPT)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["owner", "starts_at"]),
            models.Index(fields=["organisation", "starts_at"]),
            models.Index(fields=["starts_at", "id"]),
            models.Index(fields=["ends_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(organisation=None) | ~Q(owner=None),
                name="event_of_somebody",
                violation_error_message=_("Say who organises it."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")),
                name="event_ends_after_starts",
                violation_error_message=_("The end must not be before the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at__gte=EARLIEST, ends_at__lt=LATEST),
                name="event_within_the_calendar",
                violation_error_message=_("Give days from 1900 to 2199."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=EventStatus.values), name="event_status_known"
            ),
            models.CheckConstraint(
                condition=Q(mode__in=BenefitMode.values), name="event_mode_known"
            ),
            models.CheckConstraint(
                condition=Q(interactivity__in=["", *Interactivity.values]),
                name="event_interactivity_known",
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1),
                name="event_capacity_positive",
                violation_error_message=_("There must be room for somebody, or say nothing."),
            ),
            models.CheckConstraint(
                condition=~Q(mode=BenefitMode.ONLINE)
                | Q(place=None, address="", latitude=None, longitude=None),
                name="event_online_is_nowhere",
                violation_error_message=_("What takes place online only has no place."),
            ),
            models.CheckConstraint(
                condition=Q(suggested="")
                | Q(suggested__in=[Suggested.WAITING, Suggested.DECLINED], owner__isnull=False)
                | Q(suggested=Suggested.ACCEPTED, owner=None),
                name="event_suggested_by_its_owner",
            ),
            models.CheckConstraint(
                condition=~Q(suggested=Suggested.WAITING) | ~Q(organisation=None),
                name="event_suggested_with_organiser",
                violation_error_message=_("Say who organises it."),
            ),
            models.CheckConstraint(
                condition=Q(suggested=Suggested.DECLINED) & ~Q(declined_because="")
                | ~Q(suggested=Suggested.DECLINED) & Q(declined_because=""),
                name="event_declined_for_a_reason",
                violation_error_message=_("Say why."),
            ),
            *point_constraints("event", ""),
            models.UniqueConstraint(
                fields=["feed", "uid", "recurrence_id"],
                condition=~Q(feed=None),
                name="event_of_a_feed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, **kwargs: Any) -> None:
        self.set_search_text()
        super().save(**kwargs)

    def set_search_text(self) -> None:
        """Keep with it what it is found by."""
        self.search_text = fold("\n".join((self.title, self.description, self.address)))

    def clean(self) -> None:
        """A person's own may be organised by what they can see; everybody's by what all can."""
        super().clean()
        body = self.organisation
        if body is not None and body.owner_id not in {None, self.owner_id}:
            raise ValidationError({"organisation": gettext("Choose one that is in the catalogue.")})

    @property
    def tzinfo(self) -> ZoneInfo:
        """The zone on whose clocks it takes place."""
        return ZoneInfo(self.zone)

    @property
    def days(self) -> tuple[date, date]:
        """Its first and last day there; what ends at night belongs to the evening before."""
        starts, ends = (each.astimezone(self.tzinfo) for each in (self.starts_at, self.ends_at))
        first, last = starts.date(), ends.date()
        ends_at_night = last > first and ends.time() < MORNING
        return first, last - timedelta(days=1) if ends_at_night else last

    @property
    def point(self) -> Point | None:
        """Where it takes place: a point of its own, else its town's."""
        if self.latitude is not None and self.longitude is not None:
            return Point(self.latitude, self.longitude)
        return Point(self.place.latitude, self.place.longitude) if self.place else None


class Price(models.Model):
    """What an event costs those of a grade."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="prices")
    grade = models.CharField(_("for"), max_length=200, help_text=_("Members, students, others …"))
    amount = models.DecimalField(
        _("amount"), max_digits=9, decimal_places=2, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        ordering = ["amount", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="price_not_negative"),
            models.UniqueConstraint(fields=["event", "grade", "currency"], name="price_once"),
        ]

    def __str__(self) -> str:
        return f"{self.grade}: {self.amount} {self.currency}"


class EventRevision(models.Model):
    """One row: a counter that every write to everybody's events raises, for cache keys."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="eventrevision_one_row")]

    def __str__(self) -> str:
        return str(self.number)
