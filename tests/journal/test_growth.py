"""Ability over time: in words, as a picture and as a table."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from journal.answers import answer_ability
from journal.pages.growth import load_growth
from journal.picture import Line
from tests.factories import EntryFactory, GoalFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 1)
ADDRESS = reverse("journal:growth")


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def rate(goal, on, now, wanted=4):
    return goal.ability_ratings.create(on=on, now=now, wanted=wanted)


def moved_by(goal, on, now, **fields):
    """An entry that its owner said moved it."""
    entry = EntryFactory(user=goal.user, on=on, for_goals=[goal], **fields)
    entry.refresh_from_db()
    answer_ability(entry=entry, goal=goal, now=now, wanted=4)
    return entry


def test_nothing_yet_says_what_will_stand_there(client, owner):
    assert "Once you have goals" in load_growth(user=owner, on=TODAY).sentence
    GoalFactory(user=owner)
    page = load_growth(user=owner, on=TODAY)
    assert page.sentence.startswith("You have not said yet")
    assert (page.goals[0].points, page.goals[0].rows) == ((), ())
    assert page.goals[0].empty.startswith("Nothing said yet.")
    assert client.get(ADDRESS).status_code == 200


def test_a_line_of_steps_and_the_points_that_moved_it(owner):
    """100 days; the second rating on the 50th: half-way between 10 and 94 per cent."""
    goal = GoalFactory(user=owner)
    rate(goal, "2026-01-21", 1, wanted=3)
    entry = moved_by(goal, "2026-03-12", 3, title="A talk")
    (growth,) = load_growth(user=owner, on=TODAY).goals
    # 0 to 4 stand 36 apart, the highest at 20: 1 at 128, 3 at 56, 4 at 20.
    assert growth.now == (
        Line(x1="10.00%", y1=128, x2="52.00%", y2=128),
        Line(x1="52.00%", y1=128, x2="52.00%", y2=56),
        Line(x1="52.00%", y1=56, x2="94.00%", y2=56),
    )
    assert [(line.y1, line.y2) for line in growth.wanted] == [(56, 56), (56, 20), (20, 20)]
    assert [(point.x, point.y, point.label, point.url) for point in growth.points] == [
        ("10.00%", 128, "21 January 2026: Beginning, with help", ""),
        (
            "52.00%",
            56,
            "12 March 2026: Sure of it, after “A talk”",
            reverse("journal:entry", args=[entry.uuid]),
        ),
    ]
    assert (growth.first, growth.last) == ("21 January 2026", "1 May 2026")
    assert growth.sentence == "From “Beginning, with help” to “Sure of it”. Wanted: Guiding others."


def test_the_table_says_the_same_the_newest_first(owner):
    goal = GoalFactory(user=owner)
    rate(goal, "2026-01-21", 1)
    moved_by(goal, "2026-03-12", 2, title="A talk", sensitive=True, confidential=True)
    (growth,) = load_growth(user=owner, on=TODAY).goals
    assert [(row.day, row.now, row.wanted, row.entry, row.note) for row in growth.rows] == [
        (
            "12 March 2026",
            "2: Managing most of it alone",
            "4: Guiding others",
            "A talk",
            "sensitive, confidential",
        ),
        ("21 January 2026", "1: Beginning, with help", "4: Guiding others", "", ""),
    ]


def test_of_one_day_the_last_word_is_drawn_and_all_are_listed(owner):
    goal = GoalFactory(user=owner)
    rate(goal, TODAY, 1)
    rate(goal, TODAY, 2)
    (growth,) = load_growth(user=owner, on=TODAY).goals
    assert [point.label for point in growth.points] == ["1 May 2026: Managing most of it alone"]
    assert (len(growth.rows), growth.first, growth.last) == (2, "1 May 2026", "")


def test_a_removed_entry_leaves_what_was_said_but_no_link(owner):
    goal = GoalFactory(user=owner)
    entry = moved_by(goal, "2026-03-12", 2)
    entry.removed_at = timezone.now()
    entry.save()
    (growth,) = load_growth(user=owner, on=TODAY).goals
    assert (growth.points[0].url, growth.rows[0].entry) == ("", "")


def test_how_many_goals_have_grown(owner):
    for before, now in ((1, 2), (2, 2), (2, 1)):
        goal = GoalFactory(user=owner)
        rate(goal, "2026-01-01", before)
        rate(goal, "2026-02-01", now)
    GoalFactory(user=owner)
    assert load_growth(user=owner, on=TODAY).sentence == (
        "Of 3 goals for which you said how able you are, you have grown in 1."
    )


def test_deleted_goals_and_those_of_others_are_not_shown(owner):
    rate(GoalFactory(user=owner, archived_at=timezone.now()), TODAY, 1)
    rate(GoalFactory(), TODAY, 1)
    assert load_growth(user=owner, on=TODAY).goals == ()


def test_the_page_links_each_point_to_its_entry(client, owner):
    entry = moved_by(GoalFactory(user=owner), "2026-03-12", 2, title="A <b>talk</b> & more")
    page = client.get(ADDRESS).content.decode()
    address = reverse("journal:entry", args=[entry.uuid])
    assert page.count(f'href="{address}"') == 2  # in the picture and in the table
    assert "A &lt;b&gt;talk&lt;/b&gt; &amp; more" in page


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_three_as_for_one(client, owner, count, django_assert_num_queries):
    for number in range(count):
        goal = GoalFactory(user=owner)
        rate(goal, "2026-01-01", 1)
        moved_by(goal, "2026-03-12", 2 + number % 2)
    with django_assert_num_queries(4):  # session, user, goals, ratings with their entries
        client.get(ADDRESS)
