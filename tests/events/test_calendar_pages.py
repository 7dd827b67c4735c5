"""The pages of calendars: seen before they are taken over, read, paused, removed."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events.models import Event, Feed, WaitingCalendar
from tests.events.feed_server import NAME, answer, feed_server
from tests.events.ical_samples import calendar, event
from tests.factories import (
    AttendanceFactory,
    FeedFactory,
    OrganisationFactory,
    OwnEventFactory,
    UserFactory,
    WaitingCalendarFactory,
)

pytestmark = pytest.mark.django_db
TOMORROW = timezone.now() + timedelta(days=1)
DAY = f"DTSTART;VALUE=DATE:{TOMORROW:%Y%m%d}"
ONE, TWO = event(DAY, "SUMMARY:One", uid="1"), event(DAY, "SUMMARY:Two", uid="2")
ADDRESS = f"https://{NAME}/a.ics"


@pytest.fixture
def user(client):
    cache.clear()
    somebody = UserFactory()
    client.force_login(somebody)
    return somebody


@pytest.fixture
def server(monkeypatch):
    with feed_server() as running:
        running.answers["/a.ics"] = answer(calendar(ONE), 'ETag: "7"')
        running.names |= {address: [[address]] for address in ("127.0.0.1", "::1")}
        monkeypatch.setattr("events.fetching.Internet", lambda: running)
        yield running


def bring(client, *parts, name="mine.ics", **values):
    file = SimpleUploadedFile(name, calendar(*parts))
    return client.post(reverse("events:bring_file"), {"file": file, **values}, follow=True)


def take(client, **values):
    """Confirm what waits."""
    uuid = WaitingCalendar.objects.get().uuid
    answers = {"name": "Mine", "organisation": "", **values}
    return client.post(reverse("events:waiting", args=[uuid]), answers, follow=True)


def press(client, name, feed):
    return client.post(reverse(f"events:{name}", args=[feed.uuid]), follow=True)


class TestAFile:
    def test_is_seen_first(self, client, user):
        page = bring(client, ONE, event("DTSTART:rubbish", "SUMMARY:Bad", uid="3"))
        assert "mine.ics: It holds 1 event: 1 new." in page.text
        assert "Event 2, “Bad” was left out: Its beginning is no day" in page.text
        assert not Event.objects.exists()
        assert not Feed.objects.exists()

    def test_is_taken_over(self, client, user):
        bring(client, ONE, TWO)
        page = take(client)
        assert "“Mine” has been taken over: 2 new, 0 changed." in page.text
        assert set(Event.objects.values_list("title", "owner")) == {
            ("One", user.pk), ("Two", user.pk),
        }  # fmt: skip
        assert not WaitingCalendar.objects.exists()
        assert "2 events to come. From a file" in page.text

    def test_may_be_of_an_organisation(self, client, user):
        body = OrganisationFactory(name="Readers United")
        body.search_text = "readers united"
        body.save()
        bring(client, ONE)
        take(client, organisation="Readers United")
        assert Event.objects.get().organisation == body

    def test_again_says_what_is_another(self, client, user):
        bring(client, ONE, TWO)
        take(client)
        feed = Feed.objects.get()
        page = bring(client, ONE.replace("One", "First"), feed=feed.uuid)
        assert "It holds 1 event: 1 changed, 1 not in it any more." in page.text
        assert "Otherwise than before: its title." in page.text
        take(client)
        assert not Event.objects.exclude(gone_on=None).exists()
        bring(client, ONE, feed=feed.uuid)
        take(client, whole="on")
        assert Event.objects.exclude(gone_on=None).get().title == "Two"
        assert Feed.objects.count() == 1

    def test_into_somebody_elses_calendar_is_refused(self, client, user):
        FeedFactory(owner=user, address="")
        page = bring(client, ONE, feed=FeedFactory(address="").uuid)
        assert "Select a valid choice" in page.text
        assert not WaitingCalendar.objects.exists()

    def test_is_called_as_it_calls_itself(self, client, user):
        file = SimpleUploadedFile("x.ics", calendar(ONE, head="X-WR-CALNAME:Evenings\n"))
        page = client.post(reverse("events:bring_file"), {"file": file}, follow=True)
        assert "Evenings: It holds 1 event" in page.text

    def test_that_is_none_is_refused_in_words(self, client, user):
        file = SimpleUploadedFile("x.ics", b"<html>")
        page = client.post(reverse("events:bring_file"), {"file": file})
        assert "This is a web page." in page.text

    def test_can_be_thrown_away(self, client, user):
        bring(client, ONE)
        uuid = WaitingCalendar.objects.get().uuid
        page = client.post(reverse("events:discard_waiting", args=[uuid]), follow=True)
        assert "Nothing was taken over." in page.text
        assert not WaitingCalendar.objects.exists()

    def test_waits_a_week_at_most(self, client, user):
        WaitingCalendarFactory()
        WaitingCalendar.objects.update(created_at=timezone.now() - timedelta(days=8))
        bring(client, ONE)
        assert WaitingCalendar.objects.get().user == user

    def test_beside_five_others_is_one_too_many(self, client, user):
        WaitingCalendarFactory.create_batch(5, user=user)
        assert "5 calendars wait to be looked at." in bring(client, ONE).text

    def test_is_taken_over_once(self, client, user):
        bring(client, ONE)
        address = reverse("events:waiting", args=[WaitingCalendar.objects.get().uuid])
        take(client)
        assert client.post(address, {"name": "Mine"}).status_code == 404


class TestAnAddress:
    def subscribe(self, client, address=ADDRESS):
        return client.post(reverse("events:subscribe"), {"address": address}, follow=True)

    def test_is_seen_first_and_then_read_again(self, client, user, server):
        page = self.subscribe(client, f"webcal://{NAME}/a.ics")
        assert "It holds 1 event: 1 new." in page.text
        assert not Feed.objects.exists()
        take(client)
        feed = Feed.objects.get()
        assert (feed.address, feed.etag, feed.state) == (ADDRESS, '"7"', "fine")
        assert feed.next_at is not None
        assert feed.read_at is not None
        assert feed.next_at - feed.read_at == timedelta(hours=1)

    @pytest.mark.parametrize(
        ("address", "why"),
        [
            ("http://calendar.example/a.ics", "Only addresses that begin with https://"),
            ("https://127.0.0.1/a.ics", "into a private network"),
            ("https://[::1]/a.ics", "into a private network"),
            (f"https://{NAME}:8443/a.ics", "names a port"),
            ("https://nobody.example/a.ics", "Nobody knows the server’s name"),
        ],
    )
    def test_is_refused_in_words(self, client, user, server, address, why):
        assert why in self.subscribe(client, address).text
        assert server.connected == []

    def test_is_read_once_for_a_person(self, client, user, server):
        FeedFactory(owner=user, address=ADDRESS)
        assert "This calendar is read already." in self.subscribe(client).text

    def test_is_fetched_twenty_times_an_hour(self, client, user, server):
        for _ in range(20):
            self.subscribe(client)
            WaitingCalendar.objects.all().delete()
        assert "often enough for now" in self.subscribe(client).text
        assert len(server.requests) == 20


class TestACalendar:
    @pytest.fixture
    def feed(self, user):
        return FeedFactory(owner=user, address=ADDRESS, name="Mine")

    def test_is_read_now_but_not_all_the_time(self, client, feed, server):
        assert "“Mine” has been read: 1 change." in press(client, "read_feed", feed).text
        assert "less than five minutes ago" in press(client, "read_feed", feed).text
        assert len(server.requests) == 1

    def test_says_what_is_wrong_and_when_it_is_tried_again(self, client, feed, server):
        server.answers["/a.ics"] = answer(status="404 No")
        page = press(client, "read_feed", feed).text
        assert "“Mine” could not be read." in page
        assert "There is nothing at this address. Is it still right? The next time:" in page

    def test_that_is_gone_can_be_tried_again(self, client, feed, server):
        server.answers["/a.ics"] = answer(status="410 Gone")
        page = press(client, "read_feed", feed).text
        assert "It is asked for no more until you say so." in page
        press(client, "resume_feed", feed)
        feed.refresh_from_db()
        assert (feed.state, feed.failures) == ("new", 0)
        assert feed.next_at <= timezone.now()

    def test_is_paused_and_read_again(self, client, feed):
        assert "Paused: it is not read until you say so." in press(client, "pause_feed", feed).text
        assert Feed.objects.get().next_at is None
        assert "It is read within the hour." in press(client, "resume_feed", feed).text

    @staticmethod
    def events_of(user, feed):
        return [OwnEventFactory(owner=user, feed=feed, uid=str(number)) for number in range(3)]

    def test_says_what_removing_it_does(self, client, user, feed):
        events = self.events_of(user, feed)
        AttendanceFactory(user=user, event=events[0])
        page = client.get(reverse("events:remove_feed", args=[feed.uuid])).text
        assert "3 events are from it." in page
        assert "1 event stays in any case, as you said something of it." in page
        assert "Remove it with 2 events" in page

    @pytest.mark.parametrize(("answers", "left"), [({}, 3), ({"with_events": "1"}, 1)])
    def test_is_removed_with_or_without_its_events(self, client, user, feed, answers, left):
        events = self.events_of(user, feed)
        AttendanceFactory(user=user, event=events[0])
        client.post(reverse("events:remove_feed", args=[feed.uuid]), answers)
        assert not Feed.objects.exists()
        assert Event.objects.filter(feed=None).count() == left
        assert Event.objects.count() == left


def queries(client, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(100) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_list_takes_the_same_queries_for_many(client, user, django_assert_max_num_queries):
    numbers = []
    for count in (1, 2):
        FeedFactory.create_batch(count, owner=user)
        WaitingCalendarFactory.create_batch(count, user=user)
        numbers.append(queries(client, django_assert_max_num_queries, reverse("events:calendars")))
    assert numbers[0] == numbers[1]


def test_a_preview_takes_the_same_queries_for_many(client, user, django_assert_max_num_queries):
    numbers = []
    for parts in ((ONE,), (ONE, TWO, event(DAY, "GEO:51.5;-1.7", uid="3"))):
        one = WaitingCalendarFactory(user=user, content=calendar(*parts))
        address = reverse("events:waiting", args=[one.uuid])
        numbers.append(queries(client, django_assert_max_num_queries, address))
    assert numbers[0] == numbers[1]


def test_an_event_goes_into_ones_own_calendar(client, user):
    one = OwnEventFactory(owner=user, title="Evening")
    response = client.get(reverse("events:ics", args=[one.uuid]))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"UID:{one.uuid}\r\n" in response.text
    assert "SUMMARY:Evening\r\n" in response.text
