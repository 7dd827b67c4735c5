"""The queue: what is due when, nothing overdue missing, and how much of it was closed."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from journal.models import Step
from journal.pages.queue import load_closed, load_queue
from journal.queue import When, when_due
from journal.step_filter import StepFilter
from journal.steps import drop_step, finish_step
from tests.factories import (
    EntryFactory,
    GoalFactory,
    MembershipFactory,
    StepFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
ADDRESS = reverse("journal:queue")


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def in_days(days):
    return TODAY + timedelta(days=days)


def queue_of(user, page=None, **asked):
    return load_queue(user=user, filtered=StepFilter(asked, user=user), page=page, on=TODAY)


@pytest.mark.parametrize(
    ("days", "when"),
    [
        (-1, When.OVERDUE),
        (0, When.TODAY),
        (1, When.SOON),
        (14, When.SOON),
        (15, When.LATER),
    ],
)
def test_when_a_step_is_due(days, when):
    assert when_due(in_days(days), on=TODAY) is when


def test_an_empty_queue_says_what_will_stand_there(client, owner):
    page = queue_of(owner)
    assert (page.parts, page.closed, page.hidden) == ((), "", "")
    assert page.sentence.startswith("Nothing waits.")
    assert client.get(ADDRESS).status_code == 200


def test_the_parts_in_their_order(owner):
    for days in (30, 3, 0, -2, -1):
        StepFactory(user=owner, due=in_days(days), action=f"In {days}")
    StepFactory(due=in_days(-1))  # somebody else's
    page = queue_of(owner)
    assert [(part.heading, [line.when for line in part.lines]) for part in page.parts] == [
        ("Overdue", ["by 30 May 2026, 2 days late", "by 31 May 2026, 1 day late"]),
        ("Today", ["by 1 June 2026"]),
        ("In the next fortnight", ["by 4 June 2026"]),
        ("Later", ["by 1 July 2026"]),
    ]
    assert page.sentence == "5 steps are open, 2 overdue, 1 due today."


def test_a_line_says_all_of_a_step(owner):
    goal = GoalFactory(user=owner, text="Be heard")
    membership = MembershipFactory(user=owner, organisation__name="A body")
    step = StepFactory(user=owner, goal=goal, membership=membership, sensitive=True)
    entry = EntryFactory(user=owner, title="A talk", next_step=step, no_step_because="")
    (part,) = queue_of(owner).parts
    (line,) = part.lines
    assert line.note == "sensitive"
    assert line.facts == (
        ("For", "Be heard", ""),
        ("Through", "A body", reverse("memberships:detail", args=[membership.uuid])),
        ("From", "A talk", reverse("journal:entry", args=[entry.uuid])),
    )
    entry.removed_at = timezone.now()
    entry.save()
    (part,) = queue_of(owner).parts
    assert [name for name, _value, _url in part.lines[0].facts] == ["For", "Through"]


def test_the_share_of_closed_steps_with_its_arithmetic(owner):
    steps = [StepFactory(user=owner) for _number in range(5)]
    for step in steps[:2]:
        finish_step(step=step)
    drop_step(step=steps[2], because="Too far")
    expected = "3 of 5 steps are closed (60 %): 2 done and 1 dropped."
    assert queue_of(owner).closed == expected
    assert load_closed(user=owner, page=None, on=TODAY).sentence == expected


def test_what_a_filter_hides_of_the_overdue_is_counted_with_the_way_to_it(owner):
    goal, membership = GoalFactory(user=owner), MembershipFactory(user=owner)
    StepFactory(user=owner, goal=goal, due=in_days(-1))
    StepFactory(user=owner, membership=membership, due=in_days(-1))
    StepFactory(user=owner, due=in_days(-1))
    page = queue_of(owner, goal=str(goal.uuid))
    assert (page.found, page.hidden, page.hidden_url) == (
        "1 found.",
        "2 overdue steps are not shown here.",
        ADDRESS,
    )
    page = queue_of(owner, membership=str(membership.uuid), goal=str(goal.uuid))
    assert (page.parts, page.hidden) == ((), "3 overdue steps are not shown here.")
    assert queue_of(owner).hidden == ""


@pytest.mark.parametrize("goal", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_filter_that_means_nothing_hides_nothing(client, owner, goal):
    StepFactory(user=owner, due=in_days(-1))
    StepFactory(goal=GoalFactory())
    assert queue_of(owner, goal=goal).hidden == ""
    assert client.get(ADDRESS, {"goal": goal}).status_code == 200


def test_nobody_elses_goal_is_there_to_choose(owner):
    somebody = StepFactory(goal=GoalFactory())
    filtered = StepFilter({"goal": str(somebody.goal.uuid)}, user=owner)
    assert list(filtered.form.fields["goal"].queryset) == []
    assert filtered.asked == {}


@hypothesis_settings(max_examples=40)
@given(
    overdue=st.lists(st.sampled_from([0, 1, 2]), max_size=110),
    others=st.integers(0, 70),
    asked=st.sampled_from([{}, {"goal": 1}, {"goal": 2}]),
    page=st.sampled_from([None, "1", "2", "3", "9", "x"]),
)
def test_no_overdue_step_is_ever_missing(overdue, others, asked, page):
    """Shown or counted, whatever the filter and the page; `overdue` says for which goal each is."""
    with transaction.atomic():
        user = UserFactory()
        goals = [None, GoalFactory(user=user), GoalFactory(user=user)]
        Step.objects.bulk_create(
            [
                *(Step(user=user, action="x", due=in_days(-1), goal=goals[n]) for n in overdue),
                *(
                    Step(user=user, action="y", due=in_days(n), goal=goals[1])
                    for n in range(others)
                ),
            ]
        )
        queue = queue_of(
            user, page, **{name: str(goals[number].uuid) for name, number in asked.items()}
        )
        shown = sum(len(part.lines) for part in queue.parts if part.key == "overdue")
        counted = int(queue.hidden.split()[0]) if queue.hidden else 0
        assert shown + counted == len(overdue)
        transaction.set_rollback(True)


def test_the_way_to_what_is_hidden_leads_on_or_back(owner):
    for number in range(60):
        StepFactory(user=owner, due=in_days(-1 - number))
    first, second = queue_of(owner), queue_of(owner, "2")
    assert (first.hidden, first.hidden_url) == (
        "10 overdue steps are not shown here.",
        f"{ADDRESS}?page=2",
    )
    assert (second.hidden, second.hidden_url) == (
        "50 overdue steps are not shown here.",
        ADDRESS,
    )


def test_the_navigation_counts_what_is_overdue(client, owner, django_assert_num_queries):
    address = reverse("journal:overdue")
    assert client.get(address).content == b""
    yesterday = timezone.localdate() - timedelta(days=1)
    StepFactory(user=owner, due=yesterday)
    StepFactory(user=owner, due=timezone.localdate())
    StepFactory(due=yesterday)
    finish_step(step=StepFactory(user=owner, due=yesterday))
    with django_assert_num_queries(3):  # session, user, number
        assert client.get(address).content == b"(1 overdue)"
    assert address in client.get(ADDRESS).content.decode()
    client.logout()
    assert address not in client.get(reverse("catalogue:find")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_three_as_for_one(client, owner, count, django_assert_num_queries):
    for number in range(count):
        membership = MembershipFactory(user=owner)
        step = StepFactory(user=owner, goal=GoalFactory(user=owner), membership=membership)
        EntryFactory(user=owner, next_step=step, no_step_because="")
        step.moves.create(due_before=in_days(number), due_after=in_days(number + 1))
        finish_step(step=StepFactory(user=owner, goal=step.goal, membership=membership))
    asked = {"goal": str(step.goal.uuid)}
    with django_assert_num_queries(9):
        # session, user, goal asked for, counts, number, steps, moves, the filter's two choices
        client.get(ADDRESS, asked)
    with django_assert_num_queries(6):  # session, user, counts, number, steps, moves
        client.get(reverse("journal:closed_steps"))
