"""Going, going back on it, and having gone: said, changed, taken back, counted and told."""

import datetime
from collections import Counter
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events.choices import Going, Reason
from events.going_counts import could_not_in_words, count_going
from events.models import Attendance
from events.services import save_event, say_going
from memberships.services import find_sensitive
from people.editing import VERSION
from tests.factories import (
    AttendanceFactory,
    EventFactory,
    MembershipFactory,
    OrganisationFactory,
    OwnEventFactory,
    PlaceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
HTMX = {"HX-Request": "true"}
MINE = reverse("events:mine")


def to_come(**more):
    return EventFactory(starts_at=NOW + 7 * DAY, **more)


def over(**more):
    return EventFactory(starts_at=NOW - 7 * DAY, **more)


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def url(name, event):
    return reverse(f"events:{name}", args=[event.uuid])


def page_of(client, event):
    return client.get(url("event", event)).context["going"]


def say(client, event, headers=None, **said):
    form = client.get(url("going", event)).context["going"].form
    version = form.initial[VERSION]
    data = {VERSION: version, **said}
    return client.post(url("going", event), data, follow=not headers, headers=headers or {})


def saved(user):
    return list(
        Attendance.objects.filter(user=user).values_list("state", "reason", "note", "days_away")
    )


def errors(response):
    return {name: list(texts) for name, texts in response.context["going"].form.errors.items()}


def said_of(client, address=MINE):
    sections = client.get(address).context["page"].sections
    return {section.key: [row.title for row in section.rows] for section in sections}


class TestSaying:
    def test_it_is_said_and_taken_back(self, client, owner):
        event = to_come()
        page = say(client, event, state="going", note="With Ada", days_away="0.5")
        assert page.redirect_chain == [(f"{url('event', event)}?undo=1", 302)]
        assert saved(owner) == [("going", "", "With Ada", Decimal("0.5"))]
        assert page.context["going"].said == "You go."
        undo = page.context["undo"]
        assert (undo.text, undo.fields) == ("You go.", ())
        client.post(undo.action)
        assert saved(owner) == []

    def test_a_change_goes_back_to_what_was_said_before(self, client, owner):
        event = to_come()
        AttendanceFactory(user=owner, event=event, note="Ask Ada", nothing_to_write=True)
        page = say(client, event, state="could_not", reason="too_late")
        assert saved(owner) == [("could_not", "too_late", "", None)]
        assert page.context["going"].said == "You could not go: too late home."
        undo = page.context["undo"]
        client.post(undo.action, dict(undo.fields))
        assert saved(owner) == [("going", "", "Ask Ada", None)]
        assert Attendance.objects.get().nothing_to_write

    def test_it_is_forgotten_and_said_again(self, client, owner):
        event = to_come()
        AttendanceFactory(user=owner, event=event, state="could_not", reason="cost")
        page = client.post(url("forget_going", event), follow=True)
        assert saved(owner) == []
        undo = page.context["undo"]
        assert undo.text == "You say nothing of it."
        client.post(undo.action, dict(undo.fields))
        assert saved(owner) == [("could_not", "cost", "", None)]
        assert client.post(url("forget_going", to_come()), follow=True).status_code == 200

    def test_with_htmx_in_place(self, client, owner):
        event = to_come()
        response = say(client, event, headers=HTMX, state="interested")
        assert response.templates[0].name == "events/_going.html"
        assert response.context["undo"].text == "You are interested."
        assert "<html" not in response.content.decode()

    def test_a_reason_is_asked_for_and_kept_only_where_one_could_not(self, client, owner):
        event = to_come()
        response = say(client, event, state="could_not", note="Sorry")
        assert errors(response) == {"reason": ["Say why you could not go."]}
        assert fields_of_going(response)["note"] == "Sorry"
        say(client, event, state="going", reason="cost")
        assert saved(owner) == [("going", "", "", None)]

    def test_nothing_is_not_said(self, client, owner):
        assert errors(say(client, to_come())) == {"state": ["This field is required."]}
        assert saved(owner) == []

    @pytest.mark.parametrize(
        ("starts", "states"),
        [
            (NOW + DAY, ["interested", "going", "could_not"]),
            (NOW - HOUR, ["interested", "going", "went", "could_not"]),
            (NOW - DAY, ["went", "could_not"]),
        ],
    )
    def test_what_can_be_said_by_now(self, client, owner, starts, states):
        form = page_of(client, EventFactory(starts_at=starts)).form
        assert [value for value, _label in form.fields["state"].choices] == states

    def test_nobody_went_to_what_has_not_begun(self, client, owner):
        response = say(client, to_come(), state="went")
        assert "state" in errors(response)
        with pytest.raises(ValidationError):
            say_going(attendance=Attendance(user=owner, event=to_come(), state="went"))

    def test_undo_of_what_was_moved_into_the_future_says_so(self, client, owner):
        event = to_come()
        page = client.post(url("take_back_going", event), {"state": "went"}, follow=True)
        assert "It has not begun yet." in page.content.decode()
        assert client.post(url("take_back_going", event), {"state": "asleep"}).status_code == 400

    def test_two_tabs_are_noticed(self, client, owner):
        event = to_come()
        AttendanceFactory(user=owner, event=event)
        data = {VERSION: "", "state": "interested"}
        response = client.post(url("going", event), data)
        assert errors(response)["state"] == ["Saved meanwhile: Going"]

    def test_who_went_is_led_to_the_journal(self, client, owner):
        event = over()
        assert page_of(client, event).write_url == ""
        page = say(client, event, state="went")
        attendance = Attendance.objects.get()
        address = f"{reverse('journal:new')}?attendance={attendance.uuid}"
        assert page.context["going"].write_url == address
        assert client.get(address, follow=True).status_code == 200

    def test_a_colleague_says_it_for_themself(self, client, owner):
        theirs = AttendanceFactory(event=to_come())
        assert page_of(client, theirs.event).said == "You say nothing of it."
        client.post(url("forget_going", theirs.event))
        assert list(Attendance.objects.all()) == [theirs]
        assert client.get(url("going", OwnEventFactory())).status_code == 404


class TestNews:
    def test_a_cancelled_one_is_told_and_answered(self, client, owner):
        event = to_come(title="Evening", status="cancelled")
        AttendanceFactory(user=owner, event=event)
        assert news(client) == "(1 changed)"
        assert page_of(client, event).news == "It has been cancelled."
        page = client.post(url("seen", event), follow=True)
        assert saved(owner) == [("could_not", "cancelled", "", None)]
        assert news(client) == ""
        undo = page.context["undo"]
        client.post(undo.action, dict(undo.fields))
        assert saved(owner) == [("going", "", "", None)]

    def test_a_moved_one_is_told_until_it_is_seen(self, client, owner):
        event = to_come(place=PlaceFactory(name="Bristol"))
        event.starts_at = datetime.datetime(2199, 3, 10, 18, 30, tzinfo=datetime.UTC)
        event.ends_at = event.starts_at + HOUR
        event.save()
        say_going(attendance=Attendance(user=owner, event=event, state="interested"))
        assert news(client) == ""
        event.starts_at, event.place = event.starts_at + 10 * HOUR, PlaceFactory(name="Oxford")
        event.ends_at = event.starts_at + HOUR
        save_event(event=event)
        (row,) = client.get(MINE).context["page"].sections[0].rows
        assert row.news == (
            "It has been moved: it was to begin on Sunday 10 March 2199 at 18:30. "
            "It was to be in Bristol."
        )
        assert news(client) == "(1 changed)"
        client.post(url("seen", event))
        assert news(client) == ""
        assert page_of(client, event).news == ""
        assert saved(owner) == [("interested", "", "", None)]

    def test_what_is_over_or_not_meant_is_no_news(self, client, owner):
        AttendanceFactory(user=owner, event=over(status="cancelled"))
        AttendanceFactory(
            user=owner, event=to_come(status="cancelled"), state="could_not", reason="full"
        )
        AttendanceFactory(event=to_come(status="cancelled"))
        assert news(client) == ""


class TestMine:
    def test_to_come_first_then_what_is_over(self, client, owner):
        for days in (3, 1, -1, -3):
            event = EventFactory(title=f"{days}", starts_at=NOW + days * DAY)
            AttendanceFactory(user=owner, event=event)
        AttendanceFactory(user=owner, event=OwnEventFactory(owner=owner, removed_at=NOW))
        AttendanceFactory()
        assert said_of(client) == {"coming": ["1", "3"], "over": ["-1", "-3"]}
        rows = client.get(MINE).context["page"].sections[1].rows
        assert {row.asks for row in rows} == {"Did you go?"}

    def test_by_what_was_said(self, client, owner):
        AttendanceFactory(user=owner, event=over(title="Was there"), state="went")
        AttendanceFactory(
            user=owner, event=over(title="Missed"), state="could_not", reason="cost", note="£90"
        )
        page = client.get(MINE, {"state": "could_not"}).context["page"]
        assert [label for label, _url, _shown in page.states] == [
            "All", "Went (1)", "Could not (1)",
        ]  # fmt: skip
        (row,) = page.sections[0].rows
        assert (row.title, row.state, row.note) == ("Missed", "Could not: cost", "£90")
        assert page.sentence == "Went to one. Could not go once: cost 1."
        assert said_of(client, f"{MINE}?state=asleep")["over"] == ["Missed", "Was there"]

    def test_empty(self, client, owner):
        page = client.get(MINE).context["page"]
        assert page.empty.startswith("Here will stand the events")
        assert page.sections == ()

    def test_queries(self, client, owner, django_assert_max_num_queries):
        counts = []
        for count in (1, 3):
            for _ in range(count):
                AttendanceFactory(user=owner, event=to_come())
                AttendanceFactory(user=owner, event=over(), state="went")
            with django_assert_max_num_queries(12) as captured:
                client.get(MINE)
            counts.append(len(captured))
        assert counts[0] == counts[1]

    def test_the_list_of_all_marks_ones_own(self, client, owner):
        AttendanceFactory(user=owner, event=to_come())
        AttendanceFactory(event=to_come())
        days = client.get(reverse("events:list")).context["page"].days
        assert Counter(row.said for day in days for row in day.rows) == {"Going": 1, "": 1}


class TestCounts:
    def test_how_often_and_why_not(self):
        user = UserFactory()
        for reason in ("too_late", "cost", "too_late", "too_late"):
            AttendanceFactory(user=user, state="could_not", reason=reason)
        AttendanceFactory(user=user, state="went")
        AttendanceFactory(state="could_not", reason="full")
        counts = count_going(user=user)
        assert counts.states == {Going.COULD_NOT: 4, Going.WENT: 1}
        assert counts.reasons == {Reason.TOO_LATE: 3, Reason.COST: 1}
        assert could_not_in_words(counts) == "Could not go 4 times: too late home 3, cost 1."

    def test_within_a_time(self):
        user = UserFactory()
        for days in (-400, -10, 10):
            AttendanceFactory(user=user, event__starts_at=NOW + days * DAY)
        counts = count_going(user=user, since=NOW - 365 * DAY, until=NOW)
        assert counts.states == {Going.GOING: 1}

    def test_what_is_sensitive_can_be_left_out(self, django_assert_num_queries):
        user = UserFactory()
        union = MembershipFactory(user=user, sensitive=True).organisation
        group = OrganisationFactory(parent=union)
        plain = MembershipFactory(user=user).organisation
        for body in (union, group, plain, OrganisationFactory(special_category="faith")):
            AttendanceFactory(user=user, event__organisation=body)
        AttendanceFactory(user=user, event=OwnEventFactory(owner=user))
        assert count_going(user=user).states == {Going.GOING: 5}
        with django_assert_num_queries(3):
            counts = count_going(user=user, leave_out_sensitive=True)
        assert counts.states == {Going.GOING: 2}

    def test_who_is_open_about_it_shows_it(self):
        user = UserFactory()
        faith = OrganisationFactory(special_category="faith")
        MembershipFactory(user=user, organisation=faith, sensitive=False)
        below = OrganisationFactory(parent=faith)
        found = find_sensitive(user=user, organisations=[faith.pk, below.pk])
        assert found == {below.pk}
        assert find_sensitive(user=UserFactory(), organisations=[]) == set()


def news(client):
    return client.get(reverse("events:news")).content.decode()


def fields_of_going(response):
    return {field.name: field.value() for field in response.context["going"].form}
