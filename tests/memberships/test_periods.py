"""When the next term runs: whole months, leap years, the ends of months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memberships.periods import next_period, year_of

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def iso(*days):
    return tuple(date.fromisoformat(day) for day in days)


@pytest.mark.parametrize(
    ("period", "following"),
    [
        (("2026-01-01", "2026-12-31"), ("2027-01-01", "2027-12-31")),
        # into a leap year and out of it: still one year
        (("2027-01-01", "2027-12-31"), ("2028-01-01", "2028-12-31")),
        (("2027-03-01", "2028-02-29"), ("2028-03-01", "2029-02-28")),
        (("2028-03-01", "2029-02-28"), ("2029-03-01", "2030-02-28")),
        # begun on a leap day
        (("2028-02-29", "2029-02-27"), ("2029-02-28", "2030-02-27")),
        (("2024-02-29", "2028-02-28"), ("2028-02-29", "2032-02-28")),
        # begun on a day that the last month has not
        (("2024-02-29", "2025-02-28"), ("2025-03-01", "2026-02-28")),
        (("2026-01-31", "2026-02-28"), ("2026-03-01", "2026-03-31")),
        (("2026-12-31", "2027-04-30"), ("2027-05-01", "2027-08-31")),
        # months that are not all as long
        (("2026-01-31", "2026-02-27"), ("2026-02-28", "2026-03-30")),
        (("2026-02-28", "2026-03-30"), ("2026-03-31", "2026-04-29")),
        (("2026-08-31", "2027-02-27"), ("2027-02-28", "2027-08-30")),
        (("2026-06-15", "2026-12-14"), ("2026-12-15", "2027-06-14")),
        # no whole months: so many days
        (("2026-01-01", "2026-01-10"), ("2026-01-11", "2026-01-20")),
        (("2026-01-01", "2026-01-01"), ("2026-01-02", "2026-01-02")),
        (("2026-01-05", "2026-04-14"), ("2026-04-15", "2026-07-23")),
    ],
)
def test_the_next_period(period, following):
    assert next_period(*iso(*period)) == iso(*following)


@given(DAYS, st.integers(0, 4000))
def test_it_follows_at_once_and_lasts_about_as_long(starts, days):
    ends = starts + timedelta(days=days)
    following, last = next_period(starts, ends)
    assert following == ends + timedelta(days=1)
    # Months differ by three days; and of eleven years three or one may be leap years, about 2100.
    assert abs((last - following).days - days) <= 5


@given(DAYS.filter(lambda day: day.day <= 28), st.integers(1, 20))
def test_years_stay_years_however_often_renewed(starts, times):
    """From the same day to the day before it, the leap years between notwithstanding."""
    period = starts, starts.replace(year=starts.year + 1) - timedelta(days=1)
    for _ in range(times):
        period = next_period(*period)
    assert period[0] == starts.replace(year=starts.year + times)
    assert period[1] == starts.replace(year=starts.year + times + 1) - timedelta(days=1)


def test_the_year_of_a_day():
    assert year_of(date(2028, 2, 29)) == (date(2028, 1, 1), date(2028, 12, 31))
