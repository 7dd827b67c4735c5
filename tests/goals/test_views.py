"""The pages of goals: who sees them, what they change, what they cost."""

import re
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from goals.models import AbilityRating, Goal, GoalLevel
from goals.order import archive_goal
from tests.factories import GoalFactory, SkillFactory, UserFactory

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}'\"&"


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def area():
    return SkillFactory(key="influence", name="Influence")


@pytest.fixture
def advocacy(area):
    return SkillFactory(
        key="advocacy", name="Advocacy", parent=area, summary="Speaking up for libraries."
    )


@pytest.fixture
def three(owner, advocacy):
    return [
        GoalFactory(user=owner, rank=rank, text=text, for_skills=[advocacy])
        for rank, text in ((1, "Speak up"), (2, "Chair a board"), (3, "Mentor others"))
    ]


LIST = reverse("goals:list")
OWN_PAGES = ["list", "suggestions", "add", "points", "archived"]
POSTED = ["step", "archive", "restore"]


def texts(user):
    goals = Goal.objects.filter(user=user, archived_at=None).order_by("rank", "pk")
    return [(goal.rank, goal.text) for goal in goals]


def find(pattern, page):
    """What the groups of the pattern match on the page, which must hold it."""
    match = re.search(pattern, page, re.DOTALL)
    assert match, pattern
    return match.groups()


def version_in(page):
    return find(r'name="version" value="([^"]*)"', page)[0]


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def answers(skill, **given):
    """What the form of a goal sends."""
    return {"text": "Speak up", f"skill_{skill.key}": "1"} | given


# Who ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OWN_PAGES)
def test_a_stranger_is_asked_to_sign_in(client, name):
    address = reverse(f"goals:{name}")
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('account_login')}?next={address}"


@pytest.mark.parametrize("name", ["list", "points"])
def test_the_owner_sees_their_goals_and_a_colleague_does_not(client, three, name):
    assert "Chair a board" in client.get(reverse(f"goals:{name}")).content.decode()
    client.force_login(UserFactory(is_staff=True))
    response = client.get(reverse(f"goals:{name}"))
    assert response.status_code == 200
    assert "Chair a board" not in response.content.decode()


@pytest.mark.parametrize("name", ["edit", *POSTED])
def test_a_goal_is_its_owners_alone(client, three, name):
    address = reverse(f"goals:{name}", args=[three[1].uuid])
    before = texts(three[0].user)
    client.force_login(UserFactory(is_staff=True))
    assert client.post(address, {"step": "up"}).status_code == 404
    client.logout()
    assert client.post(address, {"step": "up"}).status_code == 302
    assert texts(three[0].user) == before


@pytest.mark.parametrize("name", POSTED)
def test_what_changes_something_is_posted(client, three, name):
    assert client.get(reverse(f"goals:{name}", args=[three[1].uuid])).status_code == 405


def test_somebody_elses_goal_is_not_ordered(client, three):
    client.force_login(UserFactory())
    sent = {"moved": three[0].uuid, "order": " ".join(str(goal.uuid) for goal in three)}
    assert client.post(reverse("goals:order"), sent).status_code == 404


# The list -----------------------------------------------------------------------------------


def test_the_list_shows_all_that_is_known_of_a_goal(client, owner, advocacy):
    goal = GoalFactory(user=owner, text="Speak up", target_on="2027-03-01", for_skills=[advocacy])
    goal.goal_skills.update(importance=2)
    for level in ("national", "local"):
        GoalLevel.objects.create(goal=goal, level=level)
    AbilityRating.objects.create(goal=goal, now=0, wanted=3, on="2026-01-01")
    AbilityRating.objects.create(goal=goal, now=1, wanted=4, on="2026-02-01")
    page = client.get(LIST).content.decode()
    facts = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    assert facts == [
        ("Skills", "Advocacy (very important)"),
        ("Level", "Local, National"),
        ("Reached by", "1 March 2027"),
        ("Ability now", "Beginning, with help"),
        ("Ability wanted", "Guiding others"),
    ]
    assert "You want 1 thing." in page


def test_weights_stand_beside_the_goals(client, three):
    """Of three goals 11/18, 5/18 and 2/18."""
    page = client.get(LIST).content.decode()
    assert re.findall(r'<span class="number">(.*?)</span>', page) == ["61 %", "28 %", "11 %"]
    assert "You want 3 things, most of all “Speak up”: it counts for 61 %." in page


