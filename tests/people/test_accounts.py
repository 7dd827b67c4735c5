"""Do people get in, stay in, get out, and find their way back, through the pages alone?"""

import pytest
from django.test import Client
from django.urls import reverse

from people.models import User
from tests.people.cast import PASSWORD, make_member
from tests.people.filling import fields_of

NEW_PASSWORD = "another-reading-room"


def sign_in(client, email="librarian@example.org", password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def is_signed_in(client):
    return client.get(reverse("account_overview")).status_code == 200


def sign_up(client, email="librarian@example.org", password=PASSWORD):
    return client.post(
        reverse("account_signup"), {"email": email, "password1": password, "password2": password}
    )


# Signing up ---------------------------------------------------------------------------------


def test_sign_up_confirm_and_in(client, db, mailoutbox, mailed_link):
    response = sign_up(client)
    assert response.url == reverse("account_email_verification_sent")
    assert "Look into your mail" in client.get(response.url).text
    assert mailoutbox[0].to == ["librarian@example.org"]
    assert mailoutbox[0].subject == "Confirm your email address"

    page = client.get(mailed_link())
    assert "Is librarian@example.org yours?" in page.text
    assert client.post(mailed_link()).url == reverse("account_guide")
    assert is_signed_in(client)  # in the browser that signed up


def test_confirming_in_another_browser_signs_nobody_in(client, db, mailed_link):
    sign_up(client)
    elsewhere = Client()
    elsewhere.post(mailed_link())
    assert not is_signed_in(elsewhere)
    assert sign_in(elsewhere).url == reverse("account_guide")
    assert sign_in(client).url == reverse("home")


def test_nobody_gets_in_before_confirming(client, db, mailed_link):
    sign_up(client)
    assert sign_in(client).url == reverse("account_email_verification_sent")
    assert not is_signed_in(client)
    client.get(mailed_link())  # looking at the link, as mail programs do, confirms nothing
    assert sign_in(client).url == reverse("account_email_verification_sent")


def test_damaged_confirmation_link_says_what_to_do(client, db):
    page = client.get(reverse("account_confirm_email", args=["damaged"]))
    assert "This link no longer works" in page.text


@pytest.mark.parametrize("password", ["short", "1234567890123", "password123456", "librarian@e"])
def test_weak_passwords_are_refused(client, db, password):
    page = sign_up(client, password=password)
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"password1"}
    assert not User.objects.exists()


def test_an_address_registers_once_whatever_its_case(client, member, mailoutbox):
    first = sign_up(client, "stranger@example.org")
    second = sign_up(client, "Librarian@Example.ORG")
    assert (second.status_code, second.url) == (first.status_code, first.url)  # tells nothing
    assert User.objects.filter(email__iexact="librarian@example.org").count() == 1
    assert mailoutbox[-1].to == ["librarian@example.org"]
    assert mailoutbox[-1].subject == "You have an account already"


TOO_LONG = "a@" + ".".join(["b" * 60] * 5) + ".org"
WRONG_ADDRESSES = [
    (TOO_LONG, "An email address has 254 characters at most."),
    (
        "librarian\N{LATIN SMALL LETTER LONG S}@example.org",
        "Use letters without accents, digits and signs before the @.",
    ),
]


@pytest.mark.parametrize(("email", "message"), WRONG_ADDRESSES)
def test_an_address_that_no_mail_server_takes_is_refused(client, db, email, message):
    page = sign_up(client, email)
    assert page.context["form"].errors == {"email": [message]}
    assert not User.objects.exists()


@pytest.mark.parametrize(("email", "message"), WRONG_ADDRESSES)
def test_nobody_changes_to_such_an_address(signed_in, email, message):
    assert change_address(signed_in, email).context["form"].errors == {"email": [message]}


def test_a_domain_may_have_accents(client, db):
    assert sign_up(client, "librarian@bücher.example").status_code == 302


# Signing in ---------------------------------------------------------------------------------


def test_case_of_the_address_does_not_matter(client, member):
    sign_in(client, "Librarian@Example.org")
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("email", "password"),
    [("librarian@example.org", "wrong-password"), ("nobody@example.org", PASSWORD)],
)
def test_wrong_sign_in_says_so_without_saying_which(client, member, email, password):
    page = sign_in(client, email, password)
    assert page.status_code == 200
    assert page.context["form"].non_field_errors() == [
        "The email address and/or password you specified are not correct."
    ]
    assert f'value="{email}"' in page.text  # what was typed is kept
    assert not is_signed_in(client)


