"""What is refused, and in which words."""

import json
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.evaluate import evaluate
from engine.parse import parse_problem, read_problem
from engine.problem import ProblemError
from tests.engine import golden

PROBLEM: dict[str, Any] = {
    "version": 1,
    "skills": [
        {"key": "influence", "parent": None},
        {"key": "advocacy", "parent": "influence"},
    ],
    "goals": [
        {"key": "g0", "rank": 1, "weight": 2, "levels": ["local"], "skills": {"influence": 1}},
        {"key": "g1", "rank": 2, "weight": 1, "levels": [], "skills": {"advocacy": 1}},
    ],
    "memberships": [
        {
            "key": "m0",
            "parent": None,
            "fee": 10,
            "benefits": [
                {
                    "key": "b0",
                    "kind": "course",
                    "skills": {"advocacy": 3},
                    "level": "local",
                    "interactivity": "passive",
                    "reach": 1,
                    "use": None,
                    "hours": 4,
                    "requires": [["writing"]],
                    "gives": ["project"],
                }
            ],
        },
        {"key": "m1", "parent": "m0", "fee": None, "benefits": []},
    ],
    "candidates": [{"key": "c0", "parent": "m1", "fee": 5, "benefits": []}],
    "experience": ["writing"],
    "interactivity": {"passive": 0.3, "responsive": 0.6, "interactive": 1},
    "budget": {"fees": 100, "hours": 50, "max_joins": 1, "max_per_kind": 2},
    "keep": ["m0"],
    "forbid": ["c0"],
    "keep_benefits": ["b0"],
}
BENEFIT = ("memberships", 0, "benefits", 0)
GONE = object()
NO_NAME = "Expecting property name enclosed in double quotes"
WAYS = "passive, responsive, interactive"
LEVELS = "organisational, local, regional, national, international"


def changed(path, value):
    """The problem with one place set to a value, or without it."""
    document = deepcopy(PROBLEM)
    holder: Any = document
    for step in path[:-1]:
        holder = holder[step]
    if value is GONE:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return document


