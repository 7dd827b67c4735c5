"""What does a person hold, as the engine sees it? One membership per organisation held.

Source: `docs/design/evaluation.md`, *From rows to a problem*.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from catalogue.choices import FeePeriod
from catalogue.models import Fee, Organisation
from engine.problem import Membership as EngineMembership
from evaluation.benefits import BenefitFact, BenefitReader
from evaluation.reach import Traveller
from evaluation.rows import (
    MEMBERSHIP_FIELDS,
    ORGANISATION_FIELDS,
    MembershipRow,
    row_as_if_joined,
)
from memberships.choices import MembershipKind, State
from memberships.ledger import load_terms
from memberships.models import Membership
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

    @property
    def yearly(self) -> Payments:
        """Who pays what for all its sources in a year."""
        return together(source.yearly for source in self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """All that is held; `sensitive` counts the sensitive memberships, left out or not."""

    held: dict[str, HeldFact]
    memberships: tuple[EngineMembership, ...]
    sensitive: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """As if what: by itself, as it is.

    If the `employer_stops` paying, what is held through them is not, and the person pays their
    part. The organisation `joined`, by its key, is held and used fully.
    """

    employer_stops: bool = False
    joined: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which memberships are looked at, and as if what.

    The organisation `chosen` by its key is never left out, nor counted as sensitive.
    """

    leave_out_sensitive: bool
    chosen: int | None
    what_if: WhatIf


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
    if selection.what_if.employer_stops:
        rows = [row for row in rows if row.kind != MembershipKind.EMPLOYER]
    rows += _rows_as_if_joined(selection.what_if.joined, {row.organisation for row in rows})
    private = sensitive_organisations(
        (row.organisation, row.parent, row.sensitive) for row in rows
    ) - {selection.chosen}
    sources: dict[int, list[MembershipRow]] = defaultdict(list)
    for row in rows:
        if not (selection.leave_out_sensitive and row.organisation in private):
            sources[row.organisation].append(row)

    reader = BenefitReader(
        user=user,
        traveller=traveller,
        organisations=list(sources),
        used_fully=selection.what_if.joined,
    )
    terms = load_terms(user=user)
    if selection.what_if.employer_stops:
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


def _rows_as_if_joined(joined: int | None, held: Collection[int]) -> list[MembershipRow]:
    """The membership that would be of an organisation that is not held."""
    if joined is None or joined in held:
        return []
    organisations = Organisation.objects.filter(pk=joined).values_list(*ORGANISATION_FIELDS)
    return [row_as_if_joined(row) for row in organisations]


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
