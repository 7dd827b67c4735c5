"""Organisations with the number of their members, and the way to what needs attention."""

from typing import Any

from django.contrib import admin
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.admin import organisations
from catalogue.models import Organisation
from catalogue.querysets import OrganisationQuerySet
from catalogue.stamps import public_stamp
from curation.access import is_curator
from curation.admin.tables import TablesMixin
from curation.attention import list_concerns
from curation.members import FEWEST, members_in_words, with_members
from curation.resources import OrganisationResource


class MembersFilter(admin.SimpleListFilter):
    """Whether enough belong to it for their number to be told."""

    title = gettext_lazy("number of members")
    parameter_name = "members"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("told", _("%(fewest)s or more") % {"fewest": FEWEST}),
            ("few", _("fewer, or not counted")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "told":
            return queryset.filter(members__gte=FEWEST)
        return queryset.filter(members__lt=FEWEST) if self.value() == "few" else queryset


class MergedFilter(admin.SimpleListFilter):
    """Entries as they are; those that were merged into others only where one asks for them."""

    title = gettext_lazy("merged into another")
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", _("Merged into another"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(merged_into__isnull=self.value() != "yes")


@admin.register(Organisation)
class OrganisationAdmin(TablesMixin, organisations.OrganisationAdmin):
    list_display = (
        *("name", "short_name", "kind", "scope", "status", "parent"),
        *("number_of_members", "checked_on"),
    )
    list_filter = (*organisations.OrganisationAdmin.list_filter, MembersFilter, MergedFilter)
    change_form_template = "admin/curation/organisation.html"
    import_export_change_list_template = "admin/curation/organisations.html"
    resource_classes = (OrganisationResource,)

    def get_queryset(self, request: HttpRequest) -> OrganisationQuerySet:
        return with_members(super().get_queryset(request))

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.attention_view)
        return [path("attention/", view, name="curation_attention"), *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was merged is only looked at: who would change it undoes the merge."""
        merged = obj is not None and obj.merged_into_id is not None
        return not merged and super().has_change_permission(request, obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        may_merge = is_curator(request.user)
        return super().render_change_form(
            request, context | {"may_merge": may_merge}, *args, **kwargs
        )

    @admin.display(description=gettext_lazy("members"), ordering="members")
    def number_of_members(self, organisation: Any) -> str:
        """The number in full fives, where it is no single person's business."""
        return members_in_words(organisation)

    def attention_view(self, request: HttpRequest) -> HttpResponse:
        """What in the catalogue needs attention, the most pressing first."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        stamp = public_stamp(on=timezone.localdate())
        context = {
            **self.admin_site.each_context(request),
            "title": _("What needs attention"),
            "opts": self.model._meta,
            "concerns": caches["pages"].get_or_set(f"concerns:{stamp}", list_concerns),
            "may_merge": is_curator(request.user),
        }
        return TemplateResponse(request, "admin/curation/attention.html", context)
