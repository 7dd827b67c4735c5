"""How is a calendar fetched from an address that somebody typed, so that it harms nobody?"""

import gzip
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.fetching import (
    LARGEST,
    MOST_REDIRECTS,
    Failure,
    Fetched,
    FetchFailedError,
    fetch,
)
from events.targets import FetchRefusedError, Refusal, Target, check_public, read_target
from tests.events.feed_server import CALENDAR, NAME, PUBLIC, answer, feed_server, redirect

ADDRESS = f"https://{NAME}/a.ics"


@pytest.fixture
def server():
    with feed_server() as running:
        running.answers["/a.ics"] = answer()
        yield running


def refusal(server, address=ADDRESS, **options) -> Refusal:
    with pytest.raises(FetchRefusedError) as caught:
        fetch(address, transport=server, **options)
    return caught.value.reason


def failure(server, address=ADDRESS, **options) -> Failure:
    with pytest.raises(FetchFailedError) as caught:
        fetch(address, transport=server, **options)
    return caught.value.reason


def test_a_calendar_is_fetched(server):
    server.answers["/a.ics"] = answer(CALENDAR, 'ETag: "7"', "Last-Modified: Tue, 03 Mar 2026")
    fetched = fetch(f"webcal://{NAME}/a.ics#top", transport=server)
    assert fetched == Fetched(CALENDAR, '"7"', "Tue, 03 Mar 2026", ADDRESS)
    assert server.connected == [PUBLIC]
    assert f"Host: {NAME}\r\n" in server.requests[0]
    assert "Accept-Encoding: identity\r\n" in server.requests[0]


def test_what_has_not_changed_is_not_sent_again(server):
    server.answers["/a.ics"] = answer(b"", "Content-Length: 0", status="304 Not Modified")
    fetched = fetch(ADDRESS, etag='"7"', last_modified="Tue, 03 Mar 2026", transport=server)
    assert fetched == Fetched(None, '"7"', "Tue, 03 Mar 2026", ADDRESS)
    assert 'If-None-Match: "7"\r\n' in server.requests[0]
    assert "If-Modified-Since: Tue, 03 Mar 2026\r\n" in server.requests[0]


def test_not_changed_is_no_answer_to_who_has_nothing(server):
    server.answers["/a.ics"] = answer(b"", status="304 Not Modified")
    assert failure(server) == Failure.OTHER_STATUS


def test_marks_that_would_break_a_request_are_not_sent(server):
    assert fetch(ADDRESS, etag="a\r\nX: b", transport=server).content == CALENDAR
    assert "X: b" not in server.requests[0]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (f"http://{NAME}/", Refusal.NOT_HTTPS),
        ("ftp://a.example/", Refusal.NOT_HTTPS),
        ("file:///etc/passwd", Refusal.NOT_HTTPS),
        ("calendar.ics", Refusal.NOT_HTTPS),
        ("https://me:secret@a.example/", Refusal.PASSWORD_IN_ADDRESS),
        ("https://a.example@127.0.0.1/", Refusal.PASSWORD_IN_ADDRESS),
        ("https://a.example:8443/", Refusal.OTHER_PORT),
        ("https://a.example:99999/", Refusal.BAD_ADDRESS),
        ("https://[::1/", Refusal.BAD_ADDRESS),
        ("https:///a.ics", Refusal.BAD_ADDRESS),
        ("https://a.example/a\r\nb", Refusal.BAD_ADDRESS),
        ("https://a..example/", Refusal.BAD_ADDRESS),
        ("https://a_b¨.example/", Refusal.BAD_ADDRESS),
        ("https://[fe80::1%25eth0]/", Refusal.BAD_ADDRESS),
        (f"https://a.example/{'a' * 2000}", Refusal.BAD_ADDRESS),
    ],
)
def test_addresses_that_are_never_asked(server, address, reason):
    assert refusal(server, address) == reason
    assert (server.resolved, server.connected) == ([], [])


def test_addresses_are_taken_apart():
    assert read_target("webcal://Bücher.Example:443/ä b".replace(" ", "%20")) == Target(
        "xn--bcher-kva.example", "/%C3%A4%20b"
    )
    assert read_target("https://a.example?x=1").address == "https://a.example/?x=1"
    assert read_target("https://[2606:4700::1111]/").address == "https://[2606:4700::1111]/"


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.8.8.8", "169.254.169.254",
        "172.16.0.1", "192.168.1.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::7f00:1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::5db8:d70e", "2002:7f00:1::",
        "2002:5db8:d70e::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "fc00::1",
        "fd00::1", "fe80::1", "fe80::1%eth0", "2606:4700::1%eth0", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(server, address):
    server.names[NAME] = [[PUBLIC, address]]
    assert refusal(server) == Refusal.NOT_PUBLIC
    assert server.connected == []