def refusal(document):
    with pytest.raises(ProblemError) as caught:
        parse_problem(json.dumps(document).encode())
    return str(caught.value)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        # structure
        (("version",), GONE, "version: is missing"),
        (("version",), 2, "version: must be 1, not 2"),
        (("version",), True, "version: must be a whole number, not true"),
        (("version",), 1.0, "version: must be a whole number, not 1.0"),
        (("skills",), GONE, "skills: is missing"),
        (("goals",), {}, "goals: must be a list, not an object"),
        (("memberships",), None, "memberships: must be a list, not null"),
        (("colour",), "red", "colour: unknown field"),
        (("x y\n",), 1, '"x y\\n": unknown field'),
        (("k" * 5000,), 1, f'"{"k" * 60}"...: unknown field'),
        (("goals", 1), "g1", 'goals[1]: must be an object, not "g1"'),
        (("goals", 1, "rank"), GONE, "goals[1].rank: is missing"),
        (("goals", 1, "colour"), 1, "goals[1].colour: unknown field"),
        (("skills", 0, "key"), 7, "skills[0].key: must be a text, not 7"),
        (("goals", 0, "skills"), [], "goals[0].skills: must be an object, not a list"),
        ((*BENEFIT, "interactivity"), GONE, "memberships[0].benefits[0].interactivity: is missing"),
        (("budget", "max_joins"), 1.5, "budget.max_joins: must be a whole number, not 1.5"),
        (("interactivity",), None, "interactivity: must be an object, not null"),
        # keys and texts
        (("skills", 1, "key"), "", "skills[1].key: must have 1 to 200 characters, not 0"),
        (("goals", 0, "key"), "k" * 201, "goals[0].key: must have 1 to 200 characters, not 201"),
        (("skills", 1, "key"), "influence", 'skills[1].key: "influence" appears twice'),
        (("goals", 1, "key"), "g0", 'goals[1].key: "g0" appears twice'),
        (("memberships", 1, "key"), "m0", 'memberships[1].key: "m0" appears twice'),
        (("candidates", 0, "key"), "m0", 'candidates[0].key: "m0" appears twice'),
        (
            ("memberships", 1, "benefits"),
            [PROBLEM["memberships"][0]["benefits"][0]],
            'memberships[1].benefits[0].key: "b0" appears twice',
        ),
        (("experience", 0), "", "experience[0]: must have 1 to 200 characters, not 0"),
        (
            (*BENEFIT, "kind"),
            "",
            "memberships[0].benefits[0].kind: must have 1 to 200 characters, not 0",
        ),
        # the trees
        (("skills", 1, "parent"), "nothing", 'skills[1].parent: unknown: "nothing"'),
        (
            ("skills", 0, "parent"),
            "advocacy",
            'skills[0].parent: leads into a circle at "influence"',
        ),
        (
            ("skills", 0, "parent"),
            "influence",
            'skills[0].parent: leads into a circle at "influence"',
        ),
        (("memberships", 1, "parent"), "c0", 'memberships[1].parent: unknown: "c0"'),
        (("memberships", 0, "parent"), "m1", 'memberships[0].parent: leads into a circle at "m0"'),
        (("candidates", 0, "parent"), "m9", 'candidates[0].parent: unknown: "m9"'),
        (("candidates", 0, "parent"), "c0", 'candidates[0].parent: leads into a circle at "c0"'),
        # goals
        (("goals", 1, "rank"), 0, "goals[1].rank: must be from 1 to 1000000000000, not 0"),
        (("goals", 1, "rank"), True, "goals[1].rank: must be a whole number, not true"),
        (("goals", 1, "rank"), 10**30, "goals[1].rank: must be a whole number, not 1e+30"),
        (("goals", 1, "weight"), None, "goals[1].weight: must be given for every goal or for none"),
        (("goals", 0, "weight"), None, "goals[0].weight: must be given for every goal or for none"),
        (("goals", 1, "weight"), 0, "goals[1].weight: must be more than 0, not 0"),
        (("goals", 1, "weight"), False, "goals[1].weight: must be a number, not false"),
        (
            ("goals", 1, "weight"),
            float("inf"),
            "goals[1].weight: must be at most 1000000000000, not inf",
        ),
        (
            ("goals", 1, "weight"),
            float("nan"),
            "goals[1].weight: must be more than 0, not nan",
        ),
        (
            ("goals", 1, "levels"),
            ["planet"],
            f'goals[1].levels[0]: must be one of {LEVELS}, not "planet"',
        ),
        (("goals", 0, "levels"), ["local", "local"], 'goals[0].levels[1]: "local" appears twice'),
        (("goals", 1, "skills"), {}, "goals[1].skills: must name at least one skill"),
        (("goals", 1, "skills", "tact"), 1, "goals[1].skills.tact: unknown skill"),
        (
            ("goals", 1, "skills", "advocacy"),
            -1,
            "goals[1].skills.advocacy: importance must be more than 0, not -1",
        ),
        (
            ("goals", 1, "skills", "advocacy"),
            "much",
            'goals[1].skills.advocacy: must be a number, not "much"',
        ),
        # memberships and benefits
        (
            ("memberships", 0, "fee"),
            -5,
            "memberships[0].fee: must be from 0 to 1000000000000, not -5",
        ),
        (
            ("candidates", 0, "fee"),
            float("nan"),
            "candidates[0].fee: must be from 0 to 1000000000000, not nan",
        ),
        ((*BENEFIT, "skills", "tact"), 1, "memberships[0].benefits[0].skills.tact: unknown skill"),
        (
            (*BENEFIT, "skills", "advocacy"),
            4,
            "memberships[0].benefits[0].skills.advocacy: strength must be 1, 2 or 3, not 4",
        ),
        (
            (*BENEFIT, "skills", "advocacy"),
            2.0,
            "memberships[0].benefits[0].skills.advocacy: must be a whole number, not 2.0",
        ),
        ((*BENEFIT, "reach"), 2, "memberships[0].benefits[0].reach: must be from 0 to 1, not 2"),
        ((*BENEFIT, "reach"), None, "memberships[0].benefits[0].reach: must be a number, not null"),
        ((*BENEFIT, "reach"), True, "memberships[0].benefits[0].reach: must be a number, not true"),
        ((*BENEFIT, "use"), -0.1, "memberships[0].benefits[0].use: must be from 0 to 1, not -0.1"),
        (
            (*BENEFIT, "use"),
            float("nan"),
            "memberships[0].benefits[0].use: must be from 0 to 1, not nan",
        ),
        (
            (*BENEFIT, "hours"),
            -1,
            "memberships[0].benefits[0].hours: must be from 0 to 1000000000000, not -1",
        ),
        (
            (*BENEFIT, "level"),
            "European",
            f'memberships[0].benefits[0].level: must be one of {LEVELS}, not "European"',
        ),
        (
            (*BENEFIT, "interactivity"),
            "sleepy",
            f'memberships[0].benefits[0].interactivity: must be one of {WAYS}, not "sleepy"',
        ),
        (
            (*BENEFIT, "requires"),
            ["writing"],
            'memberships[0].benefits[0].requires[0]: must be a list, not "writing"',
        ),
        (
            (*BENEFIT, "requires"),
            [["a"], []],
            "memberships[0].benefits[0].requires[1]: must name at least one alternative",
        ),
        (
            (*BENEFIT, "gives"),
            [""],
            "memberships[0].benefits[0].gives[0]: must have 1 to 200 characters, not 0",
        ),
        # the rest
        (("interactivity", "passive"), 1.2, "interactivity.passive: must be from 0 to 1, not 1.2"),
        (("interactivity", "sleepy"), 1, "interactivity.sleepy: unknown field"),
        (("budget", "fees"), -1, "budget.fees: must be from 0 to 1000000000000, not -1"),
        (
            ("budget", "max_per_kind"),
            -1,
            "budget.max_per_kind: must be from 0 to 1000000000000, not -1",
        ),
        (("keep", 0), "m9", 'keep[0]: unknown: "m9"'),
        (("keep",), ["m0", "m0"], 'keep[1]: "m0" appears twice'),
        (("forbid", 0), "b0", 'forbid[0]: unknown: "b0"'),
        (("keep_benefits", 0), "m0", 'keep_benefits[0]: unknown: "m0"'),
    ],
)
def test_a_wrong_problem_is_refused_with_its_place(path, value, message):
    assert refusal(changed(path, value)) == message


