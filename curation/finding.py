"""How is an entry of the catalogue asked for in a form? By typing its name."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy

from catalogue.models import Organisation
from catalogue.querysets import OrganisationQuerySet

MOST_NAMED = 5


class OrganisationField(forms.CharField):
    """An entry of the public catalogue, by its name or short name, or by the address of its page.

    Its initial value is the text that stands in it (`text_for`).
    """

    default_error_messages = {
        "unknown": gettext_lazy("No entry has that name. Find it in the catalogue first."),
        "similar": gettext_lazy("No entry has just that name. There are: %(names)s."),
        "several": gettext_lazy(
            "Several entries have that name: copy the address of the page of the one you mean."
        ),
    }

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(
            required=required,
            max_length=300,
            help_text=gettext_lazy("Its name in the catalogue, or the address of its page."),
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value) or "")
        if not text:
            return None
        super().run_validators(text)
        found = list(_called(text)[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(self.error_messages["several"], code="several")
        similar = _everybodys().names_first(text).search(text)[:MOST_NAMED]
        names = "; ".join(each.name for each in similar)
        code = "similar" if names else "unknown"
        raise ValidationError(self.error_messages[code], code=code, params={"names": names})

    def run_validators(self, value: Any) -> None:
        """They have looked at the text before it became an organisation."""

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "").strip()


def text_for(uuid: str) -> str:
    """What stands in the field for an entry: its name, or its UUID where others have that name."""
    organisation = _everybodys().filter(uuid=uuid).first() if uuid else None
    if organisation is None:
        return ""
    return organisation.name if _called(organisation.name).count() == 1 else uuid


def _called(text: str) -> OrganisationQuerySet:
    uuid = _as_uuid(text.rstrip("/").rpartition("/")[2])
    if uuid is not None:
        return _everybodys().filter(uuid=uuid)
    return _everybodys().filter(Q(name__iexact=text) | Q(short_name__iexact=text))


def _everybodys() -> OrganisationQuerySet:
    return Organisation.objects.public().filter(merged_into=None)


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
