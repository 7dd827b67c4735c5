"""How is a calendar fetched from an address that somebody typed, so that it harms nobody?

A name is looked up once, all it stands for is checked, and what was checked is what is connected
to; so it is at each redirect. One deadline and one limit of size hold for all that is read.
"""

import http.client
import io
import re
import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum, auto
from http import HTTPStatus
from typing import Any, Protocol, cast

from events.targets import HTTPS, FetchRefusedError, Refusal, Target, check_public, read_target

LARGEST = 5 * 1024 * 1024  # bytes
LARGEST_HEAD = 64 * 1024  # bytes, of an answer
SECONDS = 15.0  # for all of it, redirects included
MOST_REDIRECTS = 5
LONGEST_MARK = 500  # characters of an ETag or a date that is sent back
MAKER = "CPD tracker (calendar subscription)"
_REDIRECTS = {
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
}
_CALENDAR_TYPES = re.compile(
    r"|text/(calendar|plain|x-vcalendar|ics)|application/(ics|calendar|x-ical|octet-stream|"
    r"force-download|x-download|download|unknown)|binary/octet-stream"
)
_PAGE_TYPES = {"text/html", "application/xhtml+xml"}
_MARK = re.compile(r"[\x20-\x7e]*")


class Failure(StrEnum):
    """Why nothing came this time. GONE is said to be for ever."""

    NO_SUCH_NAME = auto()
    NO_CONNECTION = auto()
    BAD_CERTIFICATE = auto()
    TOO_SLOW = auto()
    CUT_SHORT = auto()
    BAD_ANSWER = auto()
    NOT_ALLOWED = auto()
    NOT_FOUND = auto()
    GONE = auto()
    TOO_MANY_REQUESTS = auto()
    BROKEN_THERE = auto()
    OTHER_STATUS = auto()


class FetchFailedError(Exception):
    """Nothing came this time, because. `retry_after` is when the other side wants to be asked."""

    def __init__(
        self, reason: Failure, *, status: int = 0, retry_after: timedelta | None = None
    ) -> None:
        self.reason, self.status, self.retry_after = reason, status, retry_after
        super().__init__(f"{reason.value} {status or ''}".strip())


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came. `content` is None where nothing has changed since; `etag` and `last_modified` are
    to be sent the next time; `address` is where it was found in the end.
    """

    content: bytes | None
    etag: str
    last_modified: str
    address: str


class Transport(Protocol):
    """The way to the network: names to addresses, addresses to connections, and who is trusted."""

    trust: ssl.SSLContext

    def resolve(self, host: str) -> Sequence[str]:
        """The IP addresses of a name. Raises `OSError`."""

    def connect(self, address: str, *, seconds: float) -> socket.socket:
        """A connection to an IP address at the port of https. Raises `OSError`."""


class Internet:
    """The network as it is, with the certificates that the machine trusts."""

    def __init__(self) -> None:
        self.trust = ssl.create_default_context()

    def resolve(self, host: str) -> Sequence[str]:
        found = socket.getaddrinfo(host, HTTPS, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(each[4][0]) for each in found))

    def connect(self, address: str, *, seconds: float) -> socket.socket:
        return socket.create_connection((address, HTTPS), timeout=seconds)


def fetch(
    address: str,
    *,
    etag: str = "",
    last_modified: str = "",
    transport: Transport | None = None,
    seconds: float = SECONDS,
) -> Fetched:
    """The calendar at an address, if it has changed since `etag` or `last_modified`.

    Raises `FetchRefusedError` for what is never asked or taken, and `FetchFailedError` for what
    may be otherwise another time.
    """
    transport = transport or Internet()
    deadline = _Deadline(seconds)
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    conditions = {name: mark for name, mark in asked.items() if mark and _is_mark(mark)}
    for _redirect in range(MOST_REDIRECTS + 1):
        target = read_target(address)
        with _asked(target, conditions, transport, deadline) as (answer, wire):
            if answer.status in _REDIRECTS:
                address = target.lead_to(answer.headers.get("Location", ""))
                continue
            if answer.status == HTTPStatus.NOT_MODIFIED and conditions:
                return Fetched(None, etag, last_modified, target.address)
            _check_status(answer)
            _check_kind(answer)
            content = _read(answer, wire)
            return Fetched(
                content, _mark(answer, "ETag"), _mark(answer, "Last-Modified"), target.address
            )
    raise FetchRefusedError(Refusal.TOO_MANY_REDIRECTS, address)


class _Deadline:
    """The moment by which everything is done."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds. Raises `TimeoutError` where there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class _TooLargeError(Exception):
    """More was sent than may be."""


class _Wire:
    """A connection as `http.client` uses a socket: within the deadline, and no more is read than
    is allowed. Who opened the connection closes it.
    """

    def __init__(self, connection: ssl.SSLSocket, deadline: _Deadline) -> None:
        self._connection = connection
        self._deadline = deadline
        self.allowed = LARGEST_HEAD

    def sendall(self, content: bytes) -> None:
        self._connection.settimeout(self._deadline.left())
        self._connection.sendall(content)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reading(self))

    def receive_into(self, buffer: Any) -> int:
        self._connection.settimeout(self._deadline.left())
        size = self._connection.recv_into(buffer)
        self.allowed -= size
        if self.allowed < 0:
            raise _TooLargeError
        return size

    def close(self) -> None:
        pass


