"""What do I want? Skills, the frameworks they answer to, goals, ability and experience."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.choices import Ability, Level
from people.history import History


class Skill(models.Model):
    """A skill, or (without a parent) an area of skills."""

    key = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    facets = models.JSONField(
        _("examples"), default=list, blank=True, help_text=_("A list of texts.")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("area"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    seed = models.JSONField(_("as last loaded"), default=dict, editable=False)

    history = History(excluded_fields=["seed"])

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("pk")),
                name="skill_not_its_own_parent",
                violation_error_message=_("A skill cannot be its own area."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """There are two levels: a skill stands in an area, and an area in nothing."""
        super().clean()
        if self.parent is None:
            return
        if self.parent.parent_id is not None:
            raise ValidationError({"parent": _("That is a skill and no area. Choose an area.")})
        if self.pk and self.children.exists():
            raise ValidationError({"parent": _("This is an area: it has skills of its own.")})


class FrameworkVersion(models.Model):
    """One dated version of a professional framework; only its headings are kept."""

    key = models.SlugField(_("key"))
    version = models.CharField(_("version"), max_length=50)
    name = models.CharField(_("name"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    checked = models.BooleanField(
        _("headings checked against a source"),
        default=False,
        help_text=_("Unchecked headings are shown to nobody but curators."),
    )
    seed = models.JSONField(_("as last loaded"), default=dict, editable=False)

    history = History(excluded_fields=["seed"])

    class Meta:
        verbose_name = _("framework version")
        verbose_name_plural = _("framework versions")
        ordering = ["name", "version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="frameworkversion_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class Heading(models.Model):
    """A heading of a framework, and the skills that answer to it."""

    framework = models.ForeignKey(
        FrameworkVersion, on_delete=models.CASCADE, related_name="headings"
    )
    name = models.CharField(_("name"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    skills = models.ManyToManyField(
        Skill, related_name="headings", blank=True, verbose_name=_("skills")
    )
    seed = models.JSONField(_("as last loaded"), default=dict, editable=False)

    history = History(excluded_fields=["seed"], m2m_fields=["skills"])

    class Meta:
        verbose_name = _("heading")
        verbose_name_plural = _("headings")
        ordering = ["framework", "position"]
        constraints = [models.UniqueConstraint(fields=["framework", "name"], name="heading_once")]

    def __str__(self) -> str:
        return self.name


class Goal(models.Model):
    """What a person wants, in their own words, ranked by them."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="goals"
    )
    text = models.CharField(_("goal"), max_length=500)
    rank = models.PositiveSmallIntegerField(
        _("rank"),
        validators=[MinValueValidator(1)],
        help_text=_("1 is the most important; goals may share a rank."),
    )
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2, null=True, blank=True)
    target_on = models.DateField(_("to be reached by"), null=True, blank=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    skills = models.ManyToManyField(Skill, through="GoalSkill", related_name="+")

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["rank", "pk"]
        indexes = [models.Index(fields=["user", "archived_at", "rank"])]
        constraints = [
            models.CheckConstraint(condition=Q(rank__gte=1), name="goal_rank_from_1"),
            models.CheckConstraint(condition=Q(rank__lte=1000), name="goal_rank_to_1000"),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__gt=0),
                name="goal_points_positive",
                violation_error_message=_("Points must be more than 0, or left empty."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class GoalSkill(models.Model):
    """A skill that a goal asks for, and how important it is to the goal."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="goal_skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    importance = models.DecimalField(_("importance"), max_digits=5, decimal_places=2, default=1)

    class Meta:
        verbose_name = _("skill of a goal")
        verbose_name_plural = _("skills of a goal")
        constraints = [
            models.UniqueConstraint(fields=["goal", "skill"], name="goalskill_once"),
            models.CheckConstraint(
                condition=Q(importance__gt=0),
                name="goalskill_importance_positive",
                violation_error_message=_("Importance must be more than 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.skill_id}"


class GoalLevel(models.Model):
    """A level at which a goal is wanted. A goal without any is wanted at every level."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="goal_levels")
    level = models.CharField(_("level"), max_length=20, choices=Level)

    class Meta:
        verbose_name = _("level of a goal")
        verbose_name_plural = _("levels of a goal")
        constraints = [
            models.UniqueConstraint(fields=["goal", "level"], name="goallevel_once"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="goallevel_known"),
        ]

    def __str__(self) -> str:
        return self.get_level_display()


class AbilityRating(models.Model):
    """How able a person was on a day, and how able they want to be. Added, never changed."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="ability_ratings")
    on = models.DateField(_("on"), default=timezone.localdate)
    now = models.PositiveSmallIntegerField(_("ability now"), choices=Ability)
    wanted = models.PositiveSmallIntegerField(_("ability wanted"), choices=Ability)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("rating of ability")
        verbose_name_plural = _("ratings of ability")
        ordering = ["goal", "on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(now__in=Ability.values, wanted__in=Ability.values),
                name="abilityrating_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.now} → {self.wanted}"


class ExperienceKind(models.Model):
    """A kind of experience that a benefit may ask for or give, such as having chaired."""

    key = models.SlugField(_("key"), unique=True)
    label = models.CharField(_("label"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    seed = models.JSONField(_("as last loaded"), default=dict, editable=False)

    history = History(excluded_fields=["seed"])

    class Meta:
        verbose_name = _("kind of experience")
        verbose_name_plural = _("kinds of experience")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.label


class Experience(models.Model):
    """Experience that a person has on record. A removed one counts nowhere and can come back."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="experiences"
    )
    kind = models.ForeignKey(
        ExperienceKind, on_delete=models.PROTECT, related_name="+", verbose_name=_("kind")
    )
    on = models.DateField(_("on"), null=True, blank=True)
    source = models.CharField(_("where from"), max_length=300, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("experience")
        verbose_name_plural = _("experience")
        ordering = ["-on", "pk"]
        indexes = [models.Index(fields=["user", "removed_at", "kind"])]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind_id}"
