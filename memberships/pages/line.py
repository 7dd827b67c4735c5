"""Where in the year to come does a term end, and where do its days of notice begin?"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from memberships.periods import MONTHS_A_YEAR
from memberships.renewals import Renewal

SCALE_STEP = 3  # months between the marks of the scale
WHOLE = 100  # the width of a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A year as a line, 0 to 100: where the days of notice begin, how long, where the term ends.

    `width` is empty without days of notice, `ends` where that lies outside the year.
    """

    notice: str
    width: str
    ends: str


def find_scale(on: date) -> tuple[str, ...]:
    """The months at which the quarters of the year begin that starts with the month of a day."""
    months = (on.year * MONTHS_A_YEAR + on.month - 1 + add for add in range(0, 12, SCALE_STEP))
    return tuple(
        date_format(date(month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1), "M Y")
        for month in months
    )


def draw_line(renewal: Renewal, on: date) -> Line:
    """A renewal on the line that begins with the month of a day."""
    ends = _place(renewal.renews_on, on)
    notice = max(_place(renewal.decide_by, on), 0.0)
    width = min(ends, WHOLE) - notice if renewal.notice_days else 0
    return Line(
        notice=f"{notice:.1f}",
        width=f"{width:.1f}" if width > 0 else "",
        ends=f"{ends:.1f}" if ends <= WHOLE else "",
    )


def _place(on: date, today: date) -> float:
    """Where a day stands on the line: 0 is the first day of this month, 100 a year later."""
    months = (on.year - today.year) * MONTHS_A_YEAR + on.month - today.month
    of_month = (on.day - 1) / monthrange(on.year, on.month)[1]
    return WHOLE * (months + of_month) / MONTHS_A_YEAR
