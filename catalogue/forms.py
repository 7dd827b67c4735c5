"""How do curators enter what the catalogue keeps as lists?"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class ListField(forms.JSONField):
    """A list written as JSON. Nothing written is an empty list, which JSON's null is not."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        if value is None:
            return []
        if not isinstance(value, list):
            raise ValidationError(_("Enter a list, such as [“writing”, “speaking”]."))
        return value
