"""What did somebody go to and not write down yet, and how does the entry about it begin?"""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from catalogue.choices import Interactivity
from engine.attending.occasions import ALL_DAY_HOURS
from events.choices import Going
from events.models import Attendance, Event
from goals.models import Goal
from journal.hours import MOST_MINUTES
from journal.models import Draft, Entry
from journal.proposals import type_for
from memberships.choices import MembershipKind, State
from memberships.models import Membership
from people.models import User

SECONDS_A_MINUTE = 60
NEAREST = (
    MembershipKind.PERSONAL, MembershipKind.INFORMAL, MembershipKind.EMPLOYER,
    MembershipKind.PROFILE,
)  # fmt: skip


def unwritten(user: User) -> QuerySet[Attendance]:
    """What the person went to and neither wrote down nor began to, the latest first."""
    written = Entry.objects.of(user).filter(event=OuterRef("event"))
    begun = [fields["event"][-1] for fields in _drafts(user) if any(fields.get("event", ()))]
    return (
        Attendance.objects.filter(user=user, state=Going.WENT, nothing_to_write=False)
        .filter(event__removed_at=None)
        .exclude(Exists(written))
        .exclude(event__in=[int(text) for text in begun if text.isdecimal()])
        .order_by("-event__starts_at", "-pk")
    )


def find_entry_about(*, user: User, event: Event) -> Entry | None:
    """What the person has written down about an event."""
    return Entry.objects.of(user).filter(event=event).first()


def find_draft_about(*, user: User, event: Event) -> Draft | None:
    """What the person has begun to write about an event."""
    drafts = Draft.objects.filter(user=user)
    return next((each for each in drafts if each.fields.get("event") == [str(event.pk)]), None)


def begin_entry(*, entry: Entry, attendance: Attendance) -> tuple[list[Goal], list[int]]:
    """Fill a new entry in from what was attended; the goals and skills (keys) that it served."""
    event = attendance.event
    entry.event = event
    entry.title = event.title[:200]
    entry.type = type_for(event.kind.key if event.kind else "")
    first, last = event.days
    entry.on, entry.until = first, last if last > first else None
    entry.minutes = minutes_of(event)
    entry.participatory_minutes = taking_part(event, entry.minutes or 0)
    entry.membership = _membership(attendance)
    entry.organisation = event.organisation if entry.membership is None else None
    skills = list(event.skills.all())
    goals = Goal.objects.filter(user=entry.user, archived_at=None, skills__in=skills).distinct()
    return list(goals), [skill.pk for skill in skills]


def minutes_of(event: Event) -> int | None:
    """How long it took; None where several days do not say how long each was.

    A whole day is six hours, as where the way to it is worked out; of several days each is as long
    as from the time of day of the beginning to that of the end.
    """
    first, last = event.days
    days = (last - first).days + 1
    if event.all_day:
        opens, closes = (datetime.combine(first, clock) for clock in ALL_DAY_HOURS)
        return _within_reason(days * (closes - opens))
    if days == 1:
        return _within_reason(event.ends_at - event.starts_at)
    starts, ends = (datetime.combine(first, each.time()) for each in _on_its_clocks(event))
    return _within_reason(days * (ends - starts)) if ends > starts else None


def taking_part(event: Event, minutes: int) -> int:
    """In how much of it somebody took part who did what it is for: all, half or nothing."""
    if event.interactivity == Interactivity.INTERACTIVE:
        return minutes
    return minutes // 2 if event.interactivity == Interactivity.RESPONSIVE else 0


def _drafts(user: User) -> list[dict[str, list[str]]]:
    return list(Draft.objects.filter(user=user).values_list("fields", flat=True))


def _membership(attendance: Attendance) -> Membership | None:
    """Of the memberships through which one could have gone, one's own before the employer's."""
    held = Membership.objects.filter(user=attendance.user, state=State.HELD)
    mine = held.filter(organisation=attendance.event.organisation_id)
    by_kind = {each.kind: each for each in mine.select_related("organisation")}
    return next((by_kind[kind] for kind in NEAREST if kind in by_kind), None)


def _on_its_clocks(event: Event) -> tuple[datetime, datetime]:
    return event.starts_at.astimezone(event.tzinfo), event.ends_at.astimezone(event.tzinfo)


def _within_reason(length: timedelta) -> int | None:
    minutes = int(length.total_seconds()) // SECONDS_A_MINUTE
    return minutes if 0 < minutes <= MOST_MINUTES else None
