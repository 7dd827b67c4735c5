"""What there is about one membership: changed, confirmed, roles, ended, removed, put back."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from memberships.models import Membership, Role
from people.figures import day
from tests.factories import (
    FeeFactory,
    MembershipFactory,
    RoleFactory,
    TermFactory,
    UserFactory,
)
from tests.memberships.reading import HOSTILE, LITERAL, text_of, url

pytestmark = pytest.mark.django_db


class TestDetails:
    def test_what_else_is_held_near_it_is_named(self, client, owner, membership):
        here = membership.organisation
        for kind, state in (("employer", "held"), ("informal", "ended"), ("profile", "intended")):
            MembershipFactory(user=owner, organisation=here, kind=kind, state=state)
        related = client.get(url("detail", membership.uuid)).context["page"].related
        assert [link.text for link in related] == ["My own body: through my employer"]

    def test_are_changed_and_confirmed(self, client, membership):
        address = url("edit", membership.uuid)
        answers = {"kind": "personal", "number": "4711", "keep_reason": "vote", "sensitive": "on"}
        version = client.get(address).context["form"].initial["version"]
        client.post(address, answers | {"notes": HOSTILE, "version": version})
        client.post(url("confirm", membership.uuid))
        kept = Membership.objects.get()
        assert (kept.number, kept.keep_reason, kept.sensitive, kept.notes) == (
            "4711",
            "vote",
            True,
            HOSTILE,
        )
        assert kept.confirmed_on == timezone.localdate()
        page = text_of(client.get(url("detail", membership.uuid)))
        assert "My vote" in page
        assert LITERAL in page
        assert reverse("evaluation:membership", args=[membership.uuid]) in page

    def test_a_lost_update_is_noticed_and_both_are_shown(self, client, membership):
        address = url("edit", membership.uuid)
        version = client.get(address).context["form"].initial["version"]
        first = {"kind": "personal", "number": "first", "version": version}
        assert client.post(address, first).status_code == 302
        second = first | {"number": "second"}
        response = client.post(address, second)
        page = text_of(response)
        assert "Saved meanwhile: first" in page
        assert 'value="second"' in page
        assert Membership.objects.get().number == "first"
        again = second | {"version": response.context["form"].initial["version"]}
        assert client.post(address, again).status_code == 302
        assert Membership.objects.get().number == "second"

    def test_what_was_typed_survives_the_end_of_the_session(self, client, owner, membership):
        address = url("edit", membership.uuid)
        hidden = client.get(address).context["form"].initial
        tokens = {name: hidden[name] for name in ("version", "written_by")}
        client.logout()
        answers = {"kind": "personal", "notes": "A long afternoon's thoughts"}
        assert client.post(address, answers | tokens).status_code == 302
        client.force_login(owner)
        unsent = client.get(reverse("account_send_again")).context["unsent"]
        assert unsent.path == address
        client.post(unsent.path, dict(unsent.fields))
        assert Membership.objects.get().notes == "A long afternoon's thoughts"

    def test_a_kind_that_is_there_already_is_refused(self, client, owner, membership):
        other = MembershipFactory(user=owner, organisation=membership.organisation, kind="employer")
        address = url("edit", other.uuid)
        version = client.get(address).context["form"].initial["version"]
        response = client.post(address, {"kind": "personal", "version": version})
        assert "You have this membership already." in text_of(response)

    def test_hostile_text_everywhere_is_shown_literally(self, client, owner):
        membership = MembershipFactory(
            user=owner, organisation__name=HOSTILE, number=HOSTILE, ended_reason=HOSTILE
        )
        membership.ended_on = datetime.date(2026, 1, 1)
        membership.save()
        term = TermFactory(membership=membership, grade=HOSTILE)
        role = RoleFactory(membership=membership, title=HOSTILE)
        FeeFactory(organisation=membership.organisation, grade=HOSTILE, source=HOSTILE)
        for address in (
            url("list"),
            url("detail", membership.uuid),
            url("edit", membership.uuid),
            url("fee", membership.uuid),
            url("edit_term", membership.uuid, term.pk),
            url("edit_role", membership.uuid, role.pk),
            url("join", membership.organisation.uuid),
        ):
            page = text_of(client.get(address))
            assert LITERAL in page, address
            assert "<script>alert" not in page, address


class TestRoles:
    def test_come_and_go_and_come_back(self, client, membership):
        answers = {"title": "Treasurer", "starts": "2024-05-01", "ends": ""}
        client.post(url("add_role", membership.uuid), answers)
        role = Role.objects.get()
        address = url("edit_role", membership.uuid, role.pk)
        version = client.get(address).context["form"].initial["version"]
        client.post(address, answers | {"title": "Chair", "version": version})
        page = text_of(client.get(url("detail", membership.uuid)))
        assert "Chair" in page
        assert "from 1 May 2024" in page
        response = client.post(url("remove_role", membership.uuid, role.pk), follow=True)
        assert not Role.objects.exists()
        undo = response.context["undo"]
        client.post(undo.action, dict(undo.fields))
        assert list(Role.objects.values_list("title", "starts", "ends")) == [
            ("Chair", datetime.date(2024, 5, 1), None)
        ]

    def test_a_form_sent_twice_makes_one(self, client, membership):
        address = url("add_role", membership.uuid)
        for answers in (
            {"title": "Treasurer"},
            {"title": "Chair", "starts": "1/5/2024", "ends": "1/5/2025"},
        ):
            assert client.post(address, answers).status_code == 302
            page = text_of(client.post(address, answers))
            assert "You have this role with these days already." in page
        assert client.post(address, {"title": "Chair", "starts": "2/5/2025"}).status_code == 302
        assert Role.objects.count() == 3


class TestEndingAndRemoving:
    def test_ending_asks_why_and_can_be_taken_back(self, client, membership):
        address = url("end", membership.uuid)
        version = client.get(address).context["form"].initial["version"]
        answers = {"ended_on": "31/12/2025", "ended_reason": "Too dear", "version": version}
        response = client.post(address, answers, follow=True)
        assert "Ended on 31 December 2025: Too dear" in text_of(response)
        assert "You no longer belong to My own body" in text_of(response)
        undo = response.context["undo"]
        response = client.post(undo.action, dict(undo.fields), follow=True)
        assert "You belong to My own body: personal." in text_of(response)
        assert Membership.objects.get().state == "held"
        today = day(timezone.localdate())
        assert "Ended on 31 December 2025: Too dear" in text_of(response)
        assert f"Went on after all on {today}." in text_of(response)

    def test_a_conflict_shows_what_was_saved_and_not_the_day_proposed(self, client, membership):
        address = url("end", membership.uuid)
        version = client.get(address).context["form"]["version"].value()
        membership.save()
        answers = {"ended_on": "31/12/2025", "version": version}
        form = client.post(address, answers).context["form"]
        assert form.errors["ended_on"] == ["Saved meanwhile: you belong to it"]
        client.post(address, answers | {"version": form["version"].value()})
        again = client.post(address, answers | {"ended_on": "30/12/2025"}).context["form"]
        assert again.errors["ended_on"] == ["Saved meanwhile: 31 Dec 2025"]

    def test_not_in_the_future(self, client, membership):
        address = url("end", membership.uuid)
        version = client.get(address).context["form"].initial["version"]
        response = client.post(address, {"ended_on": "31/12/2150", "version": version})
        assert "That day is still to come" in text_of(response)
        assert Membership.objects.get().state == "held"

    def test_a_mistake_is_removed_and_can_be_put_back(self, client, owner):
        membership = MembershipFactory(user=owner, state="intended", organisation__name="Oops")
        response = client.post(url("remove", membership.uuid), follow=True)
        assert "Oops has been removed." in text_of(response)
        assert client.get(url("detail", membership.uuid)).status_code == 404
        undo = response.context["undo"]
        for state in ("removed", "asleep", ""):
            assert client.post(undo.action, {"state": state}).status_code == 400, state
        client.post(undo.action, dict(undo.fields))
        assert Membership.objects.get().state == "intended"
        assert client.post(undo.action, dict(undo.fields)).status_code == 404

    def test_what_is_added_again_is_not_put_back_too(self, client, membership):
        response = client.post(url("remove", membership.uuid), follow=True)
        assert response.context["undo"] is not None
        address = url("join", membership.organisation.uuid)
        client.post(address, {"kind": "personal", "state": "held"})
        assert client.get(url("list"), {"undo": "1"}).context["undo"] is None

    def test_nobody_else_puts_it_back(self, client, membership):
        client.post(url("remove", membership.uuid))
        client.force_login(UserFactory())
        address = url("restore", membership.uuid)
        assert client.post(address, {"state": "held"}).status_code == 404

    def test_what_was_intended_begins(self, client, owner):
        membership = MembershipFactory(user=owner, state="intended")
        assert "I belong to it now" in text_of(client.get(url("detail", membership.uuid)))
        client.post(url("hold", membership.uuid))
        assert Membership.objects.get().state == "held"


def test_a_text_of_pages_is_kept_and_no_book(client, membership):
    address = url("edit", membership.uuid)
    version = client.get(address).context["form"].initial["version"]
    answers = {"kind": "personal", "notes": "x" * 5_001, "version": version}
    assert "at most 5000 characters" in text_of(client.post(address, answers))
    assert client.post(address, answers | {"notes": "x" * 5_000}).status_code == 302
