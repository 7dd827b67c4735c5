"""What did an entry change? Ability, use and experience: asked, and answered by its owner."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.models import Benefit
from goals.models import AbilityRating, Experience, ExperienceKind, Goal
from journal.models.entries import Entry
from memberships.choices import Use

ANSWERED = _("You have answered this already.")


class EntryGoal(models.Model):
    """A goal that an entry served."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="entry_goals")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="entry_goals")

    class Meta:
        verbose_name = _("goal of an entry")
        verbose_name_plural = _("goals of an entry")
        constraints = [models.UniqueConstraint(fields=["entry", "goal"], name="entrygoal_once")]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.goal_id}"


class AbilityAnswer(models.Model):
    """How able its owner said they were for a goal, once they had done what an entry tells.

    It stays where the goal is taken off the entry: the rating still came of that entry, and stays
    away from others with it.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="ability_answers")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="+")
    rating = models.OneToOneField(
        AbilityRating, on_delete=models.CASCADE, related_name="because_of"
    )

    class Meta:
        verbose_name = _("answer about ability")
        verbose_name_plural = _("answers about ability")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "goal"],
                name="abilityanswer_once",
                violation_error_message=ANSWERED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.goal_id}"


class UseAnswer(models.Model):
    """What its owner said when an entry proposed another use of a benefit.

    `before` and `after` are what the use was (null: not known) and became; `after` is null where
    they said no. `followed` is whether it only followed from how active they are in all.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="use_answers")
    benefit = models.ForeignKey(Benefit, on_delete=models.PROTECT, related_name="use_answers")
    before = models.PositiveSmallIntegerField(_("use before"), choices=Use, null=True, blank=True)
    after = models.PositiveSmallIntegerField(_("use after"), choices=Use, null=True, blank=True)
    followed = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(_("answered"), auto_now_add=True)

    class Meta:
        verbose_name = _("answer about use")
        verbose_name_plural = _("answers about use")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "benefit"], name="useanswer_once", violation_error_message=ANSWERED
            ),
            models.CheckConstraint(
                condition=(Q(before=None) | Q(before__in=Use.values))
                & (Q(after=None) | Q(after__in=Use.values)),
                name="useanswer_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.benefit_id}"


class ExperienceAnswer(models.Model):
    """What its owner said when an entry proposed experience for the record; without: no."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="experience_answers")
    kind = models.ForeignKey(ExperienceKind, on_delete=models.PROTECT, related_name="+")
    experience = models.OneToOneField(
        Experience, on_delete=models.SET_NULL, related_name="because_of", null=True, blank=True
    )
    created_at = models.DateTimeField(_("answered"), auto_now_add=True)

    class Meta:
        verbose_name = _("answer about experience")
        verbose_name_plural = _("answers about experience")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "kind"],
                name="experienceanswer_once",
                violation_error_message=ANSWERED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.kind_id}"
