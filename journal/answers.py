"""What did an entry change? Its owner is asked, answers, and can take each answer back."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from catalogue.models import Benefit
from goals.models import Experience, ExperienceKind, Goal
from goals.services import add_experience, add_rating, remove_experience, restore_experience
from journal.models import AbilityAnswer, Entry, ExperienceAnswer, UseAnswer
from journal.proposals import (
    BENEFIT_KINDS,
    EXPERIENCE_KINDS,
    is_more,
    types_using,
    use_of,
)
from memberships.choices import State, Use
from memberships.models import BenefitUse, Membership
from memberships.periods import year_until
from memberships.uses import find_use, put_back_use, save_use


@dataclass(frozen=True, slots=True, kw_only=True)
class UseProposal:
    """That a benefit is used more than is on record (`before`; None: not known)."""

    benefit: Benefit
    minutes: int
    hours: Decimal
    hours_are_typical: bool
    before: int | None
    use: Use


def propose_uses(*, entry: Entry, on: date) -> list[UseProposal]:
    """What a complete entry of the last twelve months, seen from a day, says of benefits.

    Those that its organisation offers, the person holds as a member, and a thing of its type uses,
    but not those that it was answered for. The time is that of every complete entry of fitting
    types through the organisation in these months. Five queries, or none.
    """
    since = year_until(on)
    kinds = BENEFIT_KINDS.get(entry.type, ())
    if entry.completed_at is None or not kinds or not since <= entry.on <= on:
        return []
    held = Membership.objects.filter(
        user=entry.user_id, organisation=entry.organisation_id, state=State.HELD
    )
    if entry.organisation_id is None or not held.exists():
        return []
    minutes = _minutes_by_type(entry, since, on)
    said = BenefitUse.objects.filter(
        user=entry.user_id, benefit__organisation=entry.organisation_id
    )
    uses = {
        benefit: (use, included)
        for benefit, use, included in said.values_list("benefit", "use", "included")
    }
    offered = Benefit.objects.offered().filter(
        organisation=entry.organisation_id, kind__key__in=kinds
    )
    open_ones = offered.exclude(use_answers__entry=entry).select_related("kind").order_by("pk")
    proposals = []
    for benefit in open_ones:
        before, included = uses.get(benefit.pk, (None, None))
        proposal = _propose(benefit, minutes, before)
        if included is not False and is_more(proposal.use, than=before):
            proposals.append(proposal)
    return proposals


def _minutes_by_type(entry: Entry, since: date, on: date) -> dict[str, int]:
    through = (
        Entry.objects.of(entry.user)
        .complete()
        .order_by()
        .filter(organisation=entry.organisation_id, on__gte=since, on__lte=on)
    )
    return dict(through.values_list("type").annotate(Sum("minutes")))


def _propose(benefit: Benefit, minutes: dict[str, int], before: int | None) -> UseProposal:
    spent = sum(minutes.get(each, 0) for each in types_using(benefit.kind.key))
    hours = benefit.hours or benefit.kind.hours
    return UseProposal(
        benefit=benefit,
        minutes=spent,
        hours=hours,
        hours_are_typical=benefit.hours is None,
        before=before,
        use=use_of(minutes=spent, hours=hours),
    )


def propose_experience(*, entry: Entry) -> ExperienceKind | None:
    """The kind of experience that a complete entry is, unless it was answered for. One query."""
    key = EXPERIENCE_KINDS.get(entry.type)
    if entry.completed_at is None or key is None:
        return None
    answered = entry.experience_answers.values("kind")
    return ExperienceKind.objects.filter(key=key).exclude(pk__in=answered).first()


@transaction.atomic
def answer_ability(*, entry: Entry, goal: Goal, now: int, wanted: int) -> AbilityAnswer:
    """How able its owner was for a goal once they had done it; the answer is kept.

    Raises `ValidationError` where there is an answer already.
    """
    rating = add_rating(goal=goal, now=now, wanted=wanted, on=entry.on)
    answer = AbilityAnswer(entry=entry, goal=goal, rating=rating)
    answer.full_clean()
    answer.save()
    return answer


def take_back_ability(*, answer: AbilityAnswer) -> None:
    """It was a slip, and no part of the history: the answer goes with its rating."""
    answer.rating.delete()


@transaction.atomic
def answer_use(*, entry: Entry, benefit: Benefit, use: int | None) -> UseAnswer:
    """Set the use of a benefit because of an entry, or (None) leave it; the answer is kept.

    Raises `ValidationError` where there is an answer already.
    """
    row = find_use(user=entry.user, benefit=benefit)
    answer = UseAnswer(
        entry=entry, benefit=benefit, before=row.use, after=use, followed=row.from_activity
    )
    answer.full_clean()
    answer.save()
    if use is not None:
        row.use = use
        save_use(row=row, stars=None)
    return answer


@transaction.atomic
def take_back_use(*, answer: UseAnswer) -> bool:
    """Forget an answer and put the use back as it was; False where it has been changed since."""
    row = find_use(user=answer.entry.user, benefit=answer.benefit)
    unchanged = answer.after is None or row.use == answer.after
    if answer.after is not None and unchanged:
        put_back_use(row=row, use=answer.before, from_activity=answer.followed)
    answer.delete()
    return unchanged


@transaction.atomic
def answer_experience(*, entry: Entry, kind: ExperienceKind, yes: bool) -> ExperienceAnswer:
    """Put what an entry is on record, or do not; the answer is kept.

    Raises `ValidationError` where there is an answer already.
    """
    answer = ExperienceAnswer(entry=entry, kind=kind)
    answer.full_clean()
    if yes:
        answer.experience = add_experience(
            user=entry.user, kind=kind, on=entry.on, source=entry.title
        )
    answer.save()
    return answer


@transaction.atomic
def take_back_experience(*, answer: ExperienceAnswer) -> None:
    """Forget an answer, with the experience that it gave."""
    if answer.experience is not None:
        answer.experience.delete()
    answer.delete()


def take_experience_along(*, entry: Entry) -> None:
    """Take off the record what a removed entry gave, as of the moment when it was removed."""
    for experience in Experience.objects.filter(because_of__entry=entry, removed_at=None):
        remove_experience(experience=experience, at=entry.removed_at)


def bring_experience_back(*, entry: Entry) -> None:
    """Put on record again what was taken off with the removed entry, and nothing else."""
    gone = Experience.objects.filter(because_of__entry=entry, removed_at=entry.removed_at)
    for experience in gone.exclude(removed_at=None):
        restore_experience(experience=experience)
