"""What holds for every table of the catalogue that leaves and comes back?"""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import Diff, ModelResource

from catalogue.models import Organisation
from catalogue.services import raise_revision, refresh_search_text
from curation.columns import KeyWidget, PlainField, PlainWidget


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
        written = [row.object_id for row in result if row.import_type in {"new", "update"}]
        if written:
            self.finish(written)
            raise_revision()

    def finish(self, written: list[int]) -> None:
        """Do what rows with these primary keys call for, once all of the file is written."""


class SearchedResource(CatalogueResource):
    """A table of what organisations are found by."""

    def finish(self, written: list[int]) -> None:
        refresh_search_text(organisations=public())  # those that were succeeded before, too


def public() -> Any:
    return Organisation.objects.public()


def replace(
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
    """Another row of the same table by its key. It may stand further down in the same file: it is
    then led to after all rows are there.
    """

    def __init__(self, name: str, rows: Callable[[], Any]) -> None:
        super().__init__(attribute=name, column_name=name, widget=KeyWidget(rows, "key"))
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


class LinkedResource(CatalogueResource):
    """A table with `LinkField`s, whose rows are known by their key."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.in_file: set[str] = set()
        self.later: list[tuple[str, dict[str, str]]] = []

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        super().before_import(dataset, **kwargs)
        self.in_file |= set(dataset["key"]) if "key" in dataset.headers else set()
        for field in self.fields.values():
            if isinstance(field, LinkField):
                field.keys = self.in_file

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().after_save_instance(instance, row, **kwargs)
        if "later" in vars(instance):
            self.later.append((instance.key, instance.later))

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Lead to rows that were not there yet when theirs was read."""
        rows = self.get_queryset()
        for key, links in self.later:
            row = rows.get(key=key)
            for name, other in links.items():
                setattr(row, name, rows.get(key=other))
            row.full_clean()
            row.save()
        super().after_import(dataset, result, **kwargs)
