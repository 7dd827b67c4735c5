"""Real objects for the tests, each as small as its rules allow."""

import datetime
from typing import Any

import factory
from django.core.files.base import ContentFile

from catalogue.models import Benefit, BenefitKind, BenefitSkill, Fee, Organisation
from curation.entries import new_entry
from curation.models import Merge, Suggestion
from events.models import Attendance, Event, Feed, KnownJourney, WaitingCalendar
from goals.models import Experience, ExperienceKind, Goal, GoalSkill, Skill
from journal.models import Draft, Entry, Evidence, Step
from memberships.models import (
    BenefitUse,
    ExchangeRate,
    Expense,
    ImportBatch,
    ImportRow,
    Membership,
    Role,
    Staff,
    Term,
    Workplace,
)
from people.models import Place, Profile, User
from reports.models import ReportTemplate


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")


class PlaceFactory(factory.django.DjangoModelFactory[Place]):
    class Meta:
        model = Place

    geonames_id = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Town {n}")
    country = "GB"
    latitude = 51.55797
    longitude = -1.78116


class ProfileFactory(factory.django.DjangoModelFactory[Profile]):
    class Meta:
        model = Profile

    user = factory.SubFactory(UserFactory)


class SkillFactory(factory.django.DjangoModelFactory[Skill]):
    class Meta:
        model = Skill

    key = factory.Sequence(lambda n: f"skill_{n}")
    name = factory.LazyAttribute(lambda skill: skill.key.replace("_", " ").capitalize())


class GoalFactory(factory.django.DjangoModelFactory[Goal]):
    class Meta:
        model = Goal
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"Goal {n}")
    rank = 1

    @factory.post_generation
    def for_skills(goal: Goal, create: bool, skills: Any, **kwargs: Any) -> None:  # noqa: N805
        for skill in skills or ():
            GoalSkill.objects.create(goal=goal, skill=skill)


class ExperienceKindFactory(factory.django.DjangoModelFactory[ExperienceKind]):
    class Meta:
        model = ExperienceKind

    key = factory.Sequence(lambda n: f"experience_{n}")
    label = factory.LazyAttribute(lambda kind: kind.key)


class ExperienceFactory(factory.django.DjangoModelFactory[Experience]):
    class Meta:
        model = Experience

    user = factory.SubFactory(UserFactory)
    kind = factory.SubFactory(ExperienceKindFactory)


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    key = factory.Sequence(lambda n: f"organisation_{n}")
    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = "professional_body"
    scope = "national"


class BenefitKindFactory(factory.django.DjangoModelFactory[BenefitKind]):
    class Meta:
        model = BenefitKind

    key = factory.Sequence(lambda n: f"kind_{n}")
    label = factory.LazyAttribute(lambda kind: kind.key)
    hours = 10
    size = "evening"


class BenefitFactory(factory.django.DjangoModelFactory[Benefit]):
    class Meta:
        model = Benefit
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    kind = factory.SubFactory(BenefitKindFactory)
    title = factory.Sequence(lambda n: f"Benefit {n}")
    mode = "online"
    interactivity = "interactive"

    @factory.post_generation
    def strengths(benefit: Benefit, create: bool, strengths: Any, **kwargs: Any) -> None:  # noqa: N805
        for skill, strength in (strengths or {}).items():
            BenefitSkill.objects.create(benefit=benefit, skill=skill, strength=strength)


class FeeFactory(factory.django.DjangoModelFactory[Fee]):
    class Meta:
        model = Fee

    organisation = factory.SubFactory(OrganisationFactory)
    grade = "Individual"
    amount = 100
    currency = "GBP"


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    kind = "personal"


class TermFactory(factory.django.DjangoModelFactory[Term]):
    class Meta:
        model = Term

    membership = factory.SubFactory(MembershipFactory)
    starts = "2026-01-01"
    ends = "2026-12-31"
    fee = 100


class ExpenseFactory(factory.django.DjangoModelFactory[Expense]):
    class Meta:
        model = Expense

    membership = factory.SubFactory(MembershipFactory)
    on = "2026-03-01"
    amount = 20


class ExchangeRateFactory(factory.django.DjangoModelFactory[ExchangeRate]):
    class Meta:
        model = ExchangeRate

    user = factory.SubFactory(UserFactory)
    currency = "EUR"
    into = "GBP"
    rate = "0.85"


class RoleFactory(factory.django.DjangoModelFactory[Role]):
    class Meta:
        model = Role

    membership = factory.SubFactory(MembershipFactory)
    title = "Treasurer"


class BenefitUseFactory(factory.django.DjangoModelFactory[BenefitUse]):
    class Meta:
        model = BenefitUse

    user = factory.SubFactory(UserFactory)
    benefit = factory.SubFactory(BenefitFactory)


class WorkplaceFactory(factory.django.DjangoModelFactory[Workplace]):
    class Meta:
        model = Workplace

    organisation = factory.SubFactory(OrganisationFactory, kind="employer_network")


