"""What does a person hold, as the engine sees it? One membership per organisation held.

Source: `docs/design/evaluation.md`, *From rows to a problem*.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from catalogue.choices import Audience, FeePeriod, Scope
from catalogue.models import Benefit, BenefitSkill, Fee, Organisation
from engine.problem import Benefit as EngineBenefit
from engine.problem import Membership as EngineMembership
from evaluation.reach import Reach, Traveller, find_reach
from evaluation.rows import (
    BENEFIT_FIELDS,
    MEMBERSHIP_FIELDS,
    BenefitRow,
    MembershipRow,
    UseRow,
)
from goals.choices import Level
from memberships.choices import MembershipKind, State, Use
from memberships.ledger import load_terms
from memberships.models import BenefitUse, Membership, Staff
from memberships.money import (
    Payments,
    Reckoning,
    TermCost,
    paid_by_person,
    together,
    yearly_payments,
)
from memberships.sensitive import sensitive_organisations
from memberships.spending import terms_without_employer
from people.models import User

USE_SHARES: dict[int, float] = {
    Use.NONE: 0.0,
    Use.NOW_AND_THEN: 0.33,
    Use.OFTEN: 0.67,
    Use.FULLY: 1.0,
}
LEVEL_OF_SCOPE: dict[str, str] = {
    Scope.LOCAL: Level.LOCAL,
    Scope.REGIONAL: Level.REGIONAL,
    Scope.NATIONAL: Level.NATIONAL,
    Scope.EUROPEAN: Level.INTERNATIONAL,
    Scope.INTERNATIONAL: Level.INTERNATIONAL,
}
NO_TOKENS = {"none", "member"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitFact:
    """A benefit that the person has, as a page names it. `hours_are_typical`: its kind's."""

    key: str
    title: str
    kind: str
    mode: str
    interactivity: str
    level: str
    use: int | None
    hours: float
    hours_are_typical: bool
    personal_only: bool
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A membership held: its keys, its organisation's, and who pays what for it in a year."""

    pk: int
    uuid: UUID
    organisation: int
    kind: str
    yearly: Payments


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFact:
    """An organisation held, whatever its sources (`kinds`); `uuid` is its first membership's.

    `not_included` are the titles of what it offers but not to this person, by key.
    """

    key: str
    uuid: UUID
    name: str
    label: str
    kinds: tuple[str, ...]
    status: str
    successor: str
    sensitive: bool
    confirmed_on: date | None
    fee: Decimal | None
    sources: tuple[Source, ...]
    benefits: dict[str, BenefitFact]
    not_included: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """All that is held; `sensitive` counts the sensitive memberships, left out or not."""

    held: dict[str, HeldFact]
    memberships: tuple[EngineMembership, ...]
    sensitive: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which memberships are looked at, and as if what.

    The organisation `chosen` by its key is never left out, nor counted as sensitive. If the
    `employer_stops` paying, what is held through them is not, and the person pays their part.
    """

    leave_out_sensitive: bool
    chosen: int | None
    employer_stops: bool


def gather_holdings(
    *,
    user: User,
    traveller: Traveller,
    reckoning: Reckoning,
    on: date,
    selection: Selection,
) -> Holdings:
    """What of all the person holds is selected, for the engine and in words, in eight queries."""
    rows = _membership_rows(user)
    if selection.employer_stops:
        rows = [row for row in rows if row.kind != MembershipKind.EMPLOYER]
    private = sensitive_organisations(
        (row.organisation, row.parent, row.sensitive) for row in rows
    ) - {selection.chosen}
    sources: dict[int, list[MembershipRow]] = defaultdict(list)
    for row in rows:
        if not (selection.leave_out_sensitive and row.organisation in private):
            sources[row.organisation].append(row)

    reader = _Reader(user=user, traveller=traveller, organisations=list(sources))
    terms = load_terms(user=user)
    if selection.employer_stops:
        terms = {pk: terms_without_employer(each) for pk, each in terms.items()}
    free = _free_organisations(sources)
    held, memberships = {}, []
    for mine in sources.values():
        benefits = [reader.read(row, mine) for row in reader.included(mine)]
        paid = [_source(row, terms.get(row.pk, []), free, on) for row in mine]
        fee = paid_by_person(together(source.yearly for source in paid), reckoning)
        first = mine[0]
        parent = sources.get(first.parent) if first.parent else None
        held[first.key] = _held_fact(
            mine, fee, paid, [fact for fact, _ in benefits], reader.not_included(mine)
        )
        memberships.append(
            EngineMembership(
                key=first.key,
                parent=parent[0].key if parent else None,
                fee=None if fee is None else float(fee),
                benefits=tuple(benefit for _, benefit in benefits),
            )
        )
    sensitive = sum(row.organisation in private for row in rows)
    return Holdings(held=held, memberships=tuple(memberships), sensitive=sensitive)


def _membership_rows(user: User) -> list[MembershipRow]:
    """What is held today, by name, the sources of one organisation in the order of the kinds."""
    rows = Membership.objects.filter(user=user, state=State.HELD).values_list(*MEMBERSHIP_FIELDS)
    order = MembershipKind.values.index
    return sorted(
        (MembershipRow(*row) for row in rows),
        key=lambda row: (row.name.casefold(), row.organisation, order(row.kind)),
    )


def _free_organisations(organisations: Iterable[int]) -> set[int]:
    """Those whose every fee a year, as far as the catalogue knows, is 0."""
    fees = Fee.objects.filter(organisation__in=organisations, period=FeePeriod.YEAR)
    highest: dict[int, list[Decimal | None]] = defaultdict(list)
    for organisation, amount in fees.values_list("organisation_id", "amount"):
        highest[organisation].append(amount)
    return {organisation for organisation, amounts in highest.items() if set(amounts) == {0}}


def _source(row: MembershipRow, terms: Sequence[TermCost], free: set[int], on: date) -> Source:
    """A membership with what it costs; what the catalogue knows to be free needs no term."""
    if row.organisation in free and not terms:
        yearly = Payments()
    else:
        yearly = yearly_payments(kind=row.kind, terms=terms, on=on)
    return Source(
        pk=row.pk, uuid=row.uuid, organisation=row.organisation, kind=row.kind, yearly=yearly
    )


def _held_fact(
    mine: Sequence[MembershipRow],
    fee: Decimal | None,
    paid: Sequence[Source],
    benefits: Iterable[BenefitFact],
    not_included: dict[str, str],
) -> HeldFact:
    first = mine[0]
    confirmed = [row.confirmed_on for row in mine if row.confirmed_on]
    return HeldFact(
        key=first.key,
        uuid=first.uuid,
        name=first.name,
        label=first.short_name or first.name,
        kinds=tuple(row.kind for row in mine),
        status=first.status,
        successor=first.successor_short or first.successor or "",
        sensitive=any(row.sensitive for row in mine),
        confirmed_on=max(confirmed, default=None),
        fee=fee,
        sources=tuple(paid),
        benefits={benefit.key: benefit for benefit in benefits},
        not_included=not_included,
    )


class _Reader:
    """Reads the benefits of the organisations held, all in a few queries."""

    def __init__(self, *, user: User, traveller: Traveller, organisations: list[int]) -> None:
        self.traveller = traveller
        offered = Benefit.objects.offered().filter(organisation__in=organisations)
        self.rows: dict[int, list[BenefitRow]] = defaultdict(list)
        for row in offered.order_by("pk").values_list(*BENEFIT_FIELDS):
            self.rows[row[2]].append(BenefitRow(*row))
        self.skills: dict[int, dict[str, int]] = defaultdict(dict)
        for benefit, skill, strength in BenefitSkill.objects.filter(
            benefit__in=offered
        ).values_list("benefit_id", "skill__key", "strength"):
            self.skills[benefit][skill] = strength
        uses = BenefitUse.objects.filter(user=user, benefit__in=offered)
        self.uses = {
            pk: UseRow(use=use, included=included, own_reach=reach)
            for pk, use, included, reach in uses.values_list(
                "benefit_id", "use", "included", "own_reach"
            )
        }
        employers = Staff.objects.filter(user=user, confirmed_at__isnull=False)
        self.at_work = set(
            Organisation.objects.below(
                list(employers.values_list("workplace__organisation_id", flat=True))
            ).values_list("pk", flat=True)
        )

    def included(self, mine: Sequence[MembershipRow]) -> list[BenefitRow]:
        """The benefits that at least one of the person's sources includes."""
        return [row for row in self.rows[mine[0].organisation] if self._includes(row, mine)]

    def not_included(self, mine: Sequence[MembershipRow]) -> dict[str, str]:
        """The titles of the others, by key."""
        rows = self.rows[mine[0].organisation]
        return {str(row.uuid): row.title for row in rows if not self._includes(row, mine)}

    def _includes(self, row: BenefitRow, mine: Sequence[MembershipRow]) -> bool:
        """As the person says; else all but what an employer's membership does not open."""
        said = self.uses.get(row.pk, UseRow()).included
        if said is not None:
            return said
        through_employer_only = all(source.kind == MembershipKind.EMPLOYER for source in mine)
        return not (through_employer_only and row.audience == Audience.PERSONAL_MEMBERS)

    def read(
        self, row: BenefitRow, mine: Sequence[MembershipRow]
    ) -> tuple[BenefitFact, EngineBenefit]:
        """One benefit in words and for the engine."""
        organisation = mine[0]
        at_work = organisation.organisation in self.at_work
        said = self.uses.get(row.pk, UseRow())
        reach = find_reach(
            mode=row.mode,
            own=said.own_reach,
            at_work=at_work,
            place=organisation.place,
            traveller=self.traveller,
        )
        level = row.level or (
            Level.ORGANISATIONAL if at_work else LEVEL_OF_SCOPE[organisation.scope]
        )
        key = str(row.uuid)
        fact = BenefitFact(
            key=key,
            title=row.title,
            kind=row.kind_label,
            mode=row.mode,
            interactivity=row.interactivity,
            level=level,
            use=said.use,
            hours=float(row.hours or row.kind_hours),
            hours_are_typical=row.hours is None,
            personal_only=row.audience == Audience.PERSONAL_MEMBERS,
            reach=reach,
        )
        benefit = EngineBenefit(
            key=key,
            kind=row.kind,
            skills=self.skills[row.pk],
            level=level,
            interactivity=row.interactivity,
            reach=reach.value,
            use=None if said.use is None else USE_SHARES[said.use],
            hours=fact.hours,
            requires=requirements(own=row.requires, of_kind=row.kind_requires),
            gives=tuple(row.gives or row.kind_gives),
        )
        return fact, benefit


def requirements(*, own: list[str], of_kind: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Lists of alternatives, all to be met: the kind's and each word of the organisation's own.

    Being a member is met by joining, so it is no token; exactly "none" is no requirement at all.
    """
    if own == ["none"]:
        return ()
    needed = [tuple(alternatives) for alternatives in of_kind]
    needed += [(word,) for word in own if word not in NO_TOKENS]
    return tuple(dict.fromkeys(needed))
