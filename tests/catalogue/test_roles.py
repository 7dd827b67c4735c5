"""Who may do what in the admin: the whole table, and every role at every page."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, Group
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from catalogue.roles import Role, give_role, set_up_roles
from events.models import Event, Feed
from goals.models import FrameworkVersion
from people.models import Invitation, User
from tests.factories import (
    BenefitFactory,
    EventFactory,
    ExperienceKindFactory,
    FeedFactory,
    FeeFactory,
    OrganisationFactory,
    PlaceFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

# v view, a add, c change, d delete
TABLE = {
    #                               curator  coordinator  member
    "catalogue.organisation":     ("vac",    "v",         ""),
    "catalogue.organisationname": ("vacd",   "v",         ""),
    "catalogue.source":           ("vacd",   "v",         ""),
    "catalogue.fee":              ("vacd",   "v",         ""),
    "catalogue.benefit":          ("vac",    "v",         ""),
    "catalogue.benefitskill":     ("vacd",   "v",         ""),
    "catalogue.benefitkind":      ("vac",    "v",         ""),
    "goals.skill":                ("vac",    "v",         ""),
    "goals.frameworkversion":     ("vac",    "v",         ""),
    "goals.heading":              ("vacd",   "v",         ""),
    "goals.experiencekind":       ("vac",    "v",         ""),
    "people.place":               ("vac",    "v",         ""),
    "events.event":               ("vac",    "v",         ""),
    "events.price":               ("vacd",   "v",         ""),
    "events.feed":                ("vac",    "v",         ""),
    "people.invitation":          ("va",     "va",        ""),
}  # fmt: skip
SENT = timezone.now() - timedelta(days=1)  # an invitation that still waits
LETTERS = {"view": "v", "add": "a", "change": "c", "delete": "d"}
# Who asks, in the order of the columns below; a superuser needs no role.
ASKERS = [*Role, "anonymous", "superuser"]
# What each of them gets for asking for a page.
PAGES = {
    #                    curator  coordinator  member  anonymous  superuser
    "changelist":       (200,     200,         302,    302,       200),
    "change":           (200,     200,         302,    302,       200),
    "history":          (200,     200,         302,    302,       200),
    "add":              (200,     403,         302,    302,       200),
    "delete":           (403,     403,         302,    302,       403),
}  # fmt: skip
RESTORING = {"restore": (404, 403, 302, 302, 404)}  # posted: a version that is not there
TABLES = {
    "export":           (200,     200,         302,    302,       200),
    "import":           (200,     403,         302,    302,       200),
    "process_import":   (200,     403,         302,    302,       200),
}  # fmt: skip
BY_MODEL = {
    **dict.fromkeys(
        (
            "catalogue_organisation", "catalogue_benefit", "catalogue_fee",
            "goals_skill", "goals_frameworkversion", "goals_heading", "people_place",
        ),
        PAGES | RESTORING | TABLES,
    ),
    **dict.fromkeys(
        ("catalogue_benefitkind", "goals_experiencekind", "events_event"), PAGES | RESTORING
    ),
    "events_feed": PAGES,
    "people_invitation": PAGES | {"add": (200, 200, 302, 302, 200)},
    "auth_group": {
        page: (*answers[:4], 200) if page == "delete" else (403, 403, *answers[2:])
        for page, answers in PAGES.items()
    },
}  # fmt: skip
WHOLE = {
    "admin:index":               (200, 200, 302, 302, 200),
    "admin:curation_attention":  (200, 200, 302, 302, 200),
    "curation:queue":            (200, 404, 404, 302, 200),
    "events:suggested":          (200, 404, 404, 302, 200),
}  # fmt: skip
# Who may do what with the rows that are ticked in a list.
ACTIONS = {
    #                                       curator  coordinator  member  anonymous  superuser
    ("catalogue_organisation", "mark_checked"):   (True,    False,       False,  False,     True),
    ("catalogue_organisation", "change_status"):  (True,    False,       False,  False,     True),
    ("catalogue_benefit", "tag_skill"):           (True,    False,       False,  False,     True),
    ("events_event", "cancel"):                   (True,    False,       False,  False,     True),
    ("events_feed", "read_again"):                (True,    False,       False,  False,     True),
    ("events_feed", "pause"):                     (True,    False,       False,  False,     True),
    ("people_invitation", "send_again"):          (True,    True,        False,  False,     True),
    ("people_invitation", "withdraw"):            (True,    True,        False,  False,     True),
    ("auth_group", "delete_selected"):            (False,   False,       False,  False,     True),
}  # fmt: skip


def person(role):
    user = UserFactory()
    give_role(user=user, role=role)
    return User.objects.get(pk=user.pk)  # who has asked for no permission yet


def sign_in(client, asker):
    if asker == "superuser":
        client.force_login(UserFactory(is_staff=True, is_superuser=True))
    elif asker != "anonymous":
        client.force_login(person(asker))


def the_feed():
    """A calendar of everybody's, which could not be read the last time."""
    return FeedFactory(owner=None, organisation=OrganisationFactory(), state="failing")


def rows_by_model():
    """A row of everything that the admin shows."""
    benefit = BenefitFactory()
    version = FrameworkVersion.objects.create(key="a", version="1", name="A")
    rows = [
        benefit, benefit.organisation, benefit.kind, version, version.headings.create(name="A"),
        FeeFactory(), SkillFactory(parent=SkillFactory()), ExperienceKindFactory(),
        PlaceFactory(), EventFactory(), the_feed(), Group.objects.create(name="Others"),
        Invitation.objects.create(
            address="kim@example.org", sent_at=SENT, expires_at=SENT + timedelta(days=2)
        ),
    ]  # fmt: skip
    return {f"{row._meta.app_label}_{row._meta.model_name}": row for row in rows}


