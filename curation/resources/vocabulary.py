"""Skills, frameworks with their headings, and places, as tables."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.instance_loaders import ModelInstanceLoader

from curation.columns import KeyWidget, LinesField, WordsWidget, two_parts
from curation.resources.base import CatalogueResource, LinkedResource, LinkField
from goals.models import FrameworkVersion, Heading, Skill
from people.models import Place
from people.services import refresh_search_names


class SkillResource(LinkedResource):
    """Skills and their areas, by key; an area has no parent."""

    parent = LinkField("parent", Skill.objects.all)
    facets = Field(attribute="facets", column_name="facets", widget=WordsWidget())

    class Meta(LinkedResource.Meta):
        model = Skill
        import_id_fields = ("key",)
        fields = ("key", "name", "summary", "facets", "parent", "position")

    def get_queryset(self) -> Any:
        return Skill.objects.select_related("parent")


class FrameworkResource(CatalogueResource):
    """Versions of frameworks; key and version together name one."""

    class Meta(CatalogueResource.Meta):
        model = FrameworkVersion
        import_id_fields = ("key", "version")
        fields = ("key", "version", "name", "note", "checked")


class FrameworkWidget(KeyWidget):
    """A version of a framework, written as “key: version”."""

    def __init__(self) -> None:
        super().__init__(FrameworkVersion.objects.all, "key")

    def find(self, value: str) -> Any:
        key, version = two_parts(value, like="pksb: 2021")
        found = self.rows().filter(key=key, version=version).first()
        if found is None:
            raise ValueError(_("There is no “%(key)s”.") % {"key": value})
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else f"{value.key}: {value.version}"


def _read_skills(heading: Any) -> Iterable[str]:
    return (skill.key for skill in heading.skills.all())


def _skill(key: str) -> Skill:
    found: Skill = KeyWidget(Skill.objects.all, "key").find(key)
    return found


def _write_skills(heading: Any, keys: tuple[str, ...]) -> None:
    heading.skills.set(Skill.objects.filter(key__in=keys))


class HeadingResource(CatalogueResource):
    """Headings of frameworks, by their name, with the keys of the skills that answer to them."""

    framework = Field(attribute="framework", column_name="framework", widget=FrameworkWidget())
    skills = LinesField(name="skills", read=_read_skills, check=_skill, write=_write_skills)

    class Meta(CatalogueResource.Meta):
        model = Heading
        import_id_fields = ("framework", "name")
        fields = ("framework", "name", "position", "skills")

    def get_queryset(self) -> Any:
        return Heading.objects.select_related("framework").prefetch_related("skills")


class PlaceLoader(ModelInstanceLoader):  # type: ignore[misc]  # untyped
    """All places by one query: a file may have each of the thousands that there are."""

    def __init__(self, resource: Any, dataset: Any = None) -> None:
        super().__init__(resource, dataset)
        self.places = {place.geonames_id: place for place in self.get_queryset()}

    def get_instance(self, row: Any) -> Place | None:
        return self.places.get(self.resource.fields["geonames_id"].clean(row))


class PlaceResource(CatalogueResource):
    """Places, by their number in GeoNames; latitude and longitude in degrees."""

    class Meta(CatalogueResource.Meta):
        model = Place
        instance_loader_class = PlaceLoader
        import_id_fields = ("geonames_id",)
        fields = (
            *("geonames_id", "name", "region", "country", "population"),
            *("latitude", "longitude"),
        )

    def finish(self, written: list[int]) -> None:
        refresh_search_names(Place.objects.filter(pk__in=written))
