"""What do people say about money beside the fee?"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memberships.forms import FeeField, refuse_full_share
from memberships.models import ExchangeRate, Expense
from people.days import DayField
from people.editing import OwnedForm
from people.forms import CurrencyField


class ExpenseForm(OwnedForm):
    """What was spent on a day, who paid it, and how long the way was."""

    class Meta:
        model = Expense
        fields = ["on", "kind", "note", "amount", "currency", "payer", "share", "minutes"]
        field_classes = {"on": DayField, "amount": FeeField, "currency": CurrencyField}
        widgets = {"minutes": forms.TextInput(attrs={"inputmode": "numeric"})}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        refuse_full_share(self, cleaned)
        return cleaned


class RateForm(OwnedForm):
    """What one unit of a currency is to the person, in the one they reckon in."""

    class Meta:
        model = ExchangeRate
        fields = ["rate"]
        field_classes = {"rate": FeeField}
        error_messages = {
            "rate": {"invalid": gettext_lazy("Type the number alone, for example 0.85.")}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rate = self.instance
        self.fields["rate"].label = _("One %(currency)s in %(into)s") % {
            "currency": rate.currency,
            "into": rate.into,
        }
        if rate.rate is not None:
            self.initial["rate"] = rate.plain
