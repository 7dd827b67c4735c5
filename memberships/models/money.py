"""What does belonging cost beside the fee, and what is another currency to a person?"""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.models import CURRENCY
from memberships.choices import ExpenseKind, Payer
from memberships.models.belonging import Membership
from people.days import EARLIEST, LATEST
from people.models import within

# SQLite keeps fifteen digits of a number, and a rate of eight places is to have no more.
SMALLEST_RATE, LARGEST_RATE = Decimal("0.000001"), 1_000_000
LONGEST_WAY = 7 * 24 * 60  # a week of minutes


class Expense(models.Model):
    """What somebody spent on a day so that a person could make use of a membership."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="expenses")
    on = models.DateField(_("day"))
    kind = models.CharField(
        _("for what"), max_length=10, choices=ExpenseKind, default=ExpenseKind.TRAVEL
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=9, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, default="GBP", validators=[CURRENCY])
    payer = models.CharField(_("who pays"), max_length=10, choices=Payer, default=Payer.SELF)
    share = models.DecimalField(
        _("my share, per cent"),
        max_digits=5,
        decimal_places=2,
        default=100,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes of travelling"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST_WAY)],
        help_text=_("There and back. Empty: none, or not known."),
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("expense")
        verbose_name_plural = _("expenses")
        ordering = ["membership", "on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(on__gte=EARLIEST, on__lte=LATEST),
                name="expense_within_reason",
                violation_error_message=_("The day of an expense lies between 1850 and 2200."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="expense_not_negative",
                violation_error_message=_("An amount cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ExpenseKind.values), name="expense_kind_known"
            ),
            models.CheckConstraint(condition=within("share", 0, 100), name="expense_share"),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__lte=LONGEST_WAY), name="expense_minutes"
            ),
            models.CheckConstraint(condition=Q(payer__in=Payer.values), name="expense_payer_known"),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.amount} {self.currency}"


class ExchangeRate(models.Model):
    """What one unit of a currency is to a person, in the one they reckon in. Their own word."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exchange_rates"
    )
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    into = models.CharField(_("reckoned in"), max_length=3, validators=[CURRENCY])
    rate = models.DecimalField(_("rate"), max_digits=15, decimal_places=8)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["currency", "into"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "currency", "into"],
                name="rate_once_a_currency",
                violation_error_message=_("You have a rate for this currency already."),
            ),
            models.CheckConstraint(
                condition=Q(rate__gte=SMALLEST_RATE, rate__lte=LARGEST_RATE),
                name="rate_within_reason",
                violation_error_message=_("A rate lies between 0.000001 and 1,000,000."),
            ),
            models.CheckConstraint(
                condition=~Q(currency=F("into")),
                name="rate_of_another_currency",
                violation_error_message=_("A currency needs no rate to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"1 {self.currency} = {self.rate} {self.into}"

    @property
    def plain(self) -> Decimal:
        """The rate without noughts at its end, as one types it."""
        return Decimal(f"{self.rate.normalize():f}")