def test_public_addresses_pass_also_where_they_stand_in_others():
    public = ["93.184.215.14", "2606:4700::1111", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
    assert check_public(public) == tuple(public)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "localhost", "[::1]"])
def test_this_machine_is_not_asked_however_it_is_written(host):
    with pytest.raises(FetchRefusedError) as caught:
        fetch(f"https://{host}/")  # the real way to the network, which is not gone
    assert caught.value.reason == Refusal.NOT_PUBLIC


@given(st.text(max_size=60) | st.text(max_size=60).map("https://{}".format))
def test_any_address_is_read_or_refused(address):
    try:
        target = read_target(address)
    except FetchRefusedError:
        return
    assert read_target(target.address) == target


def test_redirects_are_followed_and_each_is_checked(server):
    server.answers |= {"/b": redirect("/c/d"), "/c/d": redirect("../a.ics")}
    assert fetch(f"https://{NAME}/b", transport=server).address == ADDRESS
    assert server.resolved == [NAME] * 3


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("https://inside.example/", Refusal.NOT_PUBLIC),
        ("http://calendar.example/a.ics", Refusal.NOT_HTTPS),
        ("https://calendar.example:22/", Refusal.OTHER_PORT),
        ("//inside.example/latest/meta-data", Refusal.NOT_PUBLIC),
        ("gopher://calendar.example/", Refusal.NOT_HTTPS),
        ("https://[", Refusal.BAD_ADDRESS),
    ],
)
def test_redirects_to_what_is_never_asked(server, to, reason):
    server.names["inside.example"] = [["169.254.169.254"]]
    server.answers["/b"] = redirect(to)
    assert refusal(server, f"https://{NAME}/b") == reason
    assert server.connected == [PUBLIC]


def test_redirects_end(server):
    server.answers["/b"] = redirect("/b")
    assert refusal(server, f"https://{NAME}/b") == Refusal.TOO_MANY_REDIRECTS
    assert len(server.requests) == MOST_REDIRECTS + 1


def test_a_name_that_changes_its_mind_is_asked_once(server):
    server.names[NAME] = [[PUBLIC], ["127.0.0.1"]]
    assert fetch(ADDRESS, transport=server).content == CALENDAR
    assert (server.resolved, server.connected) == ([NAME], [PUBLIC])


def test_another_address_of_the_name_is_tried(server):
    server.names[NAME] = [["2606:4700::1111", PUBLIC]]
    assert fetch(ADDRESS, transport=server).content == CALENDAR
    assert server.connected == ["2606:4700::1111", PUBLIC]


def test_nobody_answers(server):
    server.names["down.example"] = [["2606:4700::1111"]]
    server.names["empty.example"] = [[]]
    assert failure(server, "https://down.example/") == Failure.NO_CONNECTION
    assert failure(server, "https://unknown.example/") == Failure.NO_SUCH_NAME
    assert failure(server, "https://empty.example/") == Failure.NO_SUCH_NAME


def test_the_certificate_must_be_for_the_name(server):
    server.names["other.example"] = [[PUBLIC]]
    assert failure(server, "https://other.example/a.ics") == Failure.BAD_CERTIFICATE
    assert server.requests == []


def test_the_certificate_must_be_trusted(server):
    with feed_server() as stranger:
        server.trust = stranger.trust
        assert failure(server) == Failure.BAD_CERTIFICATE


def drip(*, before: bytes):
    def send(connection, _request):
        connection.sendall(before)
        while True:
            connection.sendall(b"a")
            time.sleep(0.02)

    return send


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\n"


@pytest.mark.parametrize("before", [b"HTTP/1.1 200 ", HEAD + b"\r\n", HEAD + b"X-Long: "])
def test_what_comes_too_slowly_is_given_up(server, before):
    server.answers["/a.ics"] = drip(before=before)
    begun = time.monotonic()
    assert failure(server, seconds=0.3) == Failure.TOO_SLOW
    assert time.monotonic() - begun < 5


