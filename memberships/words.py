"""How are periods and fees written? Once, in Python; templates only print."""

from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.models import Fee
from memberships.models import Term
from memberships.renewals import Renewal, Standing
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


def renewal_in_words(renewal: Renewal, on: date) -> str:
    """What happens when, and what has to be decided by which day, as it stands on a day."""
    known = {
        "notice": day(renewal.decide_by),
        "last": day(renewal.last_day),
        "renews": day(renewal.renews_on),
    }
    standing = renewal.standing(on)
    if standing is Standing.RUN_OUT:
        if renewal.auto_renews:
            text = _("It was to renew by itself on %(renews)s. Has it renewed, or has it ended?")
        else:
            text = _("It ran out on %(last)s. Has it been renewed, or has it ended?")
    elif standing is Standing.NOTICE_MISSED:
        if renewal.auto_renews:
            text = _(
                "It renews by itself on %(renews)s: the last day to give notice was %(notice)s."
            )
        else:
            text = _(
                "It lapses after %(last)s unless you renew it: the last day to give notice was "
                "%(notice)s."
            )
    elif renewal.auto_renews:
        text = _("Give notice by %(notice)s, else it renews by itself on %(renews)s.")
    elif renewal.notice_by:
        text = _("Give notice by %(notice)s, or renew it: the term ends on %(last)s.")
    else:
        text = _("Renew it by %(last)s, else it lapses.")
    return text % known
