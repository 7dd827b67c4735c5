from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.doubt import WEIGHTINGS, doubt, draw_weightings, place_shares, worth_keeping
from engine.evaluate import evaluate
from engine.parse import read_problem
from engine.problem import Benefit, Goal, Membership, Problem, ProblemError, Skill
from engine.weights import rank_order_weights
from tests.engine import golden, strategies
from tests.engine.strategies import without

# Three standard deviations of the share of so many weightings that is worst known, one half.
SAMPLING = 3 * 0.5 / WEIGHTINGS**0.5


def goal(key, rank=1, weight=None):
    return Goal(key=key, rank=rank, weight=weight, skills={key: 1})


def membership(key, **uses):
    """Each skill is aimed at by a benefit of its own, used so much: 0.25 x use of its goal."""
    return Membership(
        key=key,
        fee=0,
        benefits=tuple(
            Benefit(key=f"{key} {skill}", skills={skill: 3}, interactivity="interactive", use=use)
            for skill, use in uses.items()
        ),
    )


def problem(goals, *memberships):
    return Problem(
        skills=tuple(Skill(key=each.key) for each in goals),
        goals=tuple(goals),
        memberships=memberships,
    )


@pytest.mark.parametrize("name", golden.DOUBTS)
def test_two_goals_agree_with_the_exact_shares(name):
    case = golden.load(name)
    expected = case["expected_doubt"]
    answer = doubt(read_problem(case["problem"]))
    assert answer.acceptability.keys() == expected["acceptability"].keys()
    for key, shares in expected["acceptability"].items():
        assert answer.acceptability[key] == pytest.approx(shares, abs=SAMPLING)
    assert answer.worth_keeping == pytest.approx(expected["worth_keeping"], abs=SAMPLING)


def test_with_two_goals_half_an_order_halves_the_range():
    """First counts from 0.5 to 1, evenly. By hand: w0 x 0.1 beats (1 - w0) x 0.2 where w0 > 2/3."""
    made = problem(
        [goal("first"), goal("second", 2)],
        membership("a", first=0.4),
        membership("b", second=0.8),
        membership("idle"),
    )
    answer = doubt(made)
    assert answer.acceptability["a"] == pytest.approx([2 / 3, 1 / 3, 0], abs=SAMPLING)
    assert answer.acceptability["b"] == pytest.approx([1 / 3, 2 / 3, 0], abs=SAMPLING)
    assert list(answer.acceptability["idle"]) == [0, 0, 1]
    # a gives 5 to 10 points, b 10 to 0: at least one while its weight is over 0.05
    assert answer.worth_keeping["a"] == 1
    assert answer.worth_keeping["b"] == pytest.approx(0.9, abs=SAMPLING)
    assert answer.worth_keeping["idle"] == 0


def test_the_mean_of_an_order_is_its_centroid():
    """The rank-order centroid is the mean of all weightings that respect the order."""
    goals = [goal("c", 3), goal("a", 1), goal("d", 7), goal("b", 3)]
    expected = list(rank_order_weights(goals).values())
    assert draw_weightings(goals).mean(axis=0) == pytest.approx(expected, abs=0.01)


@given(st.lists(st.integers(1, 3), max_size=6))
def test_a_weighting_sums_to_1_and_respects_the_order(ranks):
    goals = [goal(f"g{number}", rank) for number, rank in enumerate(ranks)]
    drawn = draw_weightings(goals)
    assert drawn.shape == (WEIGHTINGS, len(goals))
    assert drawn.sum(axis=1) == pytest.approx(np.ones(WEIGHTINGS) if goals else 0)
    for one, higher in enumerate(ranks):
        for other, lower in enumerate(ranks):
            if higher < lower:
                assert (drawn[:, one] >= drawn[:, other]).all()


def test_given_weights_are_read_as_an_order():
    given_weights = [goal("a", 9, 0.5), goal("b", 1, 7), goal("c", 5, 0.5)]
    ranked = [goal("a", 2), goal("b", 1), goal("c", 2)]
    assert (draw_weightings(given_weights) == draw_weightings(ranked)).all()


def test_tied_goals_come_in_either_order():
    drawn = draw_weightings([goal("a"), goal("b")])
    first = np.count_nonzero(drawn[:, 0] > drawn[:, 1]) / WEIGHTINGS
    assert first == pytest.approx(0.5, abs=SAMPLING)


def test_equal_scores_share_their_places_evenly():
    """By hand: two equal, then three of nothing."""
    twins = [membership(key, only=0.5) for key in ("a", "b")]
    idle = [membership(key) for key in ("c", "d", "e")]
    answer = doubt(problem([goal("only")], *twins, *idle)).acceptability
    third = pytest.approx([0, 0, 1 / 3, 1 / 3, 1 / 3])
    half = pytest.approx([0.5, 0.5, 0, 0, 0])
    assert answer == {"a": half, "b": half, "c": third, "d": third, "e": third}