def test_the_problem_itself_is_fine():
    problem = parse_problem(json.dumps(PROBLEM).encode())
    assert problem.memberships[0].benefits[0].requires == (("writing",),)
    evaluate(problem)


def test_what_may_be_left_out():
    problem = read_problem(
        {
            "version": 1,
            "skills": [{"key": "advocacy"}],
            "goals": [{"key": "g", "rank": 1, "skills": {"advocacy": 1}}],
            "memberships": [
                {
                    "key": "m",
                    "benefits": [{"key": "b", "skills": {}, "interactivity": "passive"}],
                }
            ],
        }
    )
    (membership,) = problem.memberships
    (benefit,) = membership.benefits
    assert (membership.parent, membership.fee) == (None, None)
    assert (benefit.reach, benefit.use, benefit.hours, benefit.level) == (1, None, None, None)
    assert (benefit.requires, benefit.gives, benefit.kind) == ((), (), None)
    assert (problem.goals[0].weight, problem.goals[0].levels) == (None, ())
    assert (problem.interactivity.passive, problem.interactivity.responsive) == (0.35, 0.65)
    assert (problem.budget.fees, problem.budget.max_joins) == (None, None)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "problem: is not JSON at line 1, column 1: Expecting value"),
        (
            b'{"version": 1,\n}',
            f"problem: is not JSON at line 2, column 1: {NO_NAME}",
        ),
        (b'{"version": \xff}', "problem: is not UTF-8 at byte 12"),
        (b"[]", "problem: must be an object, not a list"),
        (b"null", "problem: must be an object, not null"),
        (b'{"version": 1, "version": 1}', 'problem: has "version" twice'),
        (
            b'{"version": 1, "skills": [], "goals": [{"key": "a", "key": "b"}], "memberships": []}',
            'goals[0]: has "key" twice',
        ),
        (b"[" * 200_000, "problem: is nested too deeply"),
        (b'{"version": 1' + b"0" * 5000 + b"}", "version: must be a whole number, not Infinity"),
    ],
)
def test_what_is_not_a_problem_in_json_at_all(data, message):
    with pytest.raises(ProblemError) as caught:
        parse_problem(data)
    assert str(caught.value) == message


def test_a_field_of_ten_megabytes_is_refused_in_few_words():
    document = changed(("goals", 0, "key"), "x" * 10_000_000)
    assert refusal(document) == "goals[0].key: must have 1 to 200 characters, not 10000000"
    document = changed(("goals", 0, "rank"), "x" * 10_000_000)
    assert refusal(document) == f'goals[0].rank: must be a whole number, not "{"x" * 60}"...'


