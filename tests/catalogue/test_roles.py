"""Who may do what in the admin: the whole table, and every role at every page."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.urls import reverse

from catalogue.roles import Role, give_role, set_up_roles
from people.models import User
from tests.factories import (
    BenefitFactory,
    FeeFactory,
    OrganisationFactory,
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
    "people.invitation":          ("va",     "va",        ""),
}  # fmt: skip
LETTERS = {"view": "v", "add": "a", "change": "c", "delete": "d"}
# What each role gets for asking for a page, and for trying an action.
PAGES = {
    #               curator  coordinator  member
    "index":       (200,     200,         302),
    "changelist":  (200,     200,         302),
    "change":      (200,     200,         302),
    "history":     (200,     200,         302),
    "attention":   (200,     200,         302),
    "add":         (200,     403,         302),
    "delete":      (403,     403,         302),
    "restore":     (404,     403,         302),  # a version that is not there
}  # fmt: skip
ACTIONS = {
    #                                       curator  coordinator  member
    ("organisation", "mark_checked"):      (True,    False,       False),
    ("organisation", "change_status"):     (True,    False,       False),
    ("benefit", "tag_skill"):              (True,    False,       False),
}  # fmt: skip


def person(role):
    user = UserFactory()
    give_role(user=user, role=role)
    return User.objects.get(pk=user.pk)  # who has asked for no permission yet


@pytest.mark.parametrize(("column", "role"), list(enumerate(Role)))
def test_each_role_may_what_the_table_says_and_nothing_else(column, role):
    may: dict[str, str] = {}
    for permission in person(role).get_all_permissions():
        app, codename = permission.split(".")
        action, model = codename.split("_")
        may[f"{app}.{model}"] = may.get(f"{app}.{model}", "") + LETTERS[action]
    wanted = {model: set(letters[column]) for model, letters in TABLE.items() if letters[column]}
    assert {model: set(letters) for model, letters in may.items()} == wanted


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("column", "role"), list(enumerate(Role)))
def test_each_role_gets_the_pages_of_the_table(client, column, role, page):
    organisation = OrganisationFactory()
    client.force_login(person(role))
    whole = {"index": "index", "attention": "curation_attention"}
    name = f"admin:{whole.get(page, f'catalogue_organisation_{page}')}"
    alone = page in {"index", "attention", "changelist", "add"}
    url = reverse(name, args=[] if alone else [organisation.pk])
    answer = client.post(url) if page == "restore" else client.get(url)
    assert answer.status_code == PAGES[page][column]


@pytest.mark.parametrize(("model", "action"), ACTIONS)
@pytest.mark.parametrize(("column", "role"), list(enumerate(Role)))
def test_each_role_may_the_actions_of_the_table(client, column, role, model, action):
    benefit = BenefitFactory()
    skill = SkillFactory(parent=SkillFactory())
    client.force_login(person(role))
    row = benefit if model == "benefit" else benefit.organisation
    chosen = {"status": "dissolved", "skill": skill.pk, "strength": "3"}
    client.post(
        reverse(f"admin:catalogue_{model}_changelist"),
        {"action": action, "_selected_action": [row.pk], **chosen},
    )
    organisation = row if model == "organisation" else row.organisation
    organisation.refresh_from_db()
    done = {
        "mark_checked": organisation.checked_on is not None,
        "change_status": organisation.status == "dissolved",
        "tag_skill": benefit.skills.exists(),
    }
    assert done[action] is ACTIONS[model, action][column]


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
    assert group.permissions.count() == 14


def test_the_command_gives_a_role(capsys):
    user = UserFactory(email="kim@example.org")
    call_command("give_role", "curator", "Kim@example.org")
    assert "kim@example.org: Curator" in capsys.readouterr().out
    assert User.objects.get(pk=user.pk).has_perm("catalogue.change_organisation")


def test_the_command_knows_nobody_of_that_address():
    with pytest.raises(CommandError, match=r"no account with the address x@example\.org"):
        call_command("give_role", "curator", "x@example.org")
