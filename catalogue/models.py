"""What is there? Organisations and groups, what they offer and what they cost."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.choices import (
    Audience,
    Basis,
    BenefitMode,
    FeePeriod,
    Interactivity,
    Joinable,
    NameKind,
    OrganisationKind,
    Scope,
    Size,
    SpecialCategory,
    Status,
    Strength,
)
from catalogue.querysets import BenefitQuerySet, OrganisationQuerySet
from catalogue.validators import validate_alternatives, validate_words
from goals.choices import Level
from goals.models import Skill
from people.history import History
from people.models import Place

COUNTRY = RegexValidator(r"^[A-Z]{2}$", _("Enter the two capital letters of a country."))
ROR = RegexValidator(
    r"^0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}$", _("Enter the nine signs after “https://ror.org/”.")
)
CURRENCY = RegexValidator(r"^[A-Z]{3}$", _("Enter the three capital letters of a currency."))


def _one_of(field: str, choices: type[models.Choices]) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": choices.values}), name=f"%(class)s_{field}_known"
    )


def _not_itself(field: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{field: None}) | ~Q(**{field: F("pk")}),
        name=f"organisation_{field}_not_itself",
        violation_error_message=_("An organisation cannot stand in for itself here."),
    )


class Organisation(models.Model):
    """An organisation, a group inside one, or a network; public, or one person's own."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(
        _("key"),
        max_length=100,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Never changes; a private organisation has none."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="private_organisations",
        null=True,
        blank=True,
        editable=False,
    )
    name = models.CharField(_("name"), max_length=300)
    short_name = models.CharField(_("short name"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind)
    scope = models.CharField(_("scope"), max_length=20, choices=Scope)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="groups",
        null=True,
        blank=True,
        verbose_name=_("group of"),
    )
    country = models.CharField(_("country"), max_length=2, blank=True, validators=[COUNTRY])
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("place"),
    )
    place_text = models.CharField(
        _("place in words"),
        max_length=200,
        blank=True,
        help_text=_("Where it is no town of the gazetteer, such as “Midlands”."),
    )
    website = models.CharField(_("website"), max_length=300, blank=True)
    ror = models.CharField(
        _("ROR number"),
        max_length=9,
        blank=True,
        validators=[ROR],
        help_text=_("In the Research Organization Registry, such as 03yrm5c26."),
    )
    joinable = models.CharField(
        _("who may join"), max_length=20, choices=Joinable, default=Joinable.ANYONE
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.ACTIVE)
    successor = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        related_name="predecessors",
        null=True,
        blank=True,
        verbose_name=_("successor"),
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="merged_entries",
        null=True,
        blank=True,
        editable=False,
        help_text=_("The entry that replaced this one, which was a duplicate of it."),
    )
    see_instead = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="+",
        blank=True,
        verbose_name=_("nearest living equivalents"),
    )
    special_category = models.CharField(
        _("belonging may reveal"), max_length=20, choices=SpecialCategory, blank=True
    )
    evidence_year = models.PositiveSmallIntegerField(
        _("year of the newest evidence"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1800), MaxValueValidator(2200)],
    )
    checked_on = models.DateField(_("last checked"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    search_text = models.TextField(default="", editable=False)
    seed = models.JSONField(_("as last loaded"), default=dict, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = OrganisationQuerySet.as_manager()
    history = History(
        owner="owner_id",
        excluded_fields=["uuid", "owner", "merged_into", "search_text", "seed", "changed_at"],
        m2m_fields=["see_instead"],
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        indexes = [
            models.Index(fields=["owner", "name"]),
            # A list in order, its countries and its counts, all read without the long rows.
            models.Index(fields=["merged_into", "name", "owner"]),
            models.Index(fields=["merged_into", "country", "owner"]),
            models.Index(fields=["merged_into", "kind", "scope", "joinable", "owner"]),
            models.Index(fields=["owner", "parent"]),
            models.Index(fields=["status"]),
            models.Index(fields=["checked_on"]),
        ]
        constraints = [
            _not_itself("parent"),
            _not_itself("successor"),
            _not_itself("merged_into"),
            models.CheckConstraint(
                condition=Q(owner=None, key__isnull=False) | Q(owner__isnull=False, key=None),
                name="organisation_key_where_public",
                violation_error_message=_("A public organisation needs a key."),
            ),
            models.UniqueConstraint(
                fields=["ror"],
                condition=~Q(ror=""),
                name="organisation_ror_once",
                violation_error_message=_("Another organisation has this ROR number."),
            ),
            _one_of("kind", OrganisationKind),
            _one_of("scope", Scope),
            _one_of("joinable", Joinable),
            _one_of("status", Status),
            models.CheckConstraint(
                condition=Q(special_category__in=["", *SpecialCategory.values]),
                name="organisation_special_category_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """No circle of groups or of successors, and what is public leads to nothing private.

        What was merged is changed no more, and nothing new leads to it.
        """
        super().clean()
        self.demand_unmerged()
        if self.parent is not None:
            circle = gettext(
                "A circle: “%(other)s” is itself a group of “%(name)s”. Choose another."
            )
            above = Organisation.objects.above(self.parent.pk)
            self._check_line("parent", self.parent, above, circle)
        if self.successor is not None:
            circle = gettext("A circle: “%(name)s” itself succeeds “%(other)s”. Choose another.")
            succession = Organisation.objects.succession(self.successor.pk)
            self._check_line("successor", self.successor, succession, circle)

    def _check_line(
        self, field: str, other: "Organisation", line: OrganisationQuerySet, circle: str
    ) -> None:
        if self.pk and line.filter(pk=self.pk).exists():
            names = {"other": other.name, "name": self.name}
            raise ValidationError({field: ValidationError(circle, params=names)})
        if other.owner_id not in {None, self.owner_id}:
            raise ValidationError({field: _("That organisation is not in this catalogue.")})
        try:
            other.demand_unmerged()
        except ValidationError as error:
            raise ValidationError({field: error.messages}) from error

    def demand_unmerged(self) -> None:
        """Raise `ValidationError`, which names what replaced it, where it was a duplicate."""
        if self.merged_into is not None:
            names = {"name": self.name, "kept": self.merged_into.name}
            message = gettext("“%(name)s” was merged into “%(kept)s”: go on with that one.")
            raise ValidationError(message, params=names)

    @property
    def label(self) -> str:
        """The short name, or the name where there is none."""
        return self.short_name or self.name


class OrganisationName(models.Model):
    """Another name by which an organisation is or was known."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="other_names"
    )
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind)

    history = History(owner="organisation.owner_id")

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="organisationname_once"),
            _one_of("kind", NameKind),
        ]

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """Where a statement about an organisation was read."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="sources")
    text = models.CharField(
        _("address or description"),
        max_length=500,
        help_text=_("A description where the address would name a person."),
    )
    read_on = models.DateField(_("read on"), null=True, blank=True)

    history = History(owner="organisation.owner_id")

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "text"], name="source_once")]

    def __str__(self) -> str:
        return self.text


class BenefitKind(models.Model):
    """A kind of benefit, with what holds where a benefit says nothing of its own."""

    key = models.SlugField(_("key"), unique=True)
    label = models.CharField(_("label"), max_length=100)
    hours = models.DecimalField(_("hours a year, used fully"), max_digits=6, decimal_places=1)
    size = models.CharField(_("smallest unit"), max_length=10, choices=Size)
    requires = models.JSONField(
        _("experience needed"),
        default=list,
        blank=True,
        validators=[validate_alternatives],
        help_text=_("A list of lists: of each inner list one is needed."),
    )
    gives = models.JSONField(
        _("experience gained"), default=list, blank=True, validators=[validate_words]
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    seed = models.JSONField(_("as last loaded"), default=dict, editable=False)

    history = History(excluded_fields=["seed"])

    class Meta:
        verbose_name = _("kind of benefit")
        verbose_name_plural = _("kinds of benefit")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="benefitkind_hours_positive"),
            _one_of("size", Size),
        ]

    def __str__(self) -> str:
        return self.label


class Benefit(models.Model):
    """Something an organisation offers. Never deleted: retired."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="benefits"
    )
    seed_key = models.CharField(max_length=200, unique=True, null=True, editable=False)
    kind = models.ForeignKey(BenefitKind, on_delete=models.PROTECT, verbose_name=_("kind"))
    title = models.CharField(_("title"), max_length=300)
    mode = models.CharField(_("way of taking part"), max_length=15, choices=BenefitMode)
    interactivity = models.CharField(_("interactivity"), max_length=15, choices=Interactivity)
    level = models.CharField(
        _("level"),
        max_length=20,
        choices=Level,
        blank=True,
        help_text=_("Empty: as the organisation's scope."),
    )
    hours = models.DecimalField(
        _("hours a year, used fully"),
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        help_text=_("Empty: as usual for its kind."),
    )
    frequency = models.CharField(_("how often"), max_length=200, blank=True)
    audience = models.CharField(
        _("who may use it"), max_length=20, choices=Audience, default=Audience.MEMBERS
    )
    requires = models.JSONField(
        _("experience needed"),
        default=list,
        blank=True,
        validators=[validate_words],
        help_text=_("A list of words, all needed. Exactly [“none”]: open to everybody."),
    )
    gives = models.JSONField(
        _("experience gained"),
        default=list,
        blank=True,
        validators=[validate_words],
        help_text=_("A list of words. Empty: as usual for its kind."),
    )
    basis = models.CharField(_("basis"), max_length=20, choices=Basis, default=Basis.SOURCED)
    retired_on = models.DateField(_("no longer offered since"), null=True, blank=True)
    seed = models.JSONField(_("as last loaded"), default=dict, editable=False)
    skills = models.ManyToManyField(Skill, through="BenefitSkill", related_name="+")

    objects = BenefitQuerySet.as_manager()
    history = History(owner="organisation.owner_id", excluded_fields=["uuid", "seed_key", "seed"])

    class Meta:
        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["organisation", "retired_on", "mode"]),
            models.Index(fields=["retired_on", "mode", "organisation"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours=None) | Q(hours__gt=0),
                name="benefit_hours_positive",
                violation_error_message=_("Hours must be more than 0, or left empty."),
            ),
            models.CheckConstraint(
                condition=Q(level__in=["", *Level.values]), name="benefit_level_known"
            ),
            _one_of("mode", BenefitMode),
            _one_of("interactivity", Interactivity),
            _one_of("audience", Audience),
            _one_of("basis", Basis),
        ]

    def __str__(self) -> str:
        return self.title


