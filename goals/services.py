"""How are goals, ability and experience put on record?"""

import datetime
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.models import (
    AbilityRating,
    Experience,
    ExperienceKind,
    Goal,
    GoalLevel,
    GoalSkill,
    Skill,
)
from goals.order import lock_ranking
from people.models import User


@transaction.atomic
def add_goal(
    *,
    user: User,
    text: str,
    skills: Mapping[Skill, Decimal],
    rank: int | None = None,
    levels: Collection[str] = (),
    **details: Any,
) -> Goal:
    """A goal that asks for at least one skill, each with its importance; no levels mean any.

    Without a rank it comes after all others. Raises `ValidationError` where the goal, a skill or
    a level is not valid, or the person has a goal of these words already.
    """
    # A form sent twice at once would find none yet: the second waits here for the first.
    standing = lock_ranking(user)
    rank = len(standing) + 1 if rank is None else rank
    goal = Goal(user=user, text=text, rank=rank, **details)
    goal.full_clean()
    if Goal.objects.filter(user=user, text=text, archived_at=None).exists():
        raise ValidationError({"text": _("You have this goal already.")})
    _require_skills(skills)
    goal.save()
    _set_skills(goal, skills)
    _set_levels(goal, levels)
    return goal


@transaction.atomic
def add_goals(*, user: User, wishes: Iterable[tuple[str, Skill]]) -> list[Goal]:
    """A goal for each text that the person has no goal of yet; those added.

    They come after all others and are as important as each other, until somebody ranks them: the
    order of a list of suggestions is nobody's. Raises `ValidationError`; then none is added.
    """
    last = len(lock_ranking(user)) + 1
    texts = Goal.objects.filter(user=user, archived_at=None).values_list("text", flat=True)
    known = {text.casefold() for text in texts}
    added = []
    for text, skill in wishes:
        if text.casefold() not in known:
            known.add(text.casefold())
            added.append(add_goal(user=user, text=text, skills={skill: Decimal(1)}, rank=last))
    return added


@transaction.atomic
def change_goal(
    *,
    goal: Goal,
    skills: Mapping[Skill, Decimal],
    levels: Collection[str],
) -> None:
    """Save a goal as it is, with exactly these skills and levels. Raises `ValidationError`."""
    goal.full_clean()
    _require_skills(skills)
    goal.save()
    goal.goal_skills.exclude(skill__in=skills).delete()
    goal.goal_levels.exclude(level__in=levels).delete()
    _set_skills(goal, skills)
    _set_levels(goal, levels)


def rate_ability(*, goal: Goal, now: int, wanted: int) -> AbilityRating | None:
    """What somebody says today of their ability, added to the history; None if it says so already.

    Raises `ValidationError` where there is no such ability.
    """
    newest = goal.ability_ratings.last()
    if newest is not None and (newest.now, newest.wanted) == (now, wanted):
        return None
    return add_rating(goal=goal, now=now, wanted=wanted, on=timezone.localdate())


def add_rating(*, goal: Goal, now: int, wanted: int, on: datetime.date) -> AbilityRating:
    """How able somebody was on a day, added to the history. Raises `ValidationError`."""
    rating = AbilityRating(goal=goal, on=on, now=now, wanted=wanted)
    rating.full_clean()
    rating.save()
    return rating


def _require_skills(skills: Mapping[Skill, Decimal]) -> None:
    if not skills:
        raise ValidationError({"skills": _("Choose at least one skill that the goal asks for.")})


def _set_skills(goal: Goal, skills: Mapping[Skill, Decimal]) -> None:
    known = {each.skill_id: each for each in goal.goal_skills.all()}
    for skill, importance in skills.items():
        wanted = known.get(skill.pk) or GoalSkill(goal=goal, skill=skill)
        wanted.importance = importance
        wanted.full_clean()
        wanted.save()


def _set_levels(goal: Goal, levels: Collection[str]) -> None:
    known = set(goal.goal_levels.values_list("level", flat=True))
    for level in levels:
        if level not in known:
            at = GoalLevel(goal=goal, level=level)
            at.full_clean()
            at.save()


def add_experience(
    *, user: User, kind: ExperienceKind, on: datetime.date | None = None, source: str = ""
) -> Experience:
    """Experience of that kind, on record for the person. Raises `ValidationError`."""
    experience = Experience(user=user, kind=kind, on=on, source=source)
    experience.full_clean()
    experience.save()
    return experience


def remove_experience(*, experience: Experience, at: datetime.datetime | None = None) -> None:
    """Take experience off the record, now or at the moment when what gave it was removed."""
    experience.removed_at = at or timezone.now()
    experience.save(update_fields=["removed_at", "changed_at"])


def restore_experience(*, experience: Experience) -> None:
    """Put removed experience back on the record."""
    experience.removed_at = None
    experience.save(update_fields=["removed_at", "changed_at"])
