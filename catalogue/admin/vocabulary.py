"""Skills, frameworks, kinds of experience, and places: what the rooms below hold."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest

from catalogue.admin.base import CuratedAdmin, StackedInline
from goals.models import ExperienceKind, FrameworkVersion, Heading, Skill
from people.models import Place
from people.services import refresh_search_names


@admin.register(Skill)
class SkillAdmin(CuratedAdmin):
    list_display = ("name", "key", "parent", "position")
    list_select_related = ("parent",)
    search_fields = ("name", "key")
    fixed = ("key",)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        areas = Skill.objects.filter(parent=None)
        return super().formfield_for_foreignkey(db_field, request, queryset=areas, **kwargs)


class HeadingInline(StackedInline):
    model = Heading
    fields = (("name", "position"),)
    extra = 0
    show_change_link = True


@admin.register(FrameworkVersion)
class FrameworkVersionAdmin(CuratedAdmin):
    list_display = ("name", "version", "key", "checked")
    fixed = ("key", "version")
    inlines = (HeadingInline,)


@admin.register(Heading)
class HeadingAdmin(CuratedAdmin):
    list_display = ("name", "framework", "position")
    list_select_related = ("framework",)
    list_filter = ("framework",)
    formfield_overrides = {models.ManyToManyField: {"widget": CheckboxSelectMultiple}}
    fixed = ("framework",)


@admin.register(ExperienceKind)
class ExperienceKindAdmin(CuratedAdmin):
    list_display = ("label", "key", "position")
    fixed = ("key",)


@admin.register(Place)
class PlaceAdmin(CuratedAdmin):
    list_display = ("name", "region", "country", "population")
    search_fields = ("name",)
    fixed = ("geonames_id",)
    show_full_result_count = False

    def finish(self, record: Any, *, before: Mapping[str, Any]) -> None:
        refresh_search_names([record])
        super().finish(record, before=before)