def test_points_rule_and_the_weight_by_rank_stands_beside_them(client, three):
    for goal, points in zip(three, (10, 10, 80), strict=True):
        goal.points = points
        goal.save()
    page = client.get(LIST).content.decode()
    assert re.findall(r'<span class="number">(.*?)</span>', page) == ["10 %", "10 %", "80 %"]
    assert re.findall(r"by points; by rank (\d+ %)", page) == ["61 %", "28 %", "11 %"]
    assert "Your points say how much each goal counts" in page


def test_points_of_some_do_not_count(client, three):
    three[0].points = 10
    three[0].save()
    page = client.get(LIST).content.decode()
    assert "1 of 3 goals have points. Their places count until all have." in page
    assert re.findall(r'<span class="number">(.*?)</span>', page) == ["61 %", "28 %", "11 %"]


def test_a_goal_without_a_skill_is_marked_and_not_weighed(client, owner, three):
    GoalFactory(user=owner, rank=4, text="Something")
    page = client.get(LIST).content.decode()
    weights = re.findall(r'<span class="number">(.*?)</span>', page)
    assert weights == ["61 %", "28 %", "11 %", "not counted"]
    assert "1 goal names no skill yet and is not counted" in page


def test_an_empty_page_offers_suggestions(client, owner, advocacy):
    page = client.get(LIST).content.decode()
    assert "your goals stand here in the order of their importance" in page
    assert f'href="{reverse("goals:add")}?skill=advocacy"' in page
    assert "Get better at speaking up for libraries" in page


def test_the_list_takes_a_constant_number_of_queries(
    client, owner, advocacy, django_assert_num_queries
):
    """Session and user; goals, skills, levels, abilities, how many are deleted."""
    for count in (1, 3):
        while owner.goals.count() < count:
            GoalFactory(user=owner, for_skills=[advocacy])
        with django_assert_num_queries(7):
            client.get(LIST)


# Ranking ------------------------------------------------------------------------------------


def test_a_step_moves_a_goal_and_says_where_it_stands(client, owner, three):
    address = reverse("goals:step", args=[three[2].uuid])
    response = client.post(address, {"step": "up"})
    assert response.status_code == 302
    assert response["Location"] == f"{LIST}#goal-{three[2].uuid}"
    assert said(response) == ["“Mentor others” is now in place 2 of 3."]
    assert texts(owner) == [(1, "Speak up"), (2, "Mentor others"), (3, "Chair a board")]


def test_a_tie_is_said_shown_and_undone(client, owner, three):
    address = reverse("goals:step", args=[three[1].uuid])
    response = client.post(address, {"step": "tie"})
    assert said(response) == ["“Chair a board” is now in place 1 of 3, as important as 1 other."]
    page = client.get(LIST).content.decode()
    assert "You want 3 things; 2 of them count most, 44 % each." in page  # (11/18 + 5/18) / 2
    assert re.findall(r'<span class="place">(.*?)</span>', page) == ["1 =", "1 =", "3"]
    assert "Less important than the one above" in page
    client.post(address, {"step": "down"})
    assert [rank for rank, _ in texts(owner)] == [1, 2, 3]


