"""Who gets in where not everybody does: invited by a curator, by a link that works once."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from django.conf import settings as django_settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.roles import Role, give_role
from people.invitations import VALID_FOR, hold_invitation
from people.models import Invitation, User
from people.signup import SignupForm
from tests.factories import UserFactory
from tests.people.cast import PASSWORD, make_member

SIGN_UP = reverse("account_signup")
ADD = reverse("admin:people_invitation_add")
LIST = reverse("admin:people_invitation_changelist")
pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(settings):
    settings.REGISTRATION_OPEN = False


@pytest.fixture
def curator():
    client, user = Client(), UserFactory(email="curator@example.org")
    give_role(user=user, role=Role.CURATOR)
    client.force_login(user)
    return client


def invite(curator, address="newcomer@example.org"):
    return curator.post(ADD, {"address": address})


def act(curator, action):
    chosen = list(Invitation.objects.values_list("pk", flat=True))
    data = {"action": action, "_selected_action": chosen}
    return curator.post(LIST, data, follow=True)


def sign_up(client, email="newcomer@example.org", password=PASSWORD, query=""):
    answers = {"email": email, "password1": password, "password2": password}
    return client.post(SIGN_UP + query, answers)


def is_signed_in(client):
    return client.get(reverse("account_overview")).status_code == 200


# Closed -------------------------------------------------------------------------------------


def test_a_closed_site_says_how_to_get_in(client, closed):
    assert "Here people are invited" in client.get(SIGN_UP).text
    assert "Here people are invited" in sign_up(client).text
    assert not User.objects.exists()
    for page in (reverse("home"), reverse("account_login")):
        assert SIGN_UP not in client.get(page).text


def test_an_open_site_shows_the_way(client):
    assert django_settings.REGISTRATION_OPEN
    for page in (reverse("home"), reverse("account_login")):
        assert SIGN_UP in client.get(page).text


def test_who_has_an_account_still_gets_in_and_changes_the_password(client, closed):
    make_member()
    asked = client.post(reverse("account_reset_password"), {"email": "librarian@example.org"})
    assert asked.url == reverse("account_reset_password_done")
    answers = {"login": "librarian@example.org", "password": PASSWORD}
    assert client.post(reverse("account_login"), answers).url == reverse("home")


def test_mail_to_an_unknown_address_says_how_to_get_in(client, closed, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert "ask a curator of the site for an invitation" in mailoutbox[0].body
    assert SIGN_UP not in mailoutbox[0].body


# Invited ------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_open", [True, False])
def test_an_invited_address_makes_its_account_and_is_in(
    client, curator, mailoutbox, mailed_link, settings, is_open
):
    settings.REGISTRATION_OPEN = is_open
    invite(curator, "Newcomer@Example.ORG")
    (mail,) = mailoutbox
    assert mail.to == ["newcomer@example.org"]
    assert mail.subject == "You are invited to testserver"
    assert "works once, for 14 days" in mail.body
    assert mail.alternatives == []

    link = mailed_link()
    page = client.get(link, follow=True)
    assert page.redirect_chain == [(SIGN_UP, 302)]
    assert 'value="newcomer@example.org"' in page.text
    assert page.context["form"].fields["email"].disabled
    assert "We send you an email" not in page.text
    assert sign_up(client).url == reverse("account_guide")
    assert is_signed_in(client)
    assert len(mailoutbox) == 1  # the address is confirmed: no second mail

    user = User.objects.get(email="newcomer@example.org")
    assert EmailAddress.objects.get(user=user).verified
    invitation = Invitation.objects.get(invited_by__email="curator@example.org")
    assert invitation.user == user
    assert invitation.accepted_at is not None


@pytest.mark.parametrize("query", ["", "?email=stranger@example.org"])
def test_an_invitation_is_for_its_own_address(client, curator, closed, mailed_link, query):
    invite(curator)
    client.get(mailed_link())
    assert 'value="newcomer@example.org"' in client.get(SIGN_UP + query).text
    sign_up(client, "stranger@example.org", query=query)
    assert set(User.objects.values_list("email", flat=True)) == {
        "curator@example.org", "newcomer@example.org"
    }  # fmt: skip


def test_a_weak_password_costs_nothing(client, curator, closed, mailed_link):
    invite(curator)
    client.get(mailed_link())
    page = sign_up(client, password="short")
    assert page.context["form"].errors.keys() == {"password1"}
    assert Invitation.objects.get().accepted_at is None
    assert sign_up(client).url == reverse("account_guide")


def is_over(client, link):
    return "This link no longer works" in client.get(link).text


def test_a_link_works_once(client, curator, closed, mailed_link):
    invite(curator)
    link = mailed_link()
    client.get(link)
    sign_up(client)
    other = Client()
    assert is_over(other, link)
    assert "Here people are invited" in sign_up(other, "other@example.org").text
    assert client.get(link).url == reverse("home")  # whoever is in is told so


def test_a_link_used_meanwhile_in_another_browser_makes_no_second_account(
    rf, curator, closed, mailed_link
):
    invite(curator)
    token = mailed_link().rstrip("/").rpartition("/")[2]
    request = rf.post(SIGN_UP)
    request.session, request.user = {}, AnonymousUser()
    assert hold_invitation(request=request, token=token)
    with request_context(request):
        form = SignupForm({"password1": PASSWORD, "password2": PASSWORD})
        assert form.is_valid()
        Invitation.objects.update(accepted_at=timezone.now(), user=UserFactory())
        user, response = form.try_save(request)
    assert user is None
    assert response is not None
    assert "This link no longer works" in response.content.decode()
    assert not User.objects.filter(email="newcomer@example.org").exists()


def test_a_wrong_link_leaves_nothing_in_the_sessions(client):
    client.get(reverse("account_invitation", args=["wrong"]))
    assert not Session.objects.exists()


def test_a_link_is_good_for_two_weeks(client, curator, closed, mailed_link):
    invite(curator)
    link = mailed_link()
    client.get(link)
    past = timezone.now() - VALID_FOR
    Invitation.objects.update(sent_at=past, expires_at=past + VALID_FOR)
    assert is_over(client, link)
    assert "Here people are invited" in sign_up(client).text
    assert "Expired: send it again" in curator.get(LIST).text


def test_withdrawn_and_sent_again(client, curator, closed, mailoutbox, mailed_link):
    invite(curator)
    first = mailed_link()
    assert "1 mail sent." in act(curator, "send_again").text
    second = mailed_link()
    assert is_over(client, first)
    assert client.get(second).url == SIGN_UP
    assert "1 invitation withdrawn." in act(curator, "withdraw").text
    assert is_over(client, second)
    assert "0 mails sent." in act(curator, "send_again").text  # what is withdrawn stays so
    assert len(mailoutbox) == 2
    invite(curator)
    assert Client().get(mailed_link())["Location"] == SIGN_UP


@pytest.mark.parametrize("token", ["x", "0" * 64, "%00", "<script>", "a" * 2000])
def test_a_link_that_never_was(client, token):
    page = client.get(reverse("account_invitation", args=["x"]).replace("/x/", f"/{token}/"))
    assert "This link no longer works" in page.text
    assert "<script>alert" not in page.text


def test_the_database_does_not_hold_what_the_mail_holds(curator, mailed_link):
    invite(curator)
    token = mailed_link().rstrip("/").rpartition("/")[2]
    assert token not in str(Invitation.objects.values().get())
    assert len(Invitation.objects.get().token_hash) == 64


def test_whoever_erases_the_account_leaves_no_address(client, curator, mailed_link):
    invite(curator)
    client.get(mailed_link())
    sign_up(client)
    User.objects.get(email="newcomer@example.org").delete()
    assert not Invitation.objects.exists()


# Curators -----------------------------------------------------------------------------------


def test_nobody_learns_there_who_has_an_account(client, curator, mailoutbox):
    make_member("newcomer@example.org")
    known, unknown = invite(curator), invite(curator, "other@example.org")
    assert (known.status_code, known["Location"]) == (302, LIST)
    assert (unknown.status_code, unknown["Location"]) == (302, LIST)
    shown = re.findall(r"Waits until", curator.get(LIST).text)
    assert len(shown) == 2
    assert "have one already" in mailoutbox[0].body
    assert reverse("account_login") in mailoutbox[0].body


@pytest.mark.parametrize(
    "address", ["", "nobody", "a" * 250 + "@example.org", "n\u00e9@example.org", "a@b\x00.org"]
)
def test_what_is_no_address_is_refused(curator, mailoutbox, address):
    page = invite(curator, address)
    assert page.context["adminform"].form.errors.keys() == {"address"}
    assert mailoutbox == []


def test_an_address_is_in_the_list_once(curator, mailoutbox):
    invite(curator)
    page = invite(curator, "NEWCOMER@example.org")
    assert "This address is in the list already: send it again there." in page.text
    assert len(mailoutbox) == 1


def test_an_invitation_is_never_changed_or_deleted(curator):
    invite(curator)
    pk = Invitation.objects.get().pk
    address = reverse("admin:people_invitation_change", args=[pk])
    assert curator.post(address, {"address": "other@example.org"}).status_code == 403
    delete = reverse("admin:people_invitation_delete", args=[pk])
    assert curator.post(delete, {"post": "yes"}).status_code == 403
    assert Invitation.objects.get().address == "newcomer@example.org"


@pytest.mark.parametrize("is_staff", [True, False])
def test_nobody_but_curators_invites(client, mailoutbox, is_staff):
    client.force_login(UserFactory(is_staff=is_staff))
    assert client.post(ADD, {"address": "newcomer@example.org"}).status_code in {302, 403}
    assert client.get(LIST).status_code in {302, 403}
    assert not Invitation.objects.exists()
    assert mailoutbox == []


def test_the_list_asks_as_little_for_three(curator, django_assert_num_queries):
    for count in (1, 3):
        for number in range(Invitation.objects.count(), count):
            invite(curator, f"person{number}@example.org")
        with django_assert_num_queries(7):
            curator.get(LIST)
