"""What does somebody want who says it all at once? Suggestions to tick, and lines of their own."""

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _

from goals.models import Goal, Skill
from goals.suggestions import examples_of, sentence_for
from people.editing import VERSION, OwnedForm
from people.models import User

OWN = range(1, 4)  # lines for what one says in one's own words
WISH = "want_"


class WishesForm(OwnedForm):
    """Several new goals, each of one skill; suggestions that are goals already are left out."""

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, instance=user, user=user, **kwargs)
        self.initial[VERSION] = ""  # goals are only added here: there is no version to lose
        self.goals = list(user.goals.filter(archived_at=None))
        known = {goal.text.casefold() for goal in self.goals}
        skills = Skill.objects.filter(parent__isnull=False).select_related("parent")
        self.skills = {
            skill.key: skill for skill in skills.order_by("parent__position", "position", "name")
        }
        self.offered = [
            skill for skill in self.skills.values() if sentence_for(skill).casefold() not in known
        ]
        for skill in self.offered:
            self.fields[_wish(skill)] = forms.BooleanField(
                label=sentence_for(skill),
                help_text=escape(examples_of(skill)),  # crispy prints it as it is
                required=False,
            )
        for number in OWN:
            self._add_own(number)

    @classmethod
    def field_named(cls, name: str) -> forms.Field | None:
        """A suggestion's box too, which stands in no form but that of a person."""
        if not name.startswith(WISH):
            return super().field_named(name)
        skill = Skill.objects.filter(key=name.removeprefix(WISH)).first()
        return forms.BooleanField(label=sentence_for(skill)) if skill else None

    def _add_own(self, number: int) -> None:
        self.fields[f"own_{number}"] = forms.CharField(
            label=_("In your own words (%(number)s)") % {"number": number},
            max_length=Goal._meta.get_field("text").max_length,
            required=False,
        )
        self.fields[f"about_{number}"] = forms.ChoiceField(
            label=_("What is that about? (%(number)s)") % {"number": number},
            choices=[
                ("", _("choose")),
                *((skill.key, skill.name) for skill in self.skills.values()),
            ],
            required=False,
        )

    @property
    def areas(self) -> dict[str, list[forms.BoundField]]:
        """The suggestions by the name of their area."""
        areas: dict[str, list[forms.BoundField]] = {}
        for skill in self.offered:
            area = skill.parent.name if skill.parent else ""
            areas.setdefault(area, []).append(self[_wish(skill)])
        return areas

    @property
    def own_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The lines for one's own words, each with what it is about."""
        return [(self[f"own_{number}"], self[f"about_{number}"]) for number in OWN]

    def clean(self) -> None:
        super().clean()
        for number in OWN:
            own, about = (self.cleaned_data.get(f"{name}_{number}") for name in ("own", "about"))
            if own and not about:
                self.add_error(f"about_{number}", _("Choose what comes nearest."))
            elif about and not own and f"own_{number}" not in self.errors:
                self.add_error(f"own_{number}", _("Say what you want, or choose nothing below."))
        if not self.errors and not self.goals and not self.wishes():
            self.add_error(None, _("Tick or write at least one, or skip this step."))

    def wishes(self) -> list[tuple[str, Skill]]:
        """What was ticked and written, in the order of the page, each with its skill."""
        ticked = [
            (sentence_for(skill), skill)
            for skill in self.offered
            if self.cleaned_data.get(_wish(skill))
        ]
        written = [
            (" ".join(text.split()), self.skills[self.cleaned_data[f"about_{number}"]])
            for number in OWN
            if (text := self.cleaned_data[f"own_{number}"])
        ]
        return ticked + written


def _wish(skill: Skill) -> str:
    return f"{WISH}{skill.key}"
