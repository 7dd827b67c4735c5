"""When a membership renews, counted back by its notice: leap years and the ends of months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memberships.periods import next_period
from memberships.renewals import Renewal, Standing, TermDates, When, find_renewal
from people.days import EARLIEST, LATEST

DAYS = st.dates(date(1900, 1, 1), date(2180, 12, 31))
LONGEST_NOTICE = 3660
RENEWALS = st.builds(
    Renewal,
    last_day=DAYS,
    notice_days=st.integers(0, LONGEST_NOTICE),
    auto_renews=st.booleans(),
)


def day(text):
    return date.fromisoformat(text)


def term(starts, ends, notice_days=0, auto_renews=True):
    return TermDates(
        starts=day(starts),
        ends=day(ends) if ends else None,
        notice_days=notice_days,
        auto_renews=auto_renews,
    )


def renewal(ends, notice_days=0, auto_renews=True):
    return Renewal(last_day=day(ends), notice_days=notice_days, auto_renews=auto_renews)


@pytest.mark.parametrize(
    ("last_day", "notice_days", "notice_by", "renews_on"),
    [
        ("2026-12-31", 0, "2026-12-31", "2027-01-01"),
        ("2026-12-31", 1, "2026-12-30", "2027-01-01"),
        ("2026-12-31", 30, "2026-12-01", "2027-01-01"),
        ("2026-12-31", 90, "2026-10-02", "2027-01-01"),
        # across the end of February, with and without its 29th
        ("2027-03-31", 31, "2027-02-28", "2027-04-01"),
        ("2028-03-31", 31, "2028-02-29", "2028-04-01"),
        ("2028-02-29", 0, "2028-02-29", "2028-03-01"),
        ("2027-02-28", 28, "2027-01-31", "2027-03-01"),
        ("2028-02-29", 366, "2027-02-28", "2028-03-01"),
        # 1900 and 2100 have no 29 February, 2000 has
        ("2100-03-01", 1, "2100-02-28", "2100-03-02"),
        ("2000-03-01", 1, "2000-02-29", "2000-03-02"),
        # ten years with two leap days (3,652 days) and a week and a day; with three and a week
        ("2034-12-31", 3660, "2024-12-23", "2035-01-01"),
        ("1850-01-01", 3660, "1839-12-25", "1850-01-02"),
        ("2200-12-31", 0, "2200-12-31", "2201-01-01"),
    ],
)
def test_counted_back_from_the_last_day(last_day, notice_days, notice_by, renews_on):
    asked = renewal(last_day, notice_days)
    assert (asked.notice_by, asked.renews_on) == (day(notice_by), day(renews_on))


def test_what_lapses_by_itself_needs_no_notice_but_where_days_are_agreed():
    lapses = renewal("2026-12-31", auto_renews=False)
    assert (lapses.notice_by, lapses.decide_by) == (None, day("2026-12-31"))
    agreed = renewal("2026-12-31", 30, auto_renews=False)
    assert agreed.notice_by == agreed.decide_by == day("2026-12-01")


@pytest.mark.parametrize(
    ("terms", "last_day"),
    [
        ([], None),
        ([term("2026-01-01", None)], None),
        ([term("2026-01-01", "2026-12-31")], "2026-12-31"),
        # renewed already: the last term counts, in whatever order they come
        ([term("2027-01-01", "2027-12-31"), term("2026-01-01", "2026-12-31")], "2027-12-31"),
        # for life after some years
        ([term("2026-01-01", "2026-12-31"), term("2027-01-01", None)], None),
    ],
)
def test_only_the_last_term_counts(terms, last_day):
    found = find_renewal(terms)
    assert (found and found.last_day) == (last_day and day(last_day))


def test_it_keeps_what_the_last_term_says():
    assert find_renewal([term("2026-02-01", "2027-01-31", 14, False)]) == Renewal(
        last_day=day("2027-01-31"),
        notice_days=14,
        auto_renews=False,
    )


@pytest.mark.parametrize(
    ("on", "auto_renews", "standing", "due"),
    [
        ("2026-11-30", True, Standing.OPEN, "2026-12-01"),
        ("2026-12-01", True, Standing.OPEN, "2026-12-01"),
        ("2026-12-02", True, Standing.NOTICE_MISSED, "2026-12-31"),
        ("2026-12-02", False, Standing.NOTICE_MISSED, "2026-12-31"),
        ("2026-12-31", True, Standing.NOTICE_MISSED, "2026-12-31"),
        ("2027-01-01", True, Standing.RUN_OUT, "2026-12-31"),
        ("2027-01-01", False, Standing.RUN_OUT, "2026-12-31"),
    ],
)
def test_how_it_stands_around_its_days(on, auto_renews, standing, due):
    asked = renewal("2026-12-31", 30, auto_renews)
    assert (asked.standing(day(on)), asked.due(day(on))) == (standing, day(due))


@pytest.mark.parametrize(
    ("on", "last_day", "when"),
    [
        ("2026-11-23", "2026-11-22", When.OVERDUE),
        ("2026-11-23", "2026-11-23", When.THIS_MONTH),
        ("2026-11-23", "2026-11-30", When.THIS_MONTH),
        ("2026-11-23", "2026-12-01", When.SOON),
        ("2026-11-30", "2027-02-28", When.SOON),
        ("2026-11-01", "2027-03-01", When.LATER),
        ("2028-01-31", "2028-02-29", When.SOON),
        ("2028-02-29", "2028-05-31", When.SOON),
        ("2028-02-29", "2028-06-01", When.LATER),
    ],
)
def test_how_near_it_is(on, last_day, when):
    assert renewal(last_day).when(day(on)) is when


@given(RENEWALS)
def test_as_many_whole_days_of_the_term_follow_the_last_day_for_notice(asked):
    assert (asked.last_day - asked.decide_by).days == asked.notice_days
    assert (asked.renews_on - asked.last_day).days == 1
    assert asked.decide_by <= asked.last_day < asked.renews_on


@given(RENEWALS, st.integers(1, 400))
def test_more_notice_is_an_earlier_day_and_a_later_end_a_later_one(asked, more):
    longer = Renewal(
        last_day=asked.last_day,
        notice_days=asked.notice_days + more,
        auto_renews=asked.auto_renews,
    )
    later = Renewal(
        last_day=asked.last_day + timedelta(days=more),
        notice_days=asked.notice_days,
        auto_renews=asked.auto_renews,
    )
    assert longer.decide_by == asked.decide_by - timedelta(days=more)
    assert later.decide_by == asked.decide_by + timedelta(days=more)


@given(RENEWALS, DAYS)
def test_what_is_due_is_ahead_until_it_has_run_out(asked, on):
    standing = asked.standing(on)
    assert (asked.due(on) < on) == (standing is Standing.RUN_OUT)
    assert (asked.when(on) is When.OVERDUE) == (standing is Standing.RUN_OUT)
    assert asked.due(on) in {asked.decide_by, asked.last_day}


@given(RENEWALS, DAYS, st.integers(1, 60))
def test_a_day_later_it_is_never_farther_away(asked, on, days):
    order = list(When).index
    later = on + timedelta(days=days)
    if asked.due(on) == asked.due(later):
        assert order(asked.when(later)) <= order(asked.when(on))
    else:
        assert asked.due(on) < asked.due(later)


@given(DAYS, st.integers(0, 1500), st.integers(0, LONGEST_NOTICE), st.booleans())
def test_the_next_term_begins_on_the_renewal_and_moves_it_on(starts, days, notice, auto):
    ends = starts + timedelta(days=days)
    first = TermDates(starts=starts, ends=ends, notice_days=notice, auto_renews=auto)
    follows, last = next_period(starts, ends)
    second = TermDates(starts=follows, ends=last, notice_days=notice, auto_renews=auto)
    before, after = find_renewal([first]), find_renewal([second, first])
    assert before is not None
    assert after is not None
    assert before.renews_on == follows
    assert after.last_day > before.last_day
    assert after.decide_by > before.decide_by


@given(st.dates(EARLIEST, LATEST), st.integers(0, LONGEST_NOTICE))
def test_whatever_a_form_accepts_stays_in_the_calendar(last_day, notice_days):
    asked = renewal(last_day.isoformat(), notice_days)
    assert asked.notice_by is not None
    assert date.min < asked.notice_by < asked.renews_on < date.max
