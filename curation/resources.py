"""Which tables does the catalogue leave in and come back as?

Three: organisations with their names and sources, benefits with their skills, fees. A file that was
exported imports again without change. What is missing in a file stays as it is: a column, or a row.
"""

import datetime
import json
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import Diff, ModelResource

from catalogue.choices import NameKind, Strength
from catalogue.forms import ExperienceField
from catalogue.models import (
    Benefit,
    BenefitKind,
    BenefitSkill,
    Fee,
    Organisation,
    OrganisationName,
    Source,
)
from catalogue.services import raise_revision, refresh_search_text
from curation.columns import (
    KeyWidget,
    LinesField,
    PlainField,
    PlainWidget,
    WordsWidget,
    two_parts,
)
from goals.models import Skill
from people.models import Place

UNDATED = "undated"


class PlainDiff(Diff):  # type: ignore[misc]  # untyped
    """What a cell said and what it will say; the package's own brings its own styles."""

    def as_html(self) -> list[str]:
        return [
            format_html("{}", after)
            if before == after
            else format_html("<del>{}</del> <ins>{}</ins>", before, after)
            for before, after in zip(self.left, self.right, strict=True)
        ]


class CatalogueResource(ModelResource):  # type: ignore[misc]
    """A table of the public catalogue: all of a file or nothing, and each row checked whole."""

    class Meta:
        use_transactions = True
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: Any, readonly: bool) -> Field:
        widget = PlainWidget(django_field)
        return PlainField(
            attribute=field_name, column_name=field_name, widget=widget, readonly=readonly
        )

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return PlainDiff

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        known = [field.column_name for field in self.get_import_fields()]
        unknown = [header for header in dataset.headers if header not in known]
        if unknown:
            message = _("There is no column “%(unknown)s”. There are: %(known)s.")
            words = {"unknown": "”, “".join(unknown), "known": ", ".join(known)}
            raise ValueError(message % words)

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        wanted = vars(instance).get("wanted_lines", {})
        for field in self.get_import_fields():
            lines = wanted.get(field.column_name)
            if lines is not None and lines != tuple(sorted(field.read(instance))):
                field.write(instance, lines)

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        super().after_import(dataset, result, **kwargs)
        if any(row.import_type in {"new", "update"} for row in result):
            refresh_search_text(organisations=_public())  # those that were succeeded before, too
            raise_revision()


def _public() -> Any:
    return Organisation.objects.public()


# Organisations ------------------------------------------------------------------------------


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
    _replace(OrganisationName, {"organisation": organisation}, wanted)


def _read_sources(organisation: Any) -> Iterable[str]:
    return (f"{each.read_on or UNDATED}: {each.text}" for each in organisation.sources.all())


def _source(line: str) -> tuple[str, datetime.date | None]:
    day, text = two_parts(line, like=_("2026-05-01: address or description"))
    return text, None if day == UNDATED else datetime.date.fromisoformat(day)


def _write_sources(organisation: Any, lines: tuple[str, ...]) -> None:
    wanted = [{"text": text, "read_on": day} for text, day in map(_source, lines)]
    _replace(Source, {"organisation": organisation}, wanted)


def _replace(
    model: type[models.Model], link: dict[str, models.Model], wanted: list[dict[str, Any]]
) -> None:
    """Make of the rows of one record what is wanted. Those that are just so already stay."""
    missing = list(wanted)
    for row in model._default_manager.filter(**link):
        said = {name: getattr(row, name) for name in wanted[0]} if wanted else {}
        if said in missing:
            missing.remove(said)
        else:
            row.delete()
    for values in missing:
        row = model(**link, **values)
        row.full_clean()
        row.save()


class LinkField(Field):  # type: ignore[misc]
    """Another organisation by its key. It may stand further down in the same file: it is then
    led to after all rows are there.
    """

    def __init__(self, name: str) -> None:
        super().__init__(attribute=name, column_name=name, widget=KeyWidget(_public, "key"))
        self.keys: set[str] = set()  # those of the file

    def get_value(self, instance: Any) -> str:
        later = vars(instance).get("later", {})
        other = getattr(instance, self.attribute)
        return str(later.get(self.attribute, other.key if other else ""))

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        key = row[self.column_name]
        try:
            setattr(instance, self.attribute, self.widget.clean(key))
        except ValueError:
            if key not in self.keys:
                raise
            vars(instance).setdefault("later", {})[self.attribute] = key

    def export(self, instance: Any, **kwargs: Any) -> str:
        return self.get_value(instance)


