"""How is money in several currencies written?"""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from evaluation import figures
from evaluation.holdings import HeldFact
from memberships.choices import Payer
from memberships.money import Payments, Reckoning
from people.figures import money


def amounts(sums: Mapping[str, Decimal], *, own: str, unknown: int = 0) -> str:
    """“120.00 GBP + 20.00 EUR, and 1 not known”: first one's own, then by the alphabet."""
    in_order = sorted(sums, key=lambda currency: (currency != own, currency))
    parts = [money(sums[currency], currency) for currency in in_order]
    text = " + ".join(parts)
    if not unknown:
        return text or pgettext("money", "nothing")
    if not text and unknown == 1:
        return _("not known")
    asked = ngettext("%(count)s not known", "%(count)s not known", unknown) % {"count": unknown}
    return _("%(known)s, and %(unknown)s") % {"known": text, "unknown": asked} if text else asked


def paid(payments: Payments, payer: str, *, own: str) -> str:
    """What one of those who pay pays; `own` is the currency of the person."""
    return amounts(payments.of(payer), own=own, unknown=payments.unknown.get(payer, 0))


def fee_a_year(held: HeldFact, currency: str) -> str:
    """What the person pays in their own currency; as it was told where that cannot be said."""
    if held.fee is not None:
        return figures.fee(held.fee, currency)
    return paid(held.yearly, Payer.SELF, own=currency)


def in_own(sums: Mapping[str, Decimal], reckoning: Reckoning) -> str:
    """All of it in the person's own currency, as far as they said what the others are."""
    if not sums:
        return pgettext("money", "nothing")
    strange = reckoning.strange(sums)
    if len(strange) == len(sums):
        return _("not known")
    text = money(reckoning.total(sums), reckoning.currency)
    if not strange:
        return text
    return _("%(known)s, without %(currencies)s") % {
        "known": text,
        "currencies": ", ".join(strange),
    }
