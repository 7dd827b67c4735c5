"""Entries: kept, complete or not, found twice, done again, removed and put back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from journal.answers import answer_ability
from journal.entries import (
    copy_entry,
    find_duplicates,
    keep_draft,
    missing,
    remove_entry,
    restore_entry,
    save_entry,
)
from journal.models import Draft, Entry, Step
from people.editing import version_of
from tests.factories import (
    DraftFactory,
    EntryFactory,
    GoalFactory,
    MembershipFactory,
    OrganisationFactory,
    SkillFactory,
    StepFactory,
    UnfinishedEntryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


@pytest.fixture
def user():
    return UserFactory()


def new(user, **fields):
    return Entry(user=user, **{"title": "A talk", "type": "webinar", "on": DAY, **fields})


def save(entry, goals=(), skills=(), step=None):
    save_entry(entry=entry, goals=goals, skills=skills, step=step)
    return Entry.objects.get(pk=entry.pk)


def step_of(user, **fields):
    return Step(user=user, action="Ask", due=DAY, **fields)


def test_it_is_complete_with_time_and_a_step(user):
    entry = save(new(user, minutes=90), step=step_of(user))
    assert entry.completed_at is not None
    assert entry.next_step == Step.objects.get(action="Ask")
    assert missing(entry) == []


def test_it_is_complete_with_time_and_a_reason(user):
    assert save(new(user, minutes=90, no_step_because="Enough.")).completed_at is not None


@pytest.mark.parametrize(
    ("fields", "needs"),
    [
        ({}, ["how long it took", "a next step, or why there is none"]),
        ({"minutes": 0}, ["a next step, or why there is none"]),
        ({"minutes": 90, "no_step_because": "  "}, ["a next step, or why there is none"]),
        ({"no_step_because": "Enough."}, ["how long it took"]),
    ],
)
def test_until_then_it_says_what_is_missing(user, fields, needs):
    entry = save(new(user, **fields))
    assert (entry.completed_at, missing(entry)) == (None, needs)


def test_it_was_complete_since_it_first_was(user):
    entry = save(new(user, minutes=90, no_step_because="Enough."))
    since = entry.completed_at
    entry.title = "Another"
    assert save(entry).completed_at == since
    entry.no_step_because = ""
    assert save(entry).completed_at is None


def test_goals_and_skills_are_exactly_these(user):
    one, two = GoalFactory.create_batch(2, user=user)
    skill = SkillFactory()
    entry = save(new(user), goals=[one], skills=[skill])
    assert (list(entry.goals.all()), list(entry.skills.all())) == ([one], [skill])
    entry = save(entry, goals=[two])
    assert (list(entry.goals.all()), list(entry.skills.all())) == ([two], [])


@pytest.mark.parametrize("stays", [True, False])
def test_an_answer_about_ability_stays_with_its_entry(user, stays):
    goal = GoalFactory(user=user)
    entry = save(new(user), goals=[goal])
    answer = answer_ability(entry=entry, goal=goal, now=1, wanted=3)
    save(entry, goals=[goal] if stays else [])
    assert list(entry.ability_answers.all()) == [answer]


def test_a_membership_brings_its_organisation(user):
    membership = MembershipFactory(user=user)
    assert save(new(user, membership=membership)).organisation == membership.organisation


def test_what_it_came_through_makes_it_sensitive_and_it_stays_so(user):
    membership = MembershipFactory(user=user, sensitive=True)
    entry = save(new(user, membership=membership))
    assert entry.sensitive
    membership.delete()
    entry.refresh_from_db()
    assert entry.sensitive
    assert save(new(user, organisation=OrganisationFactory(kind="union"))).sensitive
    assert not save(new(user, organisation=OrganisationFactory())).sensitive


def test_the_box_cannot_undo_it(user):
    entry = save(new(user, membership=MembershipFactory(user=user, sensitive=True)))
    entry.sensitive = False
    assert save(entry).sensitive


@pytest.mark.parametrize("what", ["goal", "membership", "step", "after_step"])
def test_what_is_somebody_elses_is_refused_and_nothing_is_kept(user, what):
    theirs = {
        "goal": lambda: save(new(user), goals=[GoalFactory()]),
        "membership": lambda: save(new(user, membership=MembershipFactory())),
        "step": lambda: save(new(user), step=StepFactory()),
        "after_step": lambda: save(new(user, after_step=StepFactory())),
    }
    with pytest.raises(ValidationError):
        theirs[what]()
    assert not Entry.objects.exists()


def test_a_step_is_not_kept_where_its_entry_is_refused(user):
    with pytest.raises(ValidationError):
        save(new(user, until=DAY - timedelta(days=1)), step=step_of(user))
    assert not Step.objects.exists()


def test_a_day_that_is_changed_with_the_entry_is_a_move(user):
    entry = save(new(user, minutes=1), step=step_of(user))
    entry.next_step.due = DAY + timedelta(days=7)
    save(entry, step=entry.next_step)
    assert [(move.due_before, move.due_after) for move in entry.next_step.moves.all()] == [
        (DAY, DAY + timedelta(days=7))
    ]


def test_what_was_being_written_is_done_with(user):
    entry = new(user)
    mine, others = DraftFactory(user=user, entry=entry.uuid), DraftFactory(entry=entry.uuid)
    save(entry)
    assert list(Draft.objects.all()) == [others]
    assert mine not in Draft.objects.all()


class AnyOrder(TestCase):
    """Whatever is saved, and in whatever order: complete only with a step or a reason."""

    @given(
        st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "minutes": st.none() | st.integers(0, 600),
                    "no_step_because": st.sampled_from(["", " ", "Enough."]),
                    "step": st.just(True),
                },
            ),
            max_size=5,
        )
    )
    def test_complete_only_so(self, saves):
        user = UserFactory()
        entry = new(user)
        for said in saves:
            for name in said.keys() - {"step"}:
                setattr(entry, name, said[name])
            try:
                save(entry, step=step_of(user) if "step" in said else None)
            except ValidationError:
                entry = Entry.objects.filter(user=user).first() or new(user)
            kept = Entry.objects.filter(user=user).first()
            if kept is not None:
                ready = kept.next_step is not None or bool(kept.no_step_because.strip())
                assert (kept.completed_at is not None) == (ready and kept.minutes is not None)


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ({"title": "a TÁLK", "type": "reading", "minutes": 5}, True),
        ({"title": "Other words"}, True),
        ({"title": "Other words", "minutes": 60}, False),
        ({"title": "Other words", "type": "course"}, False),
        ({"on": DAY + timedelta(days=1)}, False),
        ({"removed_at": "2026-03-02T12:00:00Z"}, False),
    ],
)
def test_the_same_day_and_the_same_words_or_kind_and_time(user, other, alike):
    same = {"user": user, "title": "A talk", "type": "webinar", "on": DAY, "minutes": 90}
    found = EntryFactory(**same | other)
    entry = new(user, minutes=90)
    assert list(find_duplicates(entry=entry)) == ([found] if alike else [])


def test_other_people_and_the_entry_itself_are_no_duplicates(user):
    EntryFactory(title="A talk", on=DAY)
    assert not find_duplicates(entry=EntryFactory(user=user, title="A talk", on=DAY)).exists()


def test_done_again_without_the_words_of_the_last_time(user):
    membership = MembershipFactory(user=user)
    entry = EntryFactory(user=user, membership=membership, what="It rained.", confidential=True)
    again = copy_entry(entry=entry)
    assert not again.pk
    assert (again.title, again.minutes) == (entry.title, 60)
    assert again.membership == membership
    assert (again.what, again.no_step_because, again.confidential) == ("", "", True)
    assert again.uuid != entry.uuid


def test_removed_and_put_back(user):
    step = StepFactory(user=user)
    entry = EntryFactory(user=user, next_step=step, no_step_because="")
    remove_entry(entry=entry)
    assert not Entry.objects.of(user).exists()
    assert list(Step.objects.filter(user=user)) == [step]
    restore_entry(entry=entry)
    assert list(Entry.objects.of(user)) == [entry]


def test_a_draft_is_kept_over_the_version_that_was_seen(user):
    entry = new(user)
    first = keep_draft(user=user, entry=entry.uuid, fields={"title": ["A"]}, version="")
    second = keep_draft(
        user=user, entry=entry.uuid, fields={"title": ["Ab"]}, version=version_of(first)
    )
    assert Draft.objects.get() == second
    with pytest.raises(ValidationError, match="another tab"):
        keep_draft(user=user, entry=entry.uuid, fields={"title": ["B"]}, version=version_of(first))
    assert Draft.objects.get().fields == {"title": ["Ab"]}


def test_two_people_write_under_one_identifier(user):
    entry = new(user)
    for who in (user, UserFactory()):
        keep_draft(user=who, entry=entry.uuid, fields={"title": [who.email]}, version="")
    assert Draft.objects.get(user=user).fields == {"title": [user.email]}


@pytest.mark.parametrize(("text", "found"), [("TÁLK on", 1), ("rain", 1), ("talk snow", 0)])
def test_words_are_found_whatever_their_case_and_accents(user, text, found):
    EntryFactory(user=user, title="A talk", so_what="On räin")
    UnfinishedEntryFactory(user=user, title="Something else")
    assert Entry.objects.of(user).search(text).count() == found