class BenefitSkill(models.Model):
    """How strongly a benefit serves a skill."""

    benefit = models.ForeignKey(Benefit, on_delete=models.CASCADE, related_name="benefit_skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    strength = models.PositiveSmallIntegerField(_("strength"), choices=Strength)

    history = History(owner="benefit.organisation.owner_id")

    class Meta:
        verbose_name = _("skill of a benefit")
        verbose_name_plural = _("skills of a benefit")
        constraints = [
            models.UniqueConstraint(fields=["benefit", "skill"], name="benefitskill_once"),
            _one_of("strength", Strength),
        ]

    def __str__(self) -> str:
        return f"{self.benefit_id}: {self.skill_id}"


class Fee(models.Model):
    """What a grade of membership cost in a year, and where that was read."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="fees")
    seed_key = models.CharField(max_length=300, unique=True, null=True, editable=False)
    grade = models.CharField(_("grade"), max_length=200)
    amount = models.DecimalField(_("amount"), max_digits=9, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    period = models.CharField(_("for"), max_length=20, choices=FeePeriod, default=FeePeriod.YEAR)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1800), MaxValueValidator(2200)],
    )
    source = models.CharField(_("source"), max_length=500, blank=True)
    seed = models.JSONField(_("as last loaded"), default=dict, editable=False)

    history = History(owner="organisation.owner_id", excluded_fields=["seed"])

    class Meta:
        verbose_name = _("fee")
        verbose_name_plural = _("fees")
        ordering = ["organisation", "-year", "grade"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0),
                name="fee_amount_not_negative",
                violation_error_message=_("A fee cannot be negative."),
            ),
            _one_of("period", FeePeriod),
        ]

    def __str__(self) -> str:
        return self.grade


class Revision(models.Model):
    """One row: a counter that every write to the catalogue raises, for cache keys."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="revision_one_row")]

    def __str__(self) -> str:
        return str(self.number)
