"""What renews when, and until which day can one still say no? Plain functions over dates.

A term runs to the end of its last day; the day after is the renewal. Days of notice are counted
back from the last day: with 30 days of notice and a term to 31 December the last day to give it
is 1 December, so that 30 whole days of the term follow. Without days of notice it is the last day
itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from memberships.periods import A_DAY, MONTHS_A_YEAR

MONTHS_SOON = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TermDates:
    """What a term says of days. One without an end is for life."""

    starts: date
    ends: date | None
    notice_days: int
    auto_renews: bool


class Standing(Enum):
    """How a renewal stands on a day."""

    OPEN = "open"
    NOTICE_MISSED = "notice missed"
    RUN_OUT = "run out"


class When(Enum):
    """How near a day is, in the order of a page."""

    OVERDUE = "overdue"
    THIS_MONTH = "this-month"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """The end of a membership's last term: it renews by itself then, or lapses unless renewed."""

    last_day: date
    notice_days: int
    auto_renews: bool

    @property
    def renews_on(self) -> date:
        """The first day of the term that follows, if one does."""
        return self.last_day + A_DAY

    @property
    def notice_by(self) -> date | None:
        """The last day to give notice; None where it lapses without any."""
        if not (self.auto_renews or self.notice_days):
            return None
        return self.last_day - timedelta(days=self.notice_days)

    @property
    def decide_by(self) -> date:
        """The last day on which its owner has the choice: to give notice, or to renew in time."""
        return self.notice_by or self.last_day

    def standing(self, on: date) -> Standing:
        """How it stands on a day."""
        if self.last_day < on:
            return Standing.RUN_OUT
        return Standing.NOTICE_MISSED if self.decide_by < on else Standing.OPEN

    def due(self, on: date) -> date:
        """The day that comes next: to decide, or where notice is too late the end of the term.

        Of one that has run out, the last day it had.
        """
        if self.standing(on) is Standing.OPEN:
            return self.decide_by
        return self.last_day

    def when(self, on: date) -> When:
        """How near that day is: overdue where it has passed."""
        due = self.due(on)
        months = _month(due) - _month(on)
        if due < on:
            return When.OVERDUE
        if months == 0:
            return When.THIS_MONTH
        return When.SOON if months <= MONTHS_SOON else When.LATER


def find_renewal(terms: Sequence[TermDates]) -> Renewal | None:
    """When a membership with these terms renews: only its last term counts.

    None without any term, and for life.
    """
    last = max(terms, key=lambda term: term.starts, default=None)
    if last is None or last.ends is None:
        return None
    return Renewal(
        last_day=last.ends,
        notice_days=last.notice_days,
        auto_renews=last.auto_renews,
    )


def _month(day: date) -> int:
    """The months since the beginning of the calendar."""
    return day.year * MONTHS_A_YEAR + day.month
