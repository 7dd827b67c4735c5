"""How do curators enter what the catalogue keeps as lists?"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _

from catalogue.parse import OPEN
from catalogue.validators import is_word
from goals.models import ExperienceKind


class ExperienceField(forms.JSONField):
    """Kinds of experience, or lists of them, written as JSON.

    Nothing written is an empty list, which JSON's null is not.
    """

    def to_python(self, value: Any) -> Any:
        try:
            value = super().to_python(value)
        except (RecursionError, ValueError) as error:  # a thousand brackets, a thousand digits
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if value is None:
            return []
        if not isinstance(value, list) or not all(map(is_word, _words(value))):
            raise ValidationError(_("Enter a list, such as [“writing”, “speaking”]."))
        _demand_known([] if value == [OPEN] else _words(value))
        return value

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was written is shown again as it was written."""
        return InvalidJSONInput(data or "")


class TextsField(forms.CharField):
    """A list of texts, a line each."""

    widget = forms.Textarea

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # lines need neither of what a column of JSON brings along

    def clean(self, value: Any) -> Any:
        return _lines(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _lines(self.prepare_value(initial or "")) != _lines(data or "")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _words(value: list[Any]) -> list[Any]:
    return [word for item in value for word in (item if isinstance(item, list) else [item])]


def _demand_known(words: list[str]) -> None:
    known = list(ExperienceKind.objects.values_list("key", flat=True))
    unknown = [word for word in words if word not in known]
    if unknown:
        message = _("No kind of experience is called %(unknown)s. There are: %(known)s.")
        params = {"unknown": ", ".join(unknown), "known": ", ".join(known)}
        raise ValidationError(message, params=params)
