"""The step of the guide that asks for goals: several at once, never twice, and taken back."""

import pytest
from django.urls import reverse

from goals.models import Goal
from goals.services import add_goals
from people.models import GuideStep
from tests.factories import GoalFactory, SkillFactory, UserFactory

pytestmark = pytest.mark.django_db
GUIDE, TAKE_BACK = reverse("goals:guide"), reverse("goals:take_back")
NEXT = reverse("memberships:guide")


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def skills():
    area = SkillFactory(key="leading")
    return [
        SkillFactory(key=key, parent=area, position=place, summary=f"Doing {key} well.")
        for place, key in enumerate(["chairing", "budgets", "coaching"])
    ]


def goals_of(user):
    rows = Goal.objects.filter(user=user, archived_at=None).order_by("rank", "pk")
    return list(rows.values_list("rank", "text", "skills__key"))


TICKED = {"want_budgets": "on", "want_chairing": "on"}
WRITTEN = {"own_1": "  Sit on a\tboard ", "about_1": "chairing"}


def test_what_is_ticked_and_written_becomes_goals_as_important_as_each_other(client, user, skills):
    response = client.post(GUIDE, TICKED | WRITTEN)
    assert response.url == f"{NEXT}?undo=1"
    assert goals_of(user) == [
        (1, "Get better at doing chairing well", "chairing"),
        (1, "Get better at doing budgets well", "budgets"),
        (1, "Sit on a board", "chairing"),
    ]
    assert GuideStep.objects.get(user=user).state == "done"


def test_sent_twice_it_adds_nothing_twice(client, user, skills):
    client.post(GUIDE, TICKED | WRITTEN)
    before = goals_of(user)
    assert client.post(GUIDE, TICKED | WRITTEN | {"own_1": "sit on a BOARD"}).url == NEXT
    assert goals_of(user) == before


def test_the_same_line_twice_is_one_goal(client, user, skills):
    client.post(GUIDE, WRITTEN | {"own_2": "Sit on a board", "about_2": "budgets"})
    assert len(goals_of(user)) == 1


def test_they_come_after_those_there_are(client, user, skills):
    GoalFactory(user=user, rank=1, text="First of all")
    client.post(GUIDE, {"want_coaching": "on"})
    assert [text for _, text, _ in goals_of(user)] == [
        "First of all", "Get better at doing coaching well"
    ]  # fmt: skip


def test_what_is_a_goal_already_is_listed_and_not_offered(client, user, skills):
    client.post(GUIDE, TICKED)
    page = client.get(GUIDE)
    assert "want_budgets" not in page.context["form"].fields
    assert "<li>Get better at doing budgets well</li>" in page.text
    assert client.post(GUIDE, {}).status_code == 200  # nothing is sent: the page again
    assert client.post(GUIDE, {"own_1": ""}).url == NEXT


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"own_1": ""}, "__all__"),
        ({"own_1": "A wish"}, "about_1"),
        ({"about_2": "budgets"}, "own_2"),
        ({"own_3": "A wish", "about_3": "nothing"}, "about_3"),
        ({"own_1": "x" * 501, "about_1": "budgets"}, "own_1"),
        ({"own_1": "a\x00b", "about_1": "budgets"}, "own_1"),
    ],
)
def test_what_is_refused_changes_nothing(client, user, skills, changes, wrong):
    page = client.post(GUIDE, {"want_chairing": "on"} | changes if wrong != "__all__" else changes)
    assert page.context["form"].errors.keys() == {wrong}
    assert goals_of(user) == []
    assert not GuideStep.objects.exists()
    if wrong != "__all__":
        assert page.context["form"]["want_chairing"].value() is True  # what was ticked stays so


def test_hostile_text_is_shown_as_it_is(client, user, skills):
    client.post(GUIDE, {"own_1": "<script>alert(1)</script>", "about_1": "budgets"})
    page = client.get(GUIDE)
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


def test_it_is_taken_back(client, user, skills):
    GoalFactory(user=user, rank=1, text="First of all")
    response = client.post(GUIDE, TICKED)
    undo = client.get(response.url).context["undo"]
    assert undo.text == "2 goals have been added."
    assert undo.action == TAKE_BACK
    again = client.post(TAKE_BACK, {"goal": [uuid for _, uuid in undo.fields]})
    assert again.url == GUIDE
    assert [text for _, text, _ in goals_of(user)] == ["First of all"]
    assert client.get(NEXT + "?undo=1").context["undo"] is None


def test_nobody_takes_back_anothers(client, user, skills):
    theirs = GoalFactory()
    assert client.post(TAKE_BACK, {"goal": theirs.uuid}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.archived_at is None
    assert client.post(TAKE_BACK, {"goal": "1"}).status_code == 400
    client.post(GUIDE, TICKED)
    assert goals_of(theirs.user)[0][1] == theirs.text


def test_what_was_written_outlives_the_session(client, user, skills):
    owner = client.get(GUIDE).context["form"]["written_by"].value()
    client.logout()
    client.post(GUIDE, WRITTEN | {"written_by": owner, "want_budgets": "on"})
    client.force_login(user)
    unsent = client.get(reverse("account_send_again")).context["unsent"]
    assert dict(unsent.fields)["own_1"] == WRITTEN["own_1"]
    assert ("Get better at doing budgets well", "yes") in unsent.shown


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_little(client, user, skills, count, django_assert_num_queries):
    add_goals(user=user, wishes=[(f"Goal {n}", skills[n]) for n in range(count)])
    with django_assert_num_queries(7):  # session, user; begin, end; goals, skills, steps
        client.get(GUIDE)
