"""What holds for every problem (`docs/design/evaluation.md`)."""

import json
from dataclasses import asdict, replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.evaluate import evaluate
from engine.joining import value_joining, value_swaps
from engine.parse import parse_problem
from engine.problem import Problem
from engine.value import in_columns
from engine.write import problem_as_json
from tests.engine.strategies import (
    SHARES,
    owners,
    problems,
    problems_with_a_benefit,
    with_benefit,
    without,
)

SLACK = 1e-9


def close(expected):
    return pytest.approx(expected, rel=0, abs=1e-9)


def own_figures(result):
    """What a membership is by itself."""
    return [result.score, result.potential, result.headroom, result.unknown]


@given(problems(), owners("n", [], max_size=2))
def test_adding_memberships_never_changes_anothers_own_figures(problem, added):
    more = replace(problem, memberships=problem.memberships + added)
    before, after = evaluate(problem).memberships, evaluate(more).memberships
    for key, result in before.items():
        assert own_figures(after[key]) == close(own_figures(result))
        assert after[key].by_goal == result.by_goal


@given(problems())
def test_contributions_add_up_to_the_portfolio_score(problem):
    evaluation = evaluate(problem)
    contributions = [result.contribution for result in evaluation.memberships.values()]
    assert sum(contributions) == close(evaluation.portfolio.score)


@given(problems())
def test_figures_stay_in_their_bounds(problem):
    evaluation = evaluate(problem)
    portfolio = evaluation.portfolio
    assert 0 <= portfolio.score <= portfolio.score + portfolio.unknown
    assert portfolio.score + portfolio.unknown <= portfolio.potential + SLACK
    assert portfolio.potential <= 100 + SLACK
    for result in evaluation.memberships.values():
        assert min(own_figures(result)) >= 0
        assert result.unknown <= result.headroom + SLACK
        assert 0 <= result.overlap <= result.score + SLACK
        assert 0 <= result.contribution <= result.score + SLACK
        assert 0 <= result.loss_if_dropped <= portfolio.score + SLACK
        for benefit in result.benefits.values():
            assert benefit.gain_if_used >= 0
            assert all(0 <= value < 1 for value in benefit.value.values())
        for share in result.by_goal.values():
            assert 0 <= share.realised <= share.with_unknown <= share.potential < 1
    assert all(candidate.gain >= 0 for candidate in evaluation.candidates.values())


@given(problems_with_a_benefit(), SHARES, SHARES)
def test_more_use_never_lowers_a_score(place, use, more):
    less, more = sorted([use, more])
    assert_never_lower(place, {"use": less}, {"use": more})


@given(problems_with_a_benefit(), SHARES, SHARES)
def test_more_reach_never_lowers_a_score_or_potential(place, reach, more):
    less, more = sorted([reach, more])
    assert_never_lower(place, {"reach": less}, {"reach": more})


@given(problems_with_a_benefit(), st.integers(1, 3), st.integers(1, 3))
def test_more_strength_never_lowers_a_score_or_potential(place, strength, more):
    problem, row, column = place
    skills = problem.memberships[row].benefits[column].skills
    less, more = sorted([strength, more])
    assert_never_lower(
        place,
        {"skills": dict.fromkeys(skills, less)},
        {"skills": dict.fromkeys(skills, more)},
    )


def assert_never_lower(place, changes, better_changes):
    problem, row, column = place
    before = evaluate(with_benefit(problem, row, column, **changes))
    after = evaluate(with_benefit(problem, row, column, **better_changes))
    key = problem.memberships[row].key
    assert after.memberships[key].score >= before.memberships[key].score - SLACK
    assert after.memberships[key].potential >= before.memberships[key].potential - SLACK
    assert after.portfolio.score >= before.portfolio.score - SLACK
    assert after.portfolio.potential >= before.portfolio.potential - SLACK


@given(problems_with_a_benefit(), SHARES)
def test_an_unknown_use_never_lowers_and_its_range_holds_the_truth(place, use):
    problem, row, column = place
    key = problem.memberships[row].key
    unknown = evaluate(with_benefit(problem, row, column, use=None))
    known = evaluate(with_benefit(problem, row, column, use=use))
    today = unknown.memberships[key]
    truth = known.memberships[key].score
    assert today.score - SLACK <= truth <= today.score + today.unknown + SLACK
    portfolio = unknown.portfolio
    truth = known.portfolio.score
    assert portfolio.score - SLACK <= truth <= portfolio.score + portfolio.unknown + SLACK


@given(problems())
def test_a_loss_is_at_most_the_scores_of_all_that_goes(problem):
    evaluation = evaluate(problem)
    for key, result in evaluation.memberships.items():
        gone = [evaluation.memberships[lost].score for lost in family(problem, key)]
        assert result.loss_if_dropped <= sum(gone) + SLACK


@given(problems())
def test_losses_and_overlaps_are_differences_of_portfolio_scores(problem):
    evaluation = evaluate(problem)
    score = evaluation.portfolio.score
    for key, result in evaluation.memberships.items():
        left = evaluate(without(problem, family(problem, key))).portfolio.score
        assert result.loss_if_dropped == close(score - left)
        left = evaluate(without(problem, {key})).portfolio.score
        assert result.overlap == close(result.score - (score - left))


