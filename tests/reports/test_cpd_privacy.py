"""What is left out of a CPD report cannot be found in it, nor worked out from it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goals.models import AbilityRating
from journal.answers import answer_ability
from journal.models import Entry, Step
from memberships.models import Membership
from people.models import User
from reports.content import Document, Paragraph
from reports.cpd.document import load_cpd_report
from reports.pdf import render_pdf
from tests.factories import (
    EntryFactory,
    EvidenceFactory,
    GoalFactory,
    MembershipFactory,
    OrganisationFactory,
    RoleFactory,
    SkillFactory,
    StepFactory,
    UnfinishedEntryFactory,
    UserFactory,
)
from tests.reports.journals import SECRET, TODAY, YEAR, ask, make_journal
from tests.reports.pages import NOON, read_text

pytestmark = pytest.mark.django_db


def report(user: User, *, hidden: bool = False) -> Document:
    return load_cpd_report(user=user, asked=ask(user, hidden=hidden), on=TODAY)


def left_out(document: Document) -> list[str]:
    """The lines that count what is left out."""
    blocks = document.sections[0].blocks
    texts = [each.text for each in blocks if isinstance(each, Paragraph)]
    return [text for text in texts if " left out." in text]


def without_counts(document: Document) -> Document:
    about = document.sections[0]
    blocks = tuple(
        each
        for each in about.blocks
        if not (isinstance(each, Paragraph) and " left out." in each.text)
    )
    return replace(document, sections=(replace(about, blocks=blocks), *document.sections[1:]))


def hide_everything(user: User) -> None:
    """Something of every kind that is left out, with the secret word wherever one can write."""
    goal, skill = user.goals.earliest("pk"), SkillFactory(name=f"Skill {SECRET}")
    secret = MembershipFactory(user=user, organisation__name=SECRET, sensitive=True)
    below = OrganisationFactory(name=f"{SECRET} North", parent=secret.organisation)
    group = MembershipFactory(user=user, organisation=below)
    RoleFactory(membership=group, title=f"Chair of {SECRET}")
    reasons: tuple[dict[str, Any], ...] = (
        {"confidential": True}, {"sensitive": True}, {"membership": secret},
        {"membership": group}, {"organisation": below},
    )  # fmt: skip
    for number, reason in enumerate(reasons):
        entry = EntryFactory(
            user=user, title=f"{SECRET} {number}", type="campaign", minutes=999,
            participatory_minutes=99, on="2026-10-02", what=SECRET, for_goals=[goal],
            next_step=StepFactory(user=user, action=SECRET, goal=goal), no_step_because="",
            **reason,
        )  # fmt: skip
        entry.skills.add(skill)
        EvidenceFactory(entry=entry, name=SECRET, link=f"https://example.org/{SECRET}/{number}")
        answer_ability(entry=entry, goal=goal, now=4, wanted=4)
        if number:  # what was said of it still came of the entry
            entry.goals.remove(goal)
    UnfinishedEntryFactory(user=user, title=SECRET, on="2026-02-02", confidential=True)
    StepFactory(user=user, action=SECRET, membership=group)
    StepFactory(
        user=user, action=SECRET, sensitive=True, state="done", closed_on="2026-02-02", cue=SECRET
    )


def test_left_out_it_is_as_if_it_had_never_been():
    user = make_journal()
    before = report(user)
    hide_everything(user)
    after = report(user)
    assert without_counts(after) == before
    assert left_out(after) == [
        "5 entries are left out.",
        "7 steps are left out.",
        "2 memberships are left out.",
    ]
    pdf = render_pdf(document=after, made_at=NOON)
    assert SECRET not in read_text(pdf)
    assert SECRET.encode() not in pdf


def test_its_owner_can_include_all_of_it():
    user = make_journal()
    hide_everything(user)
    document = report(user, hidden=True)
    assert left_out(document) == []
    said = str(document)
    for wanted in ("Zwischenraum 4", "Zwischenraum North", "Chair of", "16 h 39 min"):
        assert wanted in said
    assert "8 entries, 88 h 15 min together, of it 10 h 15 min taking part." in said


def test_only_what_a_part_would_show_is_counted():
    user = make_journal()
    hide_everything(user)
    for parts, wanted in (
        (("memberships",), ["2 memberships are left out."]),
        (("steps",), ["7 steps are left out."]),
        (("ability",), ["5 entries are left out."]),
        (("declaration",), []),
    ):
        asked = ask(user, parts=tuple(map(type(ask(user).parts[0]), parts)))
        assert left_out(load_cpd_report(user=user, asked=asked, on=TODAY)) == wanted


def test_a_hidden_step_of_an_entry_that_is_shown_is_not_told():
    user = UserFactory(name="Ada")
    step = StepFactory(user=user, action=SECRET, sensitive=True)
    EntryFactory(user=user, title="A talk", next_step=step, no_step_because="")
    document = report(user)
    assert "A talk" in str(document)
    assert SECRET not in str(document)
    assert left_out(document) == ["1 step is left out."]


ENTRY = st.fixed_dictionaries(
    {
        "hidden": st.booleans(),
        "type": st.sampled_from(["reading", "course", "speaking"]),
        "minutes": st.integers(0, 600),
        "month": st.integers(1, 12),
        "goals": st.sets(st.sampled_from([0, 1, 2])),
        "skills": st.sets(st.sampled_from([0, 1])),
        "evidence": st.integers(0, 2),
        "step": st.sampled_from(["none", "open", "done"]),
        "rated": st.integers(-1, 4),
    }
)


@settings(
    max_examples=25, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck)
)
@given(st.lists(ENTRY, max_size=7))
def test_a_report_equals_that_of_the_account_without_what_is_left_out(entries):
    user = UserFactory(name="Ada")
    goals = [GoalFactory(user=user, text=f"Goal {n}", rank=n + 1) for n in range(3)]
    skills = [SkillFactory(name="A"), SkillFactory(name="B", parent=SkillFactory(name="Area"))]
    for number, told in enumerate(entries):
        _write(user, number, told, goals, skills)
    with_hidden = report(user)
    hidden = Entry.objects.filter(user=user, confidential=True)
    assert bool(left_out(with_hidden)) == hidden.exists()
    steps = list(hidden.exclude(next_step=None).values_list("next_step", flat=True))
    AbilityRating.objects.filter(because_of__entry__in=hidden).delete()
    hidden.delete()
    Step.objects.filter(pk__in=steps).delete()
    assert without_counts(with_hidden) == report(user)


def _write(user, number, told, goals, skills):
    step = None
    if told["step"] == "open":
        step = StepFactory(user=user, goal=goals[0], action=f"Step {number}")
    if told["step"] == "done":
        step = StepFactory(user=user, state="done", closed_on=YEAR.ends, action=f"Step {number}")
    entry = EntryFactory(
        user=user, title=f"Entry {number}", type=told["type"], minutes=told["minutes"],
        on=YEAR.starts.replace(month=told["month"]), confidential=told["hidden"], next_step=step,
        no_step_because="" if step else "So.", for_goals=[goals[each] for each in told["goals"]],
    )  # fmt: skip
    entry.skills.set([skills[each] for each in told["skills"]])
    for _ in range(told["evidence"]):
        EvidenceFactory(entry=entry)
    served = entry.goals.first()
    if served and told["rated"] >= 0:
        answer_ability(entry=entry, goal=served, now=told["rated"], wanted=4)


def test_memberships_left_out_take_their_groups_with_them():
    user = UserFactory(name="Ada")
    above = OrganisationFactory(name="Union")
    MembershipFactory(user=user, organisation=above, sensitive=True)
    MembershipFactory(user=user, organisation=OrganisationFactory(name="Branch", parent=above))
    document = report(user)
    assert "Branch" not in str(document)
    assert left_out(document) == ["2 memberships are left out."]
    Membership.objects.filter(user=user).delete()
    assert without_counts(document) == report(user)
