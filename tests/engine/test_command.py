"""The command line, as it is called."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine import golden
from tests.engine.test_golden import approximately

ROOT = Path(__file__).parents[2]


def run(*arguments, given=b""):
    return subprocess.run(
        [sys.executable, "-m", "engine", *arguments],
        input=given,
        capture_output=True,
        cwd=ROOT,
        check=False,
        timeout=60,
    )


@pytest.fixture
def case():
    return golden.load("case_000.json")


def test_a_problem_from_a_file(case, tmp_path):
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(case["problem"]), "utf-8")
    done = run("evaluate", str(path))
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == approximately(case["expected"])


def test_doubt_of_a_problem():
    case = golden.load("doubt_207.json")
    done = run("doubt", "-", given=json.dumps(case["problem"]).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == approximately(case["expected_doubt"])


def test_a_problem_from_standard_input(case):
    done = run("evaluate", "-", given=json.dumps(case["problem"]).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == approximately(case["expected"])


def test_names_in_any_writing_come_out_again():
    held = [{"key": "読書\ud800", "benefits": []}]
    problem = {"version": 1, "skills": [], "goals": [], "memberships": held}
    done = run("evaluate", "-", given=json.dumps(problem).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["memberships"][0]["key"] == "読書\ud800"


def test_a_malformed_problem_is_named_with_its_place(case):
    case["problem"]["goals"][1]["skills"]["mentoring_coaching"] = -1
    done = run("evaluate", "-", given=json.dumps(case["problem"]).encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == [
        "goals[1].skills.mentoring_coaching: importance must be more than 0, not -1"
    ]


def test_a_file_that_is_not_there(tmp_path):
    done = run("evaluate", str(tmp_path / "nothing.json"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"No such file" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["evaluate"], ["dance", "problem.json"]])
def test_a_wrong_command_says_how_it_is_used(arguments):
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"usage: python -m engine" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("redirection", "reason"),
    [
        ("< problem.json > /dev/full", "No space left on device"),
        ("< problem.json >&-", "Bad file descriptor"),
        ("<&-", "Bad file descriptor"),
    ],
)
def test_closed_and_full_ends_are_named_in_a_line(case, tmp_path, redirection, reason):
    (tmp_path / "problem.json").write_text(json.dumps(case["problem"]), "utf-8")
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m engine evaluate - {redirection}', sys.executable],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert reason in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_reader_that_went_away_is_named_in_a_line(case):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "engine", "evaluate", "-"],
        input=json.dumps(case["problem"]).encode(),
        stdout=writing,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        check=False,
    )
    os.close(writing)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == ["[Errno 32] Broken pipe"]
