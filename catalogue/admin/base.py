"""What holds for everything that curators keep."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalogue.admin.history import HistoryMixin
from catalogue.admin.meanwhile import MeanwhileMixin
from catalogue.forms import ExperienceField
from catalogue.models import Organisation
from catalogue.querysets import MOST_WORDS
from catalogue.services import raise_revision

# What the filters beside a list ask. Django lets any field and relation be asked about by address.
FILTERING = ("", "__exact", "__id__exact", "__isnull", "__isempty")

# Stacked, because the fields of a tabular inline have no labels.
if TYPE_CHECKING:  # Django's own classes take no parameter when they run
    ModelAdmin = admin.ModelAdmin[Any]
    StackedInline = admin.StackedInline[Any, Any]
else:
    ModelAdmin = admin.ModelAdmin
    StackedInline = admin.StackedInline


class OrganisationWidget(ForeignKeyRawIdWidget):
    """A number to type or to look up, which tells no name of somebody's private organisation.

    Not Django's list with suggestions: nobody who hears the page knows what that is for.
    """

    def label_and_url_for_value(self, value: Any) -> tuple[str, str]:
        is_public = str(value).isdecimal() and Organisation.objects.public().filter(pk=value)
        return super().label_and_url_for_value(value) if is_public else ("", "")


class PublicAdmin(ModelAdmin):
    """For what is everybody's: nothing is deleted, nothing of one person's own is shown.

    Deleting would have to list whose goals and memberships stand in the way.
    """

    list_per_page = 25
    show_full_result_count = False  # what is found is counted already

    def action_checkbox(self, obj: Any) -> SafeString:
        """Django's own, which renders two templates for each row: a third of what a list takes."""
        box = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
        label = format_html(_("Select this object for an action - {}"), obj)
        return format_html(box, ACTION_CHECKBOX_NAME, obj.pk, label)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Whether the filters beside the list ask this. Nobody's own rows are asked about."""
        fields = [each[0] if isinstance(each, tuple) else each for each in self.list_filter]
        asked = {f"{field}{ending}" for field in fields for ending in FILTERING}
        asked |= {getattr(field, "parameter_name", "") for field in fields}
        sensible = lookup in asked and str(value).isprintable()
        return sensible and super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        words = " ".join(search_term.split()[:MOST_WORDS])
        return super().get_search_results(request, queryset, words)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Organisation:
            kwargs["queryset"] = Organisation.objects.public()
            kwargs["widget"] = OrganisationWidget(db_field.remote_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Organisation:
            kwargs["queryset"] = Organisation.objects.public()
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class CuratedAdmin(HistoryMixin, MeanwhileMixin, PublicAdmin):
    """Has versions, notices two curators at once, and every write raises the revision."""

    fixed: tuple[str, ...] = ()  # fields that cannot be changed once they are saved
    formfield_overrides = {models.JSONField: {"form_class": ExperienceField}}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.fixed if obj else ()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.finish(form.instance, before=form.initial)

    def finish(self, record: Any, *, before: Mapping[str, Any]) -> None:
        """Do what a write calls for, after all of it is saved. `before` are the values it had."""
        raise_revision()
