"""How long did it take? Minutes, as people type and read them."""

import re
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MINUTES_AN_HOUR = 60
MOST_MINUTES = 10_000 * MINUTES_AN_HOUR
# Longer is no number that anybody means, and would only be refused by the database.
LONGEST = 20
_HOURS_ALONE = re.compile(
    r"(?P<hours>\d{1,5})(?:[.,](?P<part>\d{1,3}))?\s*(?:h|hours?)?\.?", re.ASCII
)
_HOURS_AND_MINUTES = re.compile(
    r"(?P<hours>\d{1,5})\s*(?::|h|hours?)\s*(?P<minutes>[0-5]?\d)\s*(?:m|mins?|minutes?)?\.?",
    re.ASCII,
)
_MINUTES_ALONE = re.compile(r"(?P<minutes>\d{1,6})\s*(?:m|mins?|minutes?)\.?", re.ASCII)


def read_minutes(text: str) -> int:
    """The minutes in “1.5”, “1:30”, “1 h 30” or “90 min”; a number alone is hours.

    Raises `ValueError` where a text says no time.
    """
    words = text.strip().lower()
    if found := _HOURS_ALONE.fullmatch(words):
        hours = Fraction(f"{found['hours']}.{found['part'] or 0}")
        return round(hours * MINUTES_AN_HOUR)
    if found := _HOURS_AND_MINUTES.fullmatch(words):
        return int(found["hours"]) * MINUTES_AN_HOUR + int(found["minutes"])
    if found := _MINUTES_ALONE.fullmatch(words):
        return int(found["minutes"])
    raise ValueError(f"no length of time: {text!r}")


def hours_and_minutes(minutes: int) -> str:
    """“1 h 30 min”, “2 h”, “45 min”."""
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return _("%(hours)s h") % {"hours": f"{hours:,}"}
    return _("%(hours)s h %(minutes)s min") % {"hours": f"{hours:,}", "minutes": rest}


class HoursField(forms.CharField):
    """A length of time, typed as people write it and shown as 1:30; its value is minutes."""

    widget = forms.TextInput(attrs={"size": 9, "autocomplete": "off", "maxlength": LONGEST})
    default_error_messages = {
        "invalid": gettext_lazy("No length of time. Write it like 1.5, 1:30 or 90 min.")
    }

    default_validators = [
        MaxValueValidator(MOST_MINUTES, gettext_lazy("Give 10,000 hours at most."))
    ]

    def __init__(self, *, empty_value: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.empty_minutes = empty_value

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, int):
            return value
        text = str(super().to_python(value))
        if not text:
            return self.empty_minutes
        try:
            return read_minutes(text)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        hours, rest = divmod(value, MINUTES_AN_HOUR)
        return f"{hours}:{rest:02}" if value else ""
