"""What does belonging cost a person in a year? Plain functions over terms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from memberships.choices import MembershipKind

HUNDRED = Decimal(100)
DAYS_A_YEAR = Decimal("365.2425")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCost:
    """What a term says about money: `fee` for all of it (None: unknown), `share` and `tax_relief`
    in per cent. A term without an end is for life.
    """

    starts: date
    ends: date | None
    fee: Decimal | None
    currency: str
    share: Decimal
    tax_relief: Decimal


def yearly_cost(*, kind: str, terms: Sequence[TermCost], currency: str, on: date) -> Decimal | None:
    """What one membership costs the person a year, in `currency`, as of a day.

    After the shares of others and tax relief. It is what the terms of the year cost that ends
    with the term of the day, brought to a whole year where they do not fill it. None where it is
    not known, as is a fee in another currency, or one paid more than a year ago. A term for life
    costs nothing any more. Without any term a personal membership's cost is unknown; one through
    an employer, an informal one or a profile costs nothing.
    """
    if not terms:
        return None if kind == MembershipKind.PERSONAL else Decimal(0)
    term = term_of_the_day(terms, on)
    if term.ends is None:
        return Decimal(0)
    if term.ends < years_before(on, 1):
        return None
    first = years_before(term.ends, 1) + ONE_DAY
    cost, filled = Decimal(0), Decimal(0)
    for each in terms:
        if each.ends is None or each.starts > term.ends or each.ends < first:
            continue
        paid = _paid(each, currency)
        if paid is None:
            return None
        within = _years(max(each.starts, first), min(each.ends, term.ends))
        cost += paid * within / _years(each.starts, each.ends)
        filled += within
    return cost / filled


def _paid(term: TermCost, currency: str) -> Decimal | None:
    """What the person paid for the whole of a term; nothing of it is nothing, whatever it was."""
    if not term.share or term.fee == 0:
        return Decimal(0)
    if term.fee is None or term.currency != currency:
        return None
    return term.fee * term.share / HUNDRED * (HUNDRED - term.tax_relief) / HUNDRED


def fee_is_asked(*, kind: str, terms: Sequence[TermCost], on: date) -> bool:
    """Whether what the person pays hangs on a fee that nobody has told."""
    if not terms:
        return kind == MembershipKind.PERSONAL
    term = term_of_the_day(terms, on)
    return term.fee is None and term.share > 0


def total_cost(costs: Iterable[Decimal | None]) -> Decimal | None:
    """The sum, or None where one of them is not known."""
    total = Decimal(0)
    for cost in costs:
        if cost is None:
            return None
        total += cost
    return total


def term_of_the_day(terms: Sequence[TermCost], on: date) -> TermCost:
    """The term in force on a day; else the last one before it, else the first one after it."""
    started = [term for term in terms if term.starts <= on]
    if started:
        return max(started, key=lambda term: term.starts)
    return min(terms, key=lambda term: term.starts)


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; 28 February for the 29th where that year has none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _years(starts: date, ends: date) -> Decimal:
    """The length of a term in years: exactly so where it is a number of whole months."""
    after = ends + ONE_DAY
    if after.day == starts.day:
        months = (after.year - starts.year) * 12 + after.month - starts.month
        return Decimal(months) / 12
    return Decimal((after - starts).days) / DAYS_A_YEAR