def family(problem, key):
    """The membership and all below it, by going up from every one."""
    parents = {membership.key: membership.parent for membership in problem.memberships}

    def line(start):
        return [] if start is None else [start, *line(parents[start])]

    return {start for start in parents if key in line(start)}


@given(problems_with_a_benefit())
def test_a_gain_is_the_portfolio_score_with_that_benefit_fully_used(place):
    problem, row, column = place
    membership = problem.memberships[row]
    today = evaluate(problem)
    used = evaluate(with_benefit(problem, row, column, use=1))
    benefit = today.memberships[membership.key].benefits[membership.benefits[column].key]
    assert benefit.gain_if_used == close(used.portfolio.score - today.portfolio.score)


@given(problems())
def test_a_candidates_gain_is_the_portfolio_score_with_it_fully_used(problem):
    today = evaluate(problem)
    for candidate in problem.candidates:
        joined = replace(
            candidate,
            parent=None,
            benefits=tuple(replace(benefit, use=1) for benefit in candidate.benefits),
        )
        joining = replace(
            problem,
            memberships=(*problem.memberships, joined),
            candidates=(),
            keep=(),
            forbid=(),
        )
        result = today.candidates[candidate.key]
        after = evaluate(joining).portfolio
        assert result.gain == close(after.score - today.portfolio.score)
        assert {
            goal: today.portfolio.coverage[goal] + gain for goal, gain in result.by_goal.items()
        } == close(after.coverage)


@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(problem, chance):
    mixed = shuffled(problem, chance)
    before, after = evaluate(problem), evaluate(mixed)
    assert numbers(after) == close(numbers(before))
    for key in (benefit for result in before.memberships.values() for benefit in result.benefits):
        assert best_skills(after, key) == best_skills(before, key)


def shuffled(problem: Problem, chance: Random) -> Problem:
    """The same problem with every list and every table of skills in another order."""

    def mix(items):
        return tuple(chance.sample(list(items), len(items)))

    def mix_skills(item):
        return replace(item, skills=dict(mix(item.skills.items())))

    def mix_owners(owners):
        return mix(
            [
                replace(owner, benefits=mix([mix_skills(benefit) for benefit in owner.benefits]))
                for owner in owners
            ]
        )

    return replace(
        problem,
        skills=mix(problem.skills),
        goals=mix([mix_skills(goal) for goal in problem.goals]),
        memberships=mix_owners(problem.memberships),
        candidates=mix_owners(problem.candidates),
    )


def numbers(evaluation):
    return by_place(asdict(replace(evaluation, values=None)))


def by_place(value, place=""):
    """Every number of an evaluation by its place, whatever the order of the places."""
    if isinstance(value, dict):
        places = [by_place(value[name], f"{place}/{name}") for name in value]
        return {name: number for found in places for name, number in found.items()}
    return {place: value} if isinstance(value, int | float) else {}


def best_skills(evaluation, benefit):
    return {
        (goal, line.goal_skill): line.benefit_skill
        for goal, value in evaluation.explain(benefit).items()
        for line in value.skills
    }


@given(problems())
def test_what_is_written_is_read_back(problem):
    written = json.dumps(problem_as_json(problem)).encode()
    assert parse_problem(written) == problem


def value_candidates(problem):
    """The candidates of the problem as a catalogue would give them."""
    candidates = problem.candidates
    owner = [row for row, each in enumerate(candidates) for _benefit in each.benefits]
    benefits = [benefit for each in candidates for benefit in each.benefits]
    return value_joining(
        problem,
        in_columns(problem, benefits),
        owner=np.array(owner, dtype=int),
        hours=np.array([benefit.hours or 0 for benefit in benefits], dtype=float),
        owners=len(candidates),
    )


@given(problems())
def test_many_to_join_in_columns_add_what_candidates_do(problem):
    joined = value_candidates(problem)
    results = list(evaluate(problem).candidates.values())
    assert joined.gain.tolist() == close([each.gain for each in results])
    assert joined.hours.tolist() == close([each.hours.known for each in results])
    assert joined.by_goal.ravel().tolist() == close(
        [share for each in results for share in each.by_goal.values()]
    )


@given(problems())
def test_a_swap_adds_what_evaluating_it_says(problem):
    """Each candidate alone, used fully, in place of each membership and of all below that."""
    swaps = value_swaps(problem, value_candidates(problem))
    assert swaps.shape == (len(problem.candidates), len(problem.memberships))
    today = evaluate(problem).portfolio.score
    for row, candidate in enumerate(problem.candidates):
        used = tuple(replace(benefit, use=1) for benefit in candidate.benefits)
        joined = replace(candidate, parent=None, benefits=used)
        for column, membership in enumerate(problem.memberships):
            left = without(problem, family(problem, membership.key))
            swapped = replace(left, memberships=(*left.memberships, joined), candidates=())
            assert swaps[row, column] == close(evaluate(swapped).portfolio.score - today)
