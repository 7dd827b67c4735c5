"""The engine against pymcdm and scikit-criteria: `python -m bench.engine`.

All of them score the same table of 30 memberships by 10 goals with the same weights, by a weighted
sum, and must agree. What is timed:

- *scores of the table*: the engine's own kernel on that table, in points out of 100;
- *pymcdm* and *scikit-criteria*: their weighted sum model on that table, without normalisation.
  The objects they need are made outside the clock, and pymcdm's check of its input (which takes
  longer than its sum) is off, as the engine checks the problem and not the table.
- *whole evaluation*: `evaluate` from 150 benefits: checking the problem, the value of every benefit
  for every goal, the table itself, Shapley shares, losses, overlaps and gains, results by key.
  Neither library does any of this but the last sum, so its ratio says what all the rest costs.

Then doubt: the places of 40 memberships by 10 goals in 10,000 weightings, and what is worth
keeping.
pymcdm and scikit-criteria are asked for scores and places, one weighting after the other, over the
same table and the same weightings. *Places* is what the engine does of that, given the same;
*whole doubt* begins with the problem, draws the weightings, and ends with what is worth keeping.

What is compared is interleaved in one process, so that it sees the same machine; the median counts.
"""

import random
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
from pymcdm.helpers import rrankdata
from pymcdm.methods import WSM
from skcriteria import mkdm
from skcriteria.agg.simple import WeightedSumModel

from engine.doubt import doubt, draw_weightings, place_shares
from engine.evaluate import evaluate
from engine.problem import INTERACTIVITIES, LEVELS, Benefit, Goal, Membership, Problem, Skill
from engine.scoring import points
from engine.value import Array

SEED = 2011
MEMBERSHIPS, BENEFITS_OF_EACH, GOALS, AREAS, SKILLS_OF_EACH = 30, 5, 10, 8, 6
ROUNDS = 200
DOUBTED, DOUBT_ROUNDS = 40, 3


def main() -> None:
    """Print the median time of each, and its ratio to the engine's kernel or doubt."""
    problem = make_problem(random.Random(SEED), MEMBERSHIPS)
    times = measure(contenders(problem), ROUNDS)
    print(f"{MEMBERSHIPS} memberships x {GOALS} goals, median of {ROUNDS} rounds")
    print_ratios(times, "scores of the table")
    doubted = make_problem(random.Random(SEED), DOUBTED)
    times = measure(doubters(doubted), DOUBT_ROUNDS)
    print(f"{len(draw_weightings(doubted.goals)):,} weightings of {DOUBTED} x {GOALS}, "
          f"median of {DOUBT_ROUNDS} rounds")  # fmt: skip
    print_ratios(times, "places")


def print_ratios(times: dict[str, float], unit: str) -> None:
    """Print the times, each as so many times that of the `unit`."""
    for name, seconds in times.items():
        print(f"{name:<22}{seconds * 1e6:>12.1f} us{seconds / times[unit]:>9.1f} x")


def contenders(problem: Problem) -> dict[str, Callable[[], Any]]:
    """Return what is timed, by name; all that score the table must give the same scores."""
    evaluation = evaluate(problem)
    weights = np.array(list(evaluation.weights.values()))
    table = realised(problem)
    weighted_sum = WSM(normalization_function=lambda column, cost: column)
    types = np.ones(GOALS)
    decision = mkdm(table, objectives=[max] * GOALS, weights=weights)
    decision_maker = WeightedSumModel()

    scores = np.array([row.score for row in evaluation.memberships.values()])
    np.testing.assert_allclose(points(table, weights), scores)
    np.testing.assert_allclose(100 * weighted_sum(table, weights, types, validation=False), scores)
    np.testing.assert_allclose(100 * decision_maker.evaluate(decision).e_.score, scores)
    return {
        "scores of the table": lambda: points(table, weights),
        "pymcdm": lambda: weighted_sum(table, weights, types, validation=False),
        "scikit-criteria": lambda: decision_maker.evaluate(decision),
        "whole evaluation": lambda: evaluate(problem),
    }


def doubters(problem: Problem) -> dict[str, Callable[[], Any]]:
    """Return what is timed over many weightings, by name."""
    table, weightings = realised(problem), draw_weightings(problem.goals)
    weighted_sum = WSM(normalization_function=lambda column, cost: column)
    types = np.ones(GOALS)
    decision_maker = WeightedSumModel()

    def by_scikit_criteria() -> None:
        for weighting in weightings:
            decision = mkdm(table, objectives=[max] * GOALS, weights=weighting)
            decision_maker.evaluate(decision)

    def by_pymcdm() -> None:
        for weighting in weightings:
            rrankdata(weighted_sum(table, weighting, types, validation=False))

    return {
        "places": lambda: place_shares(table, weightings),
        "whole doubt": lambda: doubt(problem),
        "pymcdm": by_pymcdm,
        "scikit-criteria": by_scikit_criteria,
    }


def realised(problem: Problem) -> Array:
    """Return what each membership does for each goal, memberships x goals."""
    results = evaluate(problem).memberships.values()
    return np.array([[share.realised for share in row.by_goal.values()] for row in results])


def measure(contenders: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """Return the median seconds of each, one call of each in every round."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, call in contenders.items():
            start = perf_counter()
            call()
            seconds[name].append(perf_counter() - start)
    return {name: median(taken) for name, taken in seconds.items()}


def make_problem(chance: random.Random, memberships: int) -> Problem:
    """Return a problem of the size of a busy librarian's, of so many memberships."""
    areas = [Skill(key=f"area{i}") for i in range(AREAS)]
    skills = [
        Skill(key=f"{area.key}skill{i}", parent=area.key)
        for area in areas
        for i in range(SKILLS_OF_EACH)
    ]
    keys = [skill.key for skill in (*areas, *skills)]
    return Problem(
        skills=(*areas, *skills),
        goals=tuple(
            Goal(
                key=f"goal{i}",
                rank=i + 1,
                levels=tuple(chance.sample(LEVELS, 2)),
                skills={key: chance.randint(1, 3) for key in chance.sample(keys, 3)},
            )
            for i in range(GOALS)
        ),
        memberships=tuple(_make_membership(chance, f"body{i}", keys) for i in range(memberships)),
    )


def _make_membership(chance: random.Random, key: str, skills: list[str]) -> Membership:
    return Membership(
        key=key,
        fee=chance.randint(0, 200),
        benefits=tuple(
            Benefit(
                key=f"{key}benefit{i}",
                skills={
                    skill: chance.randint(1, 3)
                    for skill in chance.sample(skills, chance.randint(1, 4))
                },
                level=chance.choice([None, *LEVELS]),
                interactivity=chance.choice(INTERACTIVITIES),
                reach=chance.random(),
                use=chance.choice([None, 0, 0.33, 0.67, 1]),
                hours=chance.randint(1, 40),
            )
            for i in range(BENEFITS_OF_EACH)
        ),
    )


if __name__ == "__main__":
    main()