def test_htmx_gets_the_list_and_the_words(client, three):
    address = reverse("goals:step", args=[three[2].uuid])
    response = client.post(address, {"step": "up"}, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert page.lstrip().startswith('<section id="goals"')
    assert "“Mentor others” is now in place 2 of 3." in page
    assert "<html" not in page


def test_nonsense_is_refused(client, three):
    address = reverse("goals:step", args=[three[2].uuid])
    assert client.post(address, {"step": "sideways"}).status_code == 400
    assert client.post(reverse("goals:order"), {"moved": "x", "order": ""}).status_code == 400


def test_a_dropped_goal_is_where_it_was_dropped(client, owner, three):
    order = [three[2], three[0], three[1]]
    sent = {"moved": three[2].uuid, "order": " ".join(str(goal.uuid) for goal in order)}
    client.post(reverse("goals:order"), sent)
    assert texts(owner) == [(1, "Mentor others"), (2, "Speak up"), (3, "Chair a board")]


def test_a_drop_onto_an_old_list_changes_nothing_and_says_so(client, owner, three):
    order = [three[2], three[0], three[1]]
    sent = {"moved": three[2].uuid, "order": " ".join(str(goal.uuid) for goal in order)}
    client.post(reverse("goals:step", args=[three[1].uuid]), {"step": "up"})
    response = client.post(reverse("goals:order"), sent, headers={"HX-Request": "true"})
    assert "Your goals have changed meanwhile, so this one was not moved." in (
        response.content.decode()
    )
    assert texts(owner) == [(1, "Chair a board"), (2, "Speak up"), (3, "Mentor others")]


def test_a_step_of_a_goal_deleted_in_another_tab_says_so(client, owner, three):
    archive_goal(goal=three[1])
    response = client.post(reverse("goals:step", args=[three[1].uuid]), {"step": "up"})
    assert said(response) == ["“Chair a board” has been deleted meanwhile."]


# Points -------------------------------------------------------------------------------------


def points_form(client, goals, *values):
    page = client.get(reverse("goals:points")).content.decode()
    pairs = {f"points_{goal.uuid}": value for goal, value in zip(goals, values, strict=True)}
    return {"version": version_in(page), **pairs}


def test_points_are_given_to_all(client, owner, three):
    sent = points_form(client, three, "10", "20.5", "69.5")
    assert client.post(reverse("goals:points"), sent)["Location"] == LIST
    assert list(owner.goals.values_list("points", flat=True)) == [
        Decimal(10),
        Decimal("20.5"),
        Decimal("69.5"),
    ]


def test_points_of_some_are_refused_and_stay_in_the_form(client, owner, three):
    page = client.post(
        reverse("goals:points"), points_form(client, three, "10", "", "70")
    ).content.decode()
    assert page.count("Give this goal points too, or leave all of them empty.") == 2
    assert 'value="10"' in page
    assert 'value="70"' in page
    assert not owner.goals.exclude(points=None).exists()


@pytest.mark.parametrize("value", ["0", "-3", "many", "10000"])
def test_points_that_are_none_are_refused(client, owner, three, value):
    sent = points_form(client, three, "10", "20", value)
    page = client.post(reverse("goals:points"), sent).content.decode()
    assert "Please put this right" in page
    assert not owner.goals.exclude(points=None).exists()


def test_both_weights_stand_beside_the_points(client, three):
    page = client.get(reverse("goals:points")).content.decode()
    assert "By rank: 61 %" in page
    assert "Delete the points" not in page
    client.post(reverse("goals:points"), points_form(client, three, "10", "10", "80"))
    page = client.get(reverse("goals:points")).content.decode()
    assert "By rank: 61 %. By points: 10 %" in page
    assert "Delete the points" in page


def undo(client, response):
    """Press the button that the page reached offers."""
    page = client.get(response["Location"]).content.decode()
    action, inside = find(r'<form class="message" method="post" action="(.*?)">(.*?)</form>', page)
    return client.post(action, dict(re.findall(r'name="([\w-]+)" value="(.*?)"', inside)))


@pytest.mark.parametrize("address", ["clear_points", "points"])
def test_deleted_points_come_back(client, owner, three, address):
    client.post(reverse("goals:points"), points_form(client, three, "10", "20", "70"))
    sent = points_form(client, three, "", "", "")
    response = client.post(reverse(f"goals:{address}"), sent)
    assert set(owner.goals.values_list("points", flat=True)) == {None}
    undo(client, response)
    assert list(owner.goals.values_list("points", flat=True)) == [10, 20, 70]


def test_points_given_in_another_tab_are_noticed(client, owner, three):
    old = points_form(client, three, "1", "1", "1")
    client.post(reverse("goals:points"), points_form(client, three, "10", "20", "70"))
    page = client.post(reverse("goals:points"), old).content.decode()
    assert "Saved meanwhile: 70" in page
    assert list(owner.goals.values_list("points", flat=True)) == [10, 20, 70]
    client.post(reverse("goals:points"), points_form(client, three, "1", "1", "1"))
    assert set(owner.goals.values_list("points", flat=True)) == {Decimal(1)}


# Adding and changing ------------------------------------------------------------------------


def test_a_suggestion_fills_the_form_in(client, owner, advocacy):
    page = client.get(reverse("goals:add"), {"skill": "advocacy"}).content.decode()
    assert "Get better at speaking up for libraries</textarea>" in page
    assert re.search(r'name="skill_advocacy".*?<option value="1" selected>', page, re.DOTALL)


@pytest.mark.parametrize("key", ["nothing", "influence", "<b>"])
def test_an_unknown_suggestion_is_an_empty_form(client, owner, advocacy, key):
    response = client.get(reverse("goals:add"), {"skill": key})
    assert response.status_code == 200
    assert "selected" not in re.sub(r'<option value="" selected>', "", response.content.decode())


def test_a_goal_is_added_last_with_all_that_was_said(client, owner, three, advocacy):
    sent = answers(
        advocacy,
        text="Be heard\n nationally",
        levels=["national"],
        target_on="31 March 2027",
        now="1",
        wanted="3",
        skill_advocacy="0.5",
    )
    response = client.post(reverse("goals:add"), sent)
    assert said(response) == ["“Be heard nationally” is now in place 4 of 4."]
    goal = owner.goals.get(rank=4)
    assert goal.target_on.isoformat() == "2027-03-31"
    assert list(goal.goal_skills.values_list("skill", "importance")) == [
        (advocacy.pk, Decimal("0.5"))
    ]
    assert list(goal.goal_levels.values_list("level", flat=True)) == ["national"]
    rating = goal.ability_ratings.get()
    assert (rating.now, rating.wanted, rating.on) == (1, 3, timezone.localdate())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"skill_advocacy": ""}, "Choose at least one skill that the goal asks for."),
        ({"text": " "}, "This field is required."),
        ({"now": "1"}, "Say this too, or neither of the two."),
        ({"wanted": "1"}, "Say this too, or neither of the two."),
        ({"target_on": "soon"}, "Enter a valid date."),
        ({"target_on": "1/1/1849"}, "Give a day from 1 January 1850 on."),
        ({"skill_advocacy": "-1"}, "Select a valid choice."),
        ({"levels": ["galactic"]}, "Select a valid choice."),
        ({"text": "x" * 501}, "Ensure this value has at most 500 characters"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, owner, advocacy, change, message):
    sent = answers(advocacy, text="Keep me") | change
    page = client.post(reverse("goals:add"), sent).content.decode()
    assert message in page
    assert "Keep me" in page or "text" in change
    assert not Goal.objects.exists()


