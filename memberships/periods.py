"""When does the next term run? Plain functions over dates."""

from calendar import monthrange
from datetime import date, timedelta

A_DAY = timedelta(days=1)
MONTHS_A_YEAR = 12


def next_period(starts: date, ends: date) -> tuple[date, date]:
    """The period of the same length that follows at once, both with their last day.

    Whole months stay whole months: a year is a year in leap years too, and what begins on the
    last day of a month ends with or before the last day of one. Any other length is counted in
    days.
    """
    after = ends + A_DAY
    if starts.day > ends.day and ends == _last_day(ends):
        # From the 31st of January to the 28th of February: the days that February lacks are full.
        return after, _add_months(after, _months_between(starts, ends)) - A_DAY
    months = _whole_months(starts, after)
    if months is None:
        return after, ends + (after - starts)
    # Counted from the first start, as the 31st would else be lost in the first short month.
    if _add_months(starts, months) == after:
        return after, _add_months(starts, 2 * months) - A_DAY
    return after, _last_day(_add_months(after, months)) - A_DAY


def year_of(day: date) -> tuple[date, date]:
    """The calendar year in which a day lies: its first day and its last."""
    return date(day.year, 1, 1), date(day.year, 12, 31)


def year_until(ends: date) -> date:
    """The first day of the year whose last day this is."""
    return _add_months(ends + A_DAY, -MONTHS_A_YEAR)


def _whole_months(starts: date, after: date) -> int | None:
    """The months from the first day to the day after the last; None if they are not whole."""
    months = _months_between(starts, after)
    both_last = starts == _last_day(starts) and after == _last_day(after)
    whole = months > 0 and (_add_months(starts, months) == after or both_last)
    return months if whole else None


def _months_between(first: date, second: date) -> int:
    """From the month of a day to that of another."""
    return (second.year - first.year) * MONTHS_A_YEAR + second.month - first.month


def _add_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last where it has no such day."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _last_day(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
