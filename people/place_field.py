"""How is a place of the gazetteer asked for? By typing its name, and choosing among those found.

The same list of places to choose from is there without JavaScript, once the form has been sent,
and with it as one types.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from people.folding import search_key
from people.models import Place

MOST = 20
LONGEST = 200


@dataclass(frozen=True, slots=True)
class FoundPlaces:
    """The places found by a text, the best first, and the one that it means, if that is clear."""

    field: str
    places: tuple[Place, ...]
    meant: Place | None
    count: str


def find_places(*, field: str, text: str, chosen: str = "") -> FoundPlaces:
    """What is known of the text in a field: one query.

    It means the place chosen of those found (its primary key), else the only one of just that
    name, else the only one found.
    """
    places = tuple(Place.objects.search(text[:LONGEST])[:MOST])
    same = [place for place in places if _is_named(place, text)]
    candidates = ([place for place in places if str(place.pk) == chosen], same, places)
    return FoundPlaces(
        field=field,
        places=places,
        meant=next((group[0] for group in candidates if len(group) == 1), None),
        count=_count(len(places)) if text.strip() else "",
    )


def _is_named(place: Place, text: str) -> bool:
    """Whether the text is the place's name, or its name with county and country."""
    return search_key(text) in (search_key(place.name), place.search_name)


def _count(number: int) -> str:
    if number == MOST:
        return _("The first %(most)s places: choose one, or type more.") % {"most": MOST}
    if not number:
        return _("No place has that name. Try the next larger one.")
    return ngettext("%(count)s place", "%(count)s places: choose one.", number) % {"count": number}


class PlaceWidget(forms.Widget):
    """A line to type into, and below it the places found, of which one can be chosen."""

    template_name = "people/place_widget.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        return data.get(name, ""), data.get(f"{name}_place", "")

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        if isinstance(value, tuple):
            text, chosen = value
            found = find_places(field=name, text=text, chosen=chosen)
            # A place that is clear needs no list: its whole name finds it again.
            return context | (
                {"text": found.meant} if found.meant else {"text": text, "found": found}
            )
        place = None if value is None else Place.objects.get(pk=value)
        return context | {"text": place or ""}


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none when it runs
    """A place, from what was typed and what was chosen of the places found by it."""

    widget = PlaceWidget
    default_error_messages = {
        "unknown": gettext_lazy("No place has that name. Try the next larger one."),
        "several": gettext_lazy("Several places have that name: choose one of them."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Place.objects.all(), **kwargs)

    def to_python(self, value: Any) -> Place | None:
        text, chosen = value
        if not text.strip():
            return None
        found = find_places(field="", text=text, chosen=chosen)
        if found.meant is None:
            raise ValidationError(self.error_messages["several" if found.places else "unknown"])
        return found.meant

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            place = self.to_python(data)
        except ValidationError:
            return True
        return bool(initial != (place.pk if place else None))
