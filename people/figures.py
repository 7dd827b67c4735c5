"""How is a number, a share, a sum or a day written? Once, in Python; templates only print."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


@lru_cache(maxsize=10_000)
def _written(language: str | None, value: float, places: int) -> str:
    """A page has hundreds of numbers, most of them alike: each is formatted once a language."""
    return number_format(value, places, force_grouping=True)


def number(value: float, places: int) -> str:
    """A number with so many decimal places, grouped: 1,240.5."""
    return _written(get_language(), abs(round(value, places)), places)


def percent(share: float) -> str:
    """A share as whole per cent: 12 %, or “<1 %” for a little."""
    return _("%(number)s %%") % {"number": whole_percent(share)}


def whole_percent(share: float) -> str:
    """A share in per cent without the sign: 12; “<1” for a little that is not nothing."""
    rounded = round(share * 100)
    return "<1" if rounded == 0 and share > 0 else number(rounded, 0)


def money(amount: Decimal, currency: str) -> str:
    """An amount in a currency: 189.00 GBP."""
    return f"{number_format(amount, 2, force_grouping=True)} {currency}"


def day(value: date) -> str:
    """A date as people write it: 11 August 2011."""
    return date_format(value, "j F Y")
