"""Does anything that is sensitive reach anybody but its owner?

What somebody belongs to, did, means to do and has to show for it is marked with words that stand
nowhere else. They are searched for in every page, file, log line and mail that others get.
"""

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.core import mail
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from catalogue.roles import Role, give_role
from catalogue.services import refresh_search_text
from people.models import User
from reports.models import FeedToken
from reports.services import make_feed_address
from tests import test_access as tables
from tests.factories import (
    AttendanceFactory,
    BenefitFactory,
    BenefitUseFactory,
    DraftFactory,
    EntryFactory,
    EventFactory,
    EvidenceFactory,
    ExpenseFactory,
    FileFactory,
    GoalFactory,
    MembershipFactory,
    OrganisationFactory,
    ProfileFactory,
    RoleFactory,
    SkillFactory,
    StaffFactory,
    StepFactory,
    TermFactory,
    UserFactory,
    WorkplaceFactory,
)
from tests.reports.pages import read_text

pytestmark = pytest.mark.django_db

# Each thing has a word of its own, so that a leak says what has leaked.
THINGS = (
    "body", "group", "number", "note", "grade", "expense", "role", "title", "description", "what",
    "through", "cue", "action", "outcome", "file", "link", "draft", "event", "told", "attended",
)  # fmt: skip
WORDS = {thing: f"zzyzx{thing}" for thing in THINGS}
CONFIDENTIAL, PLAIN = "zzyzxconfidential", "xyzzyplain"
TODAY = timezone.localdate()
YEAR = {"starts": f"{TODAY:%Y}-01-01", "ends": f"{TODAY:%Y}-12-31"}
# What somebody makes to hand it on: a page of theirs, with what it is asked by default.
FOR_OTHERS = (
    "reports:membership_review", "reports:cpd_page", "reports:cpd_pdf", "reports:renewal",
    "evaluation:problem", "memberships:renewals_ics",
)  # fmt: skip
TOKEN = re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|written_by" value=")[^"]+')


@pytest.fixture(scope="module")
def owned(module_db) -> dict[str, Any]:
    """Somebody with something sensitive of every sort, and what stands in its addresses."""
    owner = UserFactory(name="Owner")
    ProfileFactory(user=owner)
    goal = GoalFactory(user=owner, for_skills=[SkillFactory()])
    (skill,) = goal.skills.all()
    body = OrganisationFactory(key=None, owner=owner, name=WORDS["body"])
    group = OrganisationFactory(key=None, owner=owner, parent=body, name=WORDS["group"])
    public = OrganisationFactory(key=PLAIN, name=f"{PLAIN} body")
    refresh_search_text(organisations=[body, group, public])
    benefit, plain_benefit = (
        BenefitFactory(organisation=each, strengths={skill: 3}) for each in (body, public)
    )
    membership = MembershipFactory(
        user=owner, organisation=body, sensitive=True,
        number=WORDS["number"], notes=WORDS["note"],
    )  # fmt: skip
    MembershipFactory(user=owner, organisation=group)  # sensitive as what it is a group of
    plain = MembershipFactory(user=owner, organisation=public)
    TermFactory(membership=plain, **YEAR)
    term = TermFactory(membership=membership, grade=WORDS["grade"], **YEAR)
    for each in (benefit, plain_benefit):
        BenefitUseFactory(user=owner, benefit=each, use=1)
    step = StepFactory(
        user=owner, membership=membership, cue=WORDS["cue"], action=WORDS["action"], due=TODAY,
        outcome=WORDS["outcome"], state="done", closed_on=TODAY,
    )  # fmt: skip
    entry = EntryFactory(
        user=owner, on=TODAY, membership=membership, title=WORDS["title"],
        description=WORDS["description"], what=WORDS["what"], next_step=step, no_step_because="",
    )  # fmt: skip
    EntryFactory(user=owner, on=TODAY, organisation=group, title=WORDS["through"])
    EntryFactory(user=owner, on=TODAY, confidential=True, title=CONFIDENTIAL)
    EntryFactory(user=owner, on=TODAY, membership=plain, title=PLAIN)
    event = EventFactory(
        organisation=body, owner=owner, title=WORDS["event"], starts_at=timezone.now()
    )
    AttendanceFactory(user=owner, event=event, state="went", note=WORDS["told"])
    EntryFactory(user=owner, on=TODAY, event=event, title=WORDS["attended"])
    EvidenceFactory(entry=entry, name="Link", link=f"https://{WORDS['link']}.example.org/")
    DraftFactory(user=owner, entry=entry.uuid, fields={"title": [WORDS["draft"]]})
    content = ContentFile(WORDS["file"].encode(), name="x")
    piece = FileFactory(entry=entry, name=f"{WORDS['file']}.pdf", file=content)
    expense = ExpenseFactory(membership=membership, note=WORDS["expense"], currency="CHF")
    removed = FileFactory(entry=entry, name=f"{WORDS['file']}.pdf", removed_at=timezone.now())
    return tables.one_of_everything(owner) | {
        "membership": membership.uuid,
        "plain": plain.uuid,
        "benefit": benefit.uuid,
        "term": term.pk,
        "expense": expense.pk,
        "role": RoleFactory(membership=membership, title=WORDS["role"]).pk,
        "goal": goal.uuid,
        "private": body.uuid,
        "public": public.uuid,
        "entry": entry.uuid,
        "evidence": piece.uuid,
        "removed_evidence": removed.uuid,
        "step": step.uuid,
    }


@pytest.fixture(scope="module")
def others(owned) -> dict[str, User | None]:
    """Everybody who is not the owner; some of them share their workplace."""
    workplace = WorkplaceFactory()
    colleague, stranger, coordinator, curator = UserFactory.create_batch(4)
    for user in (owned["owner"], colleague):
        StaffFactory(workplace=workplace, user=user, confirmed_at=timezone.now())
    StaffFactory(
        workplace=workplace, user=coordinator, role="coordinator", confirmed_at=timezone.now()
    )
    give_role(user=coordinator, role=Role.COORDINATOR)
    give_role(user=curator, role=Role.CURATOR)
    superuser = UserFactory(is_staff=True, is_superuser=True)
    return {
        "anonymous": None, "colleague": colleague, "stranger": stranger,
        "coordinator": coordinator, "curator": curator, "superuser": superuser,
    }  # fmt: skip


def signed_in(user: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def words_in(response) -> set[str]:
    """The things whose words an answer holds, in whatever it is."""
    text = text_of(response).casefold()
    words = WORDS | {"confidential": CONFIDENTIAL, "plain": PLAIN}
    return {thing for thing, word in words.items() if word in text}


def text_of(response) -> str:
    content = b"".join(response) if response.streaming else response.content
    headers = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b" ".join(archive.read(name) for name in archive.namelist())
    text = content.decode(errors="replace")
    if content.startswith(b"%PDF"):
        assert response["Content-Type"] == "application/pdf"
        text += read_text(content) if b"%%EOF" in content else ""
    # Long words are broken in PDFs and long lines in calendars.
    return headers + text.replace("\r\n ", "").replace("-\n", "").replace("\u00ad", "")


def every_address(owned) -> Iterator[str]:
    """The addresses of all pages but the admin's, of the owner's things where they name one."""
    for name in sorted({*tables.PUBLIC, *tables.ONES_OWN, *tables.ACCOUNTS}):
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue  # a key out of a mail
    for name in [*tables.OWNED, *tables.CURATORS]:
        yield tables.address(name, owned)
    for name in ("catalogue:organisation", *tables.OF_THE_CATALOGUE, "curation:offer"):
        for organisation in ("private", "public"):
            yield reverse(name, args=[owned[organisation]])
    for name in ("evaluation:membership", "evaluation:renewal", "reports:renewal"):
        yield reverse(name, args=[owned["plain"]])


def every_address_of_the_admin() -> Iterator[str]:
    """The admin's lists, forms, histories and deletions, of every row there is."""
    yield reverse("admin:index")
    yield reverse("admin:curation_attention")
    for model in admin.site._registry:  # noqa: SLF001 - there is no public way to ask
        label = model._meta.label_lower.replace(".", "_")
        yield reverse(f"admin:{label}_changelist")
        yield reverse(f"admin:{label}_add")
        for pk in model._default_manager.values_list("pk", flat=True):
            for page in ("change", "history", "delete"):
                yield reverse(f"admin:{label}_{page}", args=[pk])


@pytest.mark.parametrize("who", ["anonymous", "colleague", "stranger", "coordinator", "curator"])
def test_no_page_shows_it_to_anybody_else(owned, others, who):
    client = signed_in(others[who])
    leaks: dict[str, set[str]] = {}
    for path in every_address(owned):
        for query, headers in (({}, {}), ({"sensitive": "1", **YEAR}, {"HX-Request": "true"})):
            answer = client.get(path, query, headers=headers)
            assert answer.status_code < 500, path
            leaks[path] = leaks.get(path, set()) | words_in(answer) - {"plain"}
    assert {path: found for path, found in leaks.items() if found} == {}


@pytest.mark.parametrize("who", ["coordinator", "curator", "superuser"])
def test_no_page_of_the_admin_shows_it(owned, others, who):
    client = signed_in(others[who])
    answers = {path: client.get(path) for path in every_address_of_the_admin()}
    assert {path: found for path in answers if (found := words_in(answers[path]) - {"plain"})} == {}
    assert sum(answer.status_code == 200 for answer in answers.values()) > 20
    assert any("plain" in words_in(answer) for answer in answers.values())


@pytest.mark.parametrize("who", ["curator", "superuser"])
def test_no_table_out_of_the_admin_holds_it(owned, others, who):
    client = signed_in(others[who])
    for model in ("organisation", "benefit", "fee"):
        for kind in range(3):
            path = reverse(f"admin:catalogue_{model}_export")
            table = client.post(path, {"format": kind, "resource": "0"})
            assert table["Content-Disposition"].startswith("attachment")
            assert words_in(table) <= {"plain"}
            assert model != "organisation" or words_in(table) == {"plain"}


def searches() -> list[str]:
    """The address of every search that others have, up to what is typed into it."""
    found = [
        f"{reverse('catalogue:find')}?q=",
        f"{reverse('catalogue:csv')}?q=",
        f"{reverse('catalogue:named')}?field=name&name=",
        f"{reverse('memberships:add')}?q=",
        f"{reverse('curation:choose_merge')}?q=",
    ]
    for model, its_admin in admin.site._registry.items():  # noqa: SLF001
        if its_admin.search_fields:
            label = model._meta.label_lower.replace(".", "_")
            found.append(f"{reverse(f'admin:{label}_changelist')}?q=")
    return found


@pytest.mark.parametrize("who", ["colleague", "coordinator", "curator", "superuser"])
def test_no_search_finds_it(owned, others, who):
    """What is searched for is said again: the same is said of a word that stands nowhere."""
    client = signed_in(others[who])
    for address in searches():
        for word in (WORDS["body"], WORDS["group"], CONFIDENTIAL, WORDS["title"]):
            found, nothing = (said_of(client, address, each) for each in (word, "q" * len(word)))
            assert found == nothing, (address, word)


def said_of(client: Client, address: str, word: str) -> str:
    """What a search says of a word, without what is another each time."""
    answer = client.get(f"{address}{word}")
    assert answer.status_code in {200, 302, 403, 404}
    return TOKEN.sub("", answer.content.decode()).replace(word, "…")


def test_searches_find_what_is_there(owned, others):
    """What is everybody's, and for its owner what is theirs: so the test above can fail."""
    for user, word in ((others["stranger"], PLAIN), (owned["owner"], WORDS["body"])):
        client = signed_in(user)
        for address in searches()[:4]:
            found, nothing = (said_of(client, address, each) for each in (word, "q" * len(word)))
            assert found != nothing, address


def for_others(owned, **asked) -> dict[str, set[str]]:
    """What is in each output that the owner makes to hand it on."""
    client = signed_in(owned["owner"])
    found = {}
    for name in FOR_OTHERS:
        args = [owned["plain"]] if name == "reports:renewal" else []
        answer = client.get(reverse(name, args=args), {**YEAR, **asked})
        assert answer.status_code == 200, name
        found[name] = words_in(answer)
        if str(owned["private"]) in text_of(answer):
            found[name].add("body")
    return found


def test_nothing_made_for_others_holds_it(owned):
    assert for_others(owned) == {
        "reports:membership_review": {"plain"},
        "reports:cpd_page": {"plain"},
        "reports:cpd_pdf": {"plain"},
        "reports:renewal": {"plain"},
        "evaluation:problem": {"plain"},
        "memberships:renewals_ics": {"plain"},
    }


def test_no_calendar_elsewhere_holds_it(owned):
    """Whatever is chosen: other people see that calendar."""
    secret = make_feed_address(feed=FeedToken(user=owned["owner"]))
    address = reverse("reports:calendar_ics", args=[secret])
    assert words_in(Client().get(address, {"sensitive": "1"})) == {"plain"}


def test_the_owner_may_put_it_in(owned):
    """So the words are found where they are."""
    found = for_others(owned, sensitive="1")
    assert found["reports:membership_review"] >= {"body", "plain"}
    assert found["reports:cpd_page"] == found["reports:cpd_pdf"]
    assert found["reports:cpd_page"] >= {
        "body", "group", "role", "title", "description", "what", "through", "cue", "action",
        "outcome", "file", "link", "attended", "confidential", "plain",
    }  # fmt: skip
    assert found["evaluation:problem"] >= {"body", "plain"}
    assert found["memberships:renewals_ics"] >= {"body", "plain"}


def test_the_owner_sees_all_of_it(owned):
    client = signed_in(owned["owner"])
    found = set()
    for path in every_address(owned):
        found |= words_in(client.get(path))
    assert found == {*WORDS, "confidential", "plain"}


@pytest.mark.parametrize("who", ["owner", "stranger", "anonymous"])
def test_no_line_of_the_log_holds_it(owned, others, who, caplog):
    """Neither what is asked for, nor what goes wrong when somebody sends nonsense."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="django")
    user = (others | {"owner": owned["owner"]})[who]
    typed = {"title": WORDS["title"], "name": WORDS["body"], "on": WORDS["note"]}
    for path in every_address(owned):
        assert signed_in(user).get(path).status_code < 500, path
    for path in every_address(owned):  # one of them signs out, and others remove things
        assert signed_in(user).post(path, typed).status_code < 500, path
    assert "Not Found" in caplog.text
    lines = [each for each in caplog.text.splitlines() if "zzyzx" in each.casefold()]
    assert lines == []


@pytest.mark.urls("tests.cpd_tracker.failing_urls")
def test_no_fault_logs_what_was_sent(owned, caplog):
    answer = signed_in(owned["owner"]).post("/break-down/", {"title": WORDS["title"]})
    assert (answer.status_code, words_in(answer)) == (500, set())
    assert "a fault of ours" in caplog.text
    assert "zzyzx" not in caplog.text


def test_no_mail_holds_it(owned, others):
    """All mail that there is: about accounts, and invitations."""
    owner = owned["owner"]
    Client().post(reverse("account_reset_password"), {"email": owner.email})
    invited = {"address": "kim@example.org"}
    signed_in(others["curator"]).post(reverse("admin:people_invitation_add"), invited)
    assert len(mail.outbox) == 2
    for message in mail.outbox:
        assert "zzyzx" not in str(message.message()).casefold()
