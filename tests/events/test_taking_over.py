"""How the events of somebody's calendar become events here."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.differences import find_differences, read_calendar
from events.models import Event, EventRevision
from events.services import remove_own_event
from events.taking_over import take_over
from tests.events.ical_samples import DAY, EVENING, calendar, event
from tests.factories import AttendanceFactory, FeedFactory, OrganisationFactory, ProfileFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WEEKLY = (EVENING, "DTEND;TZID=Europe/London:20260303T203000", "RRULE:FREQ=WEEKLY;COUNT=3")


@pytest.fixture
def feed():
    return FeedFactory()


def take(feed, *parts, now=NOW, whole=True, head=""):
    """What taking over a calendar of these parts changed."""
    reading = read_calendar(calendar(*parts, head=head), feed=feed, now=now)
    return take_over(feed=feed, reading=reading, now=now, whole=whole)


def counts(found):
    names = ("new", "changed", "cancelled", "gone", "kept")
    said = {name: len(getattr(found, name)) for name in names}
    said |= {"unchanged": found.unchanged, "older": found.older}
    return {name: count for name, count in said.items() if count}


def only(feed):
    return Event.objects.get(feed=feed)


class TestTakingOver:
    def test_makes_events(self, feed):
        found = take(
            feed,
            event(
                EVENING, "DURATION:PT2H", "SUMMARY:Evening", "DESCRIPTION:About it",
                "URL:https://example.org/1", "LOCATION:Town Hall", "STATUS:TENTATIVE",
            ),
        )  # fmt: skip
        assert counts(found) == {"new": 1}
        made = only(feed)
        assert (made.owner, made.organisation) == (feed.owner, None)
        assert (made.title, made.description, made.source, made.address, made.status) == (
            "Evening", "About it", "https://example.org/1", "Town Hall", "tentative",
        )  # fmt: skip
        assert made.starts_at == datetime(2026, 3, 3, 18, 30, tzinfo=UTC)
        assert made.ends_at - made.starts_at == timedelta(hours=2)
        assert (made.zone, made.all_day) == ("Europe/London", False)
        assert list(Event.objects.search("town about")) == [made]

    def test_of_everybodys_is_its_organisations(self):
        feed = FeedFactory(owner=None, organisation=OrganisationFactory())
        take(feed, event(DAY))
        assert (only(feed).owner, only(feed).organisation) == (None, feed.organisation)

    def test_raises_the_revision_once(self):
        feed = FeedFactory(owner=None, organisation=OrganisationFactory())
        take(feed, event(DAY), event(DAY, uid="b"))
        assert EventRevision.objects.get().number == 1
        take(feed, event(DAY), event(DAY, uid="b"))
        assert EventRevision.objects.get().number == 1

    def test_of_ones_own_raises_nothing(self, feed):
        take(feed, event(DAY))
        assert not EventRevision.objects.exists()

    def test_the_same_again_changes_nothing(self, feed):
        take(feed, event(*WEEKLY), event(DAY, uid="b"))
        before = list(Event.objects.values())
        assert counts(take(feed, event(*WEEKLY), event(DAY, uid="b"))) == {"unchanged": 4}
        assert list(Event.objects.values()) == before

    def test_looking_at_what_would_change_writes_nothing(self, feed):
        take(feed, event(DAY))
        before = list(Event.objects.values())
        reading = read_calendar(calendar(event(EVENING)), feed=feed, now=NOW)
        found = find_differences(feed=feed, reading=reading, now=NOW, whole=True)
        assert counts(found) == {"changed": 1}
        assert list(Event.objects.values()) == before

    def test_times_without_a_zone_are_the_persons(self, feed):
        ProfileFactory(user=feed.owner, zone="Europe/Berlin")
        take(feed, event("DTSTART:20260303T183000"))
        assert only(feed).starts_at == datetime(2026, 3, 3, 17, 30, tzinfo=UTC)

    def test_what_is_known_of_another_calendar_is_left_alone(self, feed):
        other = FeedFactory(owner=feed.owner)
        take(other, event(DAY, "SUMMARY:Theirs"))
        take(feed, event(DAY, "SUMMARY:Mine"))
        assert only(other).title == "Theirs"

    def test_what_has_no_title_says_so(self, feed):
        take(feed, event(DAY))
        assert only(feed).title == "Without a title"

    def test_an_address_too_long_is_left_out_rather_than_cut(self, feed):
        take(feed, event(DAY, f"URL:https://example.org/{'a' * 1000}"))
        assert only(feed).source == ""


class TestAnUpdate:
    def test_is_applied(self, feed):
        take(feed, event(EVENING, "SUMMARY:Evening"))
        before = only(feed)
        found = take(feed, event(EVENING.replace("T18", "T19"), "SUMMARY:Late evening"))
        assert counts(found) == {"changed": 1}
        after = only(feed)
        assert (after.pk, after.title) == (before.pk, "Late evening")
        assert after.starts_at - before.starts_at == timedelta(hours=1)
        assert after.changed_at > before.changed_at
        assert list(Event.objects.search("late")) == [after]

    def test_of_one_date_of_a_series_concerns_that_alone(self, feed):
        take(feed, event(*WEEKLY))
        changed = event(
            "RECURRENCE-ID;TZID=Europe/London:20260310T183000",
            "DTSTART;TZID=Europe/London:20260311T190000",
        )
        assert counts(take(feed, event(*WEEKLY), changed)) == {"changed": 1, "unchanged": 2}
        days = [f"{each.starts_at:%m-%d %H:%M}" for each in Event.objects.all()]
        assert days == ["03-03 18:30", "03-11 19:00", "03-17 18:30"]

    def test_leaves_what_was_changed_by_hand(self, feed):
        take(feed, event(EVENING, "SUMMARY:Evening", "LOCATION:Town Hall"))
        Event.objects.update(title="My evening")
        found = take(feed, event(EVENING, "SUMMARY:Late evening", "LOCATION:Library"))
        assert counts(found) == {"changed": 1, "kept": 1}
        assert (found.kept[0].kept, found.kept[0].changed) == ({"title"}, {"where"})
        assert (only(feed).title, only(feed).address) == ("My evening", "Library")

    def test_leaves_all_of_when_it_is_if_its_end_was_changed_by_hand(self, feed):
        take(feed, event(EVENING, "DURATION:PT1H"))
        end = only(feed).ends_at + timedelta(hours=1)
        Event.objects.update(ends_at=end)
        take(feed, event(EVENING.replace("0303", "0403"), "DURATION:PT1H"))
        assert only(feed).ends_at == end

    def test_leaves_what_was_removed(self, feed):
        take(feed, event(DAY, "SUMMARY:Dentist"))
        remove_own_event(event=only(feed))
        assert counts(take(feed, event(DAY, "SUMMARY:Other"))) == {}
        assert (only(feed).title, only(feed).removed_at is None) == ("Dentist", False)

    def test_in_an_older_file_is_not_applied(self):
        feed = FeedFactory(address="")
        take(feed, event(DAY, "SUMMARY:New", "SEQUENCE:3"))
        assert counts(take(feed, event(DAY, "SUMMARY:Old", "SEQUENCE:2"))) == {"older": 1}
        assert only(feed).title == "New"

    def test_at_an_address_is_true_whatever_its_number(self, feed):
        take(feed, event(DAY, "SUMMARY:Old", "SEQUENCE:3"))
        take(feed, event(DAY, "SUMMARY:New", "SEQUENCE:0"))
        assert only(feed).title == "New"

    def test_that_moves_a_series_by_an_hour_moves_its_events(self, feed):
        take(feed, event(*WEEKLY))
        going = AttendanceFactory(user=feed.owner, event=Event.objects.first())
        later = [line.replace("T18", "T19").replace("T20", "T21") for line in WEEKLY]
        assert counts(take(feed, event(*later))) == {"changed": 3}
        going.event.refresh_from_db()
        assert going.event.starts_at == datetime(2026, 3, 3, 19, 30, tzinfo=UTC)
        assert Event.objects.count() == 3

    def test_that_makes_a_series_of_an_event_keeps_the_event(self, feed):
        take(feed, event(EVENING))
        kept = only(feed)
        assert counts(take(feed, event(*WEEKLY))) == {"new": 2, "changed": 1}
        assert Event.objects.earliest("starts_at") == kept


class TestACancellation:
    def test_is_kept_and_shown(self, feed):
        take(feed, event(DAY))
        assert counts(take(feed, event(DAY, "STATUS:CANCELLED"))) == {"cancelled": 1}
        assert only(feed).status == "cancelled"

    def test_of_a_series_may_come_as_one(self, feed):
        take(feed, event(*WEEKLY))
        now = datetime(2026, 3, 5, tzinfo=UTC)  # the first has been
        found = take(feed, event(EVENING), head="METHOD:CANCEL\n", now=now)
        assert counts(found) == {"cancelled": 2}
        said = Event.objects.values_list("status", flat=True)
        assert list(said) == ["confirmed", "cancelled", "cancelled"]

    def test_of_one_date_cancels_that(self, feed):
        take(feed, event(*WEEKLY))
        gone = event(
            "RECURRENCE-ID;TZID=Europe/London:20260310T183000",
            "DTSTART;TZID=Europe/London:20260310T183000",
        )
        assert counts(take(feed, gone, head="METHOD:CANCEL\n", whole=False)) == {"cancelled": 1}
        said = Event.objects.values_list("status", flat=True)
        assert list(said) == ["confirmed", "cancelled", "confirmed"]

    def test_taken_back_is_taken_back(self, feed):
        take(feed, event(DAY, "STATUS:CANCELLED"))
        take(feed, event(DAY))
        assert only(feed).status == "confirmed"


class TestWhatIsNoLongerThere:
    def test_is_marked_and_not_deleted(self, feed):
        take(feed, event(DAY), event(DAY, uid="b"))
        assert counts(take(feed, event(DAY, uid="b"))) == {"gone": 1, "unchanged": 1}
        assert Event.objects.get(uid="a@x.example").gone_on == NOW.date()
        assert counts(take(feed, event(DAY, uid="b"))) == {"unchanged": 1}

    def test_comes_back(self, feed):
        take(feed, event(DAY))
        take(feed)
        assert counts(take(feed, event(DAY))) == {"changed": 1}
        assert only(feed).gone_on is None

    def test_is_not_looked_for_in_a_part_of_a_calendar(self, feed):
        take(feed, event(DAY))
        assert counts(take(feed, whole=False)) == {}

    def test_is_no_matter_once_it_is_over(self, feed):
        take(feed, event(DAY))
        assert counts(take(feed, now=NOW + timedelta(days=30))) == {}

    def test_may_only_be_broken(self, feed):
        take(feed, event(DAY, "SUMMARY:Evening"))
        assert counts(take(feed, event("DTSTART:rubbish", "SUMMARY:Evening"))) == {}

    def test_may_only_be_out_of_sight(self, feed):
        """Dates of a series are worked out a year ahead: so far must be seen."""
        yearly = event(DAY, "RRULE:FREQ=YEARLY;COUNT=3")
        later = NOW + timedelta(days=60)
        take(feed, yearly, now=later)
        assert counts(take(feed, yearly, now=NOW)) == {"unchanged": 1}
        assert not Event.objects.exclude(gone_on=None).exists()


@pytest.mark.parametrize("change", ["SUMMARY:New", "SUMMARY:Other"])
def test_many_are_taken_over_by_as_many_queries_as_a_few(feed, change):
    """Of 1 and 3 the same; many only need more statements for their sheer length."""
    numbers = []
    for count in (1, 3):
        one = FeedFactory(owner=feed.owner)
        parts = [event(DAY, "LOCATION:A, B", uid=str(number)) for number in range(count)]
        take(one, *parts)
        parts = [part.replace("LOCATION:A, B", change) for part in parts]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            take(one, *parts)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
