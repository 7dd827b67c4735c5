"""What does somebody want, and how much does each goal count?"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.choices import Ability, Level
from goals.models import Experience, ExperienceKind, Goal, Skill
from people.days import DayField
from people.editing import VERSION, OwnedForm
from people.models import User

SKILL = "skill_"
MEMBER = "member"  # a kind of experience that belonging gives
Choices = list[tuple[str, str | Promise]]
IMPORTANCE: Choices = [
    ("", gettext_lazy("No part of it")),
    ("0.5", gettext_lazy("A little")),
    ("1", gettext_lazy("Normal")),
    ("2", gettext_lazy("Very")),
]


class GoalForm(OwnedForm):
    """A goal in somebody's own words, with its skills, levels and ability.

    Each skill of the taxonomy has a field `skill_<key>` of its own, for its importance.
    """

    levels = forms.MultipleChoiceField(
        label=gettext_lazy("At which levels?"),
        help_text=gettext_lazy("None ticked means any level."),
        choices=Level.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Goal
        fields = ["text", "target_on"]
        labels = {"text": gettext_lazy("What do you want?")}
        field_classes = {"target_on": DayField}
        help_texts = {"text": gettext_lazy("In your own words, for nobody else to judge.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.skills = list(self._offered())
        self._add_levels_and_ability()
        self._add_skills()

    @classmethod
    def field_named(cls, name: str) -> forms.Field | None:
        """A skill's field too, which stands in no form but that of a person."""
        if not name.startswith(SKILL):
            return super().field_named(name)
        skill = Skill.objects.filter(key=name.removeprefix(SKILL)).first()
        return forms.ChoiceField(label=skill.name, choices=IMPORTANCE) if skill else None

    def _offered(self) -> Any:
        """Every skill of an area, and whatever the goal asks for already."""
        has = self.instance.goal_skills.values("skill") if self.instance.pk else []
        return (
            Skill.objects.filter(Q(parent__isnull=False) | Q(pk__in=has))
            .select_related("parent")
            .order_by("parent__position", "parent__name", "position", "name")
        )

    def _add_levels_and_ability(self) -> None:
        newest = None
        if self.instance.pk:
            levels = self.instance.goal_levels.values_list("level", flat=True)
            self.initial["levels"] = list(levels)
            newest = self.instance.ability_ratings.last()
        labels = {"now": _("How able are you today?"), "wanted": _("How able do you want to be?")}
        # What was once said can be said anew, but its history cannot be unsaid.
        unsaid: Choices = [] if newest else [("", _("I would rather not say"))]
        for name, label in labels.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=[*unsaid, *Ability.choices],
                coerce=int,
                empty_value=None,
                required=False,
                initial=newest and getattr(newest, name),
            )

    def _add_skills(self) -> None:
        asked: dict[int, str] = {}
        if self.instance.pk:
            rows = self.instance.goal_skills.values_list("skill", "importance")
            asked = {skill: f"{importance.normalize():f}" for skill, importance in rows}
        for skill in self.skills:
            name, importance = name_of(skill), asked.get(skill.pk, "")
            self.fields[name] = forms.TypedChoiceField(
                label=skill.name,
                help_text=escape(skill.summary),  # crispy prints it as it is
                choices=_with(importance),
                coerce=Decimal,
                empty_value=None,
                required=False,
            )
            self.initial.setdefault(name, importance)

    def areas(self) -> dict[str, list[forms.BoundField]]:
        """The fields of the skills by the name of their area."""
        areas: dict[str, list[forms.BoundField]] = {}
        for skill in self.skills:
            area = skill.parent.name if skill.parent else _("Other")
            areas.setdefault(area, []).append(self[name_of(skill)])
        return areas

    def clean_text(self) -> str:
        """One line, however it was typed."""
        return " ".join(self.cleaned_data["text"].split())

    def clean(self) -> dict[str, Any]:
        """At least one skill, and both abilities or neither."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.asked_skills():
            self.add_error(None, _("Choose at least one skill that the goal asks for."))
        for name, other in (("now", "wanted"), ("wanted", "now")):
            if cleaned.get(name) is None and cleaned.get(other) is not None:
                self.add_error(name, _("Say this too, or neither of the two."))
        return cleaned

    def asked_skills(self) -> dict[Skill, Decimal]:
        """The skills that were chosen, each with its importance."""
        given = {skill: self.cleaned_data.get(name_of(skill)) for skill in self.skills}
        return {skill: importance for skill, importance in given.items() if importance is not None}

    def ability(self) -> tuple[int, int] | None:
        """The ability now and the ability wanted; None if nothing is said of it."""
        now = self.cleaned_data["now"]
        return None if now is None else (now, self.cleaned_data["wanted"])


class ExperienceForm(OwnedForm):
    """Experience for the record. That one is a member follows from belonging and is none."""

    kind = forms.ModelChoiceField(
        label=gettext_lazy("What have you done?"),
        queryset=ExperienceKind.objects.exclude(key=MEMBER),
        empty_label=gettext_lazy("Choose"),
    )

    class Meta:
        model = Experience
        fields = ["kind", "on", "source"]
        labels = {
            "on": gettext_lazy("When?"),
            "source": gettext_lazy("Where was it?"),
        }
        help_texts = {
            "on": gettext_lazy("Empty: you need not know the day."),
            "source": gettext_lazy("For example a working group, an event, a job."),
        }
        field_classes = {"on": DayField}

    def cleaned_experience(self) -> dict[str, Any]:
        """The kind, the day and where it was."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class PointsForm(OwnedForm):
    """Points for every goal, or for none; what was typed stays whatever is wrong with it."""

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, *args: Any, goals: Mapping[Goal, str], user: User, **kwargs: Any) -> None:
        """`goals` are all that there are, in their order, each with words beside its field."""
        super().__init__(*args, instance=user, user=user, **kwargs)
        self.goals = list(goals)
        # Of these rows together: the points themselves, as ranks may change meanwhile.
        self.initial[VERSION] = " ".join(
            f"{goal.pk}:{goal.points}" for goal in sorted(goals, key=lambda goal: goal.pk)
        )
        for goal, beside in goals.items():
            self.fields[_points_of(goal)] = forms.DecimalField(
                label=goal.text,
                help_text=beside,
                required=False,
                min_value=Decimal("0.01"),
                max_digits=6,
                decimal_places=2,
                initial=goal.points and f"{goal.points.normalize():f}",
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )

    def clean(self) -> dict[str, Any]:
        """All or none: half a weighting would be none."""
        cleaned = super().clean() or self.cleaned_data
        empty = [goal for goal in self.goals if not self[_points_of(goal)].data]
        if len(empty) < len(self.goals):
            for goal in empty:
                message = _("Give this goal points too, or leave all of them empty.")
                self.add_error(_points_of(goal), message)
        return cleaned

    def points(self) -> dict[Goal, Decimal]:
        """The points of each goal; empty where there are none."""
        given = {goal: self.cleaned_data[_points_of(goal)] for goal in self.goals}
        return {goal: points for goal, points in given.items() if points is not None}

    def as_sent(self) -> tuple[tuple[str, str], ...]:
        """The points that there are, as the fields of a form that would give them again."""
        return tuple((_points_of(goal), str(goal.points)) for goal in self.goals if goal.points)


def name_of(skill: Skill) -> str:
    """The name of a skill's field in the form of a goal."""
    return f"{SKILL}{skill.key}"


def _points_of(goal: Goal) -> str:
    return f"points_{goal.uuid}"


def _with(importance: str) -> Choices:
    """The choices of importance, and the one that is there if it is none of them."""
    if importance in dict(IMPORTANCE):
        return IMPORTANCE
    return [*IMPORTANCE, (importance, _("As it is: %(number)s") % {"number": importance})]
