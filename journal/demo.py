"""What has the demo's librarian done lately? An invented journal of the months before a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from events.demo import LOCAL_EVENING
from events.models import Event
from goals.models import Goal, Skill
from journal.entries import save_entry
from journal.models import Entry, Step
from journal.steps import drop_step, finish_step
from people.models import User

INVENTED = "Invented for the demo."


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """A step, due so many days after the day of loading; done or dropped where it says how."""

    cue: str
    action: str
    due: int
    outcome: str = ""
    dropped_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An entry of so many days before the day of loading; `skills` are of the goals it is for.

    What is `about` an event that its owner went to (its title) is of the day of that event.
    """

    title: str
    type: str
    ago: int
    minutes: int | None
    taking_part: int = 0
    lasted: int = 1
    through: str = ""
    skills: tuple[str, ...] = ()
    what: str = ""
    so_what: str = ""
    now_what: str = ""
    next: Next | None = None
    none_because: str = ""
    confidential: bool = False
    follows: str = ""
    about: str = ""


JOURNAL = (
    Done(
        title="Webinar on speaking up for libraries",
        type="webinar",
        ago=160,
        minutes=60,
        taking_part=15,
        through="cilip",
        skills=("advocacy",),
        what="Three librarians told what had moved their councillors. I asked one question.",
        so_what="A story of **one reader** does more than a page of figures.",
        now_what="Collect stories, not only counts.",
        next=Next(
            cue="the reading room closes on Friday",
            action="write down one reader's story",
            due=-140,
            outcome="Four stories in a month.",
        ),
    ),
    Done(
        title="Wrote to my councillor with four stories",
        type="campaign",
        ago=120,
        minutes=150,
        taking_part=150,
        skills=("advocacy", "policy_influence"),
        what="A letter of one page:\n\n- what the library does\n- for whom\n- what would be lost",
        so_what="It took an evening. I had thought of it as something for *other* people.",
        now_what="Ask two colleagues to write theirs.",
        next=Next(
            cue="the next team meeting ends",
            action="ask two colleagues to write as well",
            due=-12,
        ),
        follows="write down one reader's story",
    ),
    Done(
        title="A course on planning with logic models",
        type="course",
        ago=95,
        lasted=2,
        minutes=720,
        taking_part=240,
        through="sla_lmd",
        skills=("strategic_planning",),
        what="Two days, six people, our own plans on the table.",
        next=Next(
            cue="the plan for next year is begun",
            action="draw it as a logic model first",
            due=-30,
            dropped_because="The plan was written before I could join.",
        ),
    ),
    Done(
        title="First hour with the person I mentor",
        type="mentoring",
        ago=60,
        minutes=75,
        taking_part=75,
        skills=("mentoring_coaching",),
        what="What they want, what I can and cannot offer.",
        next=Next(cue="we meet again", action="listen for ten minutes before I say a word", due=9),
        confidential=True,
    ),
    Done(
        title=LOCAL_EVENING,
        about=LOCAL_EVENING,
        type="meeting",
        ago=41,
        minutes=120,
        taking_part=60,
        through="swindon_lgbt_project",
        skills=("diversity_inclusion",),
        what="We read the council's plan together and marked what is missing.",
        next=Next(cue="the minutes arrive", action="offer to write the reply", due=0),
    ),
    Done(
        title="Answered the consultation on public libraries",
        type="consultation",
        ago=33,
        minutes=95,
        taking_part=95,
        through="cilip",
        skills=("policy_influence",),
        next=Next(
            cue="the answers are published",
            action="compare them with ours and tell the group",
            due=75,
        ),
    ),
    Done(
        title="Read a year of the newsletter at one go",
        type="reading",
        ago=20,
        minutes=90,
        through="cilip_lirg",
        none_because="It was only to catch up.",
    ),
    Done(
        title="Day with the archive next door",
        type="visit",
        ago=4,
        minutes=None,
        through="local_heritage_forums",
    ),
)


@transaction.atomic
def load_journal(*, user: User, on: date) -> None:
    """Write the journal of the months before a day, unless the person has one."""
    if Entry.objects.filter(user=user).exists():
        return
    for done in JOURNAL:
        _write(user, done, on)


def _write(user: User, done: Done, on: date) -> None:
    began = on - timedelta(days=done.ago)
    event = Event.objects.filter(attendances__user=user, title=done.about).first()
    if event is not None:
        began, _last = event.days
    entry = Entry(
        user=user,
        title=done.title,
        type=done.type,
        on=began,
        until=began + timedelta(days=done.lasted - 1) if done.lasted > 1 else None,
        minutes=done.minutes,
        participatory_minutes=done.taking_part,
        membership=user.memberships.filter(organisation__key=done.through).first(),
        event=event,
        description=INVENTED,
        what=done.what,
        so_what=done.so_what,
        now_what=done.now_what,
        no_step_because=done.none_because,
        confidential=done.confidential,
        after_step=Step.objects.filter(user=user, action=done.follows).first(),
    )
    goals = Goal.objects.filter(user=user, skills__key__in=done.skills).distinct()
    skills = Skill.objects.filter(key__in=done.skills)
    save_entry(entry=entry, goals=goals, skills=skills, step=_step(entry, done.next, on))
    if done.next is not None and entry.next_step is not None:
        _close(entry.next_step, done.next)


def _step(entry: Entry, following: Next | None, on: date) -> Step | None:
    if following is None:
        return None
    return Step(
        user=entry.user,
        cue=following.cue,
        action=following.action,
        due=on + timedelta(days=following.due),
        membership=entry.membership,
    )


def _close(step: Step, following: Next) -> None:
    if following.outcome:
        finish_step(step=step, outcome=following.outcome, on=step.due)
    elif following.dropped_because:
        drop_step(step=step, because=following.dropped_because)
