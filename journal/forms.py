"""What does somebody say of what they did, and of what comes next?"""

from typing import Any, cast

from django import forms
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.organisation_field import OrganisationField
from events.models import Event
from goals.models import Goal, Skill
from journal.choices import EntryType, StepState
from journal.hours import HoursField
from journal.models import Entry, Preference, Step
from memberships.choices import State
from memberships.models import Membership
from people.days import DayField
from people.editing import VERSION, OwnedForm, version_of
from people.models import User

# What was typed in these is counted in words; those of the second line can be switched off.
REFLECTION = ("what", "so_what", "now_what")
TEXTS = ("description", *REFLECTION)
LONGEST_TEXT = 20_000
STEP = ("step_cue", "step_action", "step_due")
# Beside what was typed, a form that is kept holds these, which are given afresh.
DRAFT_VERSION = "draft-version"
NOT_TYPED = ("csrfmiddlewaretoken", "written_by", DRAFT_VERSION, "keep_both")

Typed = dict[str, list[str]]


class MembershipField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none when it runs
    """One of a person's own memberships: those held first, then those that have ended."""

    def label_from_instance(self, obj: Membership) -> str:
        """The organisation and how one belongs to it; the state where that is over or to come."""
        ways = [obj.get_kind_display()]
        if obj.state != State.HELD:
            ways.append(obj.get_state_display())
        return f"{obj.organisation.label} ({', '.join(ways).lower()})"


