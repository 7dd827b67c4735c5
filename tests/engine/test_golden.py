import pytest

from engine.evaluate import evaluate
from engine.parse import read_problem
from engine.write import evaluation_as_json, problem_as_json
from tests.engine import golden


def approximately(expected):
    """The same shape, its numbers equal to whatever is within 1e-9."""
    if isinstance(expected, dict):
        return {name: approximately(value) for name, value in expected.items()}
    if isinstance(expected, list):
        return [approximately(item) for item in expected]
    return expected if isinstance(expected, str) else pytest.approx(expected, rel=0, abs=1e-9)


def test_all_files_are_there():
    assert len(golden.CASES) == 6
    assert len(golden.ALL) == 22


@pytest.mark.parametrize("name", golden.CASES)
def test_evaluation_agrees_to_1e_9(name):
    case = golden.load(name)
    result = evaluation_as_json(evaluate(read_problem(case["problem"])))
    assert result == approximately(case["expected"])


@pytest.mark.parametrize("name", golden.ALL)
def test_every_problem_is_read_and_evaluated(name):
    problem = read_problem(golden.load(name)["problem"])
    evaluation = evaluate(problem)
    assert list(evaluation.memberships) == [membership.key for membership in problem.memberships]
    assert read_problem(problem_as_json(problem)) == problem
