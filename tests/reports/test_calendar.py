"""A person's calendar elsewhere: what stands in it, and who can read it."""

import datetime
from datetime import timedelta
from typing import Any

import icalendar
import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memberships.models import Membership
from reports.models import FeedToken
from reports.services import make_feed_address
from tests.factories import (
    AttendanceFactory,
    EntryFactory,
    EventFactory,
    MembershipFactory,
    OrganisationFactory,
    OwnEventFactory,
    StepFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)
SOON = NOW + timedelta(days=3)
TODAY = timezone.localdate()
PAGE = reverse("reports:calendar")
ALL = {"events": "interested", "renewals": "on", "steps": "on"}


@pytest.fixture
def user(client):
    somebody = UserFactory()
    client.force_login(somebody)
    return somebody


def make(user, **choices):
    """The path of a new address."""
    feed = FeedToken.objects.filter(user=user).first() or FeedToken(user=user)
    for name, value in choices.items():
        setattr(feed, name, value)
    return reverse("reports:calendar_ics", args=[make_feed_address(feed=feed)])


def read(path, **headers):
    return Client().get(path, headers=headers)


def events_in(response) -> list[Any]:
    return list(icalendar.Calendar.from_ical(response.content).events)


def titles(path):
    """What stands in it, the same by two programs that know nothing of each other."""
    response = read(path)
    assert response.status_code == 200
    one = [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(response.content).events]
    other = vobject.readOne(response.text)
    assert [event.summary.value for event in other.contents.get("vevent", [])] == one
    return one


def going(user, state="going", **values):
    values = {"starts_at": SOON, "organisation": None, "owner": user} | values
    event = EventFactory(**values)
    AttendanceFactory(user=user, event=event, state=state)
    return event


def term(user, sensitive=False, **values):
    membership = MembershipFactory(user=user, sensitive=sensitive, **values)
    TermFactory(
        membership=membership,
        starts=TODAY - timedelta(days=300),
        ends=TODAY + timedelta(days=60),
        notice_days=30,
        auto_renews=True,
    )
    return membership


class TestWhatStandsInIt:
    def test_is_what_was_chosen(self, user):
        going(user, title="Going")
        going(user, "interested", title="Interested")
        EventFactory(title="Nothing said", starts_at=SOON)
        name = term(user).organisation.label
        StepFactory(user=user, action="Write to them", due=TODAY)
        renewals = [f"{name}: last day to give notice", f"{name} renews"]
        assert titles(make(user)) == ["Going", "Interested", *renewals, "Write to them"]
        assert titles(make(user, events="going", steps=False)) == ["Going", *renewals]
        assert titles(make(user, events="none", renewals=False, steps=True)) == ["Write to them"]
        assert titles(make(user, steps=False)) == []

    def test_is_nobody_elses(self, user):
        other = UserFactory()
        going(other)
        term(other)
        StepFactory(user=other, due=TODAY)
        assert titles(make(user)) == []

    def test_is_not_what_is_long_over_removed_closed_or_declined(self, user):
        going(user, starts_at=NOW - timedelta(days=90))
        going(user, removed_at=NOW)
        AttendanceFactory(
            user=user, event=EventFactory(starts_at=SOON), state="could_not", reason="cost"
        )
        StepFactory(user=user, state="done", closed_on=TODAY)
        assert titles(make(user)) == []

    def test_tells_times_days_and_places(self, user):
        event = going(
            user, title="Evening", address="Town Hall", zone="Europe/London", place__name="Swindon",
            starts_at=datetime.datetime(2030, 7, 2, 18, 30, tzinfo=datetime.UTC),
        )  # fmt: skip
        going(
            user, title="Days", all_day=True, zone="Europe/London", status="cancelled",
            starts_at=datetime.datetime(2030, 7, 3, 23, tzinfo=datetime.UTC),
            ends_at=datetime.datetime(2030, 7, 5, 23, tzinfo=datetime.UTC),
        )  # fmt: skip
        evening, days = events_in(read(make(user)))
        assert (evening["UID"], evening["LOCATION"]) == (str(event.uuid), "Town Hall, Swindon")
        assert evening["DTSTART"].dt.isoformat() == "2030-07-02T19:30:00+01:00"
        assert (days["DTSTART"].dt, days["DTEND"].dt, days["STATUS"]) == (
            datetime.date(2030, 7, 4), datetime.date(2030, 7, 6), "CANCELLED",
        )  # fmt: skip

    def test_is_known_again_when_it_moves(self, user):
        event = going(user)
        path = make(user)
        before = events_in(read(path))[0]
        event.created_at = NOW - timedelta(days=1)
        event.save()
        after = events_in(read(path))[0]
        assert before["UID"] == after["UID"]
        assert after["SEQUENCE"] > before["SEQUENCE"]


