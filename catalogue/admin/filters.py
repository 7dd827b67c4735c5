"""What curators can narrow the list of organisations to."""

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Organisation
from catalogue.querysets import CHECKED_FOR

MOST_PARENTS = 30  # more of them would be a longer list than the one beside them
NOTHING = "-"  # no organisation has such a key


class ParentFilter(admin.SimpleListFilter):
    """The groups of one organisation, or what is nobody's group. Those with most are offered."""

    title = _("group of")
    parameter_name = "parent"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        groups = Organisation.objects.public().filter(parent__isnull=False).order_by()
        sizes = groups.values_list("parent").annotate(size=Count("pk"))
        most = sizes.order_by("-size", "parent")[:MOST_PARENTS].values("parent")
        parents = Organisation.objects.public().filter(pk__in=most).order_by("name")
        named = parents.values_list("key", "name")
        return [(NOTHING, str(_("nothing"))), *((str(key), name) for key, name in named)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == NOTHING:
            return queryset.filter(parent=None)
        return queryset.filter(parent__key=self.value()) if self.value() else queryset


class CheckedFilter(admin.SimpleListFilter):
    """How long ago somebody looked whether all of it is true."""

    title = _("last checked")
    parameter_name = "checked"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("year", _("within a year")),
            ("longer", _("longer ago")),
            ("never", _("never")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        a_year_ago = timezone.localdate() - CHECKED_FOR
        if self.value() == "year":
            return queryset.filter(checked_on__gte=a_year_ago)
        if self.value() == "longer":
            return queryset.filter(checked_on__lt=a_year_ago)
        return queryset.filter(checked_on=None) if self.value() == "never" else queryset
