"""What should the catalogue say of an organisation? One form, for suggesters and for curators."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from catalogue.models import Organisation
from curation.entries import ENTRIES, TEXTS, Entry
from curation.finding import OrganisationField, text_for
from curation.rows import READ, BenefitForm, FeeForm, NameForm, SourceForm, load_parts
from people.editing import VERSION, OwnedForm
from people.models import Place, User
from people.place_field import PlaceField

LONGEST_NOTE = 5_000
CHANGED = gettext_lazy(
    "This was changed meanwhile. What you typed is still here and not saved: look through it, "
    "and save again if it is to stand as it is."
)


class FieldsForm(OwnedForm):
    """What an organisation is."""

    parent = OrganisationField(label=gettext_lazy("Group of"))
    successor = OrganisationField(label=gettext_lazy("Successor"))
    place = PlaceField(label=gettext_lazy("Town"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Organisation
        fields = [
            "name", "short_name", "kind", "scope", "parent", "country", "place", "place_text",
            "website", "joinable", "status", "successor", "special_category", "note",
        ]  # fmt: skip
        help_texts = {"country": gettext_lazy("Two capital letters, for example GB.")}

    @classmethod
    def field_named(cls, name: str) -> forms.Field | None:
        """A field of a row too, whose words are told to whoever was signed out while writing."""
        own = super().field_named(name)
        rows = (form.base_fields.get(name) for form in (NameForm, BenefitForm, FeeForm, SourceForm))
        return own or next((field for field in rows if field), None)

    def check_later(self) -> None:
        """Show what was typed without finding fault with it."""
        self._errors = ErrorDict()

    def clean_note(self) -> str:
        """As lines end in the database, however the browser ends them."""
        return "\n".join(self.cleaned_data["note"].splitlines())


class EntryForm:
    """An entry as a form: its fields and its rows, filled with `shown`.

    `instance` is the organisation that it is about, or a new one; nothing is ever saved by it.
    `version` differs as soon as what is shown does. Templates render it as one form.
    """

    def __init__(
        self,
        data: QueryDict | None,
        *,
        user: User,
        instance: Organisation,
        shown: Entry,
        version: str,
    ) -> None:
        self.shown = shown
        self.more = data.get("more", "") if data else ""
        # One of its own: what was typed is no part of the row that others go on with.
        row = Organisation(pk=instance.pk, owner_id=instance.owner_id)
        self.fields = FieldsForm(data, instance=row, user=user, initial=_initial_fields(shown))
        self.fields.initial[VERSION] = version
        self.parts = list(load_parts(data, shown, self.more))
        if self.more:
            self.fields.check_later()
            for part in self.parts:
                part.rows.check_later()

    def is_valid(self) -> bool:
        """Whether it was sent, is in order, and was about what is still so."""
        if self.more or not self.fields.is_bound:
            return False
        valid = [self.fields.is_valid(), *(part.rows.is_valid() for part in self.parts)]
        if all(valid) and self._is_stale() and self.entry != self.shown:
            self.fields.add_error(None, str(CHANGED))
        return all(valid) and not self.fields.errors

    def _is_stale(self) -> bool:
        return bool(self.fields.cleaned_data[VERSION] != self.fields.initial[VERSION])

    @cached_property
    def entry(self) -> Entry:
        """What it says, once it is valid."""
        cleaned = self.fields.cleaned_data
        entry: Entry = {name: cleaned[name] for name in TEXTS}
        for name in ENTRIES:
            entry[name] = str(cleaned[name].uuid) if cleaned[name] else ""
        entry["place"] = cleaned["place"].geonames_id if cleaned["place"] else None
        for part in self.parts:
            entry[part.name] = [READ[part.name](row) for row in part.rows.kept()]
        return entry

    def add_error(self, error: ValidationError) -> None:
        """What a service refuses."""
        self.fields.add_error(None, error if hasattr(error, "error_dict") else error.messages)

    # What the summary of errors above a form asks for (templates/bootstrap5/errors.html).

    @property
    def errors(self) -> bool:
        """Whether there is something to put right."""
        return self.fields.is_bound and any(form.errors for form in self._forms())

    @property
    def non_field_errors(self) -> list[str]:
        """What is wrong with it as a whole, or with its rows together."""
        rows = [error for part in self.parts for error in part.rows.non_form_errors()]
        return [error for form in self._forms() for error in form.non_field_errors()] + rows

    @property
    def hidden_fields(self) -> list[forms.BoundField]:
        """Those of every row too."""
        return [field for form in self._forms() for field in form.hidden_fields()]

    @property
    def visible_fields(self) -> list[forms.BoundField]:
        """Those of every row too."""
        return [field for form in self._forms() for field in form.visible_fields()]

    def _forms(self) -> Iterable[Any]:
        yield self.fields
        for part in self.parts:
            yield from part.rows.forms


def _initial_fields(entry: Entry) -> dict[str, Any]:
    place = None
    if entry["place"] is not None:
        place = Place.objects.filter(geonames_id=entry["place"]).first()
    others = {name: text_for(entry[name]) for name in ENTRIES}
    return {**{name: entry[name] for name in TEXTS}, **others, "place": place and place.pk}


class DeclineForm(forms.Form):
    """Why the catalogue stays as it is."""

    reason = forms.CharField(
        label=gettext_lazy("Why? Whoever suggested it reads this."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DuplicateForm(forms.Form):
    """Which entry of the catalogue is the same as what somebody offers?"""

    existing = OrganisationField(
        label=gettext_lazy("It is the same as this entry of the catalogue"), required=True
    )
