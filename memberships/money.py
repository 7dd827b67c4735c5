"""What does belonging cost in a year, and who pays it? Plain functions over terms."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from memberships.choices import MembershipKind, Payer

HUNDRED = Decimal(100)
DAYS_A_YEAR = Decimal("365.2425")
ONE_DAY = timedelta(days=1)
RELIEF = "relief"  # the tax office pays that part of the person's share
PAYERS = (Payer.SELF.value, RELIEF, Payer.EMPLOYER.value, Payer.OTHER.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCost:
    """What a term says about money: `fee` for all of it (None: unknown), `share` and `tax_relief`
    in per cent, `payer` for who pays the rest. A term without an end is for life.
    """

    starts: date
    ends: date | None
    fee: Decimal | None
    currency: str
    payer: str
    share: Decimal
    tax_relief: Decimal


@dataclass(frozen=True, slots=True)
class Payments:
    """Who pays what: amounts by payer (one of `PAYERS`) and currency, without noughts.

    `unknown` counts by payer what they pay no one knows how much of.
    """

    amounts: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)

    def of(self, payer: str) -> dict[str, Decimal]:
        """What one of them pays, by currency."""
        return {currency: paid for (who, currency), paid in self.amounts.items() if who == payer}

    def of_others(self) -> dict[str, Decimal]:
        """What all but the person pay, the tax office too, by currency."""
        sums: dict[str, Decimal] = {}
        for (who, currency), paid in self.amounts.items():
            if who != Payer.SELF:
                sums[currency] = sums.get(currency, Decimal(0)) + paid
        return sums

    def scaled(self, by: Decimal, over: Decimal) -> "Payments":
        """So many times as much of each, and of that one part in so many; unknown stays unknown."""
        return Payments({key: paid * by / over for key, paid in self.amounts.items()}, self.unknown)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The currency that somebody reckons in, and what one unit of another is to them in it."""

    currency: str
    rates: Mapping[str, Decimal] = field(default_factory=dict)

    def knows(self, currency: str) -> bool:
        """Whether an amount in a currency can be reckoned with."""
        return currency == self.currency or currency in self.rates

    def total(self, sums: Mapping[str, Decimal]) -> Decimal:
        """What there is by currency as one amount, as far as it `knows` them."""
        return sum(
            (
                amount if currency == self.currency else amount * self.rates[currency]
                for currency, amount in sums.items()
                if self.knows(currency)
            ),
            Decimal(0),
        )

    def strange(self, sums: Iterable[str]) -> list[str]:
        """The currencies of which the person has not said what they are to them."""
        return sorted(currency for currency in sums if not self.knows(currency))


def together(payments: Iterable[Payments]) -> Payments:
    """All of them added up."""
    amounts: dict[tuple[str, str], Decimal] = {}
    unknown: Counter[str] = Counter()
    for each in payments:
        for key, paid in each.amounts.items():
            amounts[key] = amounts.get(key, Decimal(0)) + paid
        unknown.update(each.unknown)
    return Payments(amounts, dict(unknown))


def split(
    *, amount: Decimal | None, currency: str, payer: str, share: Decimal, tax_relief: Decimal
) -> Payments:
    """Who pays what of an amount (None: unknown); the parts add up to it.

    A share less than all leaves the rest to the payer, to somebody else where that is the person.
    """
    rest = Payer.OTHER.value if payer == Payer.SELF else payer
    if amount is None:
        parties = ((Payer.SELF.value, share > 0), (rest, share < HUNDRED))
        return Payments(unknown={who: 1 for who, pays in parties if pays})
    parts = {
        Payer.SELF.value: amount * share / HUNDRED * (HUNDRED - tax_relief) / HUNDRED,
        RELIEF: amount * share / HUNDRED * tax_relief / HUNDRED,
        rest: amount * (HUNDRED - share) / HUNDRED,
    }
    return Payments({(who, currency): part for who, part in parts.items() if part})


def split_term(term: TermCost) -> Payments:
    """Who pays what of the whole of a term."""
    return split(
        amount=term.fee,
        currency=term.currency,
        payer=term.payer,
        share=term.share,
        tax_relief=term.tax_relief,
    )


def yearly_payments(*, kind: str, terms: Sequence[TermCost], on: date) -> Payments:
    """Who pays what for one membership in a year, as of a day.

    It is what the terms of the year cost that ends with the term of the day, brought to a whole
    year where they do not fill it; not known where the last one ended more than a year ago. A term
    for life costs nothing any more. Without any term it is not known what the person pays for a
    personal membership, nor the employer for one through them; others cost nothing.
    """
    if not terms:
        asked = {MembershipKind.PERSONAL: Payer.SELF, MembershipKind.EMPLOYER: Payer.EMPLOYER}
        who = asked.get(MembershipKind(kind))
        return Payments(unknown={who.value: 1} if who else {})
    term = term_of_the_day(terms, on)
    if term.ends is None:
        return Payments()
    if term.ends < years_before(on, 1):
        return _no_longer_known(term)
    first = years_before(term.ends, 1) + ONE_DAY
    parts, filled = [], Decimal(0)
    for each in terms:
        if each.ends is None or each.starts > term.ends or each.ends < first:
            continue
        within = _years(max(each.starts, first), min(each.ends, term.ends))
        whole = _years(each.starts, each.ends)
        parts.append(split_term(each).scaled(within, whole))
        filled += within
    return together(parts).scaled(Decimal(1), filled)


def _no_longer_known(term: TermCost) -> Payments:
    """Who paid once may pay still; whether the person does now, nobody has said."""
    once = split_term(replace(term, fee=None))
    return Payments(unknown={**once.unknown, Payer.SELF.value: 1})


def paid_by_person(payments: Payments, reckoning: Reckoning) -> Decimal | None:
    """What the person pays, after the shares of others and tax relief, in one amount.

    None where it is not known, as is a fee in a currency that has no rate.
    """
    mine = payments.of(Payer.SELF)
    if payments.unknown.get(Payer.SELF) or reckoning.strange(mine):
        return None
    return reckoning.total(mine)


def fee_is_asked(*, kind: str, terms: Sequence[TermCost], on: date) -> bool:
    """Whether what the person pays hangs on a fee that nobody has told."""
    if not terms:
        return kind == MembershipKind.PERSONAL
    term = term_of_the_day(terms, on)
    return term.fee is None and term.share > 0


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