class _Reading(io.RawIOBase):
    """What comes on a wire, as a file."""

    def __init__(self, wire: _Wire) -> None:
        self._wire = wire

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._wire.receive_into(buffer)


@contextmanager
def _asked(
    target: Target, conditions: dict[str, str], transport: Transport, deadline: _Deadline
) -> Iterator[tuple[http.client.HTTPResponse, _Wire]]:
    """The head of an answer, and the wire on which its body comes; what fails has a reason."""
    try:
        with _connected(target, transport, deadline) as connection:
            wire = _Wire(connection, deadline)
            request = http.client.HTTPSConnection(target.host, HTTPS, context=transport.trust)
            request.sock = cast("socket.socket", wire)
            said = {"Accept": "text/calendar, */*;q=0.5", "Accept-Encoding": "identity"}
            said |= {"User-Agent": MAKER, "Connection": "close"} | conditions
            request.request("GET", target.path, headers=said)
            with request.getresponse() as answer:
                yield answer, wire
    except TimeoutError as error:
        raise FetchFailedError(Failure.TOO_SLOW) from error
    except ssl.SSLCertVerificationError as error:
        raise FetchFailedError(Failure.BAD_CERTIFICATE) from error
    except _TooLargeError as error:
        raise FetchRefusedError(Refusal.TOO_LARGE, target.address) from error
    except http.client.IncompleteRead as error:
        raise FetchFailedError(Failure.CUT_SHORT) from error
    except (http.client.HTTPException, ValueError) as error:
        raise FetchFailedError(Failure.BAD_ANSWER) from error
    except OSError as error:
        raise FetchFailedError(Failure.NO_CONNECTION) from error


@contextmanager
def _connected(
    target: Target, transport: Transport, deadline: _Deadline
) -> Iterator[ssl.SSLSocket]:
    """A connection to the first address that answers, once all are checked, and to the one that
    the certificate is for.
    """
    try:
        found = transport.resolve(target.host)
    except (OSError, UnicodeError) as error:
        raise FetchFailedError(Failure.NO_SUCH_NAME) from error
    plain = _first_that_answers(check_public(found), transport, deadline)
    with plain:
        plain.settimeout(deadline.left())
        with transport.trust.wrap_socket(plain, server_hostname=target.host) as connection:
            yield connection


def _first_that_answers(
    addresses: Sequence[str], transport: Transport, deadline: _Deadline
) -> socket.socket:
    for number, address in enumerate(addresses, start=1):
        try:
            # Each may take its share of what is left, the last one all of it.
            share = deadline.left() / (len(addresses) - number + 1)
            return transport.connect(address, seconds=share)
        except OSError:
            if number == len(addresses):
                raise
    raise FetchFailedError(Failure.NO_SUCH_NAME)


def _check_status(answer: http.client.HTTPResponse) -> None:
    status = answer.status
    if status == HTTPStatus.OK:
        return
    reasons = {
        HTTPStatus.UNAUTHORIZED: Failure.NOT_ALLOWED,
        HTTPStatus.FORBIDDEN: Failure.NOT_ALLOWED,
        HTTPStatus.NOT_FOUND: Failure.NOT_FOUND,
        HTTPStatus.GONE: Failure.GONE,
        HTTPStatus.TOO_MANY_REQUESTS: Failure.TOO_MANY_REQUESTS,
    }
    broken = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    usual = Failure.BROKEN_THERE if broken else Failure.OTHER_STATUS
    reason = {int(known): why for known, why in reasons.items()}.get(status, usual)
    retry_after = _retry_after(answer.headers.get("Retry-After", ""))
    raise FetchFailedError(reason, status=status, retry_after=retry_after)


def _check_kind(answer: http.client.HTTPResponse) -> None:
    """That it says of itself that it is a calendar, or nothing that it could not be one with."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind in _PAGE_TYPES:
        raise FetchRefusedError(Refusal.WEB_PAGE, kind)
    if not _CALENDAR_TYPES.fullmatch(kind):
        raise FetchRefusedError(Refusal.OTHER_KIND, kind)
    packed = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packed not in {"", "identity"}:  # nothing packed was asked for, and nothing is unpacked
        raise FetchRefusedError(Refusal.PACKED, packed)


def _read(answer: http.client.HTTPResponse, wire: _Wire) -> bytes:
    if (answer.length or 0) > LARGEST:
        raise _TooLargeError
    wire.allowed += 2 * LARGEST  # as many signs of its own may the way of sending it add
    content = answer.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _TooLargeError
    if answer.length:
        raise FetchFailedError(Failure.CUT_SHORT)
    return content


def _mark(answer: http.client.HTTPResponse, name: str) -> str:
    """What is to be sent back the next time; nothing where that could break a request."""
    mark = answer.headers.get(name, "")
    return mark if _is_mark(mark) else ""


def _is_mark(text: str) -> bool:
    return len(text) <= LONGEST_MARK and bool(_MARK.fullmatch(text))


def _retry_after(value: str) -> timedelta | None:
    """Seconds or a date, as RFC 9110, 10.2.3 has it."""
    value = value.strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        return timedelta(seconds=int(value))
    try:
        at = parsedate_to_datetime(value)
        return max(at.astimezone(UTC) - datetime.now(UTC), timedelta())
    except (ValueError, OverflowError):
        return None
