"""Where, and when? What the product knows of a person's day, and the gazetteer."""

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from engine.journeys import Point
from people.choices import Mode, Weekday
from people.history import History
from people.querysets import PlaceQuerySet
from people.zones import validate_zone


def within(field: str, low: float, high: float) -> Q:
    """The condition of a check constraint: `low <= field <= high`."""
    return Q(**{f"{field}__gte": low, f"{field}__lte": high})


class Place(models.Model):
    """A town or village of the gazetteer (GeoNames, CC BY 4.0)."""

    geonames_id = models.PositiveIntegerField(_("GeoNames number"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    region = models.CharField(_("county or region"), max_length=200, blank=True)
    country = models.CharField(
        _("country"), max_length=2, validators=[RegexValidator(r"^[A-Z]{2}$")]
    )
    population = models.PositiveIntegerField(_("population"), default=0)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    # Name, county and country folded; written by one service.
    search_name = models.TextField(default="", editable=False)
    seed = models.JSONField(_("as last loaded"), default=dict, editable=False)

    objects = PlaceQuerySet.as_manager()
    history = History(excluded_fields=["seed", "search_name"])

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name", "-population"]
        indexes = [models.Index(fields=["country", "name"]), models.Index(fields=["name"])]
        constraints = [
            models.CheckConstraint(condition=within("latitude", -90, 90), name="place_latitude"),
            models.CheckConstraint(
                condition=within("longitude", -180, 180), name="place_longitude"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.region, self.country) if part)


def point_field(label: Any, *, degrees: int) -> "models.FloatField[Any, Any]":
    """A field for one side of a point of one's own, where no town says it well enough."""
    limits = [MinValueValidator(-degrees), MaxValueValidator(degrees)]
    return models.FloatField(label, null=True, blank=True, validators=limits)


def point_constraints(model: str, *names: str) -> list[models.CheckConstraint]:
    """A point, of the columns `latitude` and `longitude` after each of the names, is whole.

    Where one side is missing a comparison is neither true nor false, and would be let through.
    """
    return [
        models.CheckConstraint(
            condition=Q(**{f"{name}latitude": None, f"{name}longitude": None})
            | Q(**{f"{name}latitude__isnull": False, f"{name}longitude__isnull": False})
            & within(f"{name}latitude", -90, 90)
            & within(f"{name}longitude", -180, 180),
            name=f"{model}_{name}point",
            violation_error_message=_("A point needs a latitude and a longitude."),
        )
        for name in names
    ]


def interactivity_factor(label: Any, default: str) -> "models.DecimalField[Any, Any]":
    """A field for what a way of taking part is worth to this person, 0 to 1."""
    return models.DecimalField(
        label,
        max_digits=3,
        decimal_places=2,
        default=Decimal(default),
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )


class Profile(models.Model):
    """What the product knows of a person's day and of how they learn."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile"
    )
    home = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("home"),
    )
    work = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("work"),
    )
    home_latitude = point_field(_("latitude of home"), degrees=90)
    home_longitude = point_field(_("longitude of home"), degrees=180)
    work_latitude = point_field(_("latitude of work"), degrees=90)
    work_longitude = point_field(_("longitude of work"), degrees=180)
    zone = models.CharField(
        _("time zone"), max_length=60, default="Europe/London", validators=[validate_zone]
    )
    lunch_from = models.TimeField(_("lunch break from"), null=True, blank=True)
    lunch_until = models.TimeField(_("lunch break until"), null=True, blank=True)
    # Before half past six is the next morning, as on a working day.
    home_by = models.TimeField(_("home by, on days without work"), null=True, blank=True)
    eat_minutes = models.PositiveSmallIntegerField(
        _("minutes to eat"), default=30, validators=[MaxValueValidator(240)]
    )
    cpd_days = models.DecimalField(
        _("days a year away for CPD"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(366)],
        help_text=_("Of work, for meetings and courses. Empty: not known."),
    )
    night_away = models.BooleanField(_("a night away is possible"), default=False)
    longest_journey = models.PositiveSmallIntegerField(
        _("longest journey one way, minutes"),
        default=90,
        validators=[MinValueValidator(5), MaxValueValidator(24 * 60)],
    )
    currency = models.CharField(
        _("currency"), max_length=3, default="GBP", validators=[RegexValidator(r"^[A-Z]{3}$")]
    )
    passive_factor = interactivity_factor(_("reading and watching"), "0.35")
    responsive_factor = interactivity_factor(_("answering and contributing"), "0.65")
    interactive_factor = interactivity_factor(_("working with others"), "1")
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                condition=within("longest_journey", 5, 24 * 60), name="profile_longest_journey"
            ),
            *point_constraints("profile", "home_", "work_"),
            models.CheckConstraint(
                condition=Q(lunch_from=None, lunch_until=None)
                | Q(
                    lunch_from__isnull=False,
                    lunch_until__isnull=False,
                    lunch_until__gt=F("lunch_from"),
                ),
                name="profile_lunch_until_after_from",
                violation_error_message=_("A lunch break needs a beginning and a later end."),
            ),
            models.CheckConstraint(condition=Q(eat_minutes__lte=240), name="profile_eat_minutes"),
            models.CheckConstraint(
                condition=Q(cpd_days=None) | within("cpd_days", 0, 366), name="profile_cpd_days"
            ),
            *(
                models.CheckConstraint(
                    condition=within(f"{way}_factor", 0, 1), name=f"profile_{way}_factor"
                )
                for way in ("passive", "responsive", "interactive")
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def home_point(self) -> Point | None:
        """Where the person lives: a point of their own, else their town's."""
        return _point(self.home_latitude, self.home_longitude, self.home)

    @property
    def work_point(self) -> Point | None:
        """Where the person works, likewise."""
        return _point(self.work_latitude, self.work_longitude, self.work)

    @property
    def tzinfo(self) -> ZoneInfo:
        """The zone in which the person's clock times are read."""
        return ZoneInfo(self.zone)


def _point(latitude: float | None, longitude: float | None, place: Place | None) -> Point | None:
    if latitude is not None and longitude is not None:
        return Point(latitude, longitude)
    return Point(place.latitude, place.longitude) if place else None


class TravelMode(models.Model):
    """A way in which a person travels."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="travel_modes")
    mode = models.CharField(_("way of travelling"), max_length=10, choices=Mode)

    class Meta:
        verbose_name = _("way of travelling")
        verbose_name_plural = _("ways of travelling")
        constraints = [
            models.UniqueConstraint(fields=["profile", "mode"], name="travelmode_once"),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="travelmode_known"),
        ]

    def __str__(self) -> str:
        return self.get_mode_display()


class WorkingDay(models.Model):
    """When work starts, when one can leave, and by when one must be home, on a weekday."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="working_days"
    )
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    start = models.TimeField(_("work starts"))
    leave = models.TimeField(_("can leave"))
    # May be earlier than `leave`: half past midnight is the next morning.
    home_by = models.TimeField(_("home by"), null=True, blank=True)

    class Meta:
        verbose_name = _("working day")
        verbose_name_plural = _("working days")
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(fields=["user", "weekday"], name="workingday_once"),
            models.CheckConstraint(
                condition=Q(weekday__in=Weekday.values), name="workingday_weekday"
            ),
            models.CheckConstraint(
                condition=Q(leave__gt=F("start")),
                name="workingday_leave_after_start",
                violation_error_message=_("The time you can leave must be after work starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_weekday_display()
