"""Organisations with their names, sources, fees and what they offer."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.admin.base import CuratedAdmin, StackedInline
from catalogue.admin.filters import CheckedFilter, ParentFilter
from catalogue.choices import Status
from catalogue.models import Benefit, Fee, Organisation, OrganisationName, Source
from catalogue.querysets import BenefitQuerySet, OrganisationQuerySet
from catalogue.services import change_status, mark_checked, refresh_search_text


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


class StatusForm(ActionForm):
    """What is chosen beside the list of actions."""

    status = forms.ChoiceField(
        label=gettext_lazy("Status"), choices=[("", "—"), *Status.choices], required=False
    )


class OrganisationAdmin(CuratedAdmin):
    """Registered by the room that knows who belongs to what, with the number of members."""

    list_display: tuple[str, ...] = (
        "name",
        "short_name",
        "kind",
        "scope",
        "status",
        "parent",
        "checked_on",
    )
    list_filter: ClassVar[tuple[Any, ...]] = (
        "kind",
        "scope",
        "status",
        ParentFilter,
        CheckedFilter,
        "joinable",
        "special_category",
    )
    actions = ("mark_checked", "change_status")
    action_form = StatusForm
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

    @admin.action(description=gettext_lazy("Mark as checked today"), permissions=["change"])
    def mark_checked(self, request: HttpRequest, queryset: OrganisationQuerySet) -> None:
        count = mark_checked(organisations=queryset)
        text = ngettext(
            "%(count)s organisation marked as checked today.",
            "%(count)s organisations marked as checked today.",
            count,
        )
        messages.success(request, text % {"count": count})

    @admin.action(
        description=gettext_lazy("Change the status to the one chosen"), permissions=["change"]
    )
    def change_status(self, request: HttpRequest, queryset: OrganisationQuerySet) -> None:
        status = request.POST.get("status")
        if status not in Status.values:
            messages.error(request, _("Nothing was changed: choose a status beside the action."))
            return
        count = change_status(organisations=queryset, status=Status(status))
        text = ngettext(
            "%(count)s organisation has the status “%(status)s” now that had another.",
            "%(count)s organisations have the status “%(status)s” now that had another.",
            count,
        )
        messages.success(request, text % {"count": count, "status": Status(status).label})

    def finish(self, record: Any, *, before: Mapping[str, Any]) -> None:
        super().finish(record, before=before)
        touched = Q(pk=record.pk) | Q(pk=before.get("successor"))
        refresh_search_text(organisations=Organisation.objects.filter(touched))
