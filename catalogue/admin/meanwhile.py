"""Was a record saved while a curator had its page open?"""

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.http import HttpRequest
from django.utils.translation import gettext as _

from people.editing import Token

if TYPE_CHECKING:  # Django's own classes take no parameter when they run
    Admin = admin.ModelAdmin[Any]
    ModelForm = forms.ModelForm[Any]
else:
    Admin = object
    ModelForm = forms.ModelForm


class SeenForm(ModelForm):
    """Its hidden `seen` says what the page showed of the record and of the rows beside it.

    Where something else stands there by now the form is refused once, with what was typed, and
    carries what stands there, so that saving again is a choice.
    """

    seen = Token(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.read_seen(self.instance)

    @staticmethod
    def read_seen(record: Any) -> str:
        """What `MeanwhileMixin` puts in its place; where a form stands by itself, nothing."""
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("seen", "") != self.initial["seen"]:
            raise ValidationError(
                _(
                    "Somebody has changed this since you opened the page. What you typed is still "
                    "here and not saved: the history says what they changed. Save again if yours "
                    "is to take its place."
                )
            )
        return cleaned


class MeanwhileMixin(Admin):
    """For an admin on whose pages several curators may be at once."""

    form = SeenForm

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.read_seen = staticmethod(partial(self._read_seen, request, list(form.base_fields)))
        return form

    def _read_seen(self, request: HttpRequest, names: list[str], record: Any) -> str:
        """A fingerprint of all that can be changed on the page; nothing where it is a new one."""
        if record.pk is None:
            return ""
        shown = [model_to_dict(record, names)]
        for formset, inline in self.get_formsets_with_inlines(request, record):
            if inline.has_change_permission(request, record):
                rows = formset.model._default_manager.filter(**{formset.fk.name: record})
                shown += [
                    model_to_dict(row, formset.form.base_fields) for row in rows.order_by("pk")
                ]
        return hashlib.sha256(repr(shown).encode()).hexdigest()
