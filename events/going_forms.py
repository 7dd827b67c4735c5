"""What does somebody say of going to an event?"""

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.choices import Going, Reason
from events.models import Attendance, Event
from people.editing import OwnedForm

TO_COME = (Going.INTERESTED, Going.GOING, Going.COULD_NOT)
OVER = (Going.WENT, Going.COULD_NOT)


class GoingForm(OwnedForm):
    """Whether one goes, or went, and why not; only what can be said of the event by now."""

    class Meta:
        model = Attendance
        fields = ["state", "reason", "note", "days_away"]
        labels = {
            "reason": gettext_lazy("If you could not: why?"),
        }
        widgets = {"state": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        can_be_said = states_of(self.instance.event)
        states = cast(forms.ChoiceField, self.fields["state"])
        states.choices = [(state.value, state.label) for state in can_be_said]
        states.label = _("Did you go?") if can_be_said == OVER else _("Do you go?")
        reasons = cast(forms.ChoiceField, self.fields["reason"])
        reasons.choices = [("", _("Choose")), *Reason.choices]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("state") != Going.COULD_NOT:
            cleaned["reason"] = ""
        elif not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why you could not go."))
        return cleaned


class BeforeForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none when it runs
    """What was said before, to be said again."""

    class Meta:
        model = Attendance
        fields = ["state", "reason", "note", "days_away", "nothing_to_write"]


def states_of(event: Event) -> tuple[Going, ...]:
    """What can be said of an event: of what is to come that one goes, of what is over went."""
    now = timezone.now()
    if event.starts_at > now:
        return TO_COME
    return OVER if event.ends_at < now else tuple(Going)
