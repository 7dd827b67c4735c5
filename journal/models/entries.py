"""What did I do? Entries, what is being written, and how somebody likes to write."""

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.models import Organisation
from events.models import Event
from goals.models import Goal, Skill
from journal.choices import EntryType
from journal.hours import MOST_MINUTES
from journal.models.steps import Step, refuse_others
from journal.querysets import EntryQuerySet
from memberships.models import Membership
from people.days import EARLIEST, LATEST
from people.folding import fold

LONG_ENOUGH = MaxLengthValidator(20_000)


class Entry(models.Model):
    """Something a person did for their development, on a day or over several.

    It is complete (`completed_at`) only with a next step, or a stated reason why there is none;
    until then it waits to be finished. Texts are Markdown.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="entries"
    )
    title = models.CharField(_("what it was"), max_length=200)
    type = models.CharField(_("type"), max_length=20, choices=EntryType)
    on = models.DateField(_("day"), default=timezone.localdate)
    until = models.DateField(
        _("to"), null=True, blank=True, help_text=_("The last day. Empty: one day only.")
    )
    minutes = models.PositiveIntegerField(
        _("time"), null=True, blank=True, validators=[MaxValueValidator(MOST_MINUTES)]
    )
    participatory_minutes = models.PositiveIntegerField(
        _("of it taking part"), default=0, validators=[MaxValueValidator(MOST_MINUTES)]
    )
    membership = models.ForeignKey(
        Membership,
        on_delete=models.SET_NULL,
        related_name="entries",
        null=True,
        blank=True,
        verbose_name=_("through the membership"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        related_name="entries",
        null=True,
        blank=True,
        verbose_name=_("through the organisation"),
    )
    event = models.ForeignKey(
        Event,
        on_delete=models.SET_NULL,
        related_name="entries",
        null=True,
        blank=True,
        verbose_name=_("event"),
    )
    goals = models.ManyToManyField(
        Goal, through="EntryGoal", related_name="entries", verbose_name=_("goals")
    )
    skills = models.ManyToManyField(
        Skill, related_name="entries", blank=True, verbose_name=_("skills")
    )
    description = models.TextField(_("description"), blank=True, validators=[LONG_ENOUGH])
    what = models.TextField(
        _("what happened"),
        blank=True,
        validators=[LONG_ENOUGH],
        help_text=_("What did you do, see or hear?"),
    )
    so_what = models.TextField(
        _("so what"),
        blank=True,
        validators=[LONG_ENOUGH],
        help_text=_("What did you learn? What does it mean for you?"),
    )
    now_what = models.TextField(
        _("now what"),
        blank=True,
        validators=[LONG_ENOUGH],
        help_text=_("What will you do differently?"),
    )
    confidential = models.BooleanField(
        _("confidential"),
        default=False,
        help_text=_("Left out of every report, unless you include it there."),
    )
    # Also true where the membership is: it stays when the membership is gone.
    sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Left out of everything made for others, unless you include it there."),
    )
    next_step = models.OneToOneField(
        Step,
        on_delete=models.RESTRICT,
        related_name="came_from",
        null=True,
        blank=True,
        verbose_name=_("next step"),
    )
    no_step_because = models.CharField(_("none, because"), max_length=300, blank=True)
    after_step = models.ForeignKey(
        Step,
        on_delete=models.SET_NULL,
        related_name="opened",
        null=True,
        blank=True,
        verbose_name=_("after the step"),
    )
    search_text = models.TextField(blank=True, editable=False)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["user", "removed_at", "on"])]
        constraints = [
            models.CheckConstraint(condition=Q(type__in=EntryType.values), name="entry_type_known"),
            models.CheckConstraint(
                condition=Q(on__gte=EARLIEST, on__lte=LATEST)
                & (Q(until=None) | Q(until__lte=LATEST)),
                name="entry_within_reason",
                violation_error_message=_("An entry lies between 1850 and 2200."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("on")),
                name="entry_until_after_on",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(minutes=None, participatory_minutes=0)
                | Q(minutes__gte=F("participatory_minutes"), minutes__lte=MOST_MINUTES),
                name="entry_participatory_within_minutes",
                violation_error_message=_("The time taking part is more than the whole time."),
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None) | ~Q(next_step=None) | ~Q(no_step_because=""),
                name="entry_complete_with_step_or_reason",
                violation_error_message=_("Say what comes next, or why nothing does."),
            ),
            models.CheckConstraint(
                condition=Q(next_step=None) | Q(no_step_because=""),
                name="entry_step_or_reason",
                violation_error_message=_("There is a next step or there is none: not both."),
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None) | ~Q(minutes=None),
                name="entry_complete_with_time",
                violation_error_message=_("Say how long it took."),
            ),
            models.CheckConstraint(
                condition=Q(after_step=None) | Q(next_step=None) | ~Q(after_step=F("next_step")),
                name="entry_not_after_its_own_step",
            ),
            models.UniqueConstraint(
                fields=["user", "event"],
                condition=~Q(event=None) & Q(removed_at=None),
                name="entry_of_an_event_once",
                violation_error_message=_("You have written down already what this event was."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.on}"

    def save(self, **kwargs: Any) -> None:
        """Keep with it what it is found by."""
        texts = (self.title, self.description, self.what, self.so_what, self.now_what)
        self.search_text = fold("\n".join(texts))
        super().save(**kwargs)

    def clean(self) -> None:
        """What it came through, and its steps, are its owner's own; an event may be everybody's."""
        super().clean()
        refuse_others(self, "membership", "next_step", "after_step")
        if self.event is not None and self.event.owner_id not in {None, self.user_id}:
            raise ValidationError({"event": gettext("Choose one of your own.")})


class Draft(models.Model):
    """What somebody is writing, as they typed it: an entry not saved yet, or changes to one.

    `entry` is the UUID of an entry that is there, or that will be. `fields` are those of the form.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="entry_drafts"
    )
    entry = models.UUIDField()
    fields = models.JSONField(default=dict)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-changed_at"]
        constraints = [models.UniqueConstraint(fields=["user", "entry"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.entry}"


class Preference(models.Model):
    """How somebody likes to write their journal."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="journal_preference"
    )
    reflection = models.BooleanField(
        _("ask what, so what, now what"),
        default=True,
        help_text=_("Off: one description only. What you have written stays."),
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")

    def __str__(self) -> str:
        return str(self.user_id)