def test_a_form_sent_twice_makes_one_goal_and_says_so(client, owner, advocacy):
    answers = {"text": "Speak up", "skill_advocacy": "1"}
    client.post(reverse("goals:add"), answers)
    page = client.post(reverse("goals:add"), answers | {"text": " Speak  up "})
    assert page.context["form"].non_field_errors() == ["You have this goal already."]
    assert texts(owner) == [(1, "Speak up")]


def test_points_without_goals_say_what_is_missing(client, owner):
    page = client.get(reverse("goals:points")).content.decode()
    assert "There is nothing to weigh yet" in page
    assert f'href="{reverse("goals:add")}"' in page
    assert "Save the points" not in page


def test_what_was_typed_when_the_session_ended_waits(client, owner, advocacy):
    page = client.get(reverse("goals:add")).content.decode()
    (written_by,) = find(r'name="written_by" value="([^"]*)"', page)
    client.logout()
    sent = answers(advocacy, text="Not lost", written_by=written_by)
    assert client.post(reverse("goals:add"), sent).status_code == 302
    client.force_login(owner)
    waiting = client.get(reverse("account_send_again")).content.decode()
    assert f'action="{reverse("goals:add")}"' in waiting
    assert 'name="text" value="Not lost"' in waiting
    assert "<dt>What do you want?</dt><dd>Not lost</dd>" in waiting
    assert "<dt>Advocacy</dt><dd>Normal</dd>" in waiting


def edit_form(client, goal):
    """The form of a goal, as a browser sends it when nothing was touched."""
    page = client.get(reverse("goals:edit", args=[goal.uuid])).content.decode()
    sent = {"version": version_in(page), "text": goal.text}
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    sent["levels"] = re.findall(r'name="levels".*? value="(\w+)"[^>]* checked', page)
    return sent


def test_an_importance_of_its_own_is_kept(client, owner, advocacy):
    goal = GoalFactory(user=owner, for_skills=[advocacy])
    goal.goal_skills.update(importance=Decimal("3.50"))
    sent = edit_form(client, goal)
    assert sent["skill_advocacy"] == "3.5"
    client.post(reverse("goals:edit", args=[goal.uuid]), sent | {"text": "Changed"})
    goal.refresh_from_db()
    assert (goal.text, goal.goal_skills.get().importance) == ("Changed", Decimal("3.5"))


def test_a_goal_saved_as_it_was_stays_as_it_was(client, owner, advocacy):
    goal = GoalFactory(user=owner, for_skills=[advocacy])
    GoalLevel.objects.create(goal=goal, level="local")
    AbilityRating.objects.create(goal=goal, now=0, wanted=3)
    client.post(reverse("goals:edit", args=[goal.uuid]), edit_form(client, goal))
    assert goal.goal_skills.get().importance == 1
    assert goal.goal_levels.get().level == "local"
    assert goal.ability_ratings.count() == 1


