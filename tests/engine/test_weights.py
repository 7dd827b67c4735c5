import pytest

from engine.problem import Goal
from engine.weights import given_weights, goal_weights, rank_order_weights


def goals(*ranks_and_weights):
    return [
        Goal(key=f"g{i}", rank=rank, weight=weight, skills={"advocacy": 1})
        for i, (rank, weight) in enumerate(ranks_and_weights)
    ]


def test_three_ranked_goals():
    # 1/3 x (1 + 1/2 + 1/3) = 11/18, 1/3 x (1/2 + 1/3) = 5/18, 1/3 x 1/3 = 2/18
    weights = rank_order_weights(goals((2, None), (1, None), (3, None)))
    assert weights == pytest.approx({"g0": 5 / 18, "g1": 11 / 18, "g2": 2 / 18})


def test_tied_goals_share_the_mean_of_their_places():
    # first and second: (11/18 + 5/18) / 2 = 8/18 each
    weights = rank_order_weights(goals((1, None), (3, None), (1, None)))
    assert weights == pytest.approx({"g0": 8 / 18, "g1": 2 / 18, "g2": 8 / 18})


def test_only_the_order_of_ranks_counts():
    assert rank_order_weights(goals((7, None), (90, None))) == pytest.approx(
        {"g0": 0.75, "g1": 0.25}
    )


def test_given_weights_are_scaled_to_one_and_rule():
    ranked = goals((1, 5), (2, 15))
    assert given_weights(ranked) == {"g0": 0.25, "g1": 0.75}
    assert goal_weights(ranked) == {"g0": 0.25, "g1": 0.75}


def test_without_given_weights_the_ranks_rule():
    ranked = goals((1, None), (2, None))
    assert given_weights(ranked) is None
    assert goal_weights(ranked) == {"g0": 0.75, "g1": 0.25}


def test_no_goals_have_no_weights():
    assert goal_weights([]) == {}
