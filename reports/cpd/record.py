"""What does a person's record of a period hold? Rows, without what is left out.

What is left out is left out here and nowhere else: everything that a report says is made from a
`Record`, so that nothing in it, no sum and no picture, can know of the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from goals.models import AbilityRating, FrameworkVersion, Goal, Skill
from journal.choices import StepState
from journal.models import Entry, Evidence, Step
from journal.sensitivity import hidden_entries, hidden_steps
from memberships.choices import State
from memberships.models import Membership, Role
from memberships.sensitive import sensitive_organisations
from people.models import User
from reports.cpd.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """An entry with what belongs to it. `next_step` is None also where that is left out."""

    entry: Entry
    goals: tuple[Goal, ...]
    skills: tuple[Skill, ...]
    evidence: tuple[Evidence, ...]
    next_step: Step | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A membership held in the period, from and to where that is known, with its roles in it."""

    membership: Membership
    since: date | None
    until: date | None
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """That ability was rated, and because of which of the entries that are reported, if of one."""

    rating: AbilityRating
    because_of: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """A goal, and how able its owner was: last before the period, and from day to day in it."""

    goal: Goal
    before: AbilityRating | None
    within: tuple[Rated, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many are left out."""

    entries: int
    steps: int
    memberships: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that is reported of a period. `still_open` are the steps open today."""

    period: Period
    activities: tuple[Activity, ...]
    unfinished: int
    closed: tuple[Step, ...]
    open_at_end: tuple[Step, ...]
    still_open: tuple[Step, ...]
    held: tuple[Held, ...]
    growth: tuple[Growth, ...]
    wanted: tuple[Goal, ...]
    frameworks: tuple[FrameworkVersion, ...]
    left_out: LeftOut


@dataclass(frozen=True, slots=True)
class _Hidden:
    """The primary keys of what is left out, whenever it was."""

    entries: frozenset[int] = frozenset()
    steps: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()


def load_record(*, user: User, period: Period, include_hidden: bool) -> Record:
    """The record of a person's period, in the same number of queries however much there is.

    Without `include_hidden` sensitive and confidential entries, sensitive steps and memberships
    are left out, each with all that comes of it.
    """
    hidden = _Hidden() if include_hidden else _find_hidden(user)
    entries = Entry.objects.of(user).filter(on__gte=period.starts, on__lte=period.ends)
    complete = entries.complete()
    activities = _activities(complete.exclude(pk__in=hidden.entries), hidden)
    followed = set(entries.exclude(next_step=None).values_list("next_step", flat=True))
    all_steps = _steps(user, period, followed)
    steps = [step for step in all_steps if step.pk not in hidden.steps]
    memberships = _held(user, period)
    held = [
        each for each in memberships if each.membership.organisation_id not in hidden.organisations
    ]
    goals = list(Goal.objects.filter(user=user))
    return Record(
        period=period,
        activities=tuple(activities),
        unfinished=entries.filter(completed_at=None).exclude(pk__in=hidden.entries).count(),
        closed=tuple(step for step in steps if step.closed_on and step.closed_on in period),
        open_at_end=tuple(step for step in steps if _was_open(step, period, followed)),
        still_open=tuple(step for step in steps if step.state == StepState.OPEN),
        held=tuple(held),
        growth=tuple(_growth(user, goals, activities, hidden, period)),
        wanted=tuple(goal for goal in goals if goal.target_on and goal.archived_at is None),
        frameworks=tuple(
            FrameworkVersion.objects.filter(checked=True).prefetch_related("headings__skills")
        ),
        left_out=LeftOut(
            entries=complete.filter(pk__in=hidden.entries).count(),
            steps=len(all_steps) - len(steps),
            memberships=len(memberships) - len(held),
        ),
    )


def _find_hidden(user: User) -> _Hidden:
    mine = Membership.objects.filter(user=user).exclude(state=State.REMOVED)
    rows = mine.values_list("organisation", "organisation__parent", "sensitive")
    return _Hidden(
        entries=frozenset(_pks(Entry.objects.filter(hidden_entries(user=user), user=user))),
        steps=frozenset(_pks(Step.objects.filter(hidden_steps(user=user), user=user))),
        organisations=frozenset(sensitive_organisations(rows)),
    )


def _pks(rows: QuerySet[Entry] | QuerySet[Step]) -> Iterable[int]:
    return rows.values_list("pk", flat=True)


def _activities(entries: QuerySet[Entry], hidden: _Hidden) -> list[Activity]:
    """The entries from the first day on, each with what belongs to it and is not left out."""
    found = entries.order_by("on", "pk").select_related(
        "membership__organisation", "organisation", "next_step"
    )
    found = found.prefetch_related("skills__parent", "evidence", "goals")
    return [
        Activity(
            entry=entry,
            goals=tuple(entry.goals.all()),
            skills=tuple(entry.skills.all()),
            evidence=tuple(each for each in entry.evidence.all() if each.removed_at is None),
            next_step=None if entry.next_step_id in hidden.steps else entry.next_step,
        )
        for entry in found
    ]


def _steps(user: User, period: Period, followed: set[int]) -> list[Step]:
    """The steps that were closed in the period, open at its end, or are open today, by day."""
    there = Q(closed_on=None) | Q(closed_on__gte=period.starts)
    steps = Step.objects.filter(there, user=user).select_related("goal").order_by("due", "pk")
    return [
        step
        for step in steps
        if step.state == StepState.OPEN
        or (step.closed_on and step.closed_on in period)
        or _was_open(step, period, followed)
    ]


def _was_open(step: Step, period: Period, followed: set[int]) -> bool:
    """Whether a step was open when the period ended: there by then, or `followed` from it."""
    if step.closed_on is not None and step.closed_on <= period.ends:
        return False
    made = timezone.localdate(step.created_at)
    return made <= period.ends or step.pk in followed


def _held(user: User, period: Period) -> list[Held]:
    """What was held in the period, by name. Without terms nobody knows since when."""
    mine = user.memberships.filter(state__in=[State.HELD, State.ENDED])
    mine = mine.select_related("organisation").prefetch_related("terms", "roles")
    held = []
    for membership in sorted(mine, key=lambda each: each.organisation.name.casefold()):
        since = min((term.starts for term in membership.terms.all()), default=None)
        until = membership.ended_on
        if _overlaps(since, until, period):
            roles = tuple(
                role for role in membership.roles.all() if _overlaps(role.starts, role.ends, period)
            )
            held.append(Held(membership=membership, since=since, until=until, roles=roles))
    return held


def _overlaps(starts: date | None, ends: date | None, period: Period) -> bool:
    return (starts is None or starts <= period.ends) and (ends is None or ends >= period.starts)


def _growth(
    user: User,
    goals: Iterable[Goal],
    activities: Iterable[Activity],
    hidden: _Hidden,
    period: Period,
) -> Iterable[Growth]:
    """The ability in each goal that was ever rated, but in those put away before the period."""
    ratings = AbilityRating.objects.filter(goal__user=user, on__lte=period.ends)
    ratings = ratings.exclude(because_of__entry__in=hidden.entries).order_by("on", "pk")
    before: dict[int, AbilityRating] = {}
    within: dict[int, list[Rated]] = {}
    entries = {each.entry.pk: each.entry for each in activities}
    for rating in ratings.select_related("because_of"):
        if rating.on in period:
            because = getattr(rating, "because_of", None)
            entry = entries.get(because.entry_id) if because else None
            within.setdefault(rating.goal_id, []).append(Rated(rating=rating, because_of=entry))
        else:
            before[rating.goal_id] = rating
    for goal in goals:
        rated = goal.pk in within or (goal.pk in before and goal.archived_at is None)
        if rated:
            yield Growth(
                goal=goal, before=before.get(goal.pk), within=tuple(within.get(goal.pk, ()))
            )
