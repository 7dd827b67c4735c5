"""Skills, frameworks, kinds of experience, and places: what the rooms below hold.

What leaves and comes back as a table is registered by the room that brings tables in.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.admin.base import CuratedAdmin, StackedInline
from catalogue.forms import TextsField
from goals.models import ExperienceKind, Heading, Skill
from people.services import refresh_search_names


class SkillAdmin(CuratedAdmin):
    list_display = ("name", "key", "parent", "position")
    list_select_related = ("parent",)
    search_fields = ("name", "key")
    fixed = ("key",)
    formfield_overrides = {
        models.JSONField: {"form_class": TextsField, "help_text": _("A text on each line.")}
    }

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        areas = Skill.objects.filter(parent=None)
        return super().formfield_for_foreignkey(db_field, request, queryset=areas, **kwargs)


class HeadingInline(StackedInline):
    model = Heading
    fields = (("name", "position"),)
    extra = 0
    show_change_link = True


class FrameworkVersionAdmin(CuratedAdmin):
    list_display = ("name", "version", "key", "checked")
    fixed = ("key", "version")
    inlines = (HeadingInline,)


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


class PlaceAdmin(CuratedAdmin):
    list_display = ("name", "region", "country", "population")
    search_fields = ("name",)
    fixed = ("geonames_id",)

    def finish(self, record: Any, *, before: Mapping[str, Any]) -> None:
        refresh_search_names([record])
        super().finish(record, before=before)
