"""Benefits with the skills they serve."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from catalogue.admin.base import CuratedAdmin, StackedInline
from catalogue.models import Benefit, BenefitKind, BenefitSkill
from catalogue.querysets import BenefitQuerySet
from catalogue.services import refresh_search_text


class BenefitSkillInline(StackedInline):
    model = BenefitSkill
    fields = (("skill", "strength"),)
    extra = 0


@admin.register(Benefit)
class BenefitAdmin(CuratedAdmin):
    list_display = ("title", "organisation", "kind", "mode", "interactivity", "audience")
    list_filter = (
        ("retired_on", admin.EmptyFieldListFilter),
        "kind",
        "mode",
        "interactivity",
        "audience",
        "basis",
    )
    list_select_related = ("organisation", "kind")
    search_fields = ("title", "organisation__name", "organisation__short_name")
    fixed = ("organisation",)
    inlines = (BenefitSkillInline,)

    def get_queryset(self, request: HttpRequest) -> BenefitQuerySet:
        return Benefit.objects.filter(organisation__owner=None)

    def finish(self, record: Any, *, before: Mapping[str, Any]) -> None:
        super().finish(record, before=before)
        refresh_search_text(organisations=[record.organisation])


@admin.register(BenefitKind)
class BenefitKindAdmin(CuratedAdmin):
    list_display = ("label", "key", "hours", "size", "position")
    fixed = ("key",)
