"""The journal as a list, as a file, and one entry's page."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from journal.models import Entry
from tests.factories import (
    DraftFactory,
    EntryFactory,
    GoalFactory,
    MembershipFactory,
    SkillFactory,
    StepFactory,
    UnfinishedEntryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def show(client, **asked):
    return client.get(reverse("journal:list"), asked)


def titles(response):
    return [row.title for section in response.context["page"].sections for row in section.rows]


def lines(client, **asked):
    response = client.get(reverse("journal:list_csv"), asked)
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_an_empty_journal_says_what_will_stand_there(client, owner):
    page = show(client).content.decode()
    assert "Here will stand what you did for your development" in page
    assert reverse("journal:new") in page


def test_totals_are_of_what_is_finished(client, owner):
    EntryFactory(user=owner, minutes=90, participatory_minutes=30)
    EntryFactory(user=owner, minutes=60)
    UnfinishedEntryFactory(user=owner, minutes=600)
    EntryFactory(user=owner, minutes=600, removed_at="2026-03-02T12:00:00Z")
    EntryFactory(minutes=600)
    assert show(client).context["page"].sentence == (
        "2 entries: 2 h 30 min, of it 30 min taking part. "
        "1 waits to be finished and counts nowhere."
    )


def test_what_is_unfinished_waits_at_the_top_and_says_why(client, owner):
    EntryFactory(user=owner, title="New", on="2026-05-01")
    old = UnfinishedEntryFactory(user=owner, title="Old", on="2026-01-01")
    page = show(client).context["page"]
    assert [section.heading for section in page.sections] == ["Waiting to be finished", "Entries"]
    (row,) = page.sections[0].rows
    assert row.needs == "To be finished: a next step, or why there is none."
    assert row.url == reverse("journal:write", args=[old.uuid])


def test_what_is_not_saved_is_listed(client, owner):
    entry = EntryFactory(user=owner, title="Saved words")
    DraftFactory(user=owner, entry=entry.uuid, fields={"title": [""]})
    DraftFactory(user=owner, fields={"title": ["Typed words"]})
    DraftFactory(user=owner, fields={})
    gone = EntryFactory(user=owner, removed_at="2026-03-02T12:00:00Z")
    DraftFactory(user=owner, entry=gone.uuid)
    DraftFactory()
    drafts = show(client).context["page"].drafts
    assert {draft.title for draft in drafts} == {"Saved words", "Typed words", "No title yet"}


@pytest.fixture
def many(owner):
    """Twelve entries of which each filter leaves the one called “Wanted”."""
    goal, membership = GoalFactory(user=owner), MembershipFactory(user=owner)
    for number in range(11):
        EntryFactory(user=owner, title=f"Entry {number}", on="2026-03-01")
    wanted = EntryFactory(
        user=owner,
        title="Wanted",
        what="Ünique",
        type="visit",
        on="2026-06-01",
        membership=membership,
        for_goals=[goal],
    )
    return {
        "words": {"q": "UNIQUE wanted"},
        "type": {"type": "visit"},
        "goal": {"goal": goal.uuid},
        "membership": {"membership": membership.uuid},
        "period": {"since": "1/6/2026", "until": "1 June 2026"},
        "all": {"q": "wanted", "type": "visit", "goal": goal.uuid, "since": "2/3/2026"},
        "entry": wanted,
    }


@pytest.mark.parametrize("by", ["words", "type", "goal", "membership", "period", "all"])
def test_each_filter_leaves_what_is_wanted(client, many, by):
    response = show(client, **many[by])
    assert titles(response) == ["Wanted"]
    assert response.context["page"].sentence == "1 entry: 1 h, of it 0 min taking part."
    assert response.context["page"].clear == "/journal/"
    assert [line["What it was"] for line in lines(client, **many[by])] == ["Wanted"]


def test_only_what_is_to_be_finished(client, owner, many):
    UnfinishedEntryFactory(user=owner, title="Half")
    assert titles(show(client, unfinished="on")) == ["Half"]


@pytest.mark.parametrize(
    "asked",
    [
        {"type": "x"},
        {"goal": "x"},
        {"since": "soon"},
        {"q": "\x00"},
        {"page": "-1"},
        {"until": "0"},
    ],
)
def test_nonsense_is_not_asked(client, many, asked):
    assert len(titles(show(client, **asked))) == 12


def test_nobody_elses_goal_or_membership_can_be_asked_for(client, owner, many):
    theirs = GoalFactory()
    EntryFactory(user=theirs.user, for_goals=[theirs])
    assert len(titles(show(client, goal=theirs.uuid))) == 12
    assert theirs.text not in show(client).content.decode()


def test_a_few_need_no_filter(client, owner):
    EntryFactory(user=owner)
    assert 'role="search"' not in show(client).content.decode()


def test_a_hundred_are_two_pages(client, owner):
    for number in range(60):
        EntryFactory(user=owner, on=timezone.localdate() - timedelta(days=number))
    page = show(client, q="entry").context["page"]
    assert len(page.sections[0].rows) == 50
    assert page.pages[1].href == "/journal/?q=entry&page=2"
    assert len(titles(show(client, page="2"))) == 10


def test_htmx_gets_the_rows_alone(client, many):
    response = client.get(
        reverse("journal:list"), many["words"], headers={"HX-Request": "true"}
    ).content.decode()
    assert "<h1" not in response
    assert "Wanted" in response


def test_the_file_has_every_field_and_runs_nothing(client, owner):
    membership = MembershipFactory(user=owner, organisation__name="Guild", sensitive=True)
    goal, skill = GoalFactory(user=owner, text="Grow"), SkillFactory(name="Binding")
    step = StepFactory(user=owner, cue="Monday", action="Ask", due="2026-12-01")
    entry = EntryFactory(
        user=owner,
        title="=1+1",
        until="2026-03-02",
        minutes=100,
        participatory_minutes=30,
        membership=membership,
        sensitive=True,
        next_step=step,
        no_step_because="",
        what="One\ntwo",
        for_goals=[goal],
    )
    entry.skills.add(skill)
    (line,) = lines(client)
    assert {heading: text for heading, text in line.items() if text} == {
        "Day": "2026-03-01",
        "To": "2026-03-02",
        "What it was": "'=1+1",
        "Type": "Reading and following",
        "Hours": "1.67",
        "Hours taking part": "0.5",
        "Through": "Guild",
        "Goals": "Grow",
        "Skills": "Binding",
        "What happened": "One\ntwo",
        "When": "Monday",
        "I will": "Ask",
        "By": "2026-12-01",
        "State of the step": "Open",
        "Confidential": "no",
        "Sensitive": "yes",
        "Finished": "yes",
    }


def test_an_entry_says_everything(client, owner):
    entry = EntryFactory(
        user=owner,
        title="A talk",
        until="2026-03-02",
        minutes=90,
        participatory_minutes=30,
        membership=MembershipFactory(user=owner, organisation__name="Guild"),
        confidential=True,
        what="# Rain\n\n<script>alert(1)</script>",
        for_goals=[GoalFactory(user=owner, text="Grow")],
    )
    entry.skills.add(SkillFactory(name="Binding"))
    response = client.get(reverse("journal:entry", args=[entry.uuid]))
    page = response.context["page"]
    assert page.facts == (
        ("Day", "1 March 2026 to 2 March 2026"),
        ("Type", "Reading and following"),
        ("Time", "1 h 30 min"),
        ("Of it taking part", "30 min"),
        ("Through", "Guild"),
        ("For the goals", "Grow"),
        ("Skills", "Binding"),
    )
    assert page.marks == ("confidential",)
    assert [(text.heading, text.words) for text in page.texts] == [("What happened", "2 words")]
    html = response.content.decode()
    assert "<h3>Rain</h3>\n<p>&lt;script&gt;" in html
    assert "Nothing, because: It was for its own sake." in html


def test_removed_and_put_back(client, owner):
    entry = EntryFactory(user=owner, title="A talk")
    page = client.post(reverse("journal:remove", args=[entry.uuid]), follow=True)
    assert not Entry.objects.of(owner).exists()
    for name in ("entry", "write"):
        assert client.get(reverse(f"journal:{name}", args=[entry.uuid])).status_code == 404
    undo = page.context["undo"]
    assert undo.text == "“A talk” has been removed."
    assert client.post(undo.action, follow=True).redirect_chain == [
        (f"/journal/{entry.uuid}/", 302)
    ]
    assert Entry.objects.of(owner).exists()


def test_nobody_else_puts_it_back(client, owner):
    entry = EntryFactory(user=UserFactory(), removed_at="2026-03-02T12:00:00Z")
    assert client.post(reverse("journal:restore", args=[entry.uuid])).status_code == 404


def fill(owner, count):
    for _ in range(count):
        membership = MembershipFactory(user=owner)
        DraftFactory(user=owner)
        UnfinishedEntryFactory(user=owner, membership=membership)
        entry = EntryFactory(user=owner, membership=membership, for_goals=[GoalFactory(user=owner)])
        entry.skills.add(SkillFactory())


@pytest.mark.parametrize("name", ["list", "list_csv"])
def test_as_many_queries_for_three_as_for_one(client, owner, name, django_assert_max_num_queries):
    counts = []
    for count in (1, 3):
        fill(owner, count)
        with django_assert_max_num_queries(20) as captured:
            client.get(reverse(f"journal:{name}"), {"q": "entry"})
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_an_entry_takes_as_many_queries_however_much_it_has(
    client, owner, django_assert_max_num_queries
):
    entry, counts = EntryFactory(user=owner), []
    for count in (1, 3):
        for _ in range(count):
            entry.goals.add(GoalFactory(user=owner))
            entry.skills.add(SkillFactory())
        with django_assert_max_num_queries(20) as captured:
            client.get(reverse("journal:entry", args=[entry.uuid]))
        counts.append(len(captured))
    assert counts[0] == counts[1]