class OrganisationResource(CatalogueResource):
    """Organisations, by key; other organisations are meant by theirs, places by GeoNames number."""

    parent = LinkField("parent")
    successor = LinkField("successor")
    place = Field(
        attribute="place",
        column_name="place",
        widget=KeyWidget(Place.objects.all, "geonames_id"),
    )
    other_names = LinesField(name="other_names", read=_read_names, check=_name, write=_write_names)
    sources = LinesField(name="sources", read=_read_sources, check=_source, write=_write_sources)

    class Meta(CatalogueResource.Meta):
        model = Organisation
        import_id_fields = ("key",)
        fields = (
            *("key", "name", "short_name", "kind", "scope", "parent", "country", "place"),
            *("place_text", "website", "joinable", "status", "successor", "special_category"),
            *("evidence_year", "checked_on", "note", "other_names", "see_instead", "sources"),
        )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.in_file: set[str] = set()
        self.links: list[tuple[str, dict[str, str]]] = []
        self.equivalents: list[tuple[Any, tuple[str, ...]]] = []
        self.fields["see_instead"] = LinesField(
            name="see_instead",
            read=lambda each: [other.key for other in each.see_instead.all() if other.key],
            check=self._find_key,
            write=lambda each, keys: self.equivalents.append((each, keys)),
        )

    def get_queryset(self) -> Any:
        related = _public().select_related("parent", "successor", "place")
        return related.prefetch_related("other_names", "sources", "see_instead")

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        super().before_import(dataset, **kwargs)
        self.in_file |= set(dataset["key"]) if "key" in dataset.headers else set()
        for name in ("parent", "successor"):
            self.fields[name].keys = self.in_file

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().after_save_instance(instance, row, **kwargs)
        if "later" in vars(instance):
            self.links.append((instance.key, instance.later))

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Lead to organisations that were not there yet when their row was read."""
        for key, links in self.links:
            organisation = _public().get(key=key)
            for name, other in links.items():
                setattr(organisation, name, _public().get(key=other))
            organisation.full_clean()
            organisation.save()
        for organisation, keys in self.equivalents:
            organisation.see_instead.set(_public().filter(key__in=keys))
        super().after_import(dataset, result, **kwargs)

    def _find_key(self, key: str) -> None:
        if key not in self.in_file:
            KeyWidget(_public, "key").find(key)


# Benefits -----------------------------------------------------------------------------------


def _check_experience(words: list[str]) -> None:
    ExperienceField(required=False).clean(json.dumps(words))


def _read_skills(benefit: Any) -> Iterable[str]:
    return (f"{each.skill.key}: {each.strength}" for each in benefit.benefit_skills.all())


def _skill(line: str) -> tuple[Skill, int]:
    key, strength = two_parts(line, like="advocacy: 2")
    skill = KeyWidget(Skill.objects.all, "key").find(key)
    if strength not in map(str, Strength.values):
        raise ValueError(_("“%(line)s”: the strength must be 1, 2 or 3.") % {"line": line})
    return skill, int(strength)


def _write_skills(benefit: Any, lines: tuple[str, ...]) -> None:
    wanted = [{"skill": skill, "strength": strength} for skill, strength in map(_skill, lines)]
    _replace(BenefitSkill, {"benefit": benefit}, wanted)


class BenefitResource(CatalogueResource):
    """Benefits, by their number (`uuid`); a row without one is new."""

    organisation = Field(
        attribute="organisation", column_name="organisation", widget=KeyWidget(_public, "key")
    )
    kind = Field(
        attribute="kind", column_name="kind", widget=KeyWidget(BenefitKind.objects.all, "key")
    )
    requires = Field(
        attribute="requires", column_name="requires", widget=WordsWidget(_check_experience)
    )
    gives = Field(attribute="gives", column_name="gives", widget=WordsWidget(_check_experience))
    skills = LinesField(name="skills", read=_read_skills, check=_skill, write=_write_skills)

    class Meta(CatalogueResource.Meta):
        model = Benefit
        import_id_fields = ("uuid",)
        fields = (
            *("uuid", "organisation", "kind", "title", "mode", "interactivity", "level", "hours"),
            *("frequency", "audience", "requires", "gives", "basis", "retired_on", "skills"),
        )

    def get_queryset(self) -> Any:
        public = Benefit.objects.filter(organisation__owner=None)
        related = public.select_related("organisation", "kind")
        return related.prefetch_related("benefit_skills__skill")


# Fees ---------------------------------------------------------------------------------------


class FeeResource(CatalogueResource):
    """Fees: what one grade costs in one year for one period is one row."""

    organisation = Field(
        attribute="organisation", column_name="organisation", widget=KeyWidget(_public, "key")
    )

    class Meta(CatalogueResource.Meta):
        model = Fee
        import_id_fields = ("organisation", "grade", "year", "period")
        fields = ("organisation", "grade", "year", "period", "amount", "currency", "source")

    def get_queryset(self) -> Any:
        return Fee.objects.filter(organisation__owner=None).select_related("organisation")
