"""How much each goal counts, by hand."""

import pytest

from goals.weights import weigh_goals
from tests.factories import GoalFactory, UserFactory

pytestmark = pytest.mark.django_db


def weigh(*ranks_and_points):
    user = UserFactory()
    goals = [GoalFactory(user=user, rank=rank, points=points) for rank, points in ranks_and_points]
    weights = weigh_goals(goals)
    by_points = weights.by_points and [weights.by_points[goal.pk] for goal in goals]
    return [weights.by_rank[goal.pk] for goal in goals], by_points, weights


def test_ranks_count_where_there_are_no_points():
    """Places 1, 2 and 3 of three weigh 11/18, 5/18 and 2/18; the tie shares the last two."""
    by_rank, by_points, weights = weigh((1, None), (2, None), (2, None))
    assert by_rank == pytest.approx([11 / 18, 7 / 36, 7 / 36])
    assert by_points is None
    assert weights.ruling == weights.by_rank


def test_points_of_all_rule():
    by_rank, by_points, weights = weigh((1, 10), (2, 30))
    assert by_rank == pytest.approx([3 / 4, 1 / 4])
    assert by_points == pytest.approx([1 / 4, 3 / 4])
    assert weights.ruling == weights.by_points


def test_points_of_some_do_not():
    _, by_points, weights = weigh((1, 10), (2, None))
    assert by_points is None
    assert weights.ruling == weights.by_rank


def test_no_goals_weigh_nothing():
    weights = weigh_goals([])
    assert weights.ruling == {}