def test_account_that_is_switched_off(client, member):
    member.is_active = False
    member.save()
    response = sign_in(client)
    assert response.url == reverse("account_inactive")
    assert "This account is switched off" in client.get(response.url).text


def test_guessing_is_stopped_even_if_the_last_guess_is_right(client, member):
    for _ in range(5):
        sign_in(client, password="wrong-password")
    page = sign_in(client)
    assert "Too many failed login attempts" in page.text
    assert not is_signed_in(client)


def test_sign_in_leads_to_where_one_was_going(client, member):
    response = client.get(reverse("account_change_name"))
    assert response.url == "/account/login/?next=/account/name/"
    page = client.get(response.url)
    assert '<input type="hidden" name="next" value="/account/name/"' in page.text
    assert sign_in(client, next="/account/name/").url == "/account/name/"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"],
)
def test_sign_in_and_out_never_lead_elsewhere(client, member, elsewhere):
    assert sign_in(client, next=elsewhere).url == reverse("home")
    assert client.post(reverse("account_logout"), {"next": elsewhere}).url == reverse("home")


@pytest.mark.parametrize(("remember", "forgotten"), [({}, True), ({"remember": "on"}, False)])
def test_remember_me(client, member, remember, forgotten):
    sign_in(client, **remember)
    assert client.session.get_expire_at_browser_close() is forgotten


# Signing out --------------------------------------------------------------------------------


def test_looking_at_sign_out_signs_nobody_out(signed_in):
    page = signed_in.get(reverse("account_logout"))
    assert "Sign out?" in page.text
    signed_in.head(reverse("account_logout"))
    assert is_signed_in(signed_in)


def test_sign_out(signed_in):
    response = signed_in.post(reverse("account_logout"))
    assert response.url == reverse("home")
    assert "You have signed out." in signed_in.get(response.url).text
    assert not is_signed_in(signed_in)


# Passwords ----------------------------------------------------------------------------------