def admins():
    registry = admin.site._registry  # noqa: SLF001 - there is no public way to ask
    return {model._meta.label_lower.replace(".", "_"): each for model, each in registry.items()}


@pytest.mark.parametrize(("column", "role"), list(enumerate(Role)))
def test_each_role_may_what_the_table_says_and_nothing_else(column, role):
    may: dict[str, str] = {}
    for permission in person(role).get_all_permissions():
        app, codename = permission.split(".")
        action, model = codename.split("_")
        may[f"{app}.{model}"] = may.get(f"{app}.{model}", "") + LETTERS[action]
    wanted = {model: set(letters[column]) for model, letters in TABLE.items() if letters[column]}
    assert {model: set(letters) for model, letters in may.items()} == wanted


def test_every_page_of_the_admin_is_in_the_table():
    found = {
        model: {
            pattern.name.removeprefix(f"{model}_")
            for pattern in each.get_urls()
            if pattern.name and f"admin:{pattern.name}" not in WHOLE
        }
        for model, each in admins().items()
    }
    assert found == {model: set(pages) for model, pages in BY_MODEL.items()}


@pytest.mark.parametrize("model", BY_MODEL)
@pytest.mark.parametrize(("column", "asker"), list(enumerate(ASKERS)))
def test_each_gets_the_pages_of_the_table(client, column, asker, model):
    row = rows_by_model()[model]
    sign_in(client, asker)
    found, wanted = {}, {}
    for page, answers in BY_MODEL[model].items():
        alone = page in {"changelist", "add"} or page in TABLES
        url = reverse(f"admin:{model}_{page}", args=[] if alone else [row.pk])
        posted = page in {"restore", "process_import"}
        found[page] = (client.post(url) if posted else client.get(url)).status_code
        wanted[page] = answers[column]
    assert found == wanted


@pytest.mark.parametrize(("column", "asker"), list(enumerate(ASKERS)))
def test_each_gets_the_other_pages_of_the_table(client, column, asker):
    sign_in(client, asker)
    found = {name: client.get(reverse(name)).status_code for name in WHOLE}
    assert found == {name: answers[column] for name, answers in WHOLE.items()}


@pytest.mark.parametrize(("column", "asker"), list(enumerate(ASKERS)))
def test_each_is_offered_the_actions_of_the_table(rf, column, asker):
    request = rf.get("/")
    request.user = AnonymousUser()
    if asker == "superuser":
        request.user = UserFactory(is_staff=True, is_superuser=True)
    elif asker != "anonymous":
        request.user = person(asker)
    offered = {(name, key) for name, each in admins().items() for key in each.get_actions(request)}
    assert offered == {action for action, may in ACTIONS.items() if may[column]}


@pytest.mark.parametrize(("model", "action"), ACTIONS)
@pytest.mark.parametrize(("column", "asker"), list(enumerate(ASKERS)))
def test_each_may_the_actions_of_the_table(client, column, asker, model, action):
    rows = rows_by_model()
    row, benefit, organisation = (
        rows[name] for name in (model, "catalogue_benefit", "catalogue_organisation")
    )
    sign_in(client, asker)
    chosen = {"status": "dissolved", "skill": rows["goals_skill"].pk, "strength": "3"}
    client.post(
        reverse(f"admin:{model}_changelist"),
        {"action": action, "_selected_action": [row.pk], "post": "yes", **chosen},
    )
    organisation.refresh_from_db()
    done = {
        "mark_checked": organisation.checked_on is not None,
        "change_status": organisation.status == "dissolved",
        "tag_skill": benefit.skills.exists(),
        "cancel": Event.objects.get().status == "cancelled",
        "send_again": Invitation.objects.get().sent_at > SENT,
        "withdraw": Invitation.objects.get().withdrawn_at is not None,
        "read_again": Feed.objects.get().state == "new",
        "pause": Feed.objects.get().state == "paused",
        "delete_selected": not Group.objects.filter(name="Others").exists(),
    }
    assert [name for name, is_done in done.items() if is_done] == (
        [action] if ACTIONS[model, action][column] else []
    )


def test_who_only_looks_is_offered_no_restoring(client):
    fee = FeeFactory()
    fee.delete()
    url = reverse("admin:catalogue_organisation_history", args=[fee.organisation.pk])
    for role, offered in ((Role.CURATOR, True), (Role.COORDINATOR, False)):
        client.force_login(person(role))
        assert (b"restore/" in client.get(url).content) is offered


def test_somebody_has_one_role_at_a_time():
    user = person(Role.CURATOR)
    give_role(user=user, role=Role.MEMBER)
    assert [group.name for group in user.groups.all()] == ["member"]
    assert User.objects.get(pk=user.pk).is_staff is False


def test_what_a_group_may_is_set_right_again():
    set_up_roles()
    group = Group.objects.get(name="coordinator")
    group.permissions.set(Group.objects.get(name="curator").permissions.all())
    set_up_roles()
    assert group.permissions.count() == 17


def test_the_command_gives_a_role(capsys):
    user = UserFactory(email="kim@example.org")
    call_command("give_role", "curator", "Kim@example.org")
    assert "kim@example.org: Curator" in capsys.readouterr().out
    assert User.objects.get(pk=user.pk).has_perm("catalogue.change_organisation")


def test_the_command_knows_nobody_of_that_address():
    with pytest.raises(CommandError, match=r"no account with the address x@example\.org"):
        call_command("give_role", "curator", "x@example.org")