class StaffFactory(factory.django.DjangoModelFactory[Staff]):
    class Meta:
        model = Staff

    workplace = factory.SubFactory(WorkplaceFactory)
    user = factory.SubFactory(UserFactory)


class ImportBatchFactory(factory.django.DjangoModelFactory[ImportBatch]):
    class Meta:
        model = ImportBatch

    user = factory.SubFactory(UserFactory)
    origin = "list"


class ImportRowFactory(factory.django.DjangoModelFactory[ImportRow]):
    class Meta:
        model = ImportRow

    batch = factory.SubFactory(ImportBatchFactory)
    line = factory.Sequence(lambda n: n + 1)


class SuggestionFactory(factory.django.DjangoModelFactory[Suggestion]):
    class Meta:
        model = Suggestion

    suggester = factory.SubFactory(UserFactory)
    purpose = "new"
    payload = factory.Sequence(
        lambda n: new_entry(name=f"Suggested {n}") | {"kind": "community", "scope": "local"}
    )


class StepFactory(factory.django.DjangoModelFactory[Step]):
    class Meta:
        model = Step

    user = factory.SubFactory(UserFactory)
    action = factory.Sequence(lambda n: f"Do the thing number {n}")
    due = "2026-12-01"


class EntryFactory(factory.django.DjangoModelFactory[Entry]):
    """A complete entry, with nothing to follow."""

    class Meta:
        model = Entry
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"Entry {n}")
    type = "reading"
    on = "2026-03-01"
    minutes = 60
    no_step_because = "It was for its own sake."
    completed_at: str | None = "2026-03-01T12:00:00Z"

    @factory.post_generation
    def for_goals(entry: Entry, create: bool, goals: Any, **kwargs: Any) -> None:  # noqa: N805
        for goal in goals or ():
            entry.goals.add(goal)


class UnfinishedEntryFactory(EntryFactory):
    """An entry that still needs a next step, or a reason for none."""

    no_step_because = ""
    completed_at = None


class EvidenceFactory(factory.django.DjangoModelFactory[Evidence]):
    """A link."""

    class Meta:
        model = Evidence

    entry = factory.SubFactory(EntryFactory)
    name = "Programme"
    link = factory.Sequence(lambda n: f"https://example.org/programme/{n}")


class FileFactory(EvidenceFactory):
    """A file, which nobody has looked at: `journal.evidence.add_file` does."""

    name = "notes.pdf"
    link = ""
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-", name="notes.pdf"))
    content_type = "application/pdf"
    size = 5
    sha256 = factory.Sequence(lambda n: f"{n:064x}")


class DraftFactory(factory.django.DjangoModelFactory[Draft]):
    class Meta:
        model = Draft

    user = factory.SubFactory(UserFactory)
    entry = factory.Faker("uuid4")
    fields = factory.LazyFunction(lambda: {"title": ["Half a thou"]})


class MergeFactory(factory.django.DjangoModelFactory[Merge]):
    class Meta:
        model = Merge

    kept = factory.SubFactory(OrganisationFactory)
    gone = factory.SubFactory(OrganisationFactory)


class ReportTemplateFactory(factory.django.DjangoModelFactory[ReportTemplate]):
    class Meta:
        model = ReportTemplate

    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Template {n}")


class EventFactory(factory.django.DjangoModelFactory[Event]):
    """An evening of everybody's, at a place of its own."""

    class Meta:
        model = Event

    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Event {n}")
    starts_at = datetime.datetime(2026, 3, 10, 18, 30, tzinfo=datetime.UTC)
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + datetime.timedelta(hours=2))
    place = factory.SubFactory(PlaceFactory)


class OwnEventFactory(EventFactory):
    """One person's own."""

    owner = factory.SubFactory(UserFactory)
    organisation = None


class FeedFactory(factory.django.DjangoModelFactory[Feed]):
    class Meta:
        model = Feed

    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Calendar {n}")
    address = factory.Sequence(lambda n: f"https://calendar.example.org/{n}.ics")


class WaitingCalendarFactory(factory.django.DjangoModelFactory[WaitingCalendar]):
    """One of a single day, from a file."""

    class Meta:
        model = WaitingCalendar

    user = factory.SubFactory(UserFactory)
    name = "mine.ics"
    content = (
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:One\r\n"
        b"DTSTART;VALUE=DATE:20260303\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


class AttendanceFactory(factory.django.DjangoModelFactory[Attendance]):
    class Meta:
        model = Attendance

    user = factory.SubFactory(UserFactory)
    event = factory.SubFactory(EventFactory)
    state = "going"


class KnownJourneyFactory(factory.django.DjangoModelFactory[KnownJourney]):
    class Meta:
        model = KnownJourney

    user = factory.SubFactory(UserFactory)
    place = factory.SubFactory(PlaceFactory)
    mode = "train"
    minutes = 60
