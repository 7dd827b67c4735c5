"""What becomes of a step, and what it came from and led to."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from journal.models import Step
from journal.pages.chain import load_chain
from journal.pages.queue import step_line
from journal.steps import add_step, drop_step, finish_step, move_step, reopen_step, save_step
from tests.factories import (
    EntryFactory,
    GoalFactory,
    MembershipFactory,
    StepFactory,
    UserFactory,
)
from tests.people.filling import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def step(owner):
    return StepFactory(user=owner, cue="the agenda comes", action="propose a talk")


def url(name, step, query=""):
    return reverse(f"journal:{name}", args=[step.uuid]) + query


def send(client, address, **said):
    """Post the form at an address, filled in as it comes but for what is `said`."""
    return client.post(address, fields_of(client.get(address)) | said)


def chain_of(node):
    return [(link.mark, link.words) for link in load_chain(node=node)]


# The rules ----------------------------------------------------------------------------------


def test_a_step_is_what_one_would_say(step):
    assert step.sentence == "When the agenda comes, I will propose a talk"
    step.cue = ""
    assert step.sentence == "I will propose a talk"


def test_done_with_what_came_of_it(step):
    finish_step(step=step, outcome=" They said yes. ", on=date(2026, 3, 1))
    step.refresh_from_db()
    assert (step.state, step.outcome, step.closed_on) == (
        "done",
        "They said yes.",
        date(2026, 3, 1),
    )


def test_nothing_is_done_on_a_day_to_come(step):
    with pytest.raises(ValidationError, match="still to come"):
        finish_step(step=step, on=timezone.localdate() + timedelta(days=1))
    step.refresh_from_db()
    assert step.state == "open"


@pytest.mark.parametrize("because", ["", "  \n"])
def test_dropped_only_with_a_reason(step, because):
    with pytest.raises(ValidationError, match="Say why"):
        drop_step(step=step, because=because)
    drop_step(step=step, because="Too far")
    step.refresh_from_db()
    assert (step.state, step.dropped_because) == ("dropped", "Too far")


def test_every_other_day_is_kept_as_a_move_wherever_it_was_changed(step):
    move_step(step=step, due=date(2026, 12, 8), because="Snow")
    step.refresh_from_db()
    step.due = date(2026, 12, 9)
    save_step(step=step)
    save_step(step=step)
    assert [str(move) for move in step.moves.all()] == [
        "2026-12-01 → 2026-12-08",
        "2026-12-08 → 2026-12-09",
    ]
    assert [move.because for move in step.moves.all()] == ["Snow", ""]


@pytest.mark.parametrize(
    ("due", "because"),
    [(date(2026, 12, 1), ""), (date(2201, 1, 1), ""), (date(2027, 1, 1), "x" * 301)],
)
def test_a_move_that_is_none_changes_nothing(step, due, because):
    with pytest.raises(ValidationError):
        move_step(step=step, due=due, because=because)
    step.refresh_from_db()
    assert (step.due, step.moves.count()) == (date(2026, 12, 1), 0)


def test_what_is_closed_is_opened_again_and_only_then_moved(step):
    drop_step(step=step, because="Too far")
    with pytest.raises(ValidationError, match="closed already"):
        move_step(step=step, due=date(2027, 1, 1))
    reopen_step(step=step)
    step.refresh_from_db()
    assert (step.state, step.closed_on, step.dropped_because) == ("open", None, "")
    with pytest.raises(ValidationError, match="open already"):
        reopen_step(step=step)


def test_the_same_step_is_added_once(step):
    same = {"user": step.user, "cue": step.cue, "action": step.action, "due": step.due}
    with pytest.raises(ValidationError, match="in your queue already"):
        add_step(step=Step(**same))
    finish_step(step=step)
    assert add_step(step=Step(**same)).pk


def test_a_step_through_something_sensitive_is_sensitive():
    membership = MembershipFactory(sensitive=True)
    added = add_step(
        step=Step(user=membership.user, action="Vote", due=date(2026, 5, 1), membership=membership)
    )
    assert added.sensitive


# The chain ----------------------------------------------------------------------------------


def follow(user, first, length):
    """Entries that follow each other by steps from the step `first` on; all of them."""
    entries, step = [], first
    for number in range(length):
        following = StepFactory(user=user, action=f"Step {number}")
        entries.append(
            EntryFactory(
                user=user,
                title=f"Entry {number}",
                after_step=step,
                next_step=following,
                no_step_because="",
            )
        )
        step = following
    return entries


def test_alone_there_is_nothing_to_draw(step):
    assert load_chain(node=step) == ()
    assert load_chain(node=EntryFactory(user=step.user)) == ()


@pytest.mark.parametrize("length", [1, 3])
def test_the_chain_is_the_same_from_each_end_in_one_query(
    owner, step, length, django_assert_num_queries
):
    entries = follow(owner, step, length)
    expected = [("open", step.sentence)]
    for number in range(length):
        expected += [("entry", f"Entry {number}"), ("open", f"I will Step {number}")]
    for node in (step, entries[0], entries[-1], entries[-1].next_step):
        with django_assert_num_queries(1):
            assert chain_of(node) == expected


def test_a_chain_of_any_length_is_drawn(owner, step):
    entries = follow(owner, step, 300)
    assert len(load_chain(node=entries[150])) == 601


def test_one_stands_where_one_is(owner, step):
    (entry,) = follow(owner, step, 1)
    links = load_chain(node=entry)
    assert [link.current for link in links] == [False, True, False]
    assert [bool(link.url) for link in links] == [True, False, True]


def test_what_led_to_several_says_what_each_follows(owner, step):
    first = EntryFactory(user=owner, title="First", on="2026-03-01", after_step=step)
    EntryFactory(user=owner, title="Second", on="2026-03-02", after_step=step)
    links = load_chain(node=first)
    assert [(link.words, link.indent, link.follows) for link in links] == [
        (step.sentence, 0, ""),
        ("First", 1, ""),
        ("Second", 1, f"follows “{step.sentence}”"),
    ]


def test_what_leads_in_a_circle_is_drawn_once(owner):
    first, second = StepFactory(user=owner), StepFactory(user=owner)
    one = EntryFactory(
        user=owner, title="One", after_step=second, next_step=first, no_step_because=""
    )
    other = EntryFactory(
        user=owner, title="Other", after_step=first, next_step=second, no_step_because=""
    )
    for node in (one, other, first, second):
        assert sorted(words for _mark, words in chain_of(node)) == sorted(
            ["One", "Other", first.sentence, second.sentence]
        )


def test_a_removed_entry_keeps_its_place_and_not_its_words(owner, step):
    entries = follow(owner, step, 2)
    entries[0].removed_at = timezone.now()
    entries[0].save()
    links = load_chain(node=entries[1])
    assert (links[1].words, links[1].url) == ("An entry that you removed", "")
    assert len(links) == 5


def test_what_is_sensitive_says_so_to_its_owner(owner):
    step = StepFactory(user=owner, sensitive=True)
    entry = EntryFactory(user=owner, after_step=step, sensitive=True, confidential=True)
    assert [link.note for link in load_chain(node=entry)] == [
        "sensitive",
        "sensitive, confidential",
    ]


def test_it_stands_on_the_page_of_an_entry_and_of_a_step(client, owner, step):
    (entry,) = follow(owner, step, 1)
    for address in (reverse("journal:entry", args=[entry.uuid]), url("step", step)):
        page = client.get(address).content.decode()
        assert "What led to what" in page
        assert page.count('aria-current="true"') == 2  # the one in the navigation


# The pages ----------------------------------------------------------------------------------


def test_a_step_is_added_with_what_it_is_for(client, owner):
    goal, membership = GoalFactory(user=owner), MembershipFactory(user=owner)
    response = send(
        client,
        reverse("journal:add_step"),
        action="Ask for a place",
        due="1 May 2027",
        goal=goal.pk,
        membership=membership.pk,
    )
    added = owner.steps.get()
    assert response["Location"] == reverse("journal:queue") + f"#step-{added.uuid}"
    assert (added.due, added.goal, added.membership) == (date(2027, 5, 1), goal, membership)


@pytest.mark.parametrize("wrong", [{"action": ""}, {"due": "soon"}, {"due": ""}])
def test_half_a_step_is_refused(client, owner, wrong):
    said = {"action": "Ask", "due": "1 May 2027"} | wrong
    page = send(client, reverse("journal:add_step"), **said)
    assert "Please put this right" in page.content.decode()
    assert not owner.steps.exists()


def test_what_is_somebody_elses_cannot_be_chosen(client, owner):
    page = send(
        client,
        reverse("journal:add_step"),
        action="Ask",
        due="1 May 2027",
        goal=GoalFactory().pk,
        membership=MembershipFactory().pk,
    )
    assert set(page.context["form"].errors) == {"goal", "membership"}


def test_a_step_is_changed_and_its_move_shown(client, owner, step):
    send(client, url("step", step), action="propose two talks", due="3 December 2026")
    page = client.get(url("step", step)).content.decode()
    assert "When the agenda comes, I will propose two talks" in page
    assert "Moved from 1 December 2026 to 3 December 2026" in page


def test_what_came_of_it_can_be_put_right(client, owner, step):
    finish_step(step=step, outcome="Yes")
    assert "due" not in client.get(url("step", step)).context["form"].fields
    send(client, url("step", step), outcome="Yes, in May")
    step.refresh_from_db()
    assert (step.outcome, step.state) == ("Yes, in May", "done")


def test_done_opens_the_next_entry(client, owner, step):
    response = send(client, url("finish_step", step), outcome="Yes", then="write")
    assert response["Location"] == reverse("journal:new") + f"?after={step.uuid}"
    step.refresh_from_db()
    assert step.state == "done"


def test_done_can_be_undone_and_the_queue_stays_as_it_was_asked_for(client, owner, step):
    goal = GoalFactory(user=owner)
    step.goal = goal
    step.save()
    query = f"?goal={goal.uuid}"
    response = send(client, url("finish_step", step, query))
    assert response["Location"] == reverse("journal:queue") + f"{query}&undo=1"
    undo = client.get(response["Location"]).context["undo"]
    assert undo.text == f"Done: “{step.sentence}”."
    response = client.post(undo.action)
    assert response["Location"] == reverse("journal:queue") + f"{query}&undo=1"
    step.refresh_from_db()
    assert step.state == "open"


def test_dropped_stands_with_its_reason_among_the_closed(client, owner, step):
    page = send(client, url("drop_step", step))
    assert "Please put this right" in page.content.decode()
    send(client, url("drop_step", step), dropped_because="Too far")
    (line,) = client.get(reverse("journal:closed_steps")).context["page"].lines
    assert line.facts == (("Why you dropped it", "Too far", ""),)
    assert (line.when.split(" on ")[0], line.write_url) == ("dropped", "")


def test_moved_in_its_row_answers_with_the_queue(client, owner, step):
    htmx = {"HX-Request": "true"}
    address = url("move_step", step)
    asked = client.get(address, headers=htmx)
    assert asked["HX-Retarget"] == f"#act-{step.uuid}"
    said = fields_of(asked) | {"due": "2 December 2026", "because": "Snow"}
    answer = client.post(address, said, headers=htmx)
    assert answer.context["undo"].text == f"Moved to 2 December 2026: “{step.sentence}”."
    (part,) = answer.context["page"].parts
    assert part.lines[0].moves == ("Moved from 1 December 2026 to 2 December 2026: Snow",)
    refused = client.post(address, said, headers=htmx)
    assert "Please put this right" in refused.content.decode()
    assert refused["HX-Retarget"] == f"#act-{step.uuid}"


def test_a_move_is_taken_back_and_was_none(client, owner, step):
    move_step(step=step, due=date(2026, 11, 1), because="Earlier")
    page = client.get(send(client, url("move_step", step), due="2 December 2026")["Location"])
    undo = page.context["undo"]
    assert undo.text == f"Moved to 2 December 2026: “{step.sentence}”."
    for words in ("Due on 1 November 2026 as before", "has been moved since, or put back"):
        page = client.post(undo.action, dict(undo.fields), follow=True)
        assert words in page.text
        step.refresh_from_db()
        assert (step.due, step.moves.get().because) == (date(2026, 11, 1), "Earlier")


def test_a_move_is_not_taken_back_once_the_step_is_closed(client, owner, step):
    page = client.get(send(client, url("move_step", step), due="2 December 2026")["Location"])
    undo = page.context["undo"]
    finish_step(step=step)
    page = client.post(undo.action, dict(undo.fields), follow=True)
    assert "This step is closed already." in page.text
    assert step.moves.exists()


def test_a_move_of_another_step_is_not_taken_back(client, owner, step):
    mine = move_step(step=step, due=date(2026, 12, 2))
    other = move_step(step=StepFactory(), due=date(2026, 12, 2))
    sent = {"move": other.moves.get().pk}
    client.post(url("move_step_back", step), sent)
    assert client.post(url("move_step_back", other), sent).status_code == 404
    assert (mine.moves.count(), other.moves.count()) == (1, 1)


@pytest.mark.parametrize(
    ("close", "kept"),
    [
        (lambda step: drop_step(step=step, because="Too far"), ("dropped", "Too far", "")),
        (lambda step: finish_step(step=step, outcome="They came"), ("done", "", "They came")),
    ],
)
def test_what_was_opened_by_mistake_is_closed_with_the_same_words(client, owner, step, close, kept):
    close(step)
    page = client.post(url("reopen_step", step), follow=True)
    undo = page.context["undo"]
    assert undo.text == f"Open again: “{step.sentence}”."
    (line,) = page.context["page"].parts[0].lines
    assert line.facts == ()
    client.post(undo.action, dict(undo.fields))
    step.refresh_from_db()
    assert (step.state, step.dropped_because, step.outcome) == kept


def test_what_came_of_a_step_once_is_no_reason_to_have_dropped_it(step):
    finish_step(step=step, outcome="They came")
    reopen_step(step=step)
    drop_step(step=step, because="It fell through")
    step.refresh_from_db()
    assert step_line(step, on=date(2026, 12, 1)).facts == (
        ("Why you dropped it", "It fell through", ""),
    )


def test_two_tabs_do_not_close_a_step_twice(client, owner, step):
    said = fields_of(client.get(url("drop_step", step))) | {"dropped_because": "Too far"}
    finish_step(step=step, outcome="It was near")
    page = client.post(url("drop_step", step), said)
    assert "Please put this right" in page.content.decode()
    step.refresh_from_db()
    assert (step.state, step.dropped_because) == ("done", "")


def test_opened_twice_is_said_and_no_error(client, owner, step):
    page = client.post(url("reopen_step", step), follow=True)
    assert "This step is open already." in page.content.decode()
