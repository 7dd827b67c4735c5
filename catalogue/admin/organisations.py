"""Organisations with their names, sources, fees and what they offer."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from catalogue.admin.base import CuratedAdmin, StackedInline
from catalogue.models import Benefit, Fee, Organisation, OrganisationName, Source
from catalogue.querysets import BenefitQuerySet, OrganisationQuerySet
from catalogue.services import refresh_search_text


class OrganisationNameInline(StackedInline):
    model = OrganisationName
    fields = (("name", "kind"),)
    extra = 0


class SourceInline(StackedInline):
    model = Source
    fields = (("text", "read_on"),)
    extra = 0


class FeeInline(StackedInline):
    model = Fee
    fields = (("grade", "amount", "currency"), ("period", "year", "source"))
    extra = 0


class BenefitInline(StackedInline):
    """Benefits to look at, each with a link to the page on which it is changed."""

    model = Benefit
    fields = (("title", "kind", "mode", "interactivity", "audience", "retired_on"),)
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> BenefitQuerySet:
        return Benefit.objects.select_related("kind")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Organisation)
class OrganisationAdmin(CuratedAdmin):
    list_display = ("name", "short_name", "kind", "scope", "status", "parent", "checked_on")
    list_filter = ("kind", "scope", "status", "joinable", "special_category")
    list_select_related = ("parent",)
    search_fields = ("search_text",)
    raw_id_fields = ("place", "see_instead")
    fixed = ("key",)
    inlines = (OrganisationNameInline, BenefitInline, FeeInline, SourceInline)

    def get_queryset(self, request: HttpRequest) -> OrganisationQuerySet:
        return Organisation.objects.public()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        required = {"required": True} if db_field.name == "key" else {}  # else only private ones
        return super().formfield_for_dbfield(db_field, request, **required, **kwargs)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[OrganisationQuerySet, bool]:
        return queryset.search(search_term), False

    def finish(self, record: Any, *, before: Mapping[str, Any]) -> None:
        super().finish(record, before=before)
        touched = Q(pk=record.pk) | Q(pk=before.get("successor"))
        refresh_search_text(organisations=Organisation.objects.filter(touched))
