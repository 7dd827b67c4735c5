"""What the database refuses about events, calendars, attendances and journeys."""

import datetime

import pytest

from events.models import EventRevision, Price
from tests.constraints import assert_refused, constraints_of, twice
from tests.factories import (
    AttendanceFactory,
    EventFactory,
    FeedFactory,
    KnownJourneyFactory,
    OrganisationFactory,
    OwnEventFactory,
    PlaceFactory,
    UserFactory,
    WaitingCalendarFactory,
)

pytestmark = pytest.mark.django_db
START = datetime.datetime(2026, 3, 10, 18, 30, tzinfo=datetime.UTC)


def same_address_twice():
    owner = UserFactory()
    twice(lambda: FeedFactory(owner=owner, address="https://example.org/a.ics"))()


def same_address_for_all_twice():
    body = OrganisationFactory()
    twice(lambda: FeedFactory(owner=None, organisation=body, address="https://example.org/"))()


def same_event_of_a_feed_twice():
    feed = FeedFactory()
    twice(lambda: EventFactory(feed=feed, uid="1"))()


def same_price_twice():
    event = EventFactory()
    twice(lambda: price(event=event))()


def same_attendance_twice():
    user, event = UserFactory(), EventFactory()
    twice(lambda: AttendanceFactory(user=user, event=event))()


def same_journey_twice():
    user, place = UserFactory(), PlaceFactory()
    twice(lambda: KnownJourneyFactory(user=user, place=place))()


def price(**values):
    values = {"grade": "Members", "amount": 10, "currency": "GBP"} | values
    return Price.objects.create(**{"event": EventFactory} | values)


WRITES = {
    "feed_state_known": lambda: FeedFactory(state="odd"),
    "feed_of_somebody": lambda: FeedFactory(owner=None),
    "feed_address_once": same_address_twice,
    "feed_address_once_for_all": same_address_for_all_twice,
    "waiting_named": lambda: WaitingCalendarFactory(name=""),
    "event_of_somebody": lambda: EventFactory(organisation=None),
    "event_ends_after_starts": lambda: EventFactory(
        starts_at=START, ends_at=START - datetime.timedelta(seconds=1)
    ),
    "event_within_the_calendar": lambda: EventFactory(starts_at=START.replace(year=1899)),
    "event_status_known": lambda: EventFactory(status="odd"),
    "event_mode_known": lambda: EventFactory(mode="odd"),
    "event_interactivity_known": lambda: EventFactory(interactivity="odd"),
    "event_capacity_positive": lambda: EventFactory(capacity=0),
    "event_online_is_nowhere": lambda: EventFactory(mode="online"),
    "event_point": lambda: EventFactory(latitude=51),
    "event_suggested_by_its_owner": lambda: EventFactory(suggested="waiting"),
    "event_suggested_with_organiser": lambda: OwnEventFactory(suggested="waiting"),
    "event_declined_for_a_reason": lambda: OwnEventFactory(suggested="declined"),
    "event_of_a_feed_once": same_event_of_a_feed_twice,
    "price_not_negative": lambda: price(event=EventFactory(), amount=-1),
    "price_once": same_price_twice,
    "eventrevision_one_row": lambda: EventRevision.objects.create(id=2),
    "attendance_once": same_attendance_twice,
    "attendance_known": lambda: AttendanceFactory(state="odd"),
    "attendance_reason_where_not": lambda: AttendanceFactory(state="could_not"),
    "attendance_days_away": lambda: AttendanceFactory(days_away=-1),
    "knownjourney_once": same_journey_twice,
    "knownjourney_origin_known": lambda: KnownJourneyFactory(origin="moon"),
    "knownjourney_mode_known": lambda: KnownJourneyFactory(mode="kite"),
    "knownjourney_minutes": lambda: KnownJourneyFactory(minutes=0),
    "knownjourney_fare": lambda: KnownJourneyFactory(fare="-0.01"),
}


@pytest.mark.parametrize("name", WRITES)
def test_the_database_refuses(name):
    assert_refused(name, WRITES[name])


def test_no_constraint_is_left_out():
    assert set(WRITES) == constraints_of("events")
