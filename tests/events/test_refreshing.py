"""How subscribed calendars are read again."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from events.choices import FeedState
from events.fetching import Failure
from events.models import Event, Feed
from events.refreshing import refresh_due, refresh_feed
from tests.events.feed_server import NAME, answer, feed_server
from tests.events.ical_samples import DAY, calendar, event
from tests.factories import FeedFactory

pytestmark = pytest.mark.django_db
ONE = calendar(event(DAY, "SUMMARY:One"))
LATER = timedelta(hours=1)


@pytest.fixture
def server():
    with feed_server() as running:
        running.answers["/a.ics"] = answer(ONE, 'ETag: "7"', "Last-Modified: Tue, 03 Mar 2026")
        running.answers["/b.ics"] = answer(status="500 Oh")
        running.answers["/gone.ics"] = answer(status="410 Gone")
        running.answers["/page.ics"] = answer(b"<html>")
        yield running


@pytest.fixture
def internet(server, monkeypatch):
    """The local server in place of the network, for what takes the network as it is."""
    monkeypatch.setattr("events.fetching.Internet", lambda: server)
    return server


def due(path="a", **values):
    now = timezone.now()
    return FeedFactory(address=f"https://{NAME}/{path}.ics", next_at=now, **values)


def again(feed):
    """The feed, due once more, and asked for long ago."""
    feed.refresh_from_db()
    feed.asked_at, feed.next_at = timezone.now() - LATER, timezone.now()
    feed.save()
    return feed


def wait(feed):
    return feed.next_at - feed.asked_at


def test_what_is_due_is_read(server):
    feed = due()
    (refreshed,) = refresh_due(transport=server)
    assert refreshed.found is not None
    assert (refreshed.feed, len(refreshed.found.new)) == (feed, 1)
    feed.refresh_from_db()
    assert (feed.state, feed.trouble, feed.failures) == ("fine", "", 0)
    assert (feed.etag, feed.last_modified) == ('"7"', "Tue, 03 Mar 2026")
    assert wait(feed) == timedelta(hours=1)
    assert Event.objects.get().title == "One"


def test_what_is_not_due_is_not_asked_for(server):
    FeedFactory(next_at=None)
    FeedFactory(next_at=timezone.now() + LATER)
    due("b", state=FeedState.PAUSED)
    due("gone", state=FeedState.GONE)
    FeedFactory(address="", next_at=timezone.now())
    assert list(refresh_due(transport=server)) == []
    assert server.requests == []


def test_what_has_not_changed_is_not_read_again(server):
    feed = due()
    refresh_feed(feed=feed, transport=server)
    server.answers["/a.ics"] = answer(b"", "Content-Length: 0", status="304 Not Modified")
    refreshed = refresh_feed(feed=again(feed), transport=server)
    assert refreshed is not None
    assert (refreshed.found, refreshed.reason) == (None, None)
    assert 'If-None-Match: "7"\r\n' in server.requests[1]
    feed.refresh_from_db()
    assert (feed.state, feed.etag) == ("fine", '"7"')


def test_one_that_fails_keeps_no_other_from_being_read(server):
    failing, reading = due("b"), due()
    first, second = refresh_due(transport=server)
    assert (first.feed, first.reason) == (failing, Failure.BROKEN_THERE)
    assert (second.feed, second.reason) == (reading, None)


def test_what_fails_is_asked_for_less_and_less_often_until_it_works(server):
    feed = due("b")
    waits = []
    for _ in range(3):
        refresh_feed(feed=feed, transport=server)
        feed.refresh_from_db()
        waits.append(wait(feed))
        again(feed)
    assert waits == [timedelta(hours=2), timedelta(hours=4), timedelta(hours=8)]
    assert (feed.state, feed.failures) == ("failing", 3)
    assert feed.trouble == "Something is broken at the server. It is asked again."
    server.answers["/b.ics"] = answer(ONE)
    refresh_feed(feed=feed, transport=server)
    feed.refresh_from_db()
    assert (feed.state, feed.trouble, feed.failures) == ("fine", "", 0)


def test_a_failure_leaves_the_events(server):
    feed = due()
    refresh_feed(feed=feed, transport=server)
    server.answers["/a.ics"] = answer(b"<html>")
    refresh_feed(feed=again(feed), transport=server)
    feed.refresh_from_db()
    assert feed.state == "failing"
    assert Event.objects.get().gone_on is None


def test_what_is_gone_is_asked_for_no_more(server):
    feed = due("gone")
    refresh_feed(feed=feed, transport=server)
    feed.refresh_from_db()
    assert (feed.state, feed.next_at) == ("gone", None)


def test_two_readers_read_a_calendar_once(server):
    feed = due()
    same = Feed.objects.get()
    assert refresh_feed(feed=feed, transport=server) is not None
    assert refresh_feed(feed=same, transport=server) is None
    assert len(server.requests) == 1


def test_what_is_paused_while_it_is_read_stays_as_it_was(server):
    feed = due()

    class Pausing:
        trust = server.trust

        def resolve(self, host):
            Feed.objects.update(state=FeedState.PAUSED)
            return server.resolve(host)

        connect = server.connect

    refresh_feed(feed=feed, transport=Pausing())
    assert not Event.objects.exists()
    assert Feed.objects.get().state == "paused"


def test_what_is_broken_in_it_is_kept_in_words(server):
    content = calendar(event(DAY), event("DTSTART:rubbish", "SUMMARY:Two", uid="b"))
    server.answers["/a.ics"] = answer(content)
    feed = due()
    refresh_feed(feed=feed, transport=server)
    feed.refresh_from_db()
    (problem,) = feed.problems
    assert problem.startswith("Event 2, “Two” was left out: ")


class TestTheCommand:
    def test_says_what_came_of_it_and_not_whose_it_is(self, internet, capsys):
        first, second = due("b", name="Secret"), due(name="Secret too")
        call_command("refresh_feeds")
        assert capsys.readouterr().out == (
            f"Calendar {first.pk}: could not be read (broken_there)\n"
            f"Calendar {second.pk}: 1 new, 0 changed, 0 cancelled, 0 gone\n"
            "Read: 1, could not be read: 1, broken here: 0.\n"
        )

    def test_has_nothing_to_do(self, internet, capsys):
        call_command("refresh_feeds")
        assert capsys.readouterr().out == "Read: 0, could not be read: 0, broken here: 0.\n"

    def test_fails_where_the_fault_is_here_after_all_have_been_read(self, internet, capsys):
        broken, reading = due("page"), due()
        resolve = internet.resolve

        def fail_once(host):
            internet.resolve = resolve
            raise RuntimeError("a fault of ours")

        internet.resolve = fail_once
        with pytest.raises(CommandError, match="the log says what"):
            call_command("refresh_feeds")
        assert capsys.readouterr().out == (
            f"Calendar {broken.pk}: broken here\n"
            f"Calendar {reading.pk}: 1 new, 0 changed, 0 cancelled, 0 gone\n"
            "Read: 1, could not be read: 0, broken here: 1.\n"
        )
        broken.refresh_from_db()
        assert (broken.state, broken.failures) == ("failing", 1)