def test_what_falls_with_it_counts_as_its_loss():
    """A group below is lost with its parent: 25 points of the one goal."""
    parent = membership("parent")
    group = replace(membership("group", only=1), parent="parent")
    answer = doubt(problem([goal("only")], parent, group))
    assert answer.worth_keeping == {"parent": 1, "group": 1}


def test_exactly_a_point_is_worth_keeping():
    """0.04 of 0.25 is 0.01: one point, and a hair below it is not."""
    one = doubt(problem([goal("only")], membership("m", only=0.04)))
    less = doubt(problem([goal("only")], membership("m", only=0.0399)))
    assert (one.worth_keeping, less.worth_keeping) == ({"m": 1}, {"m": 0})


def test_nothing_to_doubt():
    nothing = doubt(problem([]))
    assert (nothing.acceptability, nothing.worth_keeping) == ({}, {})
    aimless = doubt(problem([], membership("a"), membership("b")))
    assert aimless.acceptability == {"a": (0.5, 0.5), "b": (0.5, 0.5)}
    assert aimless.worth_keeping == {"a": 0, "b": 0}


def test_a_problem_that_makes_no_sense_is_refused():
    with pytest.raises(ProblemError, match=r"memberships\[1\]"):
        doubt(problem([goal("g")], membership("m"), membership("m")))


@given(strategies.problems())
def test_shares_sum_to_1_by_membership_and_by_place(made):
    shares = np.array(list(doubt(made).acceptability.values()))
    if made.memberships:
        assert shares.sum(axis=0) == pytest.approx(np.ones(len(made.memberships)))
        assert shares.sum(axis=1) == pytest.approx(np.ones(len(made.memberships)))


@given(strategies.problems(least=1), st.randoms(use_true_random=False))
def test_the_order_of_everything_says_nothing(made, random):
    def shuffled(items):
        return tuple(random.sample(items, len(items)))

    other = replace(
        made,
        goals=shuffled(made.goals),
        memberships=tuple(
            replace(each, benefits=shuffled(each.benefits)) for each in shuffled(made.memberships)
        ),
    )
    one, two = doubt(made), doubt(other)
    for key, shares in one.acceptability.items():
        assert two.acceptability[key] == pytest.approx(shares)
    assert two.worth_keeping == pytest.approx(one.worth_keeping)


@given(strategies.problems())
def test_asked_twice_it_says_the_same(made):
    assert doubt(made) == doubt(made)


@given(strategies.problems(least=1))
def test_it_is_what_counting_one_weighting_after_the_other_gives(made):
    """By plain loops over some of the weightings, each evaluated as if the person had given it."""
    few = draw_weightings(made.goals)[:7]
    keys = [each.key for each in made.memberships]
    table = np.array(
        [
            [share.realised for share in each.by_goal.values()]
            for each in evaluate(made).memberships.values()
        ]
    )
    counted = {key: [Fraction(0)] * len(keys) for key in keys}
    for weighting in few:
        scores = {key: 100 * sum(row * weighting) for key, row in zip(keys, table, strict=True)}
        runs: list[list[str]] = []
        for key in sorted(scores, key=lambda key: -scores[key]):
            if runs and scores[runs[-1][-1]] - scores[key] <= 1e-9:
                runs[-1].append(key)
            else:
                runs.append([key])
        place = 0
        for run in runs:
            for key in run:
                for shared in range(place, place + len(run)):
                    counted[key][shared] += Fraction(1, len(run) * len(few))
            place += len(run)
    expected = [[float(share) for share in counted[key]] for key in keys]
    assert place_shares(table, few) == pytest.approx(np.array(expected))


@given(strategies.problems(least=1))
def test_what_is_worth_keeping_is_what_would_be_lost(made):
    """Against the portfolio's score with and without, by each weighting as given weights."""
    few = draw_weightings(made.goals)[:3]
    dropped = {made.memberships[0].key}
    while True:
        below = {each.key for each in made.memberships if each.parent in dropped}
        if below <= dropped:
            break
        dropped |= below
    there, gone = evaluate(made).portfolio, evaluate(without(made, dropped)).portfolio
    by_goal = np.array([[there.coverage[key] - gone.coverage[key] for key in there.coverage]])
    losses = 100 * by_goal @ few.T
    if (abs(losses - 1) > 1e-6).all():
        assert worth_keeping(by_goal, few)[0] == pytest.approx((losses >= 1).mean())


def test_many_memberships_are_counted_in_blocks():
    """A thousand of them are more scores than are held at once; every third does something."""
    many = [membership(f"m{i:03}", only=(i % 3 == 0) * (i + 1) / 1000) for i in range(1000)]
    answer = doubt(problem([goal("only")], *many))
    assert answer.acceptability["m999"][0] == 1
    assert answer.acceptability["m000"][333] == 1
    assert answer.acceptability["m001"][334] == pytest.approx(1 / 666)
