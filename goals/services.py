"""How are goals and experience put on record?"""

import datetime
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from goals.models import Experience, ExperienceKind, Goal, GoalLevel, GoalSkill, Skill
from people.models import User


@transaction.atomic
def add_goal(
    *,
    user: User,
    text: str,
    rank: int,
    skills: Mapping[Skill, Decimal],
    levels: Collection[str] = (),
    **details: Any,
) -> Goal:
    """A goal that asks for at least one skill, each with its importance; no levels mean any.

    Raises `ValidationError` where the goal, a skill or a level is not valid.
    """
    if not skills:
        raise ValidationError({"skills": _("Choose at least one skill that the goal asks for.")})
    goal = Goal(user=user, text=text, rank=rank, **details)
    goal.full_clean()
    goal.save()
    for skill, importance in skills.items():
        wanted = GoalSkill(goal=goal, skill=skill, importance=importance)
        wanted.full_clean()
        wanted.save()
    for level in levels:
        at = GoalLevel(goal=goal, level=level)
        at.full_clean()
        at.save()
    return goal


def add_experience(
    *, user: User, kind: ExperienceKind, on: datetime.date | None = None, source: str = ""
) -> Experience:
    """Experience of that kind, on record for the person. Raises `ValidationError`."""
    experience = Experience(user=user, kind=kind, on=on, source=source)
    experience.full_clean()
    experience.save()
    return experience
