"""What left whose hands when: the days on which a year turns."""

from datetime import date
from decimal import Decimal

import pytest

from memberships.spending import (
    ExpenseCost,
    expenses_without_employer,
    in_calendar_years,
    in_the_last_year,
    split_expense,
)
from tests.memberships.test_money import term


def expense(on: date, amount: str = "10", **changes) -> ExpenseCost:
    usual = {"currency": "GBP", "payer": "self", "share": Decimal(100), "minutes": 0}
    return ExpenseCost(on=on, amount=Decimal(amount), **{**usual, **changes})


@pytest.mark.parametrize(
    ("today", "day", "counts"),
    [
        (date(2026, 6, 1), date(2026, 6, 1), True),
        (date(2026, 6, 1), date(2025, 6, 2), True),
        (date(2026, 6, 1), date(2025, 6, 1), False),
        (date(2026, 6, 1), date(2026, 6, 2), False),
        (date(2024, 2, 29), date(2023, 3, 1), True),
        (date(2024, 2, 29), date(2023, 2, 28), False),
    ],
)
def test_twelve_months_end_with_the_day(today, day, counts):
    spent = in_the_last_year([expense(day, minutes=45)], today)
    assert spent.payments.of("self") == ({"GBP": 10} if counts else {})
    assert spent.minutes == (45 if counts else 0)


def test_a_fee_counts_when_its_term_starts_and_an_expense_on_its_day():
    years = in_calendar_years(
        [term(date(2025, 12, 31), date(2026, 12, 30), fee="120"), term(date(2024, 1, 1), None)],
        [expense(date(2026, 1, 1)), expense(date(2026, 12, 31), "5", currency="EUR", minutes=60)],
    )
    assert {year: spent.payments.of("self") for year, spent in years.items()} == {
        2024: {"GBP": 120},
        2025: {"GBP": 120},
        2026: {"GBP": 10, "EUR": 5},
    }
    assert years[2026].minutes == 60


def test_what_is_not_known_is_counted_and_not_added():
    years = in_calendar_years([term(date(2026, 1, 1), None, fee=None, share=Decimal(50))], [])
    assert years[2026].payments.amounts == {}
    assert years[2026].payments.unknown == {"self": 1, "other": 1}


def test_an_expense_is_split_and_becomes_ones_own_without_the_employer():
    paid = expense(date(2026, 1, 1), "30", payer="employer", share=Decimal(40))
    others = expense(date(2026, 1, 1), "30", payer="other", share=Decimal(0))
    assert split_expense(paid).amounts == {("self", "GBP"): 12, ("employer", "GBP"): 18}
    alone, still = expenses_without_employer([paid, others])
    assert split_expense(alone).amounts == {("self", "GBP"): 30}
    assert still == others
