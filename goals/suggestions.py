"""What could I want? A sentence in plain language for each skill, to take or to change."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from goals.forms import name_of
from goals.models import Skill


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A sentence, the skill it is about, and the address of the form that it fills in."""

    sentence: str
    skill: str
    examples: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The suggestions of an area of skills."""

    name: str
    summary: str
    suggestions: tuple[Suggestion, ...]


def load_suggestions() -> tuple[Area, ...]:
    """A suggestion for every skill, by area. Two queries."""
    areas = Skill.objects.filter(parent=None).prefetch_related("children")
    return tuple(
        Area(
            name=area.name,
            summary=area.summary,
            suggestions=tuple(_suggestion(skill) for skill in area.children.all()),
        )
        for area in areas
        if area.children.all()
    )


def sentence_for(skill: Skill) -> str:
    """“Get better at …”, out of what the skill is said to be."""
    doing = skill.summary.strip().rstrip(".") or skill.name
    return _("Get better at %(doing)s") % {"doing": doing[:1].lower() + doing[1:]}


def examples_of(skill: Skill) -> str:
    """“For example: …”, or nothing."""
    if not skill.facets:
        return ""
    return _("For example: %(examples)s.") % {"examples": "; ".join(skill.facets)}


def fill_in(key: str) -> dict[str, str]:
    """The fields of the form of a goal as the suggestion for a skill fills them; none for none."""
    skill = Skill.objects.filter(key=key, parent__isnull=False).first()
    return {"text": sentence_for(skill), name_of(skill): "1"} if skill else {}


def _suggestion(skill: Skill) -> Suggestion:
    return Suggestion(
        sentence=sentence_for(skill),
        skill=skill.name,
        examples=examples_of(skill),
        url=f"{reverse('goals:add')}?skill={skill.key}",
    )
