"""Which days can be in a person's life, or near it, and how is one asked for?"""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Wide enough for any membership and any goal, and no renewal leaves the calendar.
EARLIEST = date(1850, 1, 1)
LATEST = date(2200, 12, 31)


class DayField(forms.DateField):
    """A day as people write it."""

    default_validators = [
        MinValueValidator(EARLIEST, gettext_lazy("Give a day from 1 January 1850 on.")),
        MaxValueValidator(LATEST, gettext_lazy("Give a day up to 31 December 2200.")),
    ]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        example = _("For example 27/3/2026 or 27 March 2026.")
        self.help_text = f"{self.help_text} {example}".strip()
