"""Every address of the project, for everybody: whoever adds one says here whose it is.

Anonymous people are asked to sign in. What belongs to somebody is 404 for everybody else, a
curator included. What has no owner in its address shows each person only their own, which the
tests of the rooms look at.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from catalogue.roles import Role, give_role
from people.models import User
from tests.factories import (
    AttendanceFactory,
    BenefitFactory,
    EntryFactory,
    ExpenseFactory,
    ExperienceFactory,
    FeedFactory,
    FileFactory,
    GoalFactory,
    ImportRowFactory,
    KnownJourneyFactory,
    MembershipFactory,
    MergeFactory,
    OrganisationFactory,
    OwnEventFactory,
    ReportTemplateFactory,
    RoleFactory,
    SkillFactory,
    StepFactory,
    SuggestionFactory,
    TermFactory,
    UserFactory,
    WaitingCalendarFactory,
)

pytestmark = pytest.mark.django_db

PUBLIC = {"home", "icon", "health", "catalogue:find", "catalogue:csv", "catalogue:compare"}
# Everybody's or one person's, as the organisation is: tests/catalogue asks for both.
READ_BY_WHOM_IT_IS = {"catalogue:organisation"}
# Whoever has the secret in its address: tests/reports/test_calendar.py asks with and without.
BY_SECRET = {"reports:calendar_ics"}
# allauth's own and the way in by invitation, which tests/people walks through as a person does
ACCOUNTS = {
    "account_login", "account_logout", "account_inactive", "account_signup",
    "account_reauthenticate", "account_email", "account_email_verification_sent",
    "account_change_password", "account_set_password", "account_reset_password",
    "account_confirm_login_code", "account_confirm_email",
    "account_reset_password_from_key_done", "account_reset_password_from_key",
    "account_reset_password_done",
    "account_invitation",
}  # fmt: skip
# Nobody's in particular: each person sees their own there. Those that only take forms say 405.
ONES_OWN = {
    "account_overview": 200,
    "account_change_name": 200,
    "account_learning": 200,
    "account_week": 200,
    "account_outings": 200,
    "account_guide": 302,
    "account_guide_where": 200,
    "account_skip_step": 405,
    "account_reopen_steps": 405,
    "account_end_guide": 405,
    "account_places": 404,  # nothing is asked for
    "account_send_again": 302,
    "catalogue:named": 404,  # nothing is asked for
    "curation:mine": 200,
    "curation:suggest": 200,
    "curation:count": 200,
    "evaluation:costs": 200,
    "evaluation:costs_csv": 200,
    "evaluation:compare": 200,
    "evaluation:joining": 200,
    "evaluation:joining_csv": 200,
    "evaluation:overview": 200,
    "evaluation:overview_csv": 200,
    "evaluation:problem": 200,
    "evaluation:questions": 200,
    "events:list": 200,
    "events:month": 200,
    "events:add": 200,
    "events:calendars": 200,
    "events:bring_file": 405,
    "events:subscribe": 405,
    "events:journeys": 200,
    "events:add_journey": 200,
    "events:mine": 200,
    "events:news": 200,
    "goals:list": 200,
    "goals:suggestions": 200,
    "goals:guide": 200,
    "goals:take_back": 405,
    "goals:add": 200,
    "goals:order": 405,
    "goals:experience": 200,
    "goals:points": 200,
    "goals:clear_points": 405,
    "goals:archived": 200,
    "journal:list": 200,
    "journal:growth": 200,
    "journal:queue": 200,
    "journal:add_step": 200,
    "journal:closed_steps": 200,
    "journal:overdue": 200,
    "journal:list_csv": 200,
    "journal:preference": 200,
    "journal:new": 302,
    "memberships:list": 200,
    "memberships:list_csv": 200,
    "memberships:rates": 200,
    "memberships:add": 200,
    "memberships:renewals": 200,
    "memberships:renewals_ics": 200,
    "memberships:guide": 200,
    "memberships:guide_take_back": 405,
    "memberships:guide_put_back": 405,
    "memberships:guide_activity": 200,
    "memberships:add_private": 200,
    "memberships:bring_in": 200,
    "memberships:paste": 405,
    "memberships:upload": 405,
    "memberships:template_csv": 200,
    "memberships:import_columns": 200,
    "reports:membership_review": 200,
    "reports:cpd": 200,
    "reports:cpd_page": 200,
    "reports:cpd_pdf": 200,
    "reports:add_template": 200,
    "reports:calendar": 200,
    "reports:renew_calendar": 405,
    "reports:revoke_calendar": 405,
}
# Somebody's: what stands in the address, and what its owner gets for asking.
OWNED: dict[str, tuple[tuple[str, ...], int]] = {
    "curation:offer": (("private",), 200),
    "curation:change": (("suggestion",), 200),
    "curation:withdraw": (("suggestion",), 405),
    "curation:restore": (("suggestion",), 405),
    "evaluation:answer": (("benefit",), 405),
    "evaluation:membership": (("membership",), 200),
    "evaluation:renewal": (("membership",), 200),
    "evaluation:activity": (("membership",), 405),
    "evaluation:benefit": (("membership", "benefit"), 200),
    "evaluation:use": (("membership", "benefit"), 405),
    "evaluation:more": (("membership", "benefit"), 200),
    "events:event": (("own_event",), 200),
    "events:ics": (("own_event",), 200),
    "events:waiting": (("waiting_calendar",), 200),
    "events:discard_waiting": (("waiting_calendar",), 405),
    "events:read_feed": (("feed",), 405),
    "events:pause_feed": (("feed",), 405),
    "events:resume_feed": (("feed",), 405),
    "events:remove_feed": (("feed",), 200),
    "events:edit": (("own_event",), 200),
    "events:going": (("own_event",), 200),
    "events:forget_going": (("own_event",), 405),
    "events:take_back_going": (("own_event",), 405),
    "events:seen": (("own_event",), 405),
    "events:remove": (("own_event",), 405),
    "events:restore": (("own_event",), 405),
    "events:suggest": (("own_event",), 405),
    "events:journey_to": (("own_event",), 200),
    "events:journey": (("journey",), 200),
    "events:remove_journey": (("journey",), 405),
    "events:withdraw": (("own_event",), 405),
    "goals:edit": (("goal",), 200),
    "goals:step": (("goal",), 405),
    "goals:archive": (("goal",), 405),
    "goals:restore": (("goal",), 405),
    "goals:remove_experience": (("experience",), 405),
    "goals:restore_experience": (("experience",), 405),
    "journal:entry": (("entry",), 200),
    "journal:write": (("entry",), 200),
    "journal:draft": (("entry",), 405),
    "journal:throw_away": (("entry",), 405),
    "journal:remove": (("entry",), 405),
    "journal:restore": (("entry",), 405),
    "journal:add_evidence": (("entry",), 200),
    "journal:evidence": (("evidence",), 200),
    "journal:remove_evidence": (("evidence",), 405),
    "journal:restore_evidence": (("removed_evidence",), 405),
    "journal:answer_ability": (("entry", "goal"), 200),
    "journal:take_back_ability": (("entry", "goal"), 405),
    "journal:answer_use": (("entry", "benefit"), 405),
    "journal:take_back_use": (("entry", "benefit"), 405),
    "journal:answer_experience": (("entry", "experience_kind"), 405),
    "journal:take_back_experience": (("entry", "experience_kind"), 405),
    "journal:nothing_to_write": (("attendance",), 405),
    "journal:to_write": (("attendance",), 405),
    "journal:step": (("step",), 200),
    "journal:finish_step": (("step",), 200),
    "journal:move_step_back": (("step",), 405),
    "journal:move_step": (("step",), 200),
    "journal:drop_step": (("step",), 200),
    "journal:reopen_step": (("step",), 405),
    "memberships:join": (("private",), 200),
    "evaluation:gain": (("private",), 200),
    "memberships:edit_private": (("private",), 200),
    "memberships:batch": (("batch",), 200),
    "memberships:map_columns": (("batch",), 200),
    "memberships:match_rows": (("batch",), 405),
    "memberships:answer_rows": (("batch",), 405),
    "memberships:import_row": (("batch", "line"), 200),
    "memberships:undo_batch": (("batch",), 405),
    "memberships:discard_batch": (("batch",), 405),
    "memberships:detail": (("membership",), 200),
    "memberships:edit": (("membership",), 200),
    "memberships:confirm": (("membership",), 405),
    "memberships:end": (("membership",), 200),
    "memberships:hold": (("membership",), 405),
    "memberships:remove": (("membership",), 405),
    "memberships:restore": (("membership",), 405),
    "memberships:fee": (("membership",), 200),
    "memberships:add_term": (("membership",), 200),
    "memberships:edit_term": (("membership", "term"), 200),
    "memberships:renew": (("membership", "term"), 200),
    "memberships:remove_term": (("membership", "term"), 405),
    "memberships:add_expense": (("membership",), 200),
    "memberships:edit_expense": (("membership", "expense"), 200),
    "memberships:remove_expense": (("membership", "expense"), 405),
    "memberships:rate": (("currency",), 200),
    "memberships:remove_rate": (("currency",), 405),
    "memberships:add_role": (("membership",), 200),
    "memberships:edit_role": (("membership", "role"), 200),
    "memberships:remove_role": (("membership", "role"), 405),
    "reports:renewal": (("membership",), 200),
    "reports:template": (("report_template",), 200),
    "reports:remove_template": (("report_template",), 405),
}
# Everybody's, once they are signed in: the public organisation that stands in the address.
OF_THE_CATALOGUE = {"curation:correct": 200}
# Curators': whoever else is signed in does not find it, even what they have suggested themselves.
CURATORS: dict[str, tuple[tuple[str, ...], int]] = {
    "curation:queue": ((), 200),
    "curation:review": (("suggestion",), 200),
    "curation:accept": (("suggestion",), 405),
    "curation:decline": (("suggestion",), 405),
    "curation:duplicate": (("suggestion",), 405),
    "events:suggested": ((), 200),
    "events:accept": (("own_event",), 405),
    "events:decline": (("own_event",), 405),
    "curation:ror": ((), 200),
    "curation:ror_preview": (("suggestion",), 302),  # no file of that number: asked for anew
    "curation:ror_discard": (("suggestion",), 405),
    "curation:merges": ((), 200),
    "curation:choose_merge": ((), 200),
    "curation:merge": (("public", "other"), 200),
    "curation:undo_merge": (("merge",), 405),
}
# Pages that take no form: whoever posts to them is told so, whoever they are.
ONLY_READ = {
    "evaluation:gain", "evaluation:membership", "evaluation:renewal", "memberships:detail",
    "memberships:batch", "reports:renewal", "journal:entry", "journal:evidence",
    "events:event", "events:ics",
    "events:suggested", "curation:queue", "curation:merges", "curation:choose_merge",
}  # fmt: skip
# Where what does not exist yet is begun, under an identifier made by the page before.
BEGUN_THERE = {"journal:write", "journal:draft", "journal:throw_away"}


def walk(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """The name of every address but the admin's."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield space + (pattern.name or str(pattern.pattern))
        elif pattern.namespace != "admin":
            yield from walk(pattern, f"{pattern.namespace}:" if pattern.namespace else space)


