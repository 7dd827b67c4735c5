"""How a ranking with ties changes when one goal moves."""

import pytest

from goals.ranking import drop, move_down, move_up, tie_with_above

# 1 first; 2, 3 and 4 share the second rank; 5 last
STANDING = ((1,), (2, 3, 4), (5,))


@pytest.mark.parametrize(
    ("move", "goal", "expected"),
    [
        (move_up, 1, ((1,), (2, 3, 4), (5,))),
        (move_up, 3, ((1,), (3,), (2, 4), (5,))),
        (move_up, 5, ((1,), (5,), (2, 3, 4))),
        (move_down, 1, ((2, 3, 4), (1,), (5,))),
        (move_down, 3, ((1,), (2, 4), (3,), (5,))),
        (move_down, 5, ((1,), (2, 3, 4), (5,))),
        (tie_with_above, 1, ((1,), (2, 3, 4), (5,))),
        (tie_with_above, 3, ((1, 3), (2, 4), (5,))),
        (tie_with_above, 5, ((1,), (2, 3, 4, 5))),
    ],
)
def test_a_step(move, goal, expected):
    assert move(STANDING, goal) == expected


@pytest.mark.parametrize(
    ("goal", "after", "before", "expected"),
    [
        (5, None, 1, ((5,), (1,), (2, 3, 4))),
        (5, 1, 2, ((1,), (5,), (2, 3, 4))),
        (5, 2, 3, ((1,), (2, 3, 4, 5))),
        (1, 5, None, ((2, 3, 4), (5,), (1,))),
        (2, 3, 4, ((1,), (3, 4, 2), (5,))),
        (2, 4, 5, ((1,), (3, 4), (2,), (5,))),
    ],
)
def test_a_goal_dropped_between_equals_is_their_equal(goal, after, before, expected):
    assert drop(STANDING, goal, after=after, before=before) == expected


def test_a_tie_of_one_alone_is_undone_by_moving_down():
    assert move_down(tie_with_above(((1,), (2,), (3,)), 3), 3) == ((1,), (2,), (3,))
