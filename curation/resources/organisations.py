"""Organisations with their names and sources, as a table."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from import_export.fields import Field

from catalogue.choices import NameKind
from catalogue.models import Organisation, OrganisationName, Source
from curation.columns import KeyWidget, LinesField, two_parts
from curation.resources.base import (
    LinkedResource,
    LinkField,
    SearchedResource,
    public,
    replace,
)
from people.models import Place

UNDATED = "undated"


def _read_names(organisation: Any) -> Iterable[str]:
    return (f"{each.kind}: {each.name}" for each in organisation.other_names.all())


def _name(line: str) -> tuple[str, str]:
    kind, name = two_parts(line, like=_("former: Society of Archivists"))
    if kind not in NameKind.values:
        message = _("“%(kind)s” is no kind of name. There are: %(known)s.")
        raise ValueError(message % {"kind": kind, "known": ", ".join(NameKind.values)})
    return name, kind


def _write_names(organisation: Any, lines: tuple[str, ...]) -> None:
    wanted = [{"name": name, "kind": kind} for name, kind in map(_name, lines)]
    replace(OrganisationName, {"organisation": organisation}, wanted)


def _read_sources(organisation: Any) -> Iterable[str]:
    return (f"{each.read_on or UNDATED}: {each.text}" for each in organisation.sources.all())


def _source(line: str) -> tuple[str, datetime.date | None]:
    day, text = two_parts(line, like=_("2026-05-01: address or description"))
    return text, None if day == UNDATED else datetime.date.fromisoformat(day)


def _write_sources(organisation: Any, lines: tuple[str, ...]) -> None:
    wanted = [{"text": text, "read_on": day} for text, day in map(_source, lines)]
    replace(Source, {"organisation": organisation}, wanted)


class OrganisationResource(LinkedResource, SearchedResource):
    """Organisations, by key; other organisations are meant by theirs, places by GeoNames number."""

    parent = LinkField("parent", public)
    successor = LinkField("successor", public)
    place = Field(
        attribute="place",
        column_name="place",
        widget=KeyWidget(Place.objects.all, "geonames_id"),
    )
    other_names = LinesField(name="other_names", read=_read_names, check=_name, write=_write_names)
    sources = LinesField(name="sources", read=_read_sources, check=_source, write=_write_sources)

    class Meta(SearchedResource.Meta):
        model = Organisation
        import_id_fields = ("key",)
        fields = (
            *("key", "name", "short_name", "kind", "scope", "parent", "country", "place"),
            *(
                "place_text",
                "website",
                "ror",
                "joinable",
                "status",
                "successor",
                "special_category",
            ),
            *("evidence_year", "checked_on", "note", "other_names", "see_instead", "sources"),
        )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.equivalents: list[tuple[Any, tuple[str, ...]]] = []
        self.fields["see_instead"] = LinesField(
            name="see_instead",
            read=lambda each: [other.key for other in each.see_instead.all() if other.key],
            check=self._find_key,
            write=lambda each, keys: self.equivalents.append((each, keys)),
        )

    def get_queryset(self) -> Any:
        related = public().select_related("parent", "successor", "place")
        return related.prefetch_related("other_names", "sources", "see_instead")

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        for organisation, keys in self.equivalents:
            organisation.see_instead.set(public().filter(key__in=keys))
        super().after_import(dataset, result, **kwargs)

    def _find_key(self, key: str) -> None:
        if key not in self.in_file:
            KeyWidget(public, "key").find(key)
