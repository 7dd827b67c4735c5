"""What follows from one entry to the other: of the catalogue, and of everybody's own?

Everything is told to a ledger, which writes it at once. As many queries for thousands of people as
for one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.models import Organisation, OrganisationName, Source
from curation.choices import Purpose, SuggestionState
from curation.models import Suggestion
from curation.moves import Ledger
from curation.plan import Plan, category_of
from curation.twice import (
    describe_left_terms,
    join_memberships,
    join_staff,
    join_uses,
    part_roles,
    part_terms,
)
from events.models import Event, Feed
from journal.models import Entry, Step, UseAnswer
from memberships.choices import StaffRole, State
from memberships.models import (
    BenefitRating,
    BenefitUse,
    Ending,
    Expense,
    Membership,
    Role,
    Term,
    Workplace,
)

Link = Organisation.see_instead.through
WAITING = (SuggestionState.OPEN, SuggestionState.WITHDRAWN)


# What the catalogue says --------------------------------------------------------------------


def move_entry(plan: Plan, ledger: Ledger) -> None:
    """The rows of the entry, and what leads to it."""
    kept, gone = plan.kept, plan.gone
    ledger.change(kept, owner=None, **plan.filled)
    ledger.change(gone, owner=None, merged_into=kept)
    for name, kind in plan.new_names:
        ledger.make(OrganisationName(organisation=kept, name=name, kind=kind), owner=None)
    for text in plan.new_sources:
        ledger.make(Source(organisation=kept, text=text), owner=None)
    for source, later in plan.dated:
        ledger.change(source, owner=None, read_on=later.read_on)
    for row in (*plan.names, *plan.sources, *plan.fees, *plan.benefits):
        ledger.change(row, owner=None, organisation=kept)
    for benefit, _same in plan.pairs:
        retired_on = benefit.retired_on or timezone.localdate()
        ledger.change(benefit, owner=None, organisation=kept, retired_on=retired_on)
    for group in plan.groups:
        ledger.change(group, owner=group.owner_id, parent=kept)
    for predecessor in plan.predecessors:
        ledger.change(predecessor, owner=predecessor.owner_id, successor=kept)
    for duplicate in Organisation.objects.filter(merged_into=gone):
        ledger.change(duplicate, owner=duplicate.owner_id, merged_into=kept)
    _move_equivalents(plan, ledger)


def _move_equivalents(plan: Plan, ledger: Ledger) -> None:
    """The nearest living equivalents of the entry, and those whose nearest it is."""
    kept, gone = plan.kept.pk, plan.gone.pk
    ends = Q(from_organisation__in=[kept, gone]) | Q(to_organisation__in=[kept, gone])
    links = list(Link._default_manager.filter(ends).select_related("from_organisation"))
    there = {(link.from_organisation_id, link.to_organisation_id) for link in links}
    for link in links:
        start, end = (
            kept if pk == gone else pk
            for pk in (link.from_organisation_id, link.to_organisation_id)
        )
        if start != end and (start, end) not in there:
            there.add((start, end))
            owner = link.from_organisation.owner_id
            ledger.change(link, owner=owner, from_organisation_id=start, to_organisation_id=end)


# What people keep ---------------------------------------------------------------------------


def move_memberships(plan: Plan, ledger: Ledger) -> None:
    """Everybody's memberships: moved, or joined with the one of the same kind.

    What was removed follows only where nothing is in its way.
    """
    theirs = Membership.objects.filter(organisation=plan.gone)
    rows = Membership.objects.filter(
        Q(organisation=plan.gone) | Q(organisation=plan.kept, user__in=theirs.values("user"))
    )
    taken: dict[tuple[int, str], Membership | None] = {}
    coming = []
    for row in rows.select_for_update(of=("self",)).select_related("organisation").order_by("pk"):
        if row.organisation_id == plan.gone.pk:
            coming.append(row)
        elif row.state != State.REMOVED:
            taken[row.user_id, row.kind] = row
        else:
            taken.setdefault((row.user_id, row.kind), None)
    pairs = []
    for row in coming:
        key = row.user_id, row.kind
        living = row.state != State.REMOVED
        same = taken.get(key)
        if same is not None and living:
            pairs.append((same, row))
        elif living or key not in taken:
            ledger.change(row, owner=row.user_id, organisation=plan.kept)
    _join(pairs, ledger)


def _join(pairs: Collection[tuple[Membership, Membership]], ledger: Ledger) -> None:
    """Of each two of one person the first stays with all that finds room there."""
    pks = [row.pk for pair in pairs for row in pair]
    terms, roles = _by_membership(Term, pks), _by_membership(Role, pks)
    rest = [_by_membership(model, pks) for model in (Expense, Ending, Entry, Step)]
    for kept, gone in pairs:
        owner = kept.user_id
        apart, overlapping = part_terms(terms[kept.pk], terms[gone.pk])
        following = [
            *apart,
            *part_roles(roles[kept.pk], roles[gone.pk]),
            *(row for rows in rest for row in rows[gone.pk]),
        ]
        for row in following:
            ledger.change(row, owner=owner, membership=kept)
        left = list(describe_left_terms(terms[kept.pk], overlapping))
        values, ending = join_memberships(kept, gone, left=left)
        ledger.change(kept, owner=owner, **values)
        ledger.change(gone, owner=owner, state=State.REMOVED)
        if ending is not None:
            ledger.make(ending, owner=owner)


def _by_membership(model: Any, pks: Iterable[int]) -> dict[int, list[Any]]:
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in model.objects.filter(membership__in=list(pks)):
        rows[row.membership_id].append(row)
    return rows


def move_uses(plan: Plan, ledger: Ledger) -> None:
    """What people say of a benefit that the other entry offers too: the higher use stays."""
    same = {benefit.pk: kept for benefit, kept in plan.pairs}
    coming = BenefitUse.objects.filter(benefit__in=same)
    there = BenefitUse.objects.filter(benefit__in=[kept.pk for kept in same.values()])
    there = there.filter(user__in=coming.values("user"))
    standing = {(row.user_id, row.benefit_id): row for row in there.select_for_update()}
    for row in coming.select_for_update().order_by("pk"):
        benefit = same[row.benefit_id]
        key = row.user_id, benefit.pk
        if key in standing:
            kept = standing[key]
            ledger.change(kept, owner=row.user_id, **join_uses(kept, row))
        else:
            ledger.change(row, owner=row.user_id, benefit=benefit)
            standing[key] = row
    for rating in BenefitRating.objects.filter(benefit__in=same):
        ledger.change(rating, owner=rating.user_id, benefit=same[rating.benefit_id])


def move_events(plan: Plan, ledger: Ledger) -> None:
    """What it organises, everybody's and people's own, and the calendars that it comes from."""
    for model in (Event, Feed):
        for row in model._default_manager.filter(organisation=plan.gone):
            ledger.change(row, owner=row.owner_id, organisation=plan.kept)


def move_journal(plan: Plan, ledger: Ledger) -> None:
    """What people wrote about the organisation, and answered about what it offers."""
    for entry in Entry.objects.filter(organisation=plan.gone):
        ledger.change(entry, owner=entry.user_id, organisation=plan.kept)
    same = {benefit.pk: kept for benefit, kept in plan.pairs}
    benefits = [*same, *(kept.pk for kept in same.values())]
    answers = list(UseAnswer.objects.filter(benefit__in=benefits).select_related("entry"))
    there = {(answer.entry_id, answer.benefit_id) for answer in answers}
    for answer in answers:
        benefit = same.get(answer.benefit_id)
        if benefit is not None and (answer.entry_id, benefit.pk) not in there:
            there.add((answer.entry_id, benefit.pk))
            ledger.change(answer, owner=answer.entry.user_id, benefit=benefit)


def mark_what_is_sensitive(plan: Plan, ledger: Ledger) -> None:
    """What belonging reveals now and did not before, and groups of what somebody holds as such."""
    sides = {side.pk: _reveals(side) for side in (plan.kept, plan.gone)}
    revealing = sides[plan.kept.pk] or "special_category" in plan.filled
    newly = [pk for pk, before in sides.items() if revealing and not before]
    held = Membership.objects.filter(organisation__in=sides).exclude(state=State.REMOVED)
    owners = held.filter(sensitive=True).values("user")
    below = Organisation.objects.below
    concerned = Q(organisation__in=below(newly)) | Q(
        organisation__in=below(list(sides)), user__in=owners
    )
    for row in Membership.objects.filter(concerned, sensitive=False):
        ledger.change(row, owner=row.user_id, sensitive=True)


def _reveals(organisation: Organisation) -> bool:
    return any(category_of(each) for each in Organisation.objects.above(organisation.pk))


def move_staff(plan: Plan, ledger: Ledger) -> None:
    """The workplace, or its staff where the other is one too.

    Nobody comes to look after the staff of another workplace that is looked after already.
    """
    workplaces = Workplace.objects.filter(organisation__in=[plan.kept, plan.gone])
    found = {row.organisation_id: row for row in workplaces}
    gone, kept = found.get(plan.gone.pk), found.get(plan.kept.pk)
    if gone is None:
        return
    if kept is None:
        ledger.change(gone, owner=None, organisation=plan.kept)
        return
    there = {row.user_id: row for row in kept.staff.all()}
    looked_after = any(row.role == StaffRole.COORDINATOR for row in there.values())
    for row in gone.staff.all():
        same = there.get(row.user_id)
        if same is not None:
            ledger.change(same, owner=row.user_id, **join_staff(same, row))
            continue
        role = StaffRole.STAFF if looked_after else row.role
        ledger.change(row, owner=row.user_id, workplace=kept, role=role)


def move_suggestions(plan: Plan, ledger: Ledger, **decided: Any) -> None:
    """What waits for a decision; whoever has suggested something for both keeps one of them.

    `decided` are the columns that say by whom, and when, the other is.
    """
    about = Suggestion.objects.filter(purpose=Purpose.CORRECTION)
    is_open = about.filter(state=SuggestionState.OPEN, organisation=plan.kept)
    twice = set(is_open.values_list("suggester", flat=True))
    waiting = about.filter(organisation=plan.gone, state__in=WAITING)
    reason = _("It is the same as “%(name)s”, for which you have suggested something as well.")
    for row in waiting.select_for_update():
        values: dict[str, Any] = {"organisation": plan.kept}
        if row.state == SuggestionState.OPEN and row.suggester_id in twice:
            values = {
                "state": SuggestionState.DECLINED,
                "reason": reason % {"name": plan.kept.name},
                **decided,
            }
        ledger.change(row, owner=row.suggester_id, **values)