def test_the_history_of_ability_is_kept_and_shown(client, owner, advocacy):
    goal = GoalFactory(user=owner, for_skills=[advocacy])
    AbilityRating.objects.create(goal=goal, now=0, wanted=3, on="2026-01-01")
    sent = edit_form(client, goal) | {"now": "2"}
    client.post(reverse("goals:edit", args=[goal.uuid]), sent)
    assert list(goal.ability_ratings.values_list("now", "wanted")) == [(0, 3), (2, 3)]
    page = client.get(reverse("goals:edit", args=[goal.uuid])).content.decode()
    assert re.findall(r"<tr><th scope=\"row\">(.*?)</th><td>(.*?)</td>", page)[1] == (
        "1 January 2026",
        "No experience yet",
    )


def test_another_tab_is_noticed_and_both_versions_are_shown(client, owner, advocacy):
    goal = GoalFactory(user=owner, text="As it was", for_skills=[advocacy])
    old = edit_form(client, goal)
    address = reverse("goals:edit", args=[goal.uuid])
    client.post(address, edit_form(client, goal) | {"text": "Of the other tab"})
    page = client.post(address, old | {"text": "Of this tab", "levels": "local"}).content.decode()
    assert "Saved meanwhile: Of the other tab" in page
    assert "Of this tab</textarea>" in page
    goal.refresh_from_db()
    assert goal.text == "Of the other tab"
    assert not goal.goal_levels.exists()


def test_a_goal_moved_meanwhile_is_saved_once_its_owner_has_chosen(client, owner, three):
    address = reverse("goals:edit", args=[three[2].uuid])
    sent = edit_form(client, three[2]) | {"text": "Mentor many"}
    client.post(reverse("goals:step", args=[three[2].uuid]), {"step": "up"})
    page = client.post(address, sent).content.decode()
    assert "Saved meanwhile: Mentor others" in page
    client.post(address, sent | {"version": version_in(page)})
    assert texts(owner) == [(1, "Speak up"), (2, "Mentor many"), (3, "Chair a board")]


def test_a_skill_left_out_of_a_goal_is_gone(client, owner, advocacy, area):
    other = SkillFactory(parent=area)
    goal = GoalFactory(user=owner, for_skills=[advocacy, other])
    sent = edit_form(client, goal) | {"skill_advocacy": ""}
    client.post(reverse("goals:edit", args=[goal.uuid]), sent)
    assert list(goal.skills.all()) == [other]


# Deleting -----------------------------------------------------------------------------------


def test_a_deleted_goal_comes_back_where_it_was(client, owner, three):
    response = client.post(reverse("goals:archive", args=[three[1].uuid]))
    assert texts(owner) == [(1, "Speak up"), (2, "Mentor others")]
    assert "“Chair a board” has been deleted." in (
        client.get(response["Location"]).content.decode()
    )
    response = undo(client, response)
    assert said(response)[-1] == "“Chair a board” is now in place 2 of 3."
    assert [text for _, text in texts(owner)] == ["Speak up", "Chair a board", "Mentor others"]


def test_a_deleted_goal_comes_back_into_its_tie(client, owner, three):
    client.post(reverse("goals:step", args=[three[1].uuid]), {"step": "tie"})
    undo(client, client.post(reverse("goals:archive", args=[three[0].uuid])))
    assert texts(owner) == [(1, "Speak up"), (1, "Chair a board"), (2, "Mentor others")]


def test_deleted_goals_are_listed_and_brought_back(client, owner, three):
    client.post(reverse("goals:archive", args=[three[0].uuid]))
    assert "1 deleted goal" in client.get(LIST).content.decode()
    page = client.get(reverse("goals:archived")).content.decode()
    assert "Speak up" in page
    assert client.get(reverse("goals:edit", args=[three[0].uuid])).status_code == 404
    client.post(reverse("goals:restore", args=[three[0].uuid]))
    assert texts(owner)[0] == (1, "Speak up")


# Text ---------------------------------------------------------------------------------------


def test_hostile_text_is_shown_literally(client, owner, area):
    area.name = area.summary = HOSTILE
    area.save()
    skill = SkillFactory(name=HOSTILE, summary=HOSTILE, facets=[HOSTILE], parent=area)
    goal = GoalFactory(user=owner, text=HOSTILE, for_skills=[skill])
    gone = GoalFactory(user=owner, text=HOSTILE, rank=2)
    deleted = client.post(reverse("goals:archive", args=[gone.uuid]))["Location"]
    moved = reverse("goals:step", args=[goal.uuid])
    pages = [
        client.get(deleted),
        *(client.get(reverse(f"goals:{name}")) for name in OWN_PAGES),
        client.get(reverse("goals:edit", args=[goal.uuid])),
        client.post(moved, {"step": "up"}, headers={"HX-Request": "true"}),
    ]
    for page in (response.content.decode() for response in pages):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in page
        assert "<script>alert" not in page
