"""What belonging costs a person in a year."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memberships.money import (
    PAYERS,
    Reckoning,
    TermCost,
    paid_by_person,
    term_of_the_day,
    yearly_payments,
)

TODAY = date(2026, 6, 1)


def term(starts: date, ends: date | None, fee: str | None = "120", **changes) -> TermCost:
    usual = {"payer": "self", "share": Decimal(100), "tax_relief": Decimal(0)}
    given_ = {"currency": "GBP", **usual, **changes}
    return TermCost(starts=starts, ends=ends, fee=Decimal(fee) if fee else None, **given_)


def cost(*terms: TermCost, kind: str = "personal", rates=None) -> Decimal | None:
    payments = yearly_payments(kind=kind, terms=terms, on=TODAY)
    return paid_by_person(payments, Reckoning("GBP", rates or {}))


YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("terms", "yearly"),
    [
        ([term(*YEAR)], "120"),
        # half a year costs 120, so a year 240; three years cost 120, so a year 40
        ([term(date(2026, 4, 1), date(2026, 9, 30))], "240"),
        ([term(date(2025, 1, 1), date(2027, 12, 31))], "40"),
        # a quarter paid by me, then 20 % of that back: 120 x 0.25 x 0.8
        ([term(*YEAR, share=Decimal(25), tax_relief=Decimal(20))], "24"),
        ([term(*YEAR, share=Decimal(0), fee=None)], "0"),
        ([term(*YEAR, share=Decimal(0), currency="EUR")], "0"),
        ([term(*YEAR, fee="0", currency="EUR")], "0"),
        ([term(date(2020, 1, 1), None)], "0"),
        ([term(*YEAR), term(date(2025, 1, 1), date(2025, 12, 31), fee="100")], "120"),
        # both halves of the year that ends with the term of the day
        (
            [
                term(date(2025, 10, 1), date(2026, 3, 31), fee="50"),
                term(date(2026, 4, 1), date(2026, 9, 30), fee="60"),
            ],
            "110",
        ),
        # three months were not paid for: 90 for nine months is 120 for twelve
        (
            [
                term(date(2025, 10, 1), date(2025, 12, 31), fee="30"),
                term(date(2026, 4, 1), date(2026, 9, 30), fee="60"),
            ],
            "120",
        ),
        # a term for life, paid once, whatever and in whatever currency
        ([term(date(2020, 1, 1), None, fee=None)], "0"),
        ([term(date(2020, 1, 1), None, currency="EUR")], "0"),
        # the last one has just run out
        ([term(date(2025, 6, 1), date(2026, 5, 31), fee="90")], "90"),
        # nothing has begun: the first one counts
        ([term(date(2027, 1, 1), date(2027, 12, 31), fee="95")], "95"),
    ],
)
def test_the_cost_of_a_year(terms, yearly):
    assert cost(*terms) == Decimal(yearly)


@pytest.mark.parametrize(
    "terms",
    [
        [],
        [term(*YEAR, fee=None)],
        [term(*YEAR, currency="EUR")],
        [term(date(2024, 1, 1), date(2024, 12, 31))],
    ],
)
def test_a_personal_cost_may_be_unknown(terms):
    assert cost(*terms) is None


@pytest.mark.parametrize("kind", ["employer", "informal", "profile"])
def test_without_terms_only_a_personal_membership_costs(kind):
    assert cost(kind=kind) == 0


def test_an_own_rate_makes_another_currency_known():
    euros = term(*YEAR, fee="50", currency="EUR")
    assert cost(euros, rates={"EUR": Decimal("0.8")}) == 40
    assert cost(euros, rates={"USD": Decimal("0.8")}) is None


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(1, 5))
def test_whole_years_divide_evenly(starts, years):
    """From any day to the day before that day of a later year, also 29 February."""
    last = monthrange(starts.year + years, starts.month)[1]
    after = starts.replace(year=starts.year + years, day=min(starts.day, last))
    ends = after - timedelta(days=1)
    payments = yearly_payments(kind="personal", terms=[term(starts, ends)], on=starts)
    [yearly] = payments.amounts.values()
    assert abs(yearly - Decimal(120) / years) < Decimal("0.2")
    if after.day == starts.day:
        assert round(yearly, 20) == round(Decimal(120) / years, 20)  # decimals have 28 digits


@given(st.lists(st.dates(), min_size=1, unique=True), st.dates())
def test_the_term_of_the_day_is_the_latest_begun(starts, on):
    chosen = term_of_the_day([term(day, None) for day in starts], on).starts
    begun = [day for day in starts if day <= on]
    assert chosen == (max(begun) if begun else min(starts))


shares = st.integers(0, 100).map(Decimal)


@given(
    st.lists(
        st.builds(
            lambda year, fee, currency, payer, share, relief: term(
                date(year, 1, 1),
                date(year, 12, 31),
                fee=str(fee),
                currency=currency,
                payer=payer,
                share=share,
                tax_relief=relief,
            ),
            year=st.integers(2024, 2027),
            fee=st.decimals(0, 9999, places=2),
            currency=st.sampled_from(["GBP", "EUR"]),
            payer=st.sampled_from(["self", "employer", "other"]),
            share=shares,
            relief=shares,
        ),
        min_size=1,
        unique_by=lambda each: each.starts,
    )
)
def test_what_each_pays_adds_up_to_the_fee(terms):
    payments = yearly_payments(kind="personal", terms=terms, on=TODAY)
    chosen = term_of_the_day(terms, TODAY)
    paid = sum(sum(payments.of(payer).values()) for payer in PAYERS)
    assert chosen.fee is not None
    assert chosen.ends is not None
    if chosen.ends >= date(2025, 6, 1):
        assert abs(paid - chosen.fee) < Decimal("1e-20")
        assert payments.unknown == {}
    else:
        assert (paid, payments.unknown["self"]) == (0, 1)