def test_what_never_ends_is_given_up(server):
    def send(connection, _request):
        connection.sendall(HEAD + b"\r\n")
        while True:
            connection.sendall(b"a" * 65536)

    server.answers["/a.ics"] = send
    assert refusal(server) == Refusal.TOO_LARGE


def test_heads_that_never_end_are_given_up(server):
    def send(connection, _request):
        connection.sendall(HEAD)
        for number in range(1_000_000):
            connection.sendall(b"X-%d: %s\r\n" % (number, b"a" * 5_000))

    server.answers["/a.ics"] = send
    assert refusal(server) == Refusal.TOO_LARGE


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (answer(b"", f"Content-Length: {LARGEST + 1}"), Refusal.TOO_LARGE),
        (answer(b"", "Content-Length: 99999999999999"), Refusal.TOO_LARGE),
        (answer(b"<html>", "Content-Type: text/html; charset=utf-8"), Refusal.WEB_PAGE),
        (answer(b"%PDF", "Content-Type: application/pdf"), Refusal.OTHER_KIND),
        (answer(b"GIF", "Content-Type: image/gif"), Refusal.OTHER_KIND),
        (answer(gzip.compress(b"a" * 10**7), "Content-Encoding: gzip"), Refusal.PACKED),
    ],
)
def test_answers_that_are_not_taken(server, given, reason):
    server.answers["/a.ics"] = given
    assert refusal(server) == reason


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/octet-stream", "TEXT/Calendar;charset=utf-8"]
)
def test_kinds_that_may_be_a_calendar(server, kind):
    server.answers["/a.ics"] = answer(CALENDAR, f"Content-Type: {kind}")
    assert fetch(ADDRESS, transport=server).content == CALENDAR


def test_the_largest_calendar_is_taken_whole(server):
    server.answers["/a.ics"] = answer(b"a" * LARGEST)
    assert fetch(ADDRESS, transport=server).content == b"a" * LARGEST


def test_pieces_are_put_together(server):
    chunks = b"3\r\nBEG\r\n4;x=1\r\nIN:V\r\n0\r\n\r\n"
    server.answers["/a.ics"] = answer(chunks, "Transfer-Encoding: chunked")
    assert fetch(ADDRESS, transport=server).content == b"BEGIN:V"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (answer(b"BEGIN", "Content-Length: 100"), Failure.CUT_SHORT),
        (answer(b"ff\r\nBEGIN", "Transfer-Encoding: chunked"), Failure.CUT_SHORT),
        (answer(b"fffffffff\r\nBEGIN", "Transfer-Encoding: chunked"), Failure.CUT_SHORT),
        (answer(b"zz\r\nBEGIN", "Transfer-Encoding: chunked"), Failure.CUT_SHORT),
        (lambda connection, _: connection.sendall(b"SSH-2.0\r\n\r\n"), Failure.BAD_ANSWER),
        (lambda _connection, _: None, Failure.BAD_ANSWER),
    ],
)
def test_answers_that_are_damaged(server, given, reason):
    server.answers["/a.ics"] = given
    assert failure(server) == reason


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, Failure.NOT_ALLOWED),
        (403, Failure.NOT_ALLOWED),
        (404, Failure.NOT_FOUND),
        (410, Failure.GONE),
        (418, Failure.OTHER_STATUS),
        (204, Failure.OTHER_STATUS),
        (300, Failure.OTHER_STATUS),
        (429, Failure.TOO_MANY_REQUESTS),
        (500, Failure.BROKEN_THERE),
        (503, Failure.BROKEN_THERE),
    ],
)
def test_what_the_other_side_says(server, status, reason):
    server.answers["/a.ics"] = answer(b"", status=f"{status} x")
    with pytest.raises(FetchFailedError) as caught:
        fetch(ADDRESS, transport=server)
    error = caught.value
    assert (error.reason, error.status, error.retry_after) == (reason, status, None)


def test_when_the_other_side_wants_to_be_asked_again(server):
    def wanted(header: str) -> timedelta | None:
        server.answers["/a.ics"] = answer(b"", f"Retry-After: {header}", status="503 x")
        with pytest.raises(FetchFailedError) as caught:
            fetch(ADDRESS, transport=server)
        return caught.value.retry_after

    assert wanted("120") == timedelta(minutes=2)
    assert wanted("soon") is None
    assert wanted("Tue, 03 Mar 2020 10:00:00 GMT") == timedelta()
    in_a_day = wanted(format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True))
    assert in_a_day is not None
    assert timedelta(hours=23) < in_a_day <= timedelta(days=1)
