"""How do people write what an event costs? One price to a line: “Members: 25 GBP”."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.models import Price

MOST_LINES = 20
LINE = re.compile(
    r"(?P<grade>.*?\S)\s*[:=]?\s+"
    r"(?:(?P<amount>\d{1,7}(?:[.,]\d{1,2})?)(?:\s*(?P<currency>[A-Za-z]{3}))?|(?P<free>free))",
    re.IGNORECASE,
)


def read_prices(text: str, *, currency: str) -> list[Price]:
    """The prices that the lines of a text say, in a currency where a line names none.

    Raises `ValidationError` with what is wrong of each line.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise ValidationError(_("That is more than 20 prices. Keep the ones that matter."))
    prices: list[Price] = []
    errors = []
    for line in lines:
        found = LINE.fullmatch(line)
        if found is None:
            errors.append(
                _("“%(line)s” is no price. Write for whom and how much: Members: 25 GBP")
                % {"line": line}
            )
            continue
        prices.append(
            Price(
                grade=found["grade"].rstrip(":= ")[:200],
                amount=Decimal((found["amount"] or "0").replace(",", ".")),
                currency=(found["currency"] or currency).upper(),
            )
        )
    keys = [(price.grade, price.currency) for price in prices]
    for grade, _currency in sorted({key for key in keys if keys.count(key) > 1}):
        errors.append(_("“%(grade)s” is there twice.") % {"grade": grade})
    if errors:
        raise ValidationError(errors)
    return prices


def write_prices(prices: Iterable[Price]) -> str:
    """The lines that say the prices."""
    return "\n".join(f"{price.grade}: {price.amount} {price.currency}" for price in prices)


class PriceListField(forms.CharField):
    """What an event costs whom, a line each."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, *, currency: str, **kwargs: Any) -> None:
        super().__init__(max_length=5_000, **kwargs)
        self.currency = currency

    def clean(self, value: Any) -> Any:
        """The prices as rows that are not saved yet."""
        return read_prices(super().clean(value), currency=self.currency)
