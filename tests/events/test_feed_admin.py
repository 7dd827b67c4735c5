"""How curators keep the calendars whose events are everybody's."""

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.roles import Role, give_role
from events.models import Feed
from tests.factories import FeedFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "https://calendar.example.org/a.ics"


@pytest.fixture
def curator(client):
    user = UserFactory()
    give_role(user=user, role=Role.CURATOR)
    client.force_login(user)


def add(client, **answers):
    said = {"name": "Evenings", "address": ADDRESS, **answers}
    said.setdefault("organisation", OrganisationFactory().pk)
    return client.post(reverse("admin:events_feed_add"), said)


def test_one_that_is_added_is_read_soon(client, curator):
    assert add(client, address=ADDRESS.replace("https", "webcal")).status_code == 302
    feed = Feed.objects.get()
    assert (feed.owner, feed.address, feed.state) == (None, ADDRESS, "new")
    assert feed.next_at is not None
    assert feed.next_at <= timezone.now()


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"address": "http://example.org/"}, "Only addresses that begin with https://"),
        ({"address": ""}, "Only addresses that begin with https://"),
        ({"organisation": ""}, "Choose one that is in the catalogue."),
    ],
)
def test_what_cannot_be_read_for_everybody_is_refused(client, curator, answers, why):
    assert why in add(client, **answers).text
    assert not Feed.objects.exists()


def test_one_is_read_once(client, curator):
    add(client)
    assert "This calendar is read already." in add(client).text


def test_nobodys_own_is_shown(client, curator):
    own = FeedFactory(name="Zzyzx")
    assert "Zzyzx" not in client.get(reverse("admin:events_feed_changelist")).text
    assert client.get(reverse("admin:events_feed_change", args=[own.pk])).status_code == 302
