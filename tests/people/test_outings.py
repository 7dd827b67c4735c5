"""What it takes to get to an event and home again: the break, the limits, the zone, a point."""

from datetime import time
from decimal import Decimal

import pytest
from django.urls import reverse

from engine.journeys import Point
from people.models import Profile
from tests.factories import PlaceFactory, ProfileFactory
from tests.people.filling import fields_of

pytestmark = pytest.mark.django_db
ADDRESS = reverse("account_outings")


def save(client, **changes):
    sent = fields_of(client.get(ADDRESS)) | changes
    return client.post(ADDRESS, {name: value for name, value in sent.items() if value is not False})


def test_all_of_it_is_kept_as_typed(signed_in, member):
    answer = save(
        signed_in,
        home_by="10.30pm",
        lunch_from="12",
        lunch_until="1pm",
        eat_minutes="45",
        night_away="on",
        cpd_days="7.5",
        zone="Europe/Dublin",
        home_latitude="53.35",
        home_longitude="-6.26",
    )
    assert answer.url == ADDRESS
    profile = Profile.objects.get(user=member)
    assert (profile.home_by, profile.lunch_from, profile.lunch_until) == (
        time(22, 30),
        time(12),
        time(13),
    )
    assert (profile.eat_minutes, profile.night_away, profile.cpd_days) == (45, True, Decimal("7.5"))
    assert (profile.zone, profile.home_point) == ("Europe/Dublin", Point(53.35, -6.26))


def test_a_town_is_where_no_point_is():
    profile = ProfileFactory(home=PlaceFactory(latitude=51.5, longitude=-1.7), work=None)
    assert (profile.home_point, profile.work_point) == (Point(51.5, -1.7), None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"lunch_from": "12"}, "A lunch break needs a beginning and a later end."),
        (
            {"lunch_from": "13", "lunch_until": "12"},
            "A lunch break needs a beginning and a later end.",
        ),
        ({"home_latitude": "51"}, "A point needs a latitude and a longitude."),
        ({"home_latitude": "91", "home_longitude": "1"}, "less than or equal to 90"),
        ({"zone": "Mars/Base"}, "Mars/Base is not one of the available choices"),
        ({"cpd_days": "-1"}, "greater than or equal to 0"),
        ({"eat_minutes": "241"}, "less than or equal to 240"),
        ({"home_by": "late"}, "No time of day."),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_typed(signed_in, member, typed, said):
    page = save(signed_in, **typed)
    assert said in page.text
    assert all(f'value="{text}"' in page.text for name, text in typed.items() if name != "zone")
    assert not Profile.objects.filter(user=member, lunch_from=time(12)).exists()
