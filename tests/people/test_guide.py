"""The guide: where it begins and goes on, what is skipped and taken back, and its first step."""

from datetime import time

import pytest
from django.urls import reverse

from people.choices import Step
from people.guide import (
    STEPS,
    finish_step,
    load_stepper,
    load_way_in,
    reopen_steps,
    skip_steps,
    url_after,
    url_of_open_step,
)
from people.models import GuideStep, Profile
from tests.factories import UserFactory
from tests.people.cast import make_member
from tests.people.test_learning import make_place

WHERE = reverse("account_guide_where")
OVERVIEW = reverse("account_overview")


def states(user):
    return dict(GuideStep.objects.filter(user=user).values_list("step", "state"))


def skip(client, step):
    return client.post(reverse("account_skip_step"), {"step": step})


# The rules ----------------------------------------------------------------------------------


def test_what_is_done_stays_done(member):
    finish_step(user=member, step=Step.WANT)
    finish_step(user=member, step=Step.WANT)
    assert skip_steps(user=member, steps=STEPS) == [Step.WHERE, Step.BELONG, Step.ACTIVE]
    assert skip_steps(user=member, steps=STEPS) == []
    assert states(member) == {
        "where": "skipped", "want": "done", "belong": "skipped", "active": "skipped"
    }  # fmt: skip
    reopen_steps(user=member, steps=STEPS)
    assert states(member) == {"want": "done"}


def test_what_was_skipped_can_be_done(member):
    skip_steps(user=member, steps=(Step.WANT,))
    finish_step(user=member, step=Step.WANT)
    assert states(member) == {"want": "done"}


def test_it_goes_on_at_the_first_open_step(member):
    assert url_of_open_step(member) == WHERE
    finish_step(user=member, step=Step.WHERE)
    skip_steps(user=member, steps=(Step.BELONG,))
    assert url_of_open_step(member) == reverse("goals:guide")
    skip_steps(user=member, steps=STEPS)
    assert url_of_open_step(member) == reverse("home")


def test_the_last_step_leads_to_what_it_was_for():
    assert [url_after(step) for step in STEPS] == [
        reverse("goals:guide"),
        reverse("memberships:guide"),
        reverse("memberships:guide_activity"),
        reverse("home"),
    ]


def test_the_way_in_says_where_one_was(member):
    assert load_way_in(member).text == "Begin: four steps in about ten minutes"
    assert not load_way_in(member).is_under_way
    skip_steps(user=member, steps=STEPS[:2])
    way = load_way_in(member)
    assert (way.text, way.is_under_way) == ("Go on: step 3 of 4", True)
    assert way.url == reverse("memberships:guide")
    skip_steps(user=member, steps=STEPS)
    assert load_way_in(member).text == "Go through the guide again"
    assert not load_way_in(member).is_under_way


def test_the_stepper_says_where_one_is(member, django_assert_num_queries):
    finish_step(user=member, step=Step.WHERE)
    skip_steps(user=member, steps=(Step.WANT,))
    with django_assert_num_queries(1):
        stepper = load_stepper(user=member, step=Step.BELONG)
    assert stepper.position == "Step 3 of 4"
    assert [(step.state, step.is_current) for step in stepper.steps] == [
        ("done", False), ("skipped", False), ("", True), ("", False)
    ]  # fmt: skip
    assert stepper.back_url == reverse("goals:guide")
    assert load_stepper(user=member, step=Step.WHERE).back_url == ""


def test_each_has_their_own(member):
    finish_step(user=UserFactory(), step=Step.WHERE)
    assert states(member) == {}


# Its pages ----------------------------------------------------------------------------------


def test_skipping_goes_on_and_is_taken_back(signed_in, member):
    response = skip(signed_in, "where")
    assert response.url == f"{reverse('goals:guide')}?undo=1"
    assert states(member) == {"where": "skipped"}
    page = signed_in.get(response.url)
    assert "“Where are you?” has been skipped." in page.text
    response = signed_in.post(reverse("account_reopen_steps"), {"step": "where"})
    assert response.url == WHERE
    assert states(member) == {}


def test_skipping_what_is_done_only_goes_on(signed_in, member):
    finish_step(user=member, step=Step.WHERE)
    assert skip(signed_in, "where").url == reverse("goals:guide")
    assert states(member) == {"where": "done"}


@pytest.mark.parametrize("step", ["", "rest", "<script>", "where\x00"])
@pytest.mark.parametrize("name", ["account_skip_step", "account_reopen_steps"])
def test_no_step_at_all(signed_in, member, name, step):
    assert signed_in.post(reverse(name), {"step": step}).status_code == 400
    assert states(member) == {}


