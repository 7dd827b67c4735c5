"""The evaluation page against the account page: `python -m bench.pages`.

Both are asked for in turn by the demo's librarian (thirty memberships, seven goals) over one
connection, from a server as deployed: gunicorn with two workers, static files collected. The
workers have threads, because gunicorn's plain workers close the connection after each answer.
The account page shows what any page costs (session, user, frame); the ratio what the evaluation
adds. The median counts. The server keeps an evaluation while nothing that it came from changes;
what the first one took, everything loaded for the first time included, stands beside.
"""

import tempfile
from pathlib import Path
from statistics import median

from bench.visitor import ACCOUNT, Visitor, change_use, find_membership, measure
from tests.e2e.server import prepare_once, serve

TIMES = 200
GOAL = 5
WARM_UP = 10
EVALUATION = "/evaluation/"


def compare(visitor: Visitor, *, changing: bool) -> None:
    """Ask for both pages in turn, and print the medians and their ratio."""
    accounts, evaluations = [], []
    membership = find_membership(visitor)
    for turn in range(TIMES):
        if changing:
            change_use(visitor, membership=membership, turn=turn)
        accounts.append(measure(visitor, ACCOUNT))
        evaluations.append(measure(visitor, EVALUATION))
    print("after a change each time:" if changing else "nothing changed in between:")
    for path, asked in ((ACCOUNT, accounts), (EVALUATION, evaluations)):
        print(f"  {path:<13} {seconds_of(asked) * 1000:7.1f} ms  {asked[-1][1] / 1000:7.1f} kB")
    ratio = seconds_of(evaluations) / seconds_of(accounts)
    print(f"  evaluation : account = {ratio:.1f} (goal: at most {GOAL})")


def seconds_of(asked: list[tuple[float, int]]) -> float:
    """The median of the seconds."""
    return median(seconds for seconds, _ in asked)


def main() -> None:
    """Prepare the demo, serve it, compare."""
    with tempfile.TemporaryDirectory(prefix="cpd-bench-") as folder:
        prepared = prepare_once(Path(folder, "prepared"))
        with serve(prepared, workers=2) as url:
            visitor = Visitor(url)
            visitor.sign_in("librarian@example.org")
            for _ in range(WARM_UP):
                measure(visitor, ACCOUNT)
                measure(visitor, EVALUATION)
            compare(visitor, changing=False)
            compare(visitor, changing=True)


if __name__ == "__main__":
    main()