class LongTextField(forms.CharField):
    """A text of several lines: pages of it, but no book."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"max_length": LONGEST_TEXT, "widget": self.widget})


class EntryForm(OwnedForm):
    """An entry with its next step. `typed` is what is kept of it but not saved, to go on with."""

    minutes = HoursField(
        label=gettext_lazy("How long did it take?"),
        help_text=gettext_lazy("For example 1.5, 1:30 or 90 min."),
        required=False,
    )
    participatory_minutes = HoursField(
        label=gettext_lazy("In how much of it did you take part yourself?"),
        help_text=gettext_lazy("Speaking, asking, writing, leading: more than listening."),
        required=False,
        empty_value=0,
    )
    step_cue = forms.CharField(
        label=gettext_lazy("When …"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("What will remind you: a place, a time, something that happens."),
    )
    step_action = forms.CharField(label=gettext_lazy("… I will …"), max_length=300, required=False)
    step_due = DayField(label=gettext_lazy("… by"), required=False)
    skills = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Skills"),
        queryset=Skill.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    goals = forms.ModelMultipleChoiceField(
        label=gettext_lazy("For which goals?"),
        queryset=Goal.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Entry
        fields = [
            "title", "type", "on", "until", "minutes", "participatory_minutes", "membership",
            "organisation", "event", *TEXTS, "confidential", "sensitive", "no_step_because",
            "after_step",
        ]  # fmt: skip
        field_classes = {
            "on": DayField, "until": DayField, "membership": MembershipField,
            **dict.fromkeys(TEXTS, LongTextField),
        }  # fmt: skip
        labels = {
            "title": gettext_lazy("What was it?"),
            "on": gettext_lazy("Which day?"),
            "until": gettext_lazy("Until (if it took several days)"),
            "membership": gettext_lazy("Through which membership?"),
            "no_step_because": gettext_lazy("Or none, because"),
        }
        help_texts = {"until": ""}
        widgets = {"after_step": forms.HiddenInput, "event": forms.HiddenInput}

    def __init__(
        self, *args: Any, user: User, asks_reflection: bool, typed: Typed | None = None, **kw: Any
    ) -> None:
        super().__init__(*args, user=user, **kw)
        self.initial[VERSION] = version_seen(self.instance)
        self._offer_own(user)
        if not asks_reflection:  # what is there stays, and goes along
            for name in REFLECTION:
                self.fields[name].widget = forms.HiddenInput()
        self._show_step()
        if typed is not None:
            self._go_on_with(typed)

    def _offer_own(self, user: User) -> None:
        """What is there to choose from: the person's own, and what the entry has already."""
        entry = self.instance
        had_goals = entry.goals.all() if entry.pk else Goal.objects.none()
        had_skills = entry.skills.all() if entry.pk else Skill.objects.none()
        goals = Goal.objects.filter(user=user)
        _offer(self, "goals", goals.filter(Q(archived_at=None) | Q(pk__in=had_goals.values("pk"))))
        _offer(
            self,
            "skills",
            Skill.objects.filter(Q(parent__isnull=False) | Q(pk__in=had_skills.values("pk")))
            .select_related("parent")
            .order_by("parent__position", "parent__name", "position", "name"),
        )
        _offer(self, "membership", _memberships(user, entry))
        memberships = cast("forms.ModelChoiceField[Membership]", self.fields["membership"])
        memberships.empty_label = _("none")
        kinds = cast(forms.ChoiceField, self.fields["type"])
        kinds.choices = [("", _("Choose")), *EntryType.choices]
        _offer(self, "after_step", Step.objects.filter(user=user))
        said_of = Q(attendances__user=user) | Q(pk=entry.event_id)
        _offer(self, "event", Event.objects.filter(said_of).distinct())
        if entry.pk:
            self.initial["goals"] = [goal.pk for goal in had_goals]
            self.initial["skills"] = [skill.pk for skill in had_skills]
        self.fields["organisation"] = OrganisationField(
            user=user,
            label=_("Or through an organisation you do not belong to"),
            required=False,
            help_text=_("Type its name."),
        )
        if entry.membership_id:
            self.initial["organisation"] = None

    def _show_step(self) -> None:
        """The open step of the entry can be changed here; one that is closed stays as it is."""
        step = self.instance.next_step
        if step is None:
            return
        if step.state != StepState.OPEN:
            for name in (*STEP, "no_step_because"):
                del self.fields[name]
            return
        del self.fields["no_step_because"]
        said = {"step_cue": step.cue, "step_action": step.action, "step_due": step.due}
        self.initial.update(said)

    def _go_on_with(self, typed: Typed) -> None:
        data = QueryDict(mutable=True)
        for name, values in typed.items():
            data.setlist(name, values)
        for name, field in self.fields.items():
            if name not in (VERSION, "written_by"):
                self.initial[name] = field.widget.value_from_datadict(data, {}, name)
        self.initial[VERSION] = data.get(VERSION, "")

    def skill_areas(self) -> list[tuple[str, list[Any], int]]:
        """The boxes of the skills by area, each area with how many are ticked."""
        areas: dict[str, list[Any]] = {}
        for box in self["skills"].subwidgets:
            skill = box.data["value"].instance
            areas.setdefault(skill.parent.name if skill.parent else _("Other"), []).append(box)
        return [
            (area, boxes, sum(bool(box.data["selected"]) for box in boxes))
            for area, boxes in areas.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        membership, organisation = cleaned.get("membership"), cleaned.get("organisation")
        if membership and organisation and membership.organisation_id != organisation.pk:
            self.add_error(
                "organisation",
                _("You chose a membership as well. Through which of the two was it?"),
            )
        self._clean_step(cleaned)
        return cleaned

    def _clean_step(self, cleaned: dict[str, Any]) -> None:
        says = {name: cleaned.get(name) for name in STEP}
        if self.instance.next_step is not None and "step_action" in self.fields:
            if not says["step_action"] and "step_action" not in self.errors:
                message = _("Change the step, or drop it in your queue and say why.")
                self.add_error("step_action", message)
        elif not any(says.values()):
            return
        elif cleaned.get("no_step_because"):
            message = _("There is a next step above. Which of the two is it?")
            self.add_error("no_step_because", message)
        elif not says["step_action"] and "step_action" not in self.errors:
            self.add_error("step_action", _("Say what you will do."))
        if says["step_action"] and not says["step_due"] and "step_due" not in self.errors:
            self.add_error("step_due", _("Give the day by which you will do it."))

    def next_step(self) -> Step | None:
        """The step that these fields make or change; None where they say nothing of one."""
        if not self.cleaned_data.get("step_action"):
            return None
        entry = self.instance
        step: Step = entry.next_step or Step(user=entry.user, membership=entry.membership)
        goals = list(self.cleaned_data["goals"])
        if not step.pk and len(goals) == 1:
            (step.goal,) = goals
        step.cue = self.cleaned_data["step_cue"]
        step.action = self.cleaned_data["step_action"]
        step.due = self.cleaned_data["step_due"]
        return step


class PreferenceForm(OwnedForm):
    """How somebody likes to write their journal."""

    class Meta:
        model = Preference
        fields = ["reflection"]


def version_seen(entry: Entry) -> str:
    """The version of an entry together with its next step, which the same form changes."""
    step = entry.next_step
    return f"{version_of(entry)} {version_of(step)}".strip() if step else version_of(entry)


def typed_in(data: QueryDict) -> Typed:
    """What was typed into a form of this module, to be kept as a draft."""
    return {name: values for name, values in data.lists() if name not in NOT_TYPED}


def _memberships(user: User, entry: Entry) -> QuerySet[Membership]:
    order = Case(
        *(When(state=state, then=Value(at)) for at, state in enumerate((State.HELD, State.ENDED))),
        default=Value(2),
    )
    mine = Membership.objects.filter(user=user).select_related("organisation")
    there = mine.filter(~Q(state=State.REMOVED) | Q(pk=entry.membership_id))
    return there.order_by(order, "organisation__name", "kind")


def _offer(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows
