"""The evaluation page against the account page: `python -m bench.pages`.

Both are asked for in turn by the demo's librarian (thirty memberships, seven goals) over one
connection, from a server as deployed: gunicorn with two workers, static files collected. The
workers have threads, because gunicorn's plain workers close the connection after each answer.
The account page shows what any page costs (session, user, frame); the ratio what the evaluation
adds. The median counts. The server keeps an evaluation while nothing that it came from changes;
what the first one took, everything loaded for the first time included, stands beside.
"""

import re
import tempfile
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlencode, urlsplit

from tests.e2e.server import PASSWORD, prepare_once, serve

TIMES = 200
GOAL = 5
WARM_UP = 10
ACCOUNT, EVALUATION, QUESTIONS = "/account/", "/evaluation/", "/evaluation/questions/"


class Visitor:
    """Somebody with one connection and the cookies that came over it."""

    def __init__(self, url: str) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._cookies: dict[str, str] = {}
        self.benefit = ""

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[HTTPResponse, bytes]:
        """The answer and its body; `form` is posted where it is given."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = None if form is None else urlencode(form)
        self._connection.request("GET" if form is None else "POST", path, body, headers)
        response = self._connection.getresponse()
        content = response.read()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self._cookies[name] = value
        return response, content

    def sign_in(self, email: str) -> None:
        """Sign in by the form."""
        _, page = self.ask("/account/login/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None, "the sign-in page has no form"
        form = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token[1].decode()}
        response, _ = self.ask("/account/login/", form)
        assert response.status == 302, f"not signed in: {response.status}"


def measure(visitor: Visitor, path: str) -> tuple[float, int]:
    """Seconds until the whole answer is here, and its bytes."""
    begun = perf_counter()
    response, content = visitor.ask(path)
    seconds = perf_counter() - begun
    assert response.status == 200, f"{path}: {response.status}"
    assert not response.will_close, "the server closed the connection"
    return seconds, len(content)


def change(visitor: Visitor, turn: int) -> None:
    """Answer the first question anew, so that everybody's next evaluation is computed anew."""
    _, page = visitor.ask(QUESTIONS)
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None, "the questions have no form"
    asked = re.findall(rb'name="benefit" value="([^"]+)"', page)
    visitor.benefit = visitor.benefit or asked[0].decode()
    form = {
        "csrfmiddlewaretoken": token[1].decode(),
        "benefit": visitor.benefit,
        "use": str(turn % 2),
    }
    response, _ = visitor.ask(QUESTIONS, form)
    assert response.status == 302, f"not answered: {response.status}"


def compare(visitor: Visitor, *, changing: bool) -> None:
    """Ask for both pages in turn, and print the medians and their ratio."""
    accounts, evaluations = [], []
    for turn in range(TIMES):
        if changing:
            change(visitor, turn)
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
