"""What do I belong to? Memberships with their terms, roles and endings."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.models import CURRENCY, Organisation
from memberships.choices import Activity, KeepReason, MembershipKind, Payer, State
from people.days import EARLIEST, LATEST
from people.models import within

LONGEST_NOTICE = 3660  # ten years of days
ENDS_AFTER_START = _("The end must not be before the start.")


class Membership(models.Model):
    """That a person belongs to an organisation, in one of four ways."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=MembershipKind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.HELD)
    sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Left out of everything made for others, unless you include it there."),
    )
    keep_reason = models.CharField(
        _("my reason to keep it"), max_length=20, choices=KeepReason, blank=True
    )
    number = models.CharField(_("membership number"), max_length=100, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    activity = models.CharField(_("how active I am"), max_length=15, choices=Activity, blank=True)
    confirmed_on = models.DateField(
        _("last confirmed"),
        null=True,
        blank=True,
        help_text=_("The day on which its owner last said that all this is so."),
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_reason = models.TextField(_("why I ended it"), blank=True)
    source = models.CharField(_("brought in from"), max_length=50, blank=True, editable=False)
    external_id = models.CharField(max_length=200, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["organisation__name", "kind"]
        indexes = [models.Index(fields=["user", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "kind"],
                condition=~Q(state=State.REMOVED),
                name="membership_once_a_kind",
                violation_error_message=_("You have this membership already."),
            ),
            models.UniqueConstraint(
                fields=["user", "source", "external_id"],
                condition=~Q(external_id=""),
                name="membership_brought_in_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MembershipKind.values), name="membership_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="membership_state_known"
            ),
            models.CheckConstraint(
                condition=Q(activity__in=["", *Activity.values]), name="membership_activity_known"
            ),
            models.CheckConstraint(
                condition=Q(keep_reason__in=["", *KeepReason.values]),
                name="membership_keep_reason_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.organisation_id} ({self.kind})"


class Ending(models.Model):
    """An end after which a membership went on, on the day this was created. Added, never changed.

    The end of one that has not gone on is `Membership.ended_on`.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="endings")
    on = models.DateField(_("ended on"))
    reason = models.TextField(_("why I ended it"), blank=True)
    created_at = models.DateTimeField(_("went on"), auto_now_add=True)

    class Meta:
        verbose_name = _("past ending")
        verbose_name_plural = _("past endings")
        ordering = ["membership", "created_at", "pk"]

    def __str__(self) -> str:
        return str(self.on)


class Term(models.Model):
    """One paid (or free) period of a membership. A renewal is a new term: history stays.

    Terms of one membership do not overlap: `services.add_term` refuses it on every database,
    PostgreSQL also by an exclusion constraint.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="terms")
    starts = models.DateField(_("from"))
    ends = models.DateField(
        _("to"), null=True, blank=True, help_text=_("The last day. Empty: for life.")
    )
    grade = models.CharField(_("grade"), max_length=200, blank=True)
    fee = models.DecimalField(
        _("fee"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("For the whole term. Empty: not known; 0: free."),
    )
    currency = models.CharField(_("currency"), max_length=3, default="GBP", validators=[CURRENCY])
    payer = models.CharField(_("who pays"), max_length=10, choices=Payer, default=Payer.SELF)
    share = models.DecimalField(
        _("my share, per cent"),
        max_digits=5,
        decimal_places=2,
        default=100,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    tax_relief = models.DecimalField(
        _("tax relief on my share, per cent"),
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    notice_days = models.PositiveSmallIntegerField(
        _("days of notice"), default=0, validators=[MaxValueValidator(LONGEST_NOTICE)]
    )
    auto_renews = models.BooleanField(_("renews by itself"), default=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["membership", "starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "starts"],
                name="term_once_a_start",
                violation_error_message=_("There is a term that starts on this day already."),
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="term_ends_after_start",
                violation_error_message=ENDS_AFTER_START,
            ),
            models.CheckConstraint(
                condition=Q(starts__gte=EARLIEST, starts__lte=LATEST)
                & (Q(ends=None) | Q(ends__lte=LATEST)),
                name="term_within_reason",
                violation_error_message=_(
                    "A term lies between 1850 and 2200. Leave its end empty where it is for life."
                ),
            ),
            models.CheckConstraint(
                condition=Q(fee=None) | Q(fee__gte=0),
                name="term_fee_not_negative",
                violation_error_message=_("A fee cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(notice_days__lte=LONGEST_NOTICE), name="term_notice_days"
            ),
            models.CheckConstraint(condition=within("share", 0, 100), name="term_share"),
            models.CheckConstraint(condition=within("tax_relief", 0, 100), name="term_tax_relief"),
            models.CheckConstraint(condition=Q(payer__in=Payer.values), name="term_payer_known"),
        ]

    def __str__(self) -> str:
        return f"{self.starts} – {self.ends or '…'}"


class Role(models.Model):
    """An office or task that a person has or had in an organisation."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="roles")
    title = models.CharField(_("role"), max_length=200)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("to"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["membership", "starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=F("starts")),
                name="role_ends_after_start",
                violation_error_message=ENDS_AFTER_START,
            )
        ]

    def __str__(self) -> str:
        return self.title
