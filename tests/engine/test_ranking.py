import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ranking import rank_for_people


def places(scores):
    return {row.key: (row.place, row.tied) for row in rank_for_people(scores)}


def test_a_run_ties_with_its_first_member_only():
    # 20 ties with all down to 18; 17 is within a tenth of 18 and starts a run of its own
    assert places({"a": 20, "b": 18, "c": 17, "d": 15.3, "e": 15.2}) == {
        "a": (1, True),
        "b": (1, True),
        "c": (3, True),
        "d": (3, True),
        "e": (5, False),
    }


def test_zeros_are_always_tied_and_never_with_anything_else():
    assert places({"a": 0, "b": 0.001, "c": 0}) == {
        "b": (1, False),
        "a": (2, True),
        "c": (2, True),
    }


def test_a_single_zero_is_not_tied():
    assert places({"a": 1, "b": 0}) == {"a": (1, False), "b": (2, False)}


def test_equal_scores_stand_in_the_order_of_their_keys():
    rows = rank_for_people({"b": 5 + 1e-12, "c": 5, "a": 5 - 1e-12})
    assert [row.key for row in rows] == ["a", "b", "c"]


def test_a_difference_that_is_none_does_not_part_a_tie():
    assert places({"a": 10, "b": 9 - 5e-10, "c": 9 - 5e-9}) == {
        "a": (1, True),
        "b": (1, True),
        "c": (3, False),
    }
    assert places({"a": 5e-10, "b": 0}) == {"a": (1, True), "b": (1, True)}


def test_nobody_to_rank():
    assert rank_for_people({}) == ()


@given(st.lists(st.floats(0, 100) | st.integers(0, 20), max_size=12))
def test_the_rule_holds_for_any_scores(given_scores):
    scores = {f"m{number}": score for number, score in enumerate(given_scores)}
    rows = rank_for_people(scores)
    assert sorted(row.key for row in rows) == sorted(scores)
    for number, row in enumerate(rows, start=1):
        first = rows[row.place - 1]
        assert row.score == scores[row.key]
        assert first.place == row.place <= number
        assert first.score - row.score <= first.score / 10 + 2e-9
        if row.place == number > 1:
            run = rows[rows[number - 2].place - 1]
            assert run.score - row.score > run.score / 10 - 1e-9
    sizes = [row.place for row in rows]
    assert [row.tied for row in rows] == [sizes.count(row.place) > 1 for row in rows]


@pytest.mark.parametrize("score", [100, 1, 0.05])
def test_a_gap_of_exactly_a_tenth_ties(score):
    assert places({"a": score, "b": score * 0.9})["b"] == (1, True)
