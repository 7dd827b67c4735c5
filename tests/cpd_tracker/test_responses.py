"""Does every answer carry the policy, keep its secrets, and say what to do next?"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.people.cast import PASSWORD, make_member

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
PAGES = [
    "/",
    "/health/",
    "/nothing/",
    "/account/inactive/",
    "/account/login/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-damaged/",
    "/account/password/reset/key/done/",
    "/account/signup/",
    "/account/confirm-email/",
    "/account/confirm-email/damaged/",
]
OWN_PAGES = [
    "/account/",
    "/account/name/",
    "/account/learning/",
    "/account/email/",
    "/account/logout/",
    "/account/password/change/",
    "/account/reauthenticate/",
    "/nothing/",
    "/admin/",
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.cpd_tracker.failing_urls")]


@pytest.fixture
def patient() -> Client:
    """A client that, like a browser, gets the page about a fault and not the fault."""
    return Client(raise_request_exception=False)


def policy_of(response) -> dict[str, str]:
    directives = response["Content-Security-Policy"].split("; ")
    return dict(directive.split(" ", 1) for directive in directives)


@pytest.mark.parametrize("page", [*PAGES, "/break-down/", "/suspect/", "/admin/", "/admin/login/"])
def test_policy_for_strangers(patient, page):
    assert policy_of(patient.get(page)) == POLICY


@pytest.mark.parametrize("page", OWN_PAGES)
def test_policy_and_no_store_when_signed_in(client, page):
    client.force_login(make_member(is_staff=True, is_superuser=True))
    response = client.get(page)
    assert policy_of(response) == POLICY
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("file", ["css/cpd.css", "bootstrap/bootstrap.min.css", "icon.svg"])
def test_policy_for_files(client, file):
    response = client.get(f"/static/{file}")
    assert response.status_code == 200
    assert policy_of(response) == POLICY
    response.close()


def test_policy_for_a_host_that_is_not_ours(patient):
    response = patient.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert policy_of(response) == POLICY


def test_first_page_of_a_stranger_may_be_kept(client):
    assert "Cache-Control" not in client.get("/")


@pytest.mark.parametrize("page", [*PAGES[2:], *OWN_PAGES[:-1]])
def test_pages_are_whole_and_need_nothing_inline(client, page):
    if page in OWN_PAGES:
        client.force_login(make_member())
    text = client.get(page).text
    assert len(re.findall("<h1>[^<]+</h1>", text)) == 1
    assert re.search("<title>[^<]{4,} – CPD tracker</title>", text)
    assert all(landmark in text for landmark in ("<header", "<main", "<footer", 'href="#main"'))
    assert not re.findall(r"<style|\sstyle=|\son\w+=|javascript:|<script(?! src=)", text)


def test_cookies(client):
    make_member()
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"login": "librarian@example.org", "password": PASSWORD})
    session, csrf = client.cookies["sessionid"], client.cookies["csrftoken"]
    assert session["httponly"]
    assert session["samesite"] == csrf["samesite"] == "Lax"


@pytest.mark.parametrize(
    ("page", "status", "advice"),
    [
        ("/nothing/", 404, "There is nothing here"),
        ("/suspect/", 400, "Go back, and try once more."),
        ("/break-down/", 500, "Try again in a few minutes."),
    ],
)
def test_errors_say_what_to_do(patient, page, status, advice):
    response = patient.get(page)
    assert response.status_code == status
    assert advice in response.text


def test_page_about_a_fault_asks_the_database_only_who_is_there(patient, django_assert_num_queries):
    patient.force_login(make_member())
    with django_assert_num_queries(2):  # session and user, for "no-store"
        assert patient.get("/break-down/").status_code == 500


def test_form_without_its_token_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a"})
    assert response.status_code == 403
    assert "send the form again" in response.text


# The admin ----------------------------------------------------------------------------------


def test_admin_sends_strangers_to_the_one_sign_in(client):
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/account/login/?next=%2Fadmin%2F"


def test_admin_tells_members_that_it_is_not_for_them(client):
    client.force_login(make_member())
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    assert "This page is not for your account" in response.text


def test_admin_opens_for_staff_after_sign_in(client):
    make_member("curator@example.org", is_staff=True)
    response = client.post(
        "/account/login/?next=/admin/",
        {"login": "curator@example.org", "password": PASSWORD, "next": "/admin/"},
        follow=True,
    )
    assert response.status_code == 200
    assert response.request["PATH_INFO"] == "/admin/"


def test_admin_shows_nothing_personal(client):
    client.force_login(make_member(is_staff=True, is_superuser=True))
    shown = set(re.findall(r'href="/admin/(\w+/\w+)/"', client.get("/admin/").text))
    assert "catalogue/organisation" in shown
    assert {name for name in shown if not name.startswith(("catalogue/", "goals/"))} <= {
        "auth/group",
        "events/event",  # everybody's, and of calendars that curators keep
        "events/feed",
        "people/invitation",  # of addresses that curators themselves invited
        "people/place",
    }
    assert not {"goals/goal", "goals/experience", "goals/abilityrating"} & shown
