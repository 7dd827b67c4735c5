"""The command line: `python -m engine evaluate problem.json` (`-` reads standard input).

Other answers are asked for in the same way: `doubt`.

Prints the result as JSON. A problem that cannot be read or makes no sense is named on standard
error with its place, and the exit status is 2; so it is where the result cannot be written.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.doubt import doubt
from engine.evaluate import evaluate
from engine.parse import parse_problem
from engine.problem import Problem, ProblemError
from engine.write import Json, doubt_as_json, evaluation_as_json

STDIN, STDOUT = 0, 1


def _evaluate(problem: Problem) -> Json:
    return evaluation_as_json(evaluate(problem))


def _doubt(problem: Problem) -> Json:
    return doubt_as_json(doubt(problem))


COMMANDS = {
    "evaluate": (_evaluate, "print what the memberships do for the goals"),
    "doubt": (_doubt, "print how far that hangs on exact weights"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m engine", description="Score memberships.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (answer, words) in COMMANDS.items():
        command = commands.add_parser(name, help=words)
        command.add_argument("problem", help="a JSON file, or - for standard input")
        command.set_defaults(answer=answer)
    options = parser.parse_args(arguments)
    try:
        result = options.answer(parse_problem(_read(options.problem)))
        _write(json.dumps(result, indent=1))
    except (OSError, ProblemError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


# Not by `sys.stdin` and `sys.stdout`: they may be None, and what could not be written would be
# tried again when Python ends, past all handling.
def _read(name: str) -> bytes:
    if name != "-":
        return Path(name).read_bytes()
    with open(STDIN, "rb", closefd=False) as given:
        return given.read()


def _write(text: str) -> None:
    with open(STDOUT, "w", closefd=False) as output:
        output.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
