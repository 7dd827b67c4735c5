"""Goals in the order that somebody wants them in."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.problem import Goal as EngineGoal
from engine.weights import rank_order_weights
from goals.choices import Direction
from goals.models import Goal
from goals.order import (
    archive_goal,
    clear_points,
    move_goal,
    order_goals,
    restore_goal,
    set_points,
    tie_goal,
)
from tests.factories import GoalFactory, UserFactory

pytestmark = pytest.mark.django_db


def make_goals(*ranks):
    user = UserFactory()
    return [GoalFactory(user=user, rank=rank) for rank in ranks]


def ranks_of(goals):
    ranks = dict(Goal.objects.values_list("pk", "rank"))
    return [ranks[goal.pk] for goal in goals]


def live(user):
    return list(Goal.objects.filter(user=user, archived_at=None).order_by("rank", "pk"))


def drop_last(goal):
    others = [each.uuid for each in live(goal.user) if each != goal]
    order_goals(goal=goal, order=[*others, goal.uuid])


STEPS = {
    "up": lambda goal: move_goal(goal=goal, direction=Direction.UP),
    "down": lambda goal: move_goal(goal=goal, direction=Direction.DOWN),
    "tie": lambda goal: tie_goal(goal=goal),
    "last": drop_last,
    "archive": lambda goal: archive_goal(goal=goal),
    "restore": lambda goal: restore_goal(goal=goal),
    "restore tied": lambda goal: restore_goal(goal=goal, tied=True),
}


def weights_of(goals):
    rows = [EngineGoal(key=str(each.pk), rank=each.rank, skills={}) for each in goals]
    return rank_order_weights(rows)


@settings(max_examples=40)
@given(
    st.integers(1, 5),
    st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 4)), max_size=12),
)
def test_ranks_stay_dense_and_goals_stay_whatever_is_done(count, steps):
    goals = make_goals(*range(1, count + 1))
    archived: set[Goal] = set()
    for name, at in steps:
        goal = goals[at % count]
        if goal in archived and not name.startswith("restore"):
            continue
        STEPS[name](Goal.objects.get(pk=goal.pk))
        archived = (archived | {goal}) if name == "archive" else (archived - {goal})
        left = live(goal.user)
        assert set(left) == set(goals) - archived
        ranks = {each.rank for each in left}
        assert ranks == set(range(1, len(ranks) + 1))
        assert sum(weights_of(left).values()) == pytest.approx(1 if left else 0)


@settings(max_examples=40)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=5), st.data())
def test_what_is_archived_and_restored_is_where_it_was(steps, data):
    dense = [sorted(set(steps)).index(step) + 1 for step in steps]
    goals = make_goals(*dense)
    goal = data.draw(st.sampled_from(goals))
    restore_goal(goal=goal, tied=archive_goal(goal=goal))
    assert ranks_of(goals) == dense


def test_an_archived_goal_leaves_no_gap_and_keeps_what_it_had():
    first, second, third = make_goals(1, 2, 3)
    assert archive_goal(goal=second) is False
    assert ranks_of([first, third]) == [1, 2]
    second.refresh_from_db()
    assert (second.rank, second.archived_at is None) == (2, False)


def test_archiving_twice_is_archiving_once():
    goal, other = make_goals(1, 1)
    assert archive_goal(goal=goal) is True
    archived_at = Goal.objects.get(pk=goal.pk).archived_at
    assert archive_goal(goal=goal) is False
    assert Goal.objects.get(pk=goal.pk).archived_at == archived_at
    assert ranks_of([other]) == [1]


def test_a_goal_restored_twice_stands_there_once():
    goal, other = make_goals(1, 2)
    archive_goal(goal=goal)
    restore_goal(goal=goal)
    restore_goal(goal=goal)
    assert ranks_of([goal, other]) == [1, 2]


def test_tied_then_untied_is_as_before():
    goals = make_goals(1, 2, 3)
    tie_goal(goal=goals[1])
    assert ranks_of(goals) == [1, 1, 2]
    move_goal(goal=goals[1], direction=Direction.DOWN)
    assert ranks_of(goals) == [1, 2, 3]


def test_a_goal_archived_a_moment_ago_is_not_moved():
    goals = make_goals(1, 2)
    archive_goal(goal=goals[1])
    move_goal(goal=goals[1], direction=Direction.UP)
    assert ranks_of(goals) == [1, 2]


def test_somebody_elses_goals_stay_where_they_are():
    others = make_goals(1, 2)
    goals = make_goals(1, 2)
    move_goal(goal=goals[1], direction=Direction.UP)
    assert ranks_of(others) == [1, 2]
    with pytest.raises(ValidationError):
        order_goals(goal=goals[0], order=[others[1].uuid, goals[0].uuid, others[0].uuid])


def test_a_move_changes_the_token_of_what_moved():
    first, second, third = make_goals(1, 2, 3)
    move_goal(goal=second, direction=Direction.UP)
    changed = dict(Goal.objects.values_list("pk", "changed_at"))
    assert changed[first.pk] > first.changed_at
    assert changed[second.pk] > second.changed_at
    assert changed[third.pk] == third.changed_at


def test_an_order_puts_one_goal_in_its_place():
    first, second, third = make_goals(1, 2, 3)
    order_goals(goal=third, order=[first.uuid, third.uuid, second.uuid])
    assert ranks_of([first, second, third]) == [1, 3, 2]


def test_an_order_seen_before_another_change_is_refused():
    first, second, third = make_goals(1, 2, 3)
    seen = [third.uuid, first.uuid, second.uuid]
    move_goal(goal=second, direction=Direction.UP)
    with pytest.raises(ValidationError) as caught:
        order_goals(goal=third, order=seen)
    assert caught.value.messages == [
        "Your goals have changed meanwhile, so this one was not moved."
    ]
    assert ranks_of([first, second, third]) == [2, 1, 3]


def test_points_are_for_all_or_for_none():
    first, second = make_goals(1, 2)
    user = first.user
    set_points(user=user, points={first: Decimal(30), second: Decimal("70.5")})
    assert [goal.points for goal in live(user)] == [Decimal(30), Decimal("70.5")]
    with pytest.raises(ValidationError) as caught:
        set_points(user=user, points={first: Decimal(1)})
    assert caught.value.messages == ["Give points to every goal, or to none."]
    clear_points(user=user)
    assert [goal.points for goal in live(user)] == [None, None]


def test_points_are_positive_and_nothing_is_written_otherwise():
    first, second = make_goals(1, 2)
    with pytest.raises(ValidationError):
        set_points(user=first.user, points={first: Decimal(3), second: Decimal(0)})
    assert [goal.points for goal in live(first.user)] == [None, None]
