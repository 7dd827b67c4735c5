"""What are other currencies to you? The page object."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from memberships.models import ExchangeRate
from memberships.rates import currencies_to_rate, own_currency
from people.figures import day
from people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """A currency, and what it is; `remove_url` is empty where nothing is said of it."""

    currency: str
    text: str
    label: str
    edit_url: str
    remove_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The page: its answer, and a row for each currency."""

    sentence: str
    rows: tuple[RateRow, ...]


def load_rates(*, user: User) -> Rates:
    """The other currencies that a person has to do with, in five queries."""
    own = own_currency(user=user)
    said = {rate.currency: rate for rate in ExchangeRate.objects.filter(user=user, into=own)}
    currencies = currencies_to_rate(user=user, own=own)
    return Rates(
        sentence=_sentence(own, any_met=bool(currencies)),
        rows=tuple(_row(currency, said.get(currency)) for currency in currencies),
    )


def _sentence(own: str, *, any_met: bool) -> str:
    if not any_met:
        return _(
            "All that is known of what you pay is in %(own)s, the currency of your totals."
        ) % {"own": own}
    return _("Your totals are in %(own)s. No rate is guessed: say what others are to you.") % {
        "own": own
    }


def _row(currency: str, rate: ExchangeRate | None) -> RateRow:
    address = reverse("memberships:rate", args=[currency])
    if rate is None:
        text, label, remove_url = _("not known"), _("Say what it is"), ""
    else:
        text = _("1 %(currency)s is %(rate)s %(into)s, as you said on %(day)s") % {
            "currency": currency,
            "rate": number_format(rate.plain),
            "into": rate.into,
            "day": day(localdate(rate.changed_at)),
        }
        label, remove_url = _("Change"), reverse("memberships:remove_rate", args=[currency])
    return RateRow(
        currency=currency, text=text, label=label, edit_url=address, remove_url=remove_url
    )
