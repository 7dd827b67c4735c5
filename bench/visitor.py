"""What does somebody wait for who asks a server for pages?"""

import re
from http.client import HTTPConnection, HTTPResponse
from time import perf_counter
from urllib.parse import urlencode, urlsplit

from tests.e2e.server import PASSWORD

ACCOUNT = "/account/"  # what any page costs: session, user, frame
UUID = "[0-9a-f-]{36}"
USE = re.compile(
    rf'action="(/evaluation/{UUID}/{UUID}/use/)".*?name="version" value="([^"]*)"'.encode(),
    re.DOTALL,
)
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """Somebody with one connection and the cookies that came over it."""

    def __init__(self, url: str) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._cookies: dict[str, str] = {}

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
        self.send("/account/login/", login=email, password=PASSWORD)

    def send(self, path: str, *, to: str = "", **form: str) -> None:
        """Post a form of a page with its token, `to` another address or that of the page."""
        _, page = self.ask(path)
        token = TOKEN.search(page)
        assert token is not None, f"{path} has no form"
        response, _ = self.ask(to or path, {"csrfmiddlewaretoken": token[1].decode(), **form})
        assert response.status == 302, f"{path}: {response.status}"


def measure(visitor: Visitor, path: str) -> tuple[float, int]:
    """Seconds until the whole answer is here, and its bytes."""
    begun = perf_counter()
    response, content = visitor.ask(path)
    seconds = perf_counter() - begun
    assert response.status == 200, f"{path}: {response.status}"
    assert not response.will_close, "the server closed the connection"
    return seconds, len(content)


def find_membership(visitor: Visitor) -> str:
    """The address of the first membership of the evaluation that says how it is used."""
    _, page = visitor.ask("/evaluation/")
    for address in re.findall(rf'href="(/evaluation/{UUID}/)"'.encode(), page):
        _, shown = visitor.ask(address.decode())
        if USE.search(shown):
            return str(address.decode())
    raise AssertionError("no membership offers anything")


def change_use(visitor: Visitor, *, membership: str, turn: int) -> None:
    """Use the first benefit of a membership otherwise, so that everything is evaluated anew."""
    _, page = visitor.ask(membership)
    form = USE.search(page)
    assert form is not None, f"{membership} offers nothing"
    address, version = (each.decode() for each in form.groups())
    visitor.send(membership, to=address, version=version, use=str(turn % 2))
