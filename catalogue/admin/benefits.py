"""Benefits with the skills they serve."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.admin.base import CuratedAdmin, StackedInline
from catalogue.choices import Strength
from catalogue.models import Benefit, BenefitKind, BenefitSkill
from catalogue.querysets import BenefitQuerySet
from catalogue.services import refresh_search_text, tag_skill
from goals.models import Skill


class BenefitSkillInline(StackedInline):
    model = BenefitSkill
    fields = (("skill", "strength"),)
    extra = 0


class SkillForm(ActionForm):
    """What is chosen beside the list of actions."""

    skill = forms.ModelChoiceField(
        label=gettext_lazy("Skill"),
        queryset=Skill.objects.exclude(parent=None).order_by("name"),
        required=False,
        empty_label="—",
    )
    strength = forms.TypedChoiceField(
        label=gettext_lazy("Strength"), choices=Strength.choices, coerce=int, required=False
    )


class BenefitAdmin(CuratedAdmin):
    """Registered by the room that brings tables in."""

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
    actions = ("tag_skill",)
    action_form = SkillForm

    def get_queryset(self, request: HttpRequest) -> BenefitQuerySet:
        return Benefit.objects.filter(organisation__owner=None)

    @admin.action(
        description=gettext_lazy("Tag with the skill and strength chosen"), permissions=["change"]
    )
    def tag_skill(self, request: HttpRequest, queryset: BenefitQuerySet) -> None:
        chosen = SkillForm(request.POST)
        del chosen.fields["action"]  # Django has looked at that
        skill = chosen.is_valid() and chosen.cleaned_data["skill"]
        if not skill:
            messages.error(request, _("Nothing was changed: choose a skill beside the action."))
            return
        strength = Strength(chosen.cleaned_data["strength"])
        count = tag_skill(benefits=queryset, skill=skill, strength=strength)
        text = ngettext(
            "%(count)s benefit was tagged with “%(skill)s”, %(strength)s.",
            "%(count)s benefits were tagged with “%(skill)s”, %(strength)s.",
            count,
        )
        words = {"count": count, "skill": skill, "strength": strength.label}
        messages.success(request, text % words)

    def finish(self, record: Any, *, before: Mapping[str, Any]) -> None:
        super().finish(record, before=before)
        refresh_search_text(organisations=[record.organisation])


@admin.register(BenefitKind)
class BenefitKindAdmin(CuratedAdmin):
    list_display = ("label", "key", "hours", "size", "position")
    fixed = ("key",)
