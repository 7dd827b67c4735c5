"""How are the figures of an evaluation written? Once, in Python; templates and PDFs only print."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from people.figures import money, number, whole_percent

HEAT_STEPS = (0.02, 0.05, 0.10, 0.20)
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Figure:
    """A number to draw or sort by, and as it is printed."""

    value: float
    text: str


def points(value: float, places: int = 1) -> str:
    """Points out of 100: 4.1."""
    return number(value, places)


def points_range(low: float, high: float) -> str:
    """“4.1 to 6.3”, or one number where both are written alike."""
    return number_range(low, high, 1)


def number_range(low: float, high: float, places: int) -> str:
    """“0 to 46”, or one number where both are written alike."""
    first, last = number(low, places), number(high, places)
    return first if first == last else _("%(low)s to %(high)s") % {"low": first, "high": last}


def percent_range(low: float, high: float) -> str:
    """“0–18”, or one number where both are written alike."""
    first, last = whole_percent(low), whole_percent(high)
    return first if first == last else f"{first}–{last}"


def factor(value: float) -> str:
    """A factor of the arithmetic, with as many places as it needs, three at most: 0.35."""
    places = len(f"{value:.3f}".rstrip("0").partition(".")[2])
    return number(value, places)


def product(value: float) -> str:
    """A product of factors: 0.0438."""
    return number(value, 4)


def hours(value: float) -> str:
    """Hours, whole and grouped: 1,240."""
    return number(value, 0)


def fee(amount: Decimal | None, currency: str) -> str:
    """What somebody pays a year, in words where it is nothing or not known."""
    if amount is None:
        return _("not known")
    return money(amount, currency) if amount else pgettext("fee", "nothing")


def heat_step(share: float) -> int:
    """How dark a cell of the heat map is: 0 nothing, 5 a fifth of the goal or more."""
    return 0 if share <= 0 else 1 + sum(share >= step for step in HEAT_STEPS)


def adding_up(parts: Sequence[float], total: float) -> list[float]:
    """The parts in hundredths, rounded so that they add up to the total as it is written.

    Each is rounded down, and the hundredths left over go to the largest remainders.
    """
    scaled = [part * HUNDREDTHS for part in parts]
    rounded = [math.floor(part + 1e-9) for part in scaled]
    left = round(round(total, 2) * HUNDREDTHS) - sum(rounded)  # as `points` rounds it
    by_remainder = sorted(range(len(parts)), key=lambda i: (rounded[i] - scaled[i], i))
    for i in by_remainder[:left]:
        rounded[i] += 1
    return [part / HUNDREDTHS for part in rounded]
