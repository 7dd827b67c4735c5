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
from curation.admin.tables import TablesMixin
from curation.attention import list_concerns
from curation.members import FEWEST, with_members
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


@admin.register(Organisation)
class OrganisationAdmin(TablesMixin, organisations.OrganisationAdmin):
    list_display = (
        *("name", "short_name", "kind", "scope", "status", "parent"),
        *("number_of_members", "checked_on"),
    )
    list_filter = (*organisations.OrganisationAdmin.list_filter, MembersFilter)
    import_export_change_list_template = "admin/curation/organisations.html"
    resource_classes = (OrganisationResource,)

    def get_queryset(self, request: HttpRequest) -> OrganisationQuerySet:
        return with_members(super().get_queryset(request))

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.attention_view)
        return [path("attention/", view, name="curation_attention"), *super().get_urls()]

    @admin.display(description=gettext_lazy("members"), ordering="members")
    def number_of_members(self, organisation: Any) -> str:
        """The number in full fives, where it is no single person's business."""
        if organisation.special_category:
            return _("not counted")
        if organisation.members < FEWEST:
            return _("fewer than %(fewest)s") % {"fewest": FEWEST}
        return _("%(members)s or more") % {"members": organisation.members}

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
        }
        return TemplateResponse(request, "admin/curation/attention.html", context)
