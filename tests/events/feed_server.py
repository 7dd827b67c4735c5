"""A server of calendars on this machine, which answers over TLS as each test says."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import trustme

NAME = "calendar.example"
PUBLIC = "93.184.215.14"  # never connected to: the local server stands in for it
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"

Answer = Callable[[ssl.SSLSocket, str], None]


def answer(body: bytes = CALENDAR, *headers: str, status: str = "200 OK") -> Answer:
    """One that sends this, with its length, as a calendar unless the headers say otherwise."""
    lines = [f"HTTP/1.1 {status}", *headers]
    said = {line.partition(":")[0].lower() for line in headers}
    if "content-type" not in said:
        lines.append("Content-Type: text/calendar; charset=utf-8")
    if not said & {"content-length", "transfer-encoding"}:
        lines.append(f"Content-Length: {len(body)}")

    def send(connection: ssl.SSLSocket, _request: str) -> None:
        connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1") + body)

    return send


def redirect(to: str) -> Answer:
    """One that sends elsewhere."""
    return answer(b"", f"Location: {to}", status="302 Found")


@dataclass
class FeedServer:
    """The server, and a transport that leads to it. `names` are what a resolver says, in turn;
    `requests` and `connected` are what came of it.
    """

    trust: ssl.SSLContext
    port: int
    names: dict[str, list[Sequence[str]]]
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)
    connected: list[str] = field(default_factory=list)

    def resolve(self, host: str) -> Sequence[str]:
        self.resolved.append(host)
        if host not in self.names:
            raise socket.gaierror("no such name")
        said = self.names[host]
        return said.pop(0) if len(said) > 1 else said[0]

    def connect(self, address: str, *, seconds: float) -> socket.socket:
        self.connected.append(address)
        if address != PUBLIC:
            raise ConnectionRefusedError
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)

    def serve(self, connection: ssl.SSLSocket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            received = connection.recv(4096)
            if not received:
                return
            request += received
        text = request.decode("latin-1")
        self.requests.append(text)
        self.answers[text.split()[1]](connection, text)


@contextmanager
def feed_server() -> Iterator[FeedServer]:
    """A server that runs while it is used, with a certificate for NAME alone."""
    authority = trustme.CA()
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(NAME).configure_cert(context)
    listener = socket.create_server(("127.0.0.1", 0))
    server = FeedServer(trust, listener.getsockname()[1], {NAME: [[PUBLIC]]})
    thread = threading.Thread(target=_accept, args=(listener, context, server))
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def _accept(listener: socket.socket, context: ssl.SSLContext, server: FeedServer) -> None:
    while True:
        try:
            plain, _address = listener.accept()
        except OSError:
            return
        try:
            with plain, context.wrap_socket(plain, server_side=True) as connection:
                server.serve(connection)
        except OSError:
            continue  # the other side went away, as some tests want it to