@pytest.fixture(scope="module")
def owned(module_db) -> dict[str, Any]:
    """One of everything that somebody may own, and its owner."""
    return one_of_everything(UserFactory())


def one_of_everything(owner: User) -> dict[str, Any]:
    """What stands in the addresses of what somebody owns, and the owner."""
    membership = MembershipFactory(user=owner)
    goal = GoalFactory(user=owner, for_skills=[SkillFactory()])
    entry = EntryFactory(user=owner, for_goals=[goal])
    return {
        "owner": owner,
        "membership": membership.uuid,
        "benefit": BenefitFactory(organisation=membership.organisation).uuid,
        "term": TermFactory(membership=membership).pk,
        "expense": ExpenseFactory(membership=membership, currency="CHF").pk,
        "currency": "CHF",
        "role": RoleFactory(membership=membership).pk,
        "goal": goal.uuid,
        "experience": ExperienceFactory(user=owner).uuid,
        "batch": ImportRowFactory(batch__user=owner, line=1, verdict="ask").batch.uuid,
        "line": 1,
        "private": OrganisationFactory(key=None, owner=owner).uuid,
        "public": membership.organisation.uuid,
        "other": OrganisationFactory().uuid,
        "merge": MergeFactory(merged_by=owner).uuid,
        "suggestion": SuggestionFactory(suggester=owner).uuid,
        "entry": entry.uuid,
        "evidence": FileFactory(entry=entry).uuid,
        "removed_evidence": FileFactory(entry=entry, removed_at=timezone.now()).uuid,
        "report_template": ReportTemplateFactory(user=owner).uuid,
        "step": StepFactory(user=owner).uuid,
        "attendance": AttendanceFactory(user=owner).uuid,
        "own_event": OwnEventFactory(owner=owner).uuid,
        "feed": FeedFactory(owner=owner).uuid,
        "waiting_calendar": WaitingCalendarFactory(user=owner).uuid,
        "journey": KnownJourneyFactory(user=owner).uuid,
        "experience_kind": "speaking",
    }


