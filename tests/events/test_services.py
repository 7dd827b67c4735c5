"""How events, attendances and known journeys are kept."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Attendance, Event, EventRevision, KnownJourney, Price
from events.services import (
    forget_going,
    remove_own_event,
    restore_own_event,
    save_event,
    save_known_journey,
    say_going,
)
from tests.factories import (
    AttendanceFactory,
    EventFactory,
    KnownJourneyFactory,
    OrganisationFactory,
    OwnEventFactory,
    PlaceFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def revision():
    return EventRevision.objects.values_list("number", flat=True).first() or 0


def unsaved(**values):
    event = EventFactory.build(organisation=OrganisationFactory(), place=None)
    for name, value in values.items():
        setattr(event, name, value)
    return event


class TestAnEvent:
    def test_is_kept_with_its_skills_and_prices(self):
        skill, before = SkillFactory(), revision()
        prices = [Price(grade="Members", amount=Decimal(0), currency="GBP")]
        event = save_event(event=unsaved(), skills=[skill], prices=prices)
        assert list(event.skills.all()) == [skill]
        assert [str(price) for price in event.prices.all()] == ["Members: 0.00 GBP"]
        assert revision() == before + 1

    def test_of_ones_own_disturbs_nobody(self):
        before = revision()
        save_event(event=unsaved(owner=UserFactory()))
        assert revision() == before

    def test_with_a_point_has_the_town_next_to_it(self):
        PlaceFactory(name="Wroughton", latitude=51.5246, longitude=-1.7917)
        swindon = PlaceFactory(name="Swindon", latitude=51.55797, longitude=-1.78116)
        event = save_event(event=unsaved(latitude=51.5627, longitude=-1.7855))
        assert event.place == swindon

    def test_far_from_every_town_has_none(self):
        PlaceFactory(latitude=51.55797, longitude=-1.78116)
        # 0.2 degrees are 22.2 km
        assert save_event(event=unsaved(latitude=51.75797, longitude=-1.78116)).place is None

    def test_is_refused_whole(self):
        wrong = [Price(grade="", amount=Decimal(1), currency="GBP")]
        with pytest.raises(ValidationError):
            save_event(event=unsaved(), prices=wrong)
        assert not Event.objects.exists()

    def test_of_everybody_is_not_organised_by_a_private_body(self):
        private = OrganisationFactory(key=None, owner=UserFactory())
        with pytest.raises(ValidationError, match="in the catalogue"):
            save_event(event=unsaved(organisation=private))

    def test_of_ones_own_can_be_removed_and_brought_back(self):
        event = OwnEventFactory()
        remove_own_event(event=event)
        assert not Event.objects.visible_to(event.owner).exists()
        restore_own_event(event=event)
        assert Event.objects.visible_to(event.owner).get() == event


def say(**values):
    return say_going(attendance=Attendance(**values))


class TestGoing:
    def test_is_said_once_and_changed(self):
        user, event = UserFactory(), EventFactory()
        say(user=user, event=event, state="interested")
        say(user=user, event=event, state="could_not", reason="too_far", note="No bus.")
        attendance = Attendance.objects.get()
        assert (attendance.state, attendance.reason, attendance.note) == (
            "could_not",
            "too_far",
            "No bus.",
        )

    def test_not_needs_a_reason(self):
        with pytest.raises(ValidationError, match="Say why"):
            say(user=UserFactory(), event=EventFactory(), state="could_not")

    def test_nobody_went_to_what_is_to_come(self):
        event = EventFactory(starts_at=timezone.now() + datetime.timedelta(hours=1))
        with pytest.raises(ValidationError, match="not begun"):
            say(user=UserFactory(), event=event, state="went")

    def test_is_forgotten(self):
        attendance = AttendanceFactory()
        other = AttendanceFactory(event=attendance.event)
        forget_going(user=attendance.user, event=attendance.event)
        assert list(Attendance.objects.all()) == [other]


def test_a_journey_known_better_takes_the_place_of_the_one_before():
    known = KnownJourneyFactory(minutes=60)
    better = KnownJourney(user=known.user, place=known.place, mode="train", minutes=50)
    save_known_journey(journey=better)
    assert list(KnownJourney.objects.values_list("uuid", "minutes")) == [(known.uuid, 50)]
