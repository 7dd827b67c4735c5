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
    """The places found by a text, the best first; one of them may be chosen already."""

    field: str
    places: tuple[Place, ...]
    chosen: int | None
    count: str


def find_places(*, field: str, text: str, chosen: str = "") -> FoundPlaces:
    """What the list under the field of this name shows for a text. One query."""
    places = tuple(_search(text))
    pks = [place.pk for place in places]
    if len(pks) == 1:
        chosen = str(pks[0])
    return FoundPlaces(
        field=field,
        places=places,
        chosen=int(chosen) if chosen.isdecimal() and int(chosen) in pks else None,
        count=_count(len(places)) if text.strip() else "",
    )


def _search(text: str) -> list[Place]:
    return list(Place.objects.search(text[:LONGEST])[:MOST])


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
            context["found"] = find_places(field=name, text=text, chosen=chosen)
        else:
            text = "" if value is None else str(Place.objects.get(pk=value))
        context["text"] = text
        return context


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
        """The chosen place if the text still finds it; else the only one of that name, if any."""
        text, chosen = value
        if not text.strip():
            return None
        places = _search(text)
        same = [place for place in places if _is_named(place, text)]
        for candidates in ([each for each in places if str(each.pk) == chosen], same, places):
            if len(candidates) == 1:
                return candidates[0]
        raise ValidationError(self.error_messages["several" if places else "unknown"])

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            place = self.to_python(data)
        except ValidationError:
            return True
        return bool(initial != (place.pk if place else None))


def _is_named(place: Place, text: str) -> bool:
    """Whether the text is the place's name, or its name with county and country."""
    return search_key(text) in (search_key(place.name), place.search_name)
