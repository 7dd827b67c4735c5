"""Two tabs that edit one thing; and a session that ends while somebody writes."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation.forms import BenefitForm
from people.editing import in_words
from people.models import User
from people.owner import sign_owner
from people.unsent import KEY, LARGEST
from tests.factories import (
    BenefitFactory,
    BenefitUseFactory,
    GoalFactory,
    MembershipFactory,
    SkillFactory,
    StepFactory,
)
from tests.people.cast import PASSWORD, make_member
from tests.people.filling import fields_of

NAME = reverse("account_change_name")
SEND_AGAIN = reverse("account_send_again")


def sign_in(client, email="librarian@example.org", **more):
    return client.post(reverse("account_login"), {"login": email, "password": PASSWORD, **more})


def name_of(member) -> str:
    return User.objects.get(pk=member.pk).name


# Two tabs -----------------------------------------------------------------------------------


def test_the_second_tab_is_told_and_overwrites_nothing(signed_in, member):
    first, second = fields_of(signed_in.get(NAME)), fields_of(signed_in.get(NAME))
    signed_in.post(NAME, first | {"name": "Rosalind <Reader>"})

    page = signed_in.post(NAME, second | {"name": "R. Reader"})

    assert name_of(member) == "Rosalind <Reader>"
    form = page.context["form"]
    assert form.errors["name"] == ["Saved meanwhile: Rosalind <Reader>"]
    assert "changed meanwhile, perhaps in another tab" in form.non_field_errors()[0]
    assert "Saved meanwhile: Rosalind &lt;Reader&gt;" in page.text
    assert fields_of(page)["name"] == "R. Reader"

    signed_in.post(NAME, fields_of(page))  # a choice, now that both are known
    assert name_of(member) == "R. Reader"


def test_a_third_change_is_noticed_too(signed_in, member):
    mine, other = fields_of(signed_in.get(NAME)), fields_of(signed_in.get(NAME))
    signed_in.post(NAME, other | {"name": "Second"})
    shown = fields_of(signed_in.post(NAME, mine | {"name": "Mine"}))
    signed_in.post(NAME, fields_of(signed_in.get(NAME)) | {"name": "Third"})
    page = signed_in.post(NAME, shown)
    assert page.context["form"].errors["name"] == ["Saved meanwhile: Third"]
    assert name_of(member) == "Third"


def test_two_tabs_that_agree_are_no_conflict(signed_in, member):
    first, second = fields_of(signed_in.get(NAME)), fields_of(signed_in.get(NAME))
    signed_in.post(NAME, first | {"name": "Rosalind"})
    assert signed_in.post(NAME, second | {"name": "Rosalind"}).status_code == 302


def test_a_form_without_its_version_overwrites_nothing(signed_in, member):
    page = signed_in.post(NAME, {"name": "Rosalind"})
    assert page.context["form"].errors["name"] == ["Saved meanwhile: nothing"]
    assert name_of(member) == ""


def test_other_mistakes_are_said_at_the_same_time(signed_in, member):
    mine, other = fields_of(signed_in.get(NAME)), fields_of(signed_in.get(NAME))
    signed_in.post(NAME, other | {"name": "Other"})
    errors = signed_in.post(NAME, mine | {"name": "R" * 201}).context["form"].errors["name"]
    assert len(errors) == 2
    assert errors[1] == "Saved meanwhile: Other"


def test_what_was_saved_is_worded_in_the_unit_of_its_field(member):
    row = BenefitUseFactory(user=member, own_reach=Decimal("0.55"))
    form = BenefitForm({"own_reach": "40"}, instance=row, user=member, stars=None)
    assert form.errors["own_reach"] == ["Saved meanwhile: 55"]


# A session that ended -----------------------------------------------------------------------


@pytest.fixture
def written(signed_in):
    """What the librarian has typed by the time her session ends."""
    fields = fields_of(signed_in.get(NAME)) | {"name": "Rosalind “<b>” Reader"}
    signed_in.logout()
    return fields


def test_what_was_typed_waits_for_its_writer_and_is_sent(client, member, written):
    response = client.post(NAME, written)
    login = urlsplit(response.url)
    assert (login.path, parse_qs(login.query)) == (
        reverse("account_login"),
        {"next": [SEND_AGAIN]},
    )
    assert "Nothing is lost" in client.get(response.url).text
    assert name_of(member) == ""

    page = client.get(sign_in(client, next=SEND_AGAIN).url)
    assert "You were signed out while you were writing" in page.text
    assert "Rosalind “&lt;b&gt;” Reader" in page.text
    assert f'action="{NAME}"' in page.text

    client.post(NAME, written)
    assert name_of(member) == "Rosalind “<b>” Reader"
    assert KEY not in client.session


def shown_again(client, member, address, fields):
    """What the page shows of fields that were sent after the session had ended."""
    client.logout()
    client.post(address, fields)
    client.force_login(member)
    unsent = client.get(SEND_AGAIN).context["unsent"]
    return unsent.about, unsent.shown


def test_it_is_shown_in_the_words_of_its_form(client, member):
    """An answer in its row, sent by the form as the page has it."""
    membership = MembershipFactory(user=member)
    benefit = BenefitFactory(organisation=membership.organisation, title="Campaign <b>")
    client.force_login(member)
    page = client.get(reverse("evaluation:membership", args=[membership.uuid])).text
    form = page[page.index('<form class="in-place"') :].partition("</form>")[0]
    hidden = dict(re.findall(r'name="(about|written_by)" value="(.+?)"', form))
    fields = {name: unescape(text) for name, text in hidden.items()} | {"use": "1"}
    address = reverse("evaluation:use", args=[membership.uuid, benefit.uuid])
    assert shown_again(client, member, address, fields) == (
        "Use of Campaign <b>",
        [("You use it", "Now and then")],
    )
    again = client.get(SEND_AGAIN)
    assert "<h2>Use of Campaign &lt;b&gt;</h2>" in again.text
    sent = dict(again.context["unsent"].fields)
    owner = again.context["owner"]
    assert shown_again(client, member, address, sent | {"written_by": owner})[1] == [
        ("You use it", "Now and then")
    ]


@pytest.mark.parametrize(
    ("form", "name", "text", "words"),
    [
        ("people.NameForm", "name", "Ada", ("Name", "Ada")),
        ("people.LearningForm", "modes", "bus", ("How do you travel?", "Bus")),
        ("people.LearningForm", "monday_start", "09:00", ("Monday start", "09:00")),
        ("people.LearningForm", "home", "17", ("Home", "17")),
        ("evaluation.BenefitForm", "included", "true", ("Is it included in your grade?", "Yes")),
        ("evaluation.BenefitForm", "a-stars", "5", ("Your rating", "5: would not miss it")),
        ("evaluation.BenefitForm", "stars", "nonsense", ("Your rating", "nonsense")),
        ("memberships.DetailsForm", "sensitive", "on", ("Sensitive", "yes")),
        ("memberships.PrivateForm", "parent", "1", ("Group of (one you belong to)", "1")),
        ("nowhere.NoForm", "own_reach", "5", ("Own reach", "5")),
    ],
)
def test_fields_are_shown_by_their_labels_and_choices_by_their_words(form, name, text, words):
    assert in_words(form, name, text, user=User()) == words


def test_it_can_be_thrown_away(client, member, written):
    client.post(NAME, written)
    sign_in(client)
    client.post(SEND_AGAIN)
    assert KEY not in client.session
    assert client.get(SEND_AGAIN).url == reverse("home")


def test_sent_again_it_still_overwrites_nothing(client, member, written):
    client.post(NAME, written)
    member.name = "Saved meanwhile elsewhere"
    member.save()
    sign_in(client)
    again = dict(client.get(SEND_AGAIN).context["unsent"].fields)
    assert again["version"] == written["version"]
    assert client.post(NAME, again).context["form"].errors.keys() == {"__all__", "name"}


def test_somebody_else_sees_nothing_of_it(client, member, written):
    make_member("colleague@example.org")
    client.post(NAME, written)
    response = client.get(
        sign_in(client, "colleague@example.org", next=SEND_AGAIN).url, follow=True
    )
    assert "Rosalind" not in response.text
    assert KEY not in client.session


def test_it_waits_a_day(client, member, written):
    client.post(NAME, written)
    session = client.session
    session[KEY] |= {"until": (timezone.now() - timedelta(seconds=1)).timestamp()}
    session.save()
    sign_in(client)
    assert client.get(SEND_AGAIN).url == reverse("home")
    assert KEY not in client.session


@pytest.mark.parametrize(
    "change",
    [
        {"written_by": ""},
        {"written_by": "1"},
        {"written_by": "1:forged"},
        {"other-written_by": "1:forged"},
        {"name": "R" * LARGEST},
    ],
)
def test_what_no_form_of_ours_gave_is_not_kept(client, member, written, change):
    response = client.post(
        NAME, written | change, headers={"referer": "http://testserver/account/?a=b"}
    )
    assert response.url == f"{reverse('account_login')}?next=/account/%3Fa%3Db"
    assert "nothing was changed" in client.get(response.url).text
    assert KEY not in client.session


@pytest.mark.parametrize(
    "referer", ["https://evil.example/", "http://testserver//evil.example/", "javascript:alert(1)"]
)
def test_after_signing_in_nobody_is_led_elsewhere(client, db, referer):
    response = client.post(NAME, {}, headers={"referer": referer})
    assert response.url == f"{reverse('account_login')}?next=/"


def test_htmx_is_told_to_leave_the_page(client, member, written):
    response = client.post(NAME, written, headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"] == f"{reverse('account_login')}?next={SEND_AGAIN}"
    client.logout()
    page = {"HX-Request": "true", "HX-Current-URL": "http://testserver/account/"}
    response = client.get(reverse("evaluation:overview"), headers=page)
    assert response.headers["HX-Redirect"] == f"{reverse('account_login')}?next=/account/"


# Signed in anew in another tab --------------------------------------------------------------


@pytest.fixture
def strict(db):
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def typed(strict, member):
    """A form opened before, whose token is none since its writer signed in anew."""
    strict.force_login(member)
    return {"name": "Rosalind", "written_by": sign_owner(member), "csrfmiddlewaretoken": "old"}


def test_a_form_of_before_the_new_sign_in_is_not_lost(strict, typed):
    response = strict.post(NAME, typed, headers={"origin": "http://testserver"})
    assert response.url == SEND_AGAIN
    page = strict.get(SEND_AGAIN)
    assert 'name="name" value="Rosalind"' in page.text
    hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|written_by)" value="(.+?)"', page.text))
    assert strict.post(NAME, {"name": "Rosalind", "version": "", **hidden}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://testserver", ""])
def test_another_site_keeps_nothing_here(strict, typed, origin):
    response = strict.post(NAME, typed, headers={"origin": origin} if origin else {})
    assert response.status_code == 403
    assert KEY not in strict.session


def test_a_form_of_somebody_who_was_here_before_is_refused(strict, typed):
    strict.force_login(make_member("colleague@example.org"))
    response = strict.post(NAME, typed, headers={"origin": "http://testserver"})
    assert response.status_code == 403
    assert KEY not in strict.session


def test_passwords_are_never_kept(strict, db):
    data = {"login": "librarian@example.org", "password": PASSWORD}
    response = strict.post(reverse("account_login"), data, headers={"origin": "http://testserver"})
    assert response.status_code == 403
    assert KEY not in strict.session


def test_chosen_rows_are_shown_by_their_names_unless_they_are_somebody_elses(client, member):
    mine, other = MembershipFactory(user=member), MembershipFactory()
    goal, theirs = GoalFactory(user=member, text="Be heard"), GoalFactory()
    skill = SkillFactory(name="Lobbying")
    after = StepFactory(user=member)
    client.force_login(member)
    address = reverse("journal:write", args=[uuid4()])
    fields = fields_of(client.get(f"{address}?after={after.uuid}")) | {
        "membership": str(mine.pk),
        "goals": [str(goal.pk), str(theirs.pk), "none"],
        "skills": str(skill.pk),
        "organisation": "Guild",
        "organisation_chosen": "1",
    }
    _about, shown = shown_again(client, member, address, fields)
    assert ("Through which membership?", f"{mine.organisation.label} (personal)") in shown
    assert [text for label, text in shown if label == "For which goals?"] == [
        "Be heard",
        str(theirs.pk),
        "none",
    ]
    assert ("Skills", "Lobbying") in shown
    assert {str(after.pk), "1"}.isdisjoint(text for _label, text in shown)
    _about, shown = shown_again(client, member, address, fields | {"membership": str(other.pk)})
    assert ("Through which membership?", str(other.pk)) in shown
