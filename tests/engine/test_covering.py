from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.covering import MOST_JOINS, Joins, best_joins, fewest_joins


def chosen(worth, parents, needed):
    joins = fewest_joins(best_joins(worth, parents), needed)
    return joins and joins.places


def test_the_fewest_are_those_worth_most():
    worth = [0.1, 0.5, 0.2, 0.4]
    alone = [None] * 4
    assert chosen(worth, alone, 0) == ()
    assert chosen(worth, alone, 0.5) == (1,)
    assert chosen(worth, alone, 0.51) == (1, 3)
    assert chosen(worth, alone, 1.2) == (0, 1, 2, 3)
    assert chosen(worth, alone, 1.21) is None


def test_a_group_comes_with_what_it_stands_below():
    """The group at place 2 is worth most, but takes two: the association, then itself."""
    worth, parents = [0, 0.3, 0.9, 0.3], [None, None, 0, None]
    assert chosen(worth, parents, 0.3) == (1,)
    assert chosen(worth, parents, 0.6) == (0, 2)
    assert chosen(worth, parents, 0.95) == (0, 1, 2)


def test_below_what_is_held_it_stands_alone():
    assert chosen([0.9], [None], 0.5) == (0,)


def test_a_parent_is_paid_for_once():
    worth, parents = [0.1, 0.5, 0.5, 0.45], [None, 0, 0, None]
    assert chosen(worth, parents, 1.1) == (0, 1, 2)


def test_ten_are_the_most():
    many = best_joins([0.1] * 30, [None] * 30)
    assert len(many) == MOST_JOINS + 1
    assert chosen([0.1] * 30, [None] * 30, 0.1 * MOST_JOINS) == tuple(range(MOST_JOINS))
    assert fewest_joins(many, 1.1) is None


def test_nothing_to_join():
    assert best_joins([], []) == [Joins()]


@st.composite
def forests(draw):
    size = draw(st.integers(0, 8))
    worth = draw(st.lists(st.floats(0, 1), min_size=size, max_size=size))
    parents = [draw(st.none() | st.integers(0, at - 1)) if at else None for at in range(size)]
    order = draw(st.permutations(range(size)))
    new = {old: at for at, old in enumerate(order)}
    return (
        [worth[old] for old in order],
        [None if parents[old] is None else new[parents[old]] for old in order],
    )


@given(forests())
def test_it_is_the_best_of_all_sets(forest):
    worth, parents = forest
    best = best_joins(worth, parents)
    assert len(best) == len(worth) + 1
    for count, joins in enumerate(best):
        whole = [
            places
            for places in combinations(range(len(worth)), count)
            if all(parents[place] in {None, *places} for place in places)
        ]
        assert joins.places in whole
        assert joins.worth == pytest.approx(max(sum(worth[p] for p in each) for each in whole))
        assert joins.worth == pytest.approx(sum(worth[place] for place in joins.places))


@given(forests(), st.floats(0, 4))
def test_the_fewest_are_enough_and_one_less_is_not(forest, needed):
    best = best_joins(*forest)
    joins = fewest_joins(best, needed)
    if joins is None:
        assert max(each.worth for each in best) < needed
    else:
        assert joins.worth >= needed - 1e-9
        assert all(each.worth < needed for each in best[: len(joins.places)])
