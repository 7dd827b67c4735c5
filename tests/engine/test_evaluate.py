"""Memberships and portfolio, by hand (`docs/design/evaluation.md`)."""

from itertools import permutations
from math import prod

import pytest
from hypothesis import given

from engine.evaluate import evaluate
from engine.problem import Benefit, Goal, Membership, Problem, ProblemError, Skill
from engine.result import Hours
from tests.engine.strategies import problems, without

SKILLS = (Skill(key="policy"), Skill(key="people"))


def benefit(key, strength=3, use=1.0, hours=None, skill="policy"):
    return Benefit(
        key=key, skills={skill: strength}, interactivity="interactive", use=use, hours=hours
    )


def membership(key, *benefits, parent=None):
    return Membership(key=key, parent=parent, benefits=benefits)


def problem(*memberships, candidates=()):
    goal = Goal(key="g", rank=1, skills={"policy": 1})
    return Problem(skills=SKILLS, goals=(goal,), memberships=memberships, candidates=candidates)


def test_a_membership_by_itself():
    # values 0.25, 0.12, 0.05; potential 1 - 0.75 x 0.88 x 0.95 = 0.373
    # as used 1 - (1 - 0.5 x 0.25) x 1 x 1 = 0.125, the unknown use of the third counting as 0
    # with the unknown use at 1: 1 - 0.875 x 0.95 = 0.16875
    held = membership(
        "m", benefit("b1", 3, use=0.5), benefit("b2", 2, use=0), benefit("b3", 1, use=None)
    )
    result = evaluate(problem(held)).memberships["m"]
    assert result.score == pytest.approx(12.5)
    assert result.potential == pytest.approx(37.3)
    assert result.headroom == pytest.approx(24.8)
    assert result.unknown == pytest.approx(4.375)
    share = result.by_goal["g"]
    assert share.realised == pytest.approx(0.125)
    assert share.with_unknown == pytest.approx(0.16875)
    assert share.potential == pytest.approx(0.373)


def test_a_portfolio_of_two():
    # m 0.25, n 0.12: coverage 1 - 0.75 x 0.88 = 0.34; shares 25 - 1.5 and 12 - 1.5 (half of 3 each)
    evaluation = evaluate(problem(membership("m", benefit("b")), membership("n", benefit("c", 2))))
    m, n = evaluation.memberships.values()
    assert evaluation.portfolio.score == pytest.approx(34)
    assert (m.contribution, n.contribution) == pytest.approx((23.5, 10.5))
    assert (m.loss_if_dropped, n.loss_if_dropped) == pytest.approx((22, 9))
    assert (m.overlap, n.overlap) == pytest.approx((3, 3))


def test_three_alike_share_alike():
    # 1 - 0.75 x 0.75 x 0.75 = 0.578125, a third each; two nodes are needed, one gives 0.191...
    crowd = [membership(f"m{i}", benefit(f"b{i}")) for i in range(3)]
    evaluation = evaluate(problem(*crowd))
    assert evaluation.portfolio.score == pytest.approx(57.8125)
    assert [result.contribution for result in evaluation.memberships.values()] == pytest.approx(
        [57.8125 / 3] * 3, rel=1e-12
    )


def test_dropping_a_parent_drops_everything_below_it():
    # all three of 0.25, 0.12, 0.05: 1 - 0.75 x 0.88 x 0.95 = 0.373; the third alone gives 0.05
    evaluation = evaluate(
        problem(
            membership("grandchild", benefit("b", 2), parent="child"),
            membership("top", benefit("a", 3)),
            membership("child", parent="top"),
            membership("other", benefit("c", 1)),
        )
    )
    results = evaluation.memberships
    assert results["top"].loss_if_dropped == pytest.approx(37.3 - 5)
    # 0.373 - (1 - 0.75 x 0.95) = 0.0855
    assert results["child"].loss_if_dropped == pytest.approx(8.55)
    assert results["grandchild"].loss_if_dropped == pytest.approx(8.55)
    # alone, with the grandchild kept: 0.373 - (1 - 0.88 x 0.95) = 0.209
    assert results["top"].overlap == pytest.approx(25 - 20.9)
    assert results["child"].overlap == 0


def test_gain_if_used_and_gain_of_a_candidate():
    # today 0.125; with b fully used 0.25; the candidate's 0.12 on top of 0.125: 0.875 x 0.12
    evaluation = evaluate(
        problem(
            membership("m", benefit("b", 3, use=0.5)),
            candidates=(membership("c", benefit("d", 2, use=0)),),
        )
    )
    assert evaluation.memberships["m"].benefits["b"].gain_if_used == pytest.approx(12.5)
    assert evaluation.candidates["c"].gain == pytest.approx(10.5)
    assert evaluation.candidates["c"].by_goal == {"g": pytest.approx(0.105)}


