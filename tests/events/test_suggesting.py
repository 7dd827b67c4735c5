"""Somebody's own event becomes everybody's, or stays theirs for a reason."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from catalogue.roles import Role, give_role
from events.choices import Suggested
from events.models import Event, EventRevision
from events.suggesting import accept_event, decline_event, suggest_event, withdraw_event
from tests.factories import (
    EventFactory,
    FeedFactory,
    OrganisationFactory,
    OwnEventFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    return OwnEventFactory(title="Open evening", organisation=OrganisationFactory())


@pytest.fixture
def curator(client):
    user = UserFactory()
    give_role(user=user, role=Role.CURATOR)
    client.force_login(user)
    return user


class TestTheServices:
    def test_accepted_it_is_everybodys(self, own):
        owner = own.owner
        accept_event(event=suggest_event(event=own))
        own.refresh_from_db()
        assert (own.owner, own.suggester, own.suggested) == (None, owner, Suggested.ACCEPTED)
        assert EventRevision.objects.get().number == 1
        assert own.history.count() == 1
        assert not hasattr(own.history.get(), "suggester_id")

    def test_nothing_says_which_calendar_it_was_from(self, own):
        own.feed = FeedFactory(owner=own.owner, name="Private things")
        own.uid, own.seed = "1@example.org", {"title": "Open evening"}
        own.save()
        accept_event(event=suggest_event(event=own))
        own.refresh_from_db()
        assert (own.feed, own.uid, own.seed) == (None, "", {})

    @pytest.mark.parametrize("private", [False, True])
    def test_it_needs_an_organiser_whom_all_can_see(self, private):
        owner = UserFactory()
        body = OrganisationFactory(key=None, owner=owner) if private else None
        own = OwnEventFactory(owner=owner, organisation=body)
        with pytest.raises(ValidationError, match="Say first who organises it"):
            suggest_event(event=own)

    def test_declined_it_stays_with_its_owner_who_reads_why(self, own, client):
        decline_event(event=suggest_event(event=own), because=" It is for staff only. ")
        client.force_login(own.owner)
        page = client.get(reverse("events:event", args=[own.uuid])).context["page"]
        assert page.suggested == "The curators left it to you: It is for staff only."
        assert (page.own, page.may_suggest, page.may_withdraw) == (True, True, False)

    def test_not_without_a_reason(self, own):
        with pytest.raises(ValidationError, match="Say why"):
            decline_event(event=suggest_event(event=own), because=" ")

    def test_suggested_again_the_reason_is_gone(self, own):
        decline_event(event=suggest_event(event=own), because="Too early")
        suggest_event(event=own)
        assert (own.suggested, own.declined_because) == (Suggested.WAITING, "")

    def test_withdrawn_nothing_of_it_is_left(self, own):
        withdraw_event(event=suggest_event(event=own))
        own.refresh_from_db()
        assert (own.suggested, own.suggester) == ("", None)


class TestThePages:
    def queue(self, client):
        return client.get(reverse("events:suggested")).context["page"]

    def test_suggest_and_withdraw(self, client, own):
        client.force_login(own.owner)
        url = reverse("events:event", args=[own.uuid])
        assert client.get(url).context["page"].may_suggest
        client.post(reverse("events:suggest", args=[own.uuid]))
        page = client.get(url).context["page"]
        assert page.suggested == ("You have suggested it for everybody: it waits for a curator.")
        client.post(reverse("events:withdraw", args=[own.uuid]))
        assert client.get(url).context["page"].suggested == ""

    def test_why_it_cannot_be_suggested_is_said(self, client):
        own = OwnEventFactory()
        client.force_login(own.owner)
        page = client.post(reverse("events:suggest", args=[own.uuid]), follow=True)
        assert "Say first who organises it" in page.content.decode()

    def test_the_queue_names_nobody(self, client, curator, own):
        own.owner.name = "Wilhelmina Nobody"
        own.owner.save()
        suggest_event(event=own)
        OwnEventFactory(title="Not suggested")
        page = self.queue(client)
        assert (page.count, [each.title for each in page.events]) == (
            "1 event waits.",
            ["Open evening"],
        )
        assert "Wilhelmina" not in client.get(reverse("events:suggested")).content.decode()

    def test_accepted_by_a_curator_everybody_sees_it(self, client, curator, own):
        owner = own.owner
        suggest_event(event=own)
        client.post(reverse("events:accept", args=[own.uuid]))
        assert self.queue(client).count == "No event waits."
        url = reverse("events:event", args=[own.uuid])
        client.force_login(UserFactory())
        assert client.get(url).context["page"].suggested == ""
        client.force_login(owner)
        assert client.get(url).context["page"].suggested == (
            "You have suggested it, and the curators took it over for everybody."
        )

    def test_declined_by_a_curator(self, client, curator, own):
        suggest_event(event=own)
        page = client.post(reverse("events:decline", args=[own.uuid]), follow=True)
        assert "Say why." in page.content.decode()
        client.post(reverse("events:decline", args=[own.uuid]), {"because": "Too early"})
        own.refresh_from_db()
        assert (own.suggested, own.declined_because) == (Suggested.DECLINED, "Too early")

    def test_what_was_removed_meanwhile_waits_no_more(self, client, curator, own):
        suggest_event(event=own)
        client.force_login(own.owner)
        client.post(reverse("events:remove", args=[own.uuid]))
        client.force_login(curator)
        assert self.queue(client).events == ()
        assert client.post(reverse("events:accept", args=[own.uuid])).status_code == 404

    def test_as_many_queries_for_three_as_for_one(self, client, curator, django_assert_num_queries):
        def one():
            suggest_event(event=OwnEventFactory(organisation=OrganisationFactory()))

        one()
        url = reverse("events:suggested")
        with django_assert_num_queries(9):
            client.get(url)
        one()
        one()
        with django_assert_num_queries(9):
            client.get(url)


class TestTheAdmin:
    def sent(self, event, **changes):
        return {
            "title": event.title, "organisation": event.organisation_id, "starts_on": "10/3/2026",
            "starts_time": "18:30", "ends_time": "20:30", "zone": "America/New_York",
            "mode": "face_to_face", "place": event.place_id, "status": "confirmed",
            "prices-TOTAL_FORMS": 0, "prices-INITIAL_FORMS": 0, **changes,
        }  # fmt: skip

    def test_times_are_those_of_its_own_clocks(self, client, curator):
        event = EventFactory(zone="America/New_York")
        url = reverse("admin:events_event_change", args=[event.pk])
        form = client.get(url).context["adminform"].form
        assert form["starts_time"].value() == "14:30"
        client.post(url, self.sent(event, seen=form["seen"].value()))
        event.refresh_from_db()
        assert f"{event.starts_at:%H:%M}" == "22:30"
        assert EventRevision.objects.get().number == 1

    def test_somebody_organises_it(self, client, curator):
        event = EventFactory()
        url = reverse("admin:events_event_add")
        page = client.post(url, self.sent(event, organisation=""))
        assert page.context["adminform"].form.errors.keys() == {"organisation"}

    def test_nobodys_own_are_seen(self, client, curator, own):
        listed = client.get(reverse("admin:events_event_changelist")).content.decode()
        assert own.title not in listed
        url = reverse("admin:events_event_change", args=[own.pk])
        assert client.get(url).status_code == 302
        assert Event.objects.get(pk=own.pk).owner == own.owner
