"""How is an organisation asked for? By typing its name, and choosing among those found.

The same list to choose from is there without JavaScript, once the form has been sent, and with it
as one types. What a person keeps for themself is found by that person alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.models import Organisation
from people.folding import fold
from people.models import User

MOST = 20
LONGEST = 200


@dataclass(frozen=True, slots=True)
class FoundOrganisations:
    """The organisations found by a text, those named so first; the one it means, if it is clear."""

    field: str
    organisations: tuple[Organisation, ...]
    meant: Organisation | None
    count: str


def find_organisations(
    *, user: User, field: str, text: str, chosen: str = ""
) -> FoundOrganisations:
    """What a person's catalogue has for the text in a field: one query.

    It means the organisation chosen of those found (its primary key), else the only one of just
    that name, else the only one in whose name the whole text stands.
    """
    found = _search(user, text[:LONGEST]) if text.strip() else ()
    candidates = (
        [each for each in found if str(each.pk) == chosen],
        [each for each in found if fold(text).strip() in _names(each)],
        [each for each in found if any(fold(text).strip() in name for name in _names(each))],
    )
    return FoundOrganisations(
        field=field,
        organisations=found,
        meant=next((group[0] for group in candidates if len(group) == 1), None),
        count=_count(len(found)) if text.strip() else "",
    )


def _search(user: User, text: str) -> tuple[Organisation, ...]:
    visible = Organisation.objects.visible_to(user).filter(merged_into=None)
    return tuple(visible.search(text).names_first(text)[:MOST])


def _names(organisation: Organisation) -> tuple[str, ...]:
    return tuple(fold(name) for name in (organisation.name, organisation.short_name) if name)


def _count(number: int) -> str:
    if number == MOST:
        return _("The first %(most)s: choose one, or type more.") % {"most": MOST}
    if not number:
        return _("Nothing in the catalogue has that name. Try fewer words of it.")
    return ngettext("%(count)s found", "%(count)s found: choose one.", number) % {"count": number}


class OrganisationWidget(forms.Widget):
    """A line to type into, and below it the organisations found, of which one can be chosen."""

    template_name = "catalogue/organisation_widget.html"

    def __init__(self, *, user: User) -> None:
        super().__init__()
        self.user = user

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        return data.get(name, ""), data.get(f"{name}_chosen", "")

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        if isinstance(value, tuple):
            text, chosen = value
            found = find_organisations(user=self.user, field=name, text=text, chosen=chosen)
            return context | {"text": text, "found": found if text.strip() else None}
        organisation = None if value is None else Organisation.objects.get(pk=value)
        return context | {"text": organisation or ""}


class OrganisationField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none when it runs
    """An organisation, from what was typed and what was chosen of those found by it."""

    default_error_messages = {
        "unknown": gettext_lazy("Nothing in the catalogue has that name. Try fewer words of it."),
        "several": gettext_lazy("Several may be meant: choose one of them."),
    }

    def __init__(self, *, user: User, **kwargs: Any) -> None:
        self.user = user
        visible = Organisation.objects.visible_to(user)
        super().__init__(visible, widget=OrganisationWidget(user=user), **kwargs)

    def to_python(self, value: Any) -> Organisation | None:
        text, chosen = value
        if not text.strip():
            return None
        found = find_organisations(user=self.user, field="", text=text, chosen=chosen)
        if found.meant is None:
            key = "several" if found.organisations else "unknown"
            raise ValidationError(self.error_messages[key])
        return found.meant

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            organisation = self.to_python(data)
        except ValidationError:
            return True
        return bool(initial != (organisation.pk if organisation else None))
