"""What holds for everything that curators keep."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from catalogue.forms import ListField
from catalogue.models import Organisation
from catalogue.services import raise_revision

if TYPE_CHECKING:  # Django's own classes take no parameter when they run
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline


class CuratedAdmin(ModelAdmin):
    """Every write raises the revision; nothing is deleted, nothing of one person's own is shown.

    Deleting would have to list whose goals and memberships stand in the way.
    """

    fixed: tuple[str, ...] = ()  # fields that cannot be changed once they are saved
    list_per_page = 50
    formfield_overrides = {models.JSONField: {"form_class": ListField}}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.fixed if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **_only_public(db_field, kwargs))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **_only_public(db_field, kwargs))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.finish(form)

    def finish(self, form: Any) -> None:
        """Do what a write calls for, after all of it is saved."""
        raise_revision()


def _only_public(field: Any, options: dict[str, Any]) -> dict[str, Any]:
    if field.related_model is Organisation:
        return {"queryset": Organisation.objects.public()} | options
    return options