def change_password(client, old):
    return client.post(
        reverse("account_change_password"),
        {"oldpassword": old, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )


def test_change_of_password(signed_in, member):
    assert change_password(signed_in, PASSWORD).status_code == 302
    assert is_signed_in(signed_in)
    member.refresh_from_db()
    assert member.check_password(NEW_PASSWORD)


def test_change_of_password_needs_the_old_one(signed_in, member):
    page = change_password(signed_in, "wrong-password")
    assert page.context["form"].errors == {"oldpassword": ["Please type your current password."]}
    member.refresh_from_db()
    assert member.check_password(PASSWORD)


def test_account_without_a_password_chooses_one(client, db):
    client.force_login(User.objects.create_user("librarian@example.org"))
    response = client.get(reverse("account_change_password"))
    assert response.url == reverse("account_set_password")
    client.post(response.url, {"password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.get().check_password(PASSWORD)


def ask_for_reset(client, email="librarian@example.org"):
    return client.post(reverse("account_reset_password"), {"email": email})


def test_reset_by_mail(client, member, mailoutbox, mailed_link):
    ask_for_reset(client, "Librarian@Example.org")
    assert mailoutbox[0].to == ["librarian@example.org"]
    link = mailed_link()

    form_at = client.get(link).url
    assert link not in form_at  # the key is in no address that could be passed on
    differing = client.post(form_at, {"password1": NEW_PASSWORD, "password2": PASSWORD})
    assert differing.context["form"].errors.keys() == {"password2"}
    done = client.post(form_at, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert "Your password is changed" in client.get(done.url).text

    assert sign_in(client).status_code == 200  # the old password
    assert sign_in(client, password=NEW_PASSWORD).url == reverse("home")
    client.logout()
    assert "This link no longer works" in client.get(link).text


def test_reset_does_not_tell_who_has_an_account(client, member, mailoutbox):
    known = ask_for_reset(client)
    known_page = client.get(known.url)
    unknown = ask_for_reset(client, "nobody@example.org")
    unknown_page = client.get(unknown.url)
    assert (unknown.status_code, unknown.url) == (known.status_code, known.url)
    assert unknown_page.text == known_page.text
    assert [mail.subject for mail in mailoutbox] == [
        "Choose a new password",
        "There is no account for this address",
    ]


def test_mail_is_plain_text(client, db, mailoutbox):
    ask_for_reset(client, "o'brien&co@example.org")
    assert mailoutbox[0].body == (
        "Somebody, we hope you, asked for a new password for o'brien&co@example.org. "
        "There is no account for this address; perhaps you used another one. "
        "To make an account, open:\n\n"
        "http://testserver/account/signup/\n\n"
        "If it was not you, do nothing.\n\n"
        "CPD tracker, testserver"
    )
    assert mailoutbox[0].alternatives == []


def test_too_many_resets_are_refused_politely(client, member):
    for _ in range(5):
        assert ask_for_reset(client).status_code == 302
    page = ask_for_reset(client)
    assert page.status_code == 429
    assert "Wait a few minutes" in page.text


# Name and address ---------------------------------------------------------------------------


def test_change_of_name(signed_in, member):
    address = reverse("account_change_name")
    form = fields_of(signed_in.get(address))
    response = signed_in.post(address, form | {"name": "Rosalind Reader"})
    page = signed_in.get(response.url)
    assert "Rosalind Reader" in page.text
    assert "Your name has been changed." in page.text


def test_name_that_is_too_long_is_refused_and_kept_in_the_form(signed_in, member):
    address = reverse("account_change_name")
    form = fields_of(signed_in.get(address))
    page = signed_in.post(address, form | {"name": "R" * 201})
    assert page.context["form"].errors.keys() == {"name"}
    assert "R" * 201 in page.text
    member.refresh_from_db()
    assert member.name == ""


def change_address(client, email):
    return client.post(reverse("account_email"), {"email": email, "action_add": ""})


def test_new_address_counts_once_confirmed(signed_in, member, mailoutbox, mailed_link):
    change_address(signed_in, "Reader@example.org")
    assert mailoutbox[0].to == ["reader@example.org"]
    waiting = signed_in.get(reverse("account_email")).text
    assert "reader@example.org is waiting for you to confirm it." in waiting
    member.refresh_from_db()
    assert member.email == "librarian@example.org"

    signed_in.post(mailed_link())
    member.refresh_from_db()
    assert member.email == "reader@example.org"
    signed_in.logout()
    assert sign_in(signed_in).status_code == 200
    assert sign_in(signed_in, "reader@example.org").url == reverse("home")


def test_old_address_can_be_kept(signed_in, member, mailed_link):
    change_address(signed_in, "reader@example.org")
    signed_in.post(reverse("account_email"), {"email": "reader@example.org", "action_remove": ""})
    assert "is waiting" not in signed_in.get(reverse("account_email")).text
    assert "This link no longer works" in signed_in.get(mailed_link()).text


def test_address_of_a_confirmed_account_cannot_be_taken(signed_in, member, mailoutbox):
    make_member("colleague@example.org")
    assert change_address(signed_in, "Colleague@example.org").status_code == 302  # tells nothing
    member.refresh_from_db()
    assert member.email == "librarian@example.org"


def test_address_of_an_unconfirmed_account_cannot_be_taken(client, member, mailoutbox, mailed_link):
    User.objects.create_user("colleague@example.org")
    client.force_login(member)
    change_address(client, "colleague@example.org")
    page = client.post(mailed_link(), follow=True)
    assert "there is another account with this address" in page.text
    member.refresh_from_db()
    assert member.email == "librarian@example.org"


# The account's own page -----------------------------------------------------------------------


def test_account_page_shows_the_account_and_asks_little(client, db, django_assert_num_queries):
    client.force_login(make_member(name="Rosalind Reader"))
    make_member("colleague@example.org", name="Colin Colleague")
    with django_assert_num_queries(3):  # session, user, steps of the guide
        page = client.get(reverse("account_overview"))
    assert "Rosalind Reader" in page.text
    assert "librarian@example.org" in page.text
    assert "olleague" not in page.text
    assert len(page.content) < 6_000


def test_account_without_a_name_offers_to_fill_it(signed_in):
    page = signed_in.get(reverse("account_overview"))
    assert "None yet: reports show your email address." in page.text
    assert reverse("account_change_name") in page.text
