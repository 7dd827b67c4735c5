"""From which day to which is reported?"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from memberships.periods import year_of
from people.figures import day

JANUARY = 1


@dataclass(frozen=True, slots=True)
class Period:
    """The first day and the last."""

    starts: date
    ends: date

    def __contains__(self, day: date) -> bool:
        return self.starts <= day <= self.ends

    def __str__(self) -> str:
        return _("%(first)s to %(last)s") % {"first": day(self.starts), "last": day(self.ends)}


def this_year(on: date) -> Period:
    """The calendar year of a day."""
    return Period(*year_of(on))


def last_year(on: date) -> Period:
    """The calendar year before that."""
    return Period(*year_of(date(on.year - 1, 1, 1)))


def usual_period(on: date) -> Period:
    """What is most likely to be reported: this year, and in January still the last."""
    return last_year(on) if on.month == JANUARY else this_year(on)
