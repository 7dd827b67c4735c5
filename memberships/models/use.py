"""What do I make of what they offer? The use of a benefit, and what one thinks of it."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Benefit
from memberships.choices import Use
from people.models import within


class BenefitUse(models.Model):
    """What a person makes of a benefit."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="benefit_uses"
    )
    benefit = models.ForeignKey(Benefit, on_delete=models.PROTECT, related_name="uses")
    use = models.PositiveSmallIntegerField(
        _("use"), choices=Use, null=True, blank=True, help_text=_("Empty: not known.")
    )
    from_activity = models.BooleanField(
        default=False,
        editable=False,
        help_text=_("Follows from how active somebody is in all, until answered by itself."),
    )
    included = models.BooleanField(_("included in my grade"), null=True, blank=True)
    own_reach = models.DecimalField(
        _("share of its occasions that I can get to"),
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    outcome = models.TextField(_("what came of it"), blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("use of a benefit")
        verbose_name_plural = _("uses of benefits")
        constraints = [
            models.UniqueConstraint(fields=["user", "benefit"], name="benefituse_once"),
            models.CheckConstraint(
                condition=Q(use=None) | Q(use__in=Use.values), name="benefituse_known"
            ),
            models.CheckConstraint(
                condition=Q(own_reach=None) | within("own_reach", 0, 1),
                name="benefituse_own_reach",
                violation_error_message=_("Reach is a share between 0 and 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.benefit_id}"


class BenefitRating(models.Model):
    """How a person rated a benefit on a day, 1 to 5. Added, never changed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="benefit_ratings"
    )
    benefit = models.ForeignKey(Benefit, on_delete=models.PROTECT, related_name="ratings")
    on = models.DateField(_("on"), default=timezone.localdate)
    stars = models.PositiveSmallIntegerField(
        _("rating"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("rating of a benefit")
        verbose_name_plural = _("ratings of benefits")
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["user", "benefit", "on"])]
        constraints = [
            models.CheckConstraint(condition=within("stars", 1, 5), name="benefitrating_stars")
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.stars}"