@given(problems())
def test_contributions_are_the_mean_over_all_orders_of_joining(given_problem):
    evaluation = evaluate(given_problem)
    realised = {
        key: [share.realised for share in result.by_goal.values()]
        for key, result in evaluation.memberships.items()
    }
    weights = list(evaluation.weights.values())

    def score(held):
        return 100 * sum(
            weight * (1 - prod(1 - realised[key][goal] for key in held))
            for goal, weight in enumerate(weights)
        )

    orders = list(permutations(realised))
    for key, result in evaluation.memberships.items():
        rises = [score(order[: order.index(key) + 1]) for order in orders]
        before = [score(order[: order.index(key)]) for order in orders]
        mean = (sum(rises) - sum(before)) / len(orders)
        assert result.contribution == pytest.approx(mean, rel=0, abs=1e-9)


def test_many_memberships_fully_used_share_the_score_exactly():
    # every node of the quadrature sees 60 memberships that each do almost all there is to do
    crowd = [membership(f"m{i}", *(benefit(f"m{i}b{j}") for j in range(40 + i))) for i in range(60)]
    evaluation = evaluate(problem(*crowd))
    contributions = [result.contribution for result in evaluation.memberships.values()]
    assert evaluation.portfolio.score == pytest.approx(100, rel=0, abs=1e-9)
    assert sum(contributions) == pytest.approx(100, rel=0, abs=1e-9)
    assert contributions == sorted(contributions)


def test_hours_of_the_potential():
    held = membership(
        "m",
        benefit("b1", hours=8),
        benefit("b2", hours=2.5),
        benefit("b3", hours=None),
        benefit("worthless", hours=100, skill="people"),
    )
    joined = membership("c", benefit("c1", hours=4))
    evaluation = evaluate(
        problem(held, membership("n", benefit("n1", hours=1)), candidates=[joined])
    )
    assert evaluation.memberships["m"].hours == Hours(known=10.5, unknown=1)
    assert evaluation.portfolio.hours == Hours(known=11.5, unknown=1)
    assert evaluation.candidates["c"].hours == Hours(known=4, unknown=0)


@given(problems())
def test_the_working_of_every_value_adds_up(given_problem):
    evaluation = evaluate(given_problem)
    for result in evaluation.memberships.values():
        working = [evaluation.explain(key) for key in result.benefits]
        for goal, share in result.by_goal.items():
            lines = [by_goal[goal] for by_goal in working]
            missed = prod(1 - line.realised for line in lines)
            assert share.realised == pytest.approx(1 - missed, rel=0, abs=1e-9)
        points = [
            100 * evaluation.weights[goal] * share.realised
            for goal, share in result.by_goal.items()
        ]
        assert result.score == pytest.approx(sum(points), rel=0, abs=1e-9)


@given(problems())
def test_every_value_is_the_product_of_its_factors(given_problem):
    evaluation = evaluate(given_problem)
    owners = (*given_problem.memberships, *given_problem.candidates)
    for key in (benefit.key for owner in owners for benefit in owner.benefits):
        for line in evaluation.explain(key).values():
            importances = sum(skill.importance for skill in line.skills)
            served = sum(skill.importance * skill.match * skill.anchor for skill in line.skills)
            assert line.relevance == pytest.approx(served / importances)
            factors = line.relevance * line.level_fit * line.interactivity * line.reach
            assert line.value == pytest.approx(factors)


@given(problems())
def test_without_memberships_all_is_zero(given_problem):
    nobody = without(given_problem, {held.key for held in given_problem.memberships})
    evaluation = evaluate(nobody)
    assert evaluation.memberships == {}
    assert (evaluation.portfolio.score, evaluation.portfolio.potential) == (0, 0)
    assert set(evaluation.portfolio.coverage.values()) <= {0}


def test_without_goals_all_is_zero():
    held = membership("m", benefit("b", hours=3))
    evaluation = evaluate(Problem(skills=SKILLS, goals=(), memberships=(held,), candidates=()))
    result = evaluation.memberships["m"]
    assert evaluation.weights == {}
    assert evaluation.portfolio.score == 0
    assert (result.score, result.potential, result.contribution, result.overlap) == (0, 0, 0, 0)
    assert result.by_goal == {}
    assert result.benefits["b"].gain_if_used == 0
    assert result.hours == Hours(known=0, unknown=0)


def test_a_new_person_has_nothing_at_all():
    evaluation = evaluate(Problem(skills=(), goals=(), memberships=()))
    assert evaluation.portfolio.score == 0
    assert evaluation.memberships == {}


def test_a_problem_that_makes_no_sense_is_refused_however_it_was_made():
    with pytest.raises(ProblemError, match=r"^memberships\[0\]\.parent: unknown: \"nobody\"$"):
        evaluate(problem(membership("m", parent="nobody")))