class TestNothingSensitive:
    def test_of_memberships(self, user):
        term(user, sensitive=True)
        assert titles(make(user)) == []

    def test_of_events_of_what_one_belongs_to(self, user):
        body = term(user, sensitive=True).organisation
        going(user, organisation=body, owner=None)
        group = OrganisationFactory(parent=body)
        going(user, organisation=group, owner=None)
        assert titles(make(user)) == []

    def test_of_events_of_what_would_reveal_something(self, user):
        going(user, organisation=OrganisationFactory(kind="union"), owner=None)
        going(user, organisation=OrganisationFactory(special_category="health"), owner=None)
        assert titles(make(user)) == []

    def test_of_steps(self, user):
        StepFactory(user=user, due=TODAY, sensitive=True)
        StepFactory(user=user, due=TODAY, membership=term(user, sensitive=True))
        step = StepFactory(user=user, due=TODAY)
        EntryFactory(user=user, confidential=True, next_step=step, no_step_because="")
        assert titles(make(user)) == []


class TestTheAddress:
    def test_is_shown_once_and_kept_as_a_hash(self, client, user):
        page = client.post(PAGE, ALL)
        address = page.context["address"]
        assert address in page.text
        assert read(address).status_code == 200
        assert address not in client.get(PAGE).text
        secret = address.rpartition("/")[2].removesuffix(".ics")
        assert secret not in str(FeedToken.objects.values().get())

    def test_another_takes_its_place(self, client, user):
        before = client.post(PAGE, ALL).context["address"]
        after = client.post(reverse("reports:renew_calendar")).context["address"]
        assert (read(before).status_code, read(after).status_code) == (404, 200)

    def test_shows_nothing_once_it_is_withdrawn(self, client, user):
        before = client.post(PAGE, ALL).context["address"]
        page = client.post(reverse("reports:revoke_calendar"), follow=True)
        assert "shows nothing any more" in page.text
        assert read(before).status_code == 404

    def test_stays_when_something_else_is_chosen(self, client, user):
        address = client.post(PAGE, ALL).context["address"]
        going(user)
        assert len(titles(address)) == 1
        client.post(PAGE, {"events": "none", "version": version(client)})
        assert titles(address) == []

    @pytest.mark.parametrize("name", ["renew_calendar", "revoke_calendar"])
    def test_that_is_not_there_can_be_neither_renewed_nor_withdrawn(self, client, user, name):
        assert client.post(reverse(f"reports:{name}")).status_code == 404

    def test_is_guessed_by_nobody(self, user):
        make(user)
        for guess in ("x", FeedToken.objects.get().token_hash):
            path = reverse("reports:calendar_ics", args=[guess])
            assert read(path).status_code == 404

    def test_takes_nothing(self, user):
        assert Client().post(make(user)).status_code == 405

    def test_goes_with_the_account(self, user):
        path = make(user)
        user.delete()
        assert read(path).status_code == 404

    def test_is_kept_and_passed_on_by_nobody(self, user):
        response = read(make(user))
        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "no-referrer"


def version(client):
    return client.get(PAGE).context["form"].initial["version"]


def test_what_has_not_changed_is_not_sent_again(user):
    going(user)
    path = make(user)
    etag = read(path)["ETag"]
    again = read(path, if_none_match=etag)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert again["Cache-Control"] == "private, no-store"
    going(user)
    assert read(path, if_none_match=etag).status_code == 200


def test_many_take_as_many_queries_as_one(user, django_assert_max_num_queries):
    path = make(user)
    numbers = []
    for count in (1, 2):
        for _ in range(count):
            going(user, organisation=OrganisationFactory(), owner=None)
            term(user)
            StepFactory(user=user, due=TODAY)
        with django_assert_max_num_queries(100) as found:
            assert len(titles(path)) == 4 * Membership.objects.count()
        numbers.append(len(found))
    assert numbers[0] == numbers[1]


def test_an_event_of_ones_own_is_in_it(user):
    event = OwnEventFactory(owner=user, starts_at=SOON, title="Mine")
    AttendanceFactory(user=user, event=event)
    assert titles(make(user)) == ["Mine"]
