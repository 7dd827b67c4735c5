"""How are periods and fees written? Once, in Python; templates only print."""

from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.models import Fee
from memberships.models import Term
from people.figures import day, money


def period(starts: date | None, ends: date | None) -> str:
    """“1 January 2026 to 31 December 2026”, or as much of that as is known."""
    if starts and ends:
        return _("%(starts)s to %(ends)s") % {"starts": day(starts), "ends": day(ends)}
    if starts:
        return _("from %(starts)s") % {"starts": day(starts)}
    return _("until %(ends)s") % {"ends": day(ends)} if ends else ""


def fee_of(term: Term) -> str:
    """The fee of a term, in words where it is nothing or not known."""
    if term.fee is None:
        return _("not known")
    return money(term.fee, term.currency) if term.fee else pgettext("fee", "free")


def percent(value: Decimal) -> str:
    """A percentage with as many places as it needs: 12.5 %."""
    return _("%(number)s %%") % {"number": number_format(value.normalize(), None) or "0"}


def known_fee(fee: Fee) -> str:
    """“Individual: 189.00 GBP a year, of 2011, from a blog post”; the fee has an amount."""
    amount = fee.amount or Decimal(0)
    parts = [
        _("%(grade)s: %(amount)s %(period)s")
        % {
            "grade": fee.grade,
            "amount": money(amount, fee.currency),
            "period": fee.get_period_display().lower(),
        }
    ]
    if fee.year:
        parts.append(_("of %(year)s") % {"year": fee.year})
    if fee.source:
        parts.append(_("from %(source)s") % {"source": fee.source})
    return ", ".join(parts)
