"""What the database refuses about the journal."""

import pytest
from django.db import models

from journal.models import AbilityAnswer, EntryGoal, ExperienceAnswer, StepMove, UseAnswer
from tests.constraints import assert_refused, constraints_of, twice
from tests.factories import (
    BenefitFactory,
    DraftFactory,
    EntryFactory,
    EventFactory,
    EvidenceFactory,
    ExperienceKindFactory,
    GoalFactory,
    StepFactory,
    UnfinishedEntryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def after_its_own_step():
    step = StepFactory()
    EntryFactory(next_step=step, after_step=step, no_step_because="")


def same_event_twice():
    user, event = UserFactory(), EventFactory()
    EntryFactory(user=user, event=event, removed_at="2026-03-02T12:00:00Z")
    twice(lambda: EntryFactory(user=user, event=event))()


def same_goal_twice():
    entry, goal = EntryFactory(), GoalFactory()
    twice(lambda: EntryGoal.objects.create(entry=entry, goal=goal))()


def same_ability_twice():
    entry, goal = EntryFactory(), GoalFactory()

    def answer():
        rating = goal.ability_ratings.create(now=1, wanted=3)
        AbilityAnswer.objects.create(entry=entry, goal=goal, rating=rating)

    twice(answer)()


def same_benefit_twice():
    entry, benefit = EntryFactory(), BenefitFactory()
    twice(lambda: UseAnswer.objects.create(entry=entry, benefit=benefit))()


def same_experience_twice():
    entry, kind = EntryFactory(), ExperienceKindFactory()
    twice(lambda: ExperienceAnswer.objects.create(entry=entry, kind=kind))()


def same_file_twice():
    entry = EntryFactory()
    twice(lambda: a_file(entry=entry))()


def same_link_twice():
    entry = EntryFactory()
    twice(lambda: EvidenceFactory(entry=entry, link="https://example.org/"))()


def same_draft_twice():
    user, draft = UserFactory(), DraftFactory()
    twice(lambda: DraftFactory(user=user, entry=draft.entry))()


def a_file(**kwargs):
    return EvidenceFactory(link="", file="ab/abc", size=1, sha256="0" * 64, **kwargs)


def moved_nowhere():
    StepMove.objects.create(step=StepFactory(), due_before="2026-12-01", due_after="2026-12-01")


def unknown_use():
    UseAnswer.objects.create(entry=EntryFactory(), benefit=BenefitFactory(), after=4)


WRITES = {
    "entry_type_known": lambda: EntryFactory(type="sleeping"),
    "entry_within_reason": lambda: EntryFactory(on="1849-12-31"),
    "entry_until_after_on": lambda: EntryFactory(on="2026-03-02", until="2026-03-01"),
    "entry_participatory_within_minutes": lambda: EntryFactory(participatory_minutes=61),
    "entry_complete_with_step_or_reason": lambda: EntryFactory(no_step_because=""),
    "entry_step_or_reason": lambda: EntryFactory(next_step=StepFactory()),
    "entry_complete_with_time": lambda: EntryFactory(minutes=None),
    "entry_not_after_its_own_step": after_its_own_step,
    "entry_of_an_event_once": same_event_twice,
    "entrygoal_once": same_goal_twice,
    "abilityanswer_once": same_ability_twice,
    "useanswer_once": same_benefit_twice,
    "useanswer_known": unknown_use,
    "experienceanswer_once": same_experience_twice,
    "evidence_file_or_link": lambda: EvidenceFactory(link=""),
    "evidence_file_once": same_file_twice,
    "evidence_link_once": same_link_twice,
    "draft_once": same_draft_twice,
    "step_state_known": lambda: StepFactory(state="asleep", closed_on="2026-03-01"),
    "step_due_within_reason": lambda: StepFactory(due="2201-01-01"),
    "step_closed_on_a_day": lambda: StepFactory(state="done"),
    "step_dropped_with_a_reason": lambda: StepFactory(state="dropped", closed_on="2026-03-01"),
    "stepmove_to_another_day": moved_nowhere,
}


@pytest.mark.parametrize("name", WRITES)
def test_the_database_refuses(name):
    assert_refused(name, WRITES[name])


@pytest.mark.parametrize(
    "write",
    [
        lambda: EvidenceFactory(file="ab/abc", size=1, sha256="0" * 64),
        lambda: EvidenceFactory(size=1),
        lambda: EvidenceFactory(link="", file="ab/abc", size=1),
    ],
)
def test_evidence_is_exactly_one_of_file_and_link(write):
    assert_refused("evidence_file_or_link", write)


def test_what_is_allowed_is_taken():
    UnfinishedEntryFactory(minutes=None)
    EntryFactory(next_step=StepFactory(), no_step_because="")
    StepFactory(state="done", closed_on="2026-03-01")
    StepFactory(state="dropped", closed_on="2026-03-01", dropped_because="Too far")
    a_file()


def test_a_step_that_an_entry_stands_on_is_not_deleted():
    step = StepFactory()
    EntryFactory(user=step.user, next_step=step, no_step_because="")
    with pytest.raises(models.RestrictedError):
        step.delete()
    step.user.delete()  # with all that is theirs


def test_no_constraint_is_left_out():
    assert set(WRITES) == constraints_of("journal")
