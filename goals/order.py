"""In which order does somebody want their goals? Services that rank, weigh and put away.

Each holds a lock on the person until it is written, so that two changes at a time follow each
other. Ranks are dense, and ties share one: 1, 2, 2, 3.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from goals import ranking
from goals.choices import Direction
from goals.models import Goal
from goals.ranking import Ranking
from people.models import User


@transaction.atomic
def move_goal(*, goal: Goal, direction: Direction) -> None:
    """One step up or down; a goal that shares its rank only leaves it, upwards or downwards."""
    _rerank(goal, ranking.move_up if direction == Direction.UP else ranking.move_down)


@transaction.atomic
def tie_goal(*, goal: Goal) -> None:
    """As important as the goal, or the goals, in the rank above; the first stays as it is."""
    _rerank(goal, ranking.tie_with_above)


@transaction.atomic
def order_goals(*, goal: Goal, order: Sequence[UUID]) -> None:
    """Put a goal where it stands in `order`, the whole list as its owner left it.

    Between two goals of one rank it shares that rank, else it has one of its own. Raises
    `ValidationError` where the other goals no longer stand in this order.
    """
    standing = lock_ranking(goal.user)
    pks = dict(Goal.objects.filter(user=goal.user, archived_at=None).values_list("uuid", "pk"))
    asked = [pks.get(uuid, 0) for uuid in order]
    others = [pk for group in standing for pk in group if pk != goal.pk]
    if goal.pk not in asked or [pk for pk in asked if pk != goal.pk] != others:
        raise ValidationError(_("Your goals have changed meanwhile, so this one was not moved."))
    place = asked.index(goal.pk)
    neighbours = [None, *others, None][place : place + 2]
    moved = ranking.drop(standing, goal.pk, after=neighbours[0], before=neighbours[1])
    _write_ranking(goal.user, moved)


@transaction.atomic
def set_points(*, user: User, points: Mapping[Goal, Decimal]) -> None:
    """Points for every goal, in place of the ranks. Raises `ValidationError` if one has none."""
    lock_ranking(user)
    goals = Goal.objects.filter(user=user, archived_at=None)
    if set(goals) != set(points):
        raise ValidationError(_("Give points to every goal, or to none."))
    for goal in goals:
        goal.points = points[goal]
        goal.full_clean()
        goal.save(update_fields=["points", "changed_at"])


@transaction.atomic
def clear_points(*, user: User) -> None:
    """No points for any goal: the ranks count again."""
    lock_ranking(user)
    for goal in Goal.objects.filter(user=user, archived_at=None).exclude(points=None):
        goal.points = None
        goal.save(update_fields=["points", "changed_at"])


@transaction.atomic
def archive_goal(*, goal: Goal) -> bool:
    """Put a goal away, where it keeps all that it had. True if it shared its rank."""
    standing = lock_ranking(goal.user)
    goal.refresh_from_db()
    if goal.archived_at is not None:
        return False
    tied = any(goal.pk in group and len(group) > 1 for group in standing)
    goal.archived_at = timezone.now()
    goal.save(update_fields=["archived_at", "changed_at"])
    _write_ranking(goal.user, lock_ranking(goal.user))
    return tied


@transaction.atomic
def restore_goal(*, goal: Goal, tied: bool = False) -> None:
    """Bring a goal back to the rank it had: one of its own or, if `tied`, shared."""
    standing = lock_ranking(goal.user)
    goal.refresh_from_db()
    if goal.archived_at is None:
        return
    place = min(goal.rank - 1, len(standing))
    shared = tied and place < len(standing)
    goal.archived_at = None
    goal.save(update_fields=["archived_at", "changed_at"])
    bring_back = ranking.join if shared else ranking.insert
    _write_ranking(goal.user, bring_back(standing, goal.pk, place))


def _rerank(goal: Goal, move: Callable[[Ranking, int], Ranking]) -> None:
    standing = lock_ranking(goal.user)
    if any(goal.pk in group for group in standing):  # and was not put away a moment ago
        _write_ranking(goal.user, move(standing, goal.pk))


def lock_ranking(user: User) -> Ranking:
    """The person's goals by rank, until the end of the transaction nobody else's to change."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    goals = Goal.objects.filter(user=user, archived_at=None).order_by("rank", "pk")
    by_rank = groupby(goals.values_list("rank", "pk"), key=lambda row: row[0])
    return tuple(tuple(pk for _rank, pk in group) for _rank, group in by_rank)


def _write_ranking(user: User, groups: Ranking) -> None:
    """Save what has a new rank. Goal by goal, as only `save` moves the token of a row."""
    goals = Goal.objects.filter(user=user).in_bulk()
    for rank, group in enumerate(groups, start=1):
        for goal in (goals[pk] for pk in group):
            if goal.rank != rank:
                goal.rank = rank
                goal.save(update_fields=["rank", "changed_at"])