@pytest.fixture(scope="module", params=["colleague", "curator"])
def somebody_else(module_db, request):
    user = UserFactory()
    if request.param == "curator":
        give_role(user=user, role=Role.CURATOR)
    return user


def address(name: str, owned: dict[str, Any]) -> str:
    parts = (OWNED | CURATORS)[name][0] if name not in OF_THE_CATALOGUE else ("public",)
    return reverse(name, args=[owned[part] for part in parts])


def test_every_address_is_in_the_table():
    known = PUBLIC | READ_BY_WHOM_IT_IS | BY_SECRET | ACCOUNTS | set(ONES_OWN) | set(OWNED)
    known |= set(OF_THE_CATALOGUE) | set(CURATORS)
    assert set(walk(get_resolver())) == known


@pytest.mark.parametrize("name", sorted(PUBLIC - {"icon"}))
def test_what_is_for_everybody(client, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", [*ONES_OWN, *OWNED, *OF_THE_CATALOGUE, *CURATORS])
def test_anonymous_people_are_asked_to_sign_in(client, owned, name, method):
    path = reverse(name) if name in ONES_OWN else address(name, owned)
    response = getattr(client, method)(path)
    assert (response.status_code, response["Location"].split("?")[0]) == (
        302,
        reverse("account_login"),
    )


@pytest.mark.parametrize(("name", "status"), ONES_OWN.items())
def test_everybody_signed_in_has_their_own(client, somebody_else, name, status):
    client.force_login(somebody_else)
    assert client.get(reverse(name)).status_code == status


@pytest.mark.parametrize("name", OWNED)
def test_its_owner_gets_there(client, owned, name):
    client.force_login(owned["owner"])
    assert client.get(address(name, owned)).status_code == OWNED[name][1]


@pytest.mark.parametrize("name", OWNED)
def test_nobody_else_gets_there_by_reading_or_writing(client, owned, somebody_else, name):
    client.force_login(somebody_else)
    path = address(name, owned)
    asked = client.get(path).status_code
    assert asked == (405 if OWNED[name][1] == 405 else 404)
    posted = client.post(path, {"use": "3", "activity": "none"}).status_code
    assert posted == (405 if name in ONLY_READ else 404)


@pytest.mark.parametrize("name", sorted(OWNED.keys() - ONLY_READ - BEGUN_THERE))
def test_what_does_not_exist_is_not_found(client, owned, name):
    client.force_login(owned["owner"])
    parts = (
        "membership", "benefit", "goal", "private", "batch", "suggestion", "experience", "entry",
        "evidence", "removed_evidence", "step", "report_template", "attendance",
        "own_event", "feed", "waiting_calendar",
        "own_event", "journey",
    )  # fmt: skip
    nothing: dict[str, Any] = {part: uuid4() for part in parts}
    nothing["experience_kind"] = "nothing"
    numbers = dict.fromkeys(("term", "expense", "role", "line"), 10**6)
    path = address(name, {"currency": "XXX", **numbers, **nothing})
    assert client.post(path, {"use": "3", "activity": "none"}).status_code == 404


@pytest.mark.parametrize(("name", "status"), OF_THE_CATALOGUE.items())
def test_what_everybody_signed_in_may_ask_of_an_organisation(
    client, owned, somebody_else, name, status
):
    client.force_login(somebody_else)
    assert client.get(address(name, owned)).status_code == status
    private = address(name, owned | {"public": owned["private"]})
    assert (client.get(private).status_code, client.post(private).status_code) == (404, 404)


@pytest.mark.parametrize("name", CURATORS)
def test_what_curators_decide(client, owned, name):
    path = address(name, owned)
    for user in (owned["owner"], UserFactory()):
        client.force_login(user)
        assert client.get(path).status_code == (405 if CURATORS[name][1] == 405 else 404)
        assert client.post(path).status_code == (405 if name in ONLY_READ else 404)
    curator = UserFactory()
    give_role(user=curator, role=Role.CURATOR)
    client.force_login(curator)
    assert client.get(path).status_code == CURATORS[name][1]