def many(number, **fields):
    return [{"key": f"k{i}", **fields} for i in range(number)]


def offering(skills, times=1):
    return {"key": "m", "benefits": many(times, skills=skills, interactivity="passive")}


IDLE = {"skills": {}, "interactivity": "passive"}
KNOWN = {f"k{i}": 1 for i in range(200)}


@pytest.mark.parametrize(
    ("most", "one_more", "message"),
    [
        (
            {"skills": many(2000)},
            {"skills": many(2001)},
            "skills: must be at most 2000, not 2001",
        ),
        (
            {"skills": many(1), "goals": many(200, rank=1, skills={"k0": 1})},
            {"skills": many(1), "goals": many(201, rank=1, skills={"k0": 1})},
            "goals: must be at most 200, not 201",
        ),
        (
            {"memberships": many(2999, benefits=[]), "candidates": [{"key": "c", "benefits": []}]},
            {"memberships": many(3000, benefits=[]), "candidates": [{"key": "c", "benefits": []}]},
            "memberships: must be at most 3000 with the candidates, not 3001",
        ),
        (
            {"memberships": [{"key": "m", "benefits": many(10_000, **IDLE)}]},
            {"memberships": [{"key": "m", "benefits": many(10_001, **IDLE)}]},
            "benefits: must be at most 10000 in all, not 10001",
        ),
        (
            {"skills": many(200), "goals": many(1, rank=1, skills=KNOWN)},
            {"skills": many(200), "goals": many(1, rank=1, skills=KNOWN | {"k200": 1})},
            "goals[0].skills: must be at most 200, not 201",
        ),
        (
            {"skills": many(200), "goals": many(10, rank=1, skills=KNOWN)},
            {"skills": many(200), "goals": many(11, rank=1, skills=KNOWN)},
            "goals: must be at most 2000 skills in all, not 2200",
        ),
        (
            {"skills": many(200), "memberships": [offering(KNOWN, 100)]},
            {"skills": many(200), "memberships": [offering(KNOWN, 101)]},
            "benefits: must be at most 20000 skills in all, not 20200",
        ),
        (
            {"skills": many(200), "memberships": [offering(KNOWN)]},
            {"skills": many(200), "memberships": [offering(KNOWN | {"k200": 1})]},
            "memberships[0].benefits[0].skills: must be at most 200, not 201",
        ),
    ],
)
def test_more_than_anybody_has_is_refused(most, one_more, message):
    empty = {"version": 1, "skills": [], "goals": [], "memberships": []}
    read_problem(empty | most)
    assert refusal(empty | one_more) == message


def test_an_error_says_place_and_reason_apart():
    with pytest.raises(ProblemError) as caught:
        read_problem(changed(("memberships", 1, "fee"), -1))
    assert caught.value.place == "memberships[1].fee"
    assert caught.value.reason == "must be from 0 to 1000000000000, not -1"


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(0, 3)
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["m0", "g0", "b0", "advocacy", "influence", "local", "passive", 10**400])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["key", "skills", "x", "advocacy"]), inner, max_size=3)
    ),
    max_leaves=5,
)


def paths(value, path=()):
    """Every place in a document."""
    inside: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    found = [] if path == () else [path]
    for step, item in inside:
        found += paths(item, (*path, step))
    return found


def only_refused(data):
    """Read the bytes; whatever is not refused must be a problem that can be evaluated."""
    try:
        problem = parse_problem(data)
    except ProblemError:
        return
    assert 0 <= evaluate(problem).portfolio.score <= 100


@given(st.data())
def test_any_change_of_a_value_is_refused_or_read(data):
    path = data.draw(st.sampled_from(paths(PROBLEM)))
    only_refused(json.dumps(changed(path, data.draw(st.just(GONE) | VALUES))).encode())


@given(st.sampled_from(golden.ALL), st.data())
def test_any_change_of_bytes_is_refused_or_read(name, data):
    original = json.dumps(golden.load(name)["problem"]).encode()
    start = data.draw(st.integers(0, len(original)))
    end = data.draw(st.integers(start, min(len(original), start + 20)))
    only_refused(original[:start] + data.draw(st.binary(max_size=8)) + original[end:])


@given(
    st.binary(max_size=50) | st.text(max_size=50).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_refused(data):
    with pytest.raises(ProblemError):
        parse_problem(data)
