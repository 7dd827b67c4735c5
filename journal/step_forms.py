"""What does somebody say of a next step: what it is, and what becomes of it?"""

from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.models import Goal
from journal.choices import StepState
from journal.forms import MembershipField
from journal.models import Step
from memberships.choices import State
from memberships.models import Membership
from people.days import DayField
from people.editing import OwnedForm
from people.models import User

LONGEST_REASON = 300


class StepForm(OwnedForm):
    """A step: when something happens, I will do something, by a day.

    What came of it, or why it was dropped, is asked once it is so; then its day is fixed.
    """

    class Meta:
        model = Step
        fields = [
            "cue", "action", "due", "goal", "membership", "sensitive", "outcome", "dropped_because",
        ]  # fmt: skip
        field_classes = {"due": DayField, "membership": MembershipField}
        help_texts = {"action": _("Small enough to be done in one go.")}
        widgets = {
            "outcome": forms.Textarea(attrs={"rows": 3}),
            "dropped_because": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        _offer_own(self, user)
        shown_with = {
            "due": StepState.OPEN, "outcome": StepState.DONE, "dropped_because": StepState.DROPPED
        }  # fmt: skip
        for name, state in shown_with.items():
            if self.instance.state != state:
                del self.fields[name]
        if self.instance.state == StepState.DROPPED:
            self.fields["dropped_because"].required = True


def _offer_own(form: OwnedForm, user: User) -> None:
    """Let a form offer the person's own goals and memberships, and what the row has already."""
    step = form.instance
    goals = Goal.objects.filter(user=user).filter(Q(archived_at=None) | Q(pk=step.goal_id))
    over = Q(state__in=[State.REMOVED, State.ENDED])
    mine = Membership.objects.filter(user=user).select_related("organisation")
    memberships = mine.filter(~over | Q(pk=step.membership_id))
    cast(Any, form.fields["goal"]).queryset = goals
    cast(Any, form.fields["membership"]).queryset = memberships.order_by("organisation__name", "pk")
    for name in ("goal", "membership"):
        cast(Any, form.fields[name]).empty_label = _("None")


class FinishForm(OwnedForm):
    """It was done: on which day, and what came of it."""

    on = DayField(label=_("Done on"))

    class Meta:
        model = Step
        fields = ["outcome"]
        labels = {"outcome": _("What came of it?")}
        widgets = {"outcome": forms.Textarea(attrs={"rows": 3, "autofocus": True})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["on"] = timezone.localdate()


class MoveForm(OwnedForm):
    """It is to be done on another day, and why."""

    because = forms.CharField(label=_("Why?"), required=False, max_length=LONGEST_REASON)

    class Meta:
        model = Step
        fields = ["due"]
        labels = {"due": _("To which day?")}
        field_classes = {"due": DayField}
        widgets = {"due": forms.TextInput(attrs={"autofocus": True})}


class DropForm(OwnedForm):
    """It will not be done, and why."""

    class Meta:
        model = Step
        fields = ["dropped_because"]
        labels = {"dropped_because": _("Why?")}
        help_texts = {"dropped_because": _("For yourself, when you look back. It stays on record.")}
        widgets = {"dropped_because": forms.Textarea(attrs={"rows": 2, "autofocus": True})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dropped_because"].required = True
