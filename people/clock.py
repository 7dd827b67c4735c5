"""How do people write the time of day? “9”, “9:30”, “9.30”, “0930”, “5.30pm” and “17:30”."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NOON = 12
# An hour alone, or with minutes after a sign; or three or four digits together.
TIME = re.compile(
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?|(?P<hours>\d{1,2})(?P<minutes>\d{2}))"
    r"\s*(?P<half>[ap])?(?(half)\.?m\.?)",
    re.ASCII | re.IGNORECASE,
)


def read_time(text: str) -> time:
    """The time of day that a text says. Raises `ValueError` where it says none."""
    found = TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"no time of day: {text!r}")
    hour = int(found["hour"] or found["hours"])
    if found["half"]:
        if not 1 <= hour <= NOON:
            raise ValueError(f"no hour of half a day: {text!r}")
        hour = hour % NOON + (NOON if found["half"] in "pP" else 0)
    return time(hour, int(found["minute"] or found["minutes"] or 0))


class ClockField(forms.CharField):
    """A time of day, typed as people write it; shown as 17:30."""

    widget = forms.TextInput(attrs={"size": 7, "autocomplete": "off", "maxlength": 20})
    default_error_messages = {"invalid": _("No time of day. Write it like 9:30 or 17:30.")}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, time):
            return value
        text = str(super().to_python(value))
        if not text:
            return None
        try:
            return read_time(text)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value
