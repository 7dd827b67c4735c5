"""What the database refuses about people and places."""

import datetime

import pytest
from django.utils import timezone

from people.models import GuideStep, Invitation, TravelMode, WorkingDay
from tests.constraints import assert_refused, constraints_of
from tests.factories import PlaceFactory, ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime.time(12)
YEAR = datetime.timedelta(days=365)


def day(user, **values):
    times = {"start": datetime.time(9), "leave": datetime.time(17)}
    return WorkingDay.objects.create(user=user, **{"weekday": 0} | times | values)


def same_address_in_capitals():
    UserFactory(email="a@example.org")
    UserFactory(email="A@example.org")


def same_way_of_travelling_twice():
    profile = ProfileFactory()
    for _ in range(2):
        TravelMode.objects.create(profile=profile, mode="train")


def same_day_twice():
    user = UserFactory()
    day(user)
    day(user)


def same_step_twice():
    user = UserFactory()
    step(user)
    step(user, state="skipped")


def step(user, **values):
    return GuideStep.objects.create(user=user, **{"step": "want", "state": "done"} | values)


def invitation(**values):
    now = timezone.now()
    defaults = {"address": "a@example.org", "token_hash": "1", "sent_at": now}
    defaults["expires_at"] = now + datetime.timedelta(days=1)
    return Invitation.objects.create(**defaults | values)


def same_address_invited_twice():
    invitation()
    invitation(address="A@example.org", token_hash="2")


WRITES = {
    "user_email_unique_without_case": same_address_in_capitals,
    "place_latitude": lambda: PlaceFactory(latitude=90.1),
    "place_longitude": lambda: PlaceFactory(longitude=-180.1),
    "profile_longest_journey": lambda: ProfileFactory(longest_journey=4),
    "profile_home_point": lambda: ProfileFactory(home_latitude=51),
    "profile_work_point": lambda: ProfileFactory(work_latitude=51, work_longitude=180.1),
    "profile_lunch_until_after_from": lambda: ProfileFactory(lunch_from=NOON, lunch_until=NOON),
    "profile_eat_minutes": lambda: ProfileFactory(eat_minutes=241),
    "profile_cpd_days": lambda: ProfileFactory(cpd_days="366.5"),
    "profile_passive_factor": lambda: ProfileFactory(passive_factor="1.01"),
    "profile_responsive_factor": lambda: ProfileFactory(responsive_factor="-0.01"),
    "profile_interactive_factor": lambda: ProfileFactory(interactive_factor=2),
    "travelmode_once": same_way_of_travelling_twice,
    "travelmode_known": lambda: TravelMode.objects.create(profile=ProfileFactory(), mode="kite"),
    "workingday_once": same_day_twice,
    "workingday_weekday": lambda: day(UserFactory(), weekday=7),
    "workingday_leave_after_start": lambda: day(UserFactory(), leave=datetime.time(9)),
    "guidestep_once": same_step_twice,
    "guidestep_known": lambda: step(UserFactory(), step="rest"),
    "guidestep_state_known": lambda: step(UserFactory(), state="begun"),
    "invitation_open_once": same_address_invited_twice,
    "invitation_expires_after_sent": lambda: invitation(expires_at=timezone.now() - YEAR),
    "invitation_accepted_by_somebody": lambda: invitation(accepted_at=timezone.now()),
}


@pytest.mark.parametrize("name", WRITES)
def test_the_database_refuses(name):
    assert_refused(name, WRITES[name])


def test_no_constraint_is_left_out():
    assert set(WRITES) == constraints_of("people")
