"""What left whose hands when, and what if an employer stopped paying? Plain functions.

A fee counts in the calendar year in which its term starts, an expense on its day: that is when
the money goes. (What a year costs, whatever its terms, is `money.yearly_payments`.)
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from memberships.choices import Payer
from memberships.money import (
    HUNDRED,
    Payments,
    TermCost,
    split,
    split_term,
    together,
    years_before,
)

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenseCost:
    """What was spent beside the fee: `share` in per cent, `minutes` of travelling."""

    on: date
    amount: Decimal
    currency: str
    payer: str
    share: Decimal
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Money and minutes of travelling."""

    payments: Payments
    minutes: int


def in_calendar_years(
    terms: Iterable[TermCost], expenses: Iterable[ExpenseCost]
) -> dict[int, Spent]:
    """What was paid in each calendar year, from the first in which anything was to the last."""
    payments: dict[int, list[Payments]] = defaultdict(list)
    minutes: dict[int, int] = defaultdict(int)
    for term in terms:
        payments[term.starts.year].append(split_term(term))
    for expense in expenses:
        payments[expense.on.year].append(split_expense(expense))
        minutes[expense.on.year] += expense.minutes
    return {
        year: Spent(payments=together(payments[year]), minutes=minutes[year])
        for year in sorted(payments)
    }


def in_the_last_year(expenses: Iterable[ExpenseCost], on: date) -> Spent:
    """What was spent in the twelve months that end with a day."""
    first = years_before(on, 1)
    recent = [expense for expense in expenses if first < expense.on <= on]
    return Spent(
        payments=together(split_expense(expense) for expense in recent),
        minutes=sum(expense.minutes for expense in recent),
    )


def split_expense(expense: ExpenseCost) -> Payments:
    """Who paid what of an expense."""
    return split(
        amount=expense.amount,
        currency=expense.currency,
        payer=expense.payer,
        share=expense.share,
        tax_relief=NOTHING,
    )


def terms_without_employer(terms: Sequence[TermCost]) -> list[TermCost]:
    """The terms as if the person paid what their employer does, with the same tax relief."""
    return [
        replace(term, payer=Payer.SELF, share=HUNDRED) if term.payer == Payer.EMPLOYER else term
        for term in terms
    ]


def expenses_without_employer(expenses: Sequence[ExpenseCost]) -> list[ExpenseCost]:
    """The expenses as if the person paid what their employer did."""
    return [
        replace(expense, payer=Payer.SELF, share=HUNDRED)
        if expense.payer == Payer.EMPLOYER
        else expense
        for expense in expenses
    ]
