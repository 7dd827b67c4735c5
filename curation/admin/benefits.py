"""Benefits and fees with the ways in and out."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from catalogue.admin import benefits
from catalogue.admin.base import CuratedAdmin
from catalogue.models import Benefit, Fee
from curation.admin.tables import TablesMixin
from curation.resources import BenefitResource, FeeResource


@admin.register(Benefit)
class BenefitAdmin(TablesMixin, benefits.BenefitAdmin):
    resource_classes = (BenefitResource,)


@admin.register(Fee)
class FeeAdmin(TablesMixin, CuratedAdmin):
    """The fees of all organisations beside each other, to see which are old."""

    list_display = ("grade", "organisation", "amount", "currency", "period", "year")
    list_filter = ("year", "period", "currency")
    list_select_related = ("organisation",)
    search_fields = ("grade", "organisation__name", "organisation__short_name")
    fixed = ("organisation",)
    resource_classes = (FeeResource,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Fee]:
        return Fee.objects.filter(organisation__owner=None)
