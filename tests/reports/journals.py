"""A journal to report from, small enough to be added up by hand."""

from datetime import UTC, date, datetime

from goals.models import AbilityRating, FrameworkVersion, Heading
from journal.answers import answer_ability
from journal.models import Step
from people.models import User
from reports.choices import CpdPart
from reports.cpd.document import Asked
from reports.cpd.period import Period
from reports.models import ReportTemplate
from tests.factories import (
    EntryFactory,
    EvidenceFactory,
    GoalFactory,
    MembershipFactory,
    RoleFactory,
    SkillFactory,
    StepFactory,
    TermFactory,
    UnfinishedEntryFactory,
    UserFactory,
)

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
TODAY = date(2026, 11, 23)
SECRET = "Zwischenraum"


def ask(user: User, *, period: Period = YEAR, parts=tuple(CpdPart), hidden: bool = False) -> Asked:
    return Asked(
        period=period, parts=parts, template=ReportTemplate(user=user), include_hidden=hidden
    )


def make_journal() -> User:
    """Five hours in three entries of 2026, of them two taking part; one is not finished.

    A course (3 h, 1 h of it taking part) for both goals and skills of two areas, a meeting (1 h,
    all of it) for the first goal, and reading (1 h) for none.
    """
    user = UserFactory(name="Ada Example", email="ada@example.org")
    teaching, advocacy = SkillFactory(name="Teaching", position=1), SkillFactory(name="Advocacy")
    classes = SkillFactory(name="Running classes", parent=teaching)
    plans = SkillFactory(name="Planning classes", parent=teaching)
    lobbying = SkillFactory(name="Lobbying", parent=advocacy)
    framework = FrameworkVersion.objects.create(
        key="base", version="2025", name="Knowledge base", checked=True
    )
    for position, (name, skills) in enumerate(
        {"Literacies": [classes, plans], "Leadership": [lobbying], "Records": []}.items()
    ):
        heading = Heading.objects.create(framework=framework, name=name, position=position)
        heading.skills.set(skills)
    FrameworkVersion.objects.create(key="rumour", version="1", name="Not checked")

    first = GoalFactory(user=user, text="Teach well", rank=1, target_on="2027-06-30")
    second = GoalFactory(user=user, text="Be heard", rank=2)
    guild = MembershipFactory(user=user, organisation__name="Guild of Readers")
    TermFactory(membership=guild, starts="2024-01-01", ends="2024-12-31")
    RoleFactory(membership=guild, title="Treasurer", starts="2026-02-01")
    RoleFactory(membership=guild, title="Clerk", starts="2020-01-01", ends="2025-12-31")

    step = _step(user, action="Try it in class", cue="term begins.", due="2027-01-15", goal=first)
    course = EntryFactory(
        user=user, title="A course", type="course", on="2026-02-01", until="2026-02-03",
        minutes=180, participatory_minutes=60, membership=guild, organisation=guild.organisation,
        what="We *planned* classes:\n\n- one\n- two", so_what="See [notes](https://example.org/n)",
        next_step=step, no_step_because="", for_goals=[first, second],
    )  # fmt: skip
    course.skills.set([classes, plans, lobbying])
    EvidenceFactory(entry=course, name="Programme", link="https://example.org/p")
    meeting = EntryFactory(
        user=user, title="A meeting", type="meeting", on="2026-03-01", minutes=60,
        participatory_minutes=60, for_goals=[first],
    )  # fmt: skip
    meeting.skills.set([classes])
    EntryFactory(user=user, title="An article", on="2026-03-02", description="Short.")
    UnfinishedEntryFactory(user=user, title="Half a thought", on="2026-04-01")
    EntryFactory(user=user, title="The year before", on="2025-12-31", until="2026-01-02")

    _step(user, action="Write to her", state="done", closed_on="2026-05-01", outcome="She came.")
    _step(
        user,
        action="Go to Hull",
        state="dropped",
        closed_on="2026-05-02",
        dropped_because="Far.",
        outcome="Said before it was opened again.",
    )
    _step(user, action="Long ago", state="done", closed_on="2025-05-01")

    AbilityRating.objects.create(goal=first, on="2025-06-01", now=1, wanted=3)
    AbilityRating.objects.create(goal=first, on="2026-02-03", now=2, wanted=3)
    answer_ability(entry=meeting, goal=first, now=3, wanted=4)
    return user


def _step(user: User, **fields) -> Step:
    step = StepFactory(user=user, **fields)
    made = datetime(2026, 2, 1, 12, tzinfo=UTC)
    Step.objects.filter(pk=step.pk).update(created_at=made)
    return step