def test_it_is_offered_no_more_unless_that_is_taken_back(signed_in, member):
    finish_step(user=member, step=Step.WANT)
    assert "Go on: step 1 of 4" in signed_in.get(OVERVIEW).text
    response = signed_in.post(reverse("account_end_guide"))
    page = signed_in.get(response.url)
    assert "The guide will not be offered again." in page.text
    assert "Do not offer the guide again" not in page.text
    fields = page.context["undo"].fields
    assert [step for _, step in fields] == ["where", "belong", "active"]
    signed_in.post(reverse("account_reopen_steps"), {"step": [step for _, step in fields]})
    assert states(member) == {"want": "done"}


# The first sign-in --------------------------------------------------------------------------


def sign_in(client, **more):
    answers = {"login": "librarian@example.org", "password": "quiet-reading-room"}
    return client.post(reverse("account_login"), answers | more)


@pytest.fixture
def newcomer(db):
    return make_member(last_login=None)


def test_the_first_sign_in_leads_into_it_and_later_ones_do_not(client, newcomer):
    assert sign_in(client).url == reverse("account_guide")
    assert client.get(reverse("account_guide")).url == WHERE
    client.post(reverse("account_logout"))
    assert sign_in(client).url == reverse("home")


def test_whoever_was_on_the_way_to_a_page_gets_there_first(client, newcomer):
    assert sign_in(client, next="/account/name/").url == "/account/name/"
    assert client.get(reverse("account_login")).url == reverse("home")


# Where one is -------------------------------------------------------------------------------

ANSWERS = {
    "home": "Wroughton", "work": "", "modes": ["bus"], "longest_journey": "60",
    "week-usual_start": "9", "week-usual_leave": "17:30", "week-monday": "on",
}  # fmt: skip


def test_the_first_step_keeps_both_and_goes_on(signed_in, member, db):
    town = make_place("Wroughton", "Swindon")
    response = signed_in.post(WHERE, ANSWERS)
    assert response.url == reverse("goals:guide")
    profile = Profile.objects.get(user=member)
    assert (profile.home, profile.longest_journey) == (town, 60)
    assert list(profile.travel_modes.values_list("mode", flat=True)) == ["bus"]
    days = member.working_days.values_list("weekday", "start", "leave", "home_by")
    assert list(days) == [(0, time(9), time(17, 30), None)]
    assert states(member) == {"where": "done"}
    page = signed_in.get(WHERE)
    assert 'value="Wroughton, Swindon, GB"' in page.text
    assert 'name="week-usual_leave" value="17:30"' in page.text


def test_what_is_wrong_in_either_is_said_and_nothing_kept(signed_in, member):
    page = signed_in.post(WHERE, ANSWERS | {"home": "nowhere", "week-monday_leave": "8"})
    assert page.context["form"].errors.keys() == {"home"}
    assert page.context["week"].errors.keys() == {"monday_leave"}
    assert 'href="#id_week-monday_leave"' in page.text
    assert not Profile.objects.exists()
    assert states(member) == {}


def test_what_was_typed_outlives_the_session(signed_in, member, client):
    make_place("Wroughton", "Swindon")
    page = signed_in.get(WHERE)
    owner = page.context["form"]["written_by"].value()
    assert page.text.count("written_by") == 2  # one field, its name and its id
    client.logout()
    client.post(WHERE, ANSWERS | {"written_by": owner})
    client.force_login(member)
    unsent = client.get(reverse("account_send_again")).context["unsent"]
    assert (unsent.path, dict(unsent.fields)["home"]) == (WHERE, "Wroughton")


def test_hostile_text_is_shown_as_it_is(signed_in):
    page = signed_in.post(WHERE, ANSWERS | {"week-usual_start": "<script>alert(1)</script>"})
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


def test_nobody_sees_anothers(signed_in, client):
    make_place("Wroughton", "Swindon")
    signed_in.post(WHERE, ANSWERS)
    client.force_login(make_member("colleague@example.org"))
    assert "Wroughton" not in client.get(WHERE).text


def test_the_first_step_asks_little(signed_in, member, django_assert_num_queries):
    make_place("Wroughton", "Swindon")
    signed_in.post(WHERE, ANSWERS | {"work": "Wroughton"})
    with django_assert_num_queries(11):
        # session, user; begin, person, profile, end; modes, days; steps; home, work
        signed_in.get(WHERE)
