"""Benefits with their skills, and fees, as tables."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from import_export.fields import Field

from catalogue.choices import Strength
from catalogue.forms import ExperienceField
from catalogue.models import Benefit, BenefitKind, BenefitSkill, Fee
from curation.columns import KeyWidget, LinesField, WordsWidget, two_parts
from curation.resources.base import SearchedResource, public, replace
from goals.models import Skill


def _check_experience(words: list[str]) -> None:
    ExperienceField(required=False).clean(json.dumps(words))


def _read_skills(benefit: Any) -> Iterable[str]:
    return (f"{each.skill.key}: {each.strength}" for each in benefit.benefit_skills.all())


def _skill(line: str) -> tuple[Skill, int]:
    key, strength = two_parts(line, like="advocacy: 2")
    skill = KeyWidget(Skill.objects.all, "key").find(key)
    if strength not in map(str, Strength.values):
        raise ValueError(_("“%(line)s”: the strength must be 1, 2 or 3.") % {"line": line})
    return skill, int(strength)


def _write_skills(benefit: Any, lines: tuple[str, ...]) -> None:
    wanted = [{"skill": skill, "strength": strength} for skill, strength in map(_skill, lines)]
    replace(BenefitSkill, {"benefit": benefit}, wanted)


class BenefitResource(SearchedResource):
    """Benefits, by their number (`uuid`); a row without one is new."""

    organisation = Field(
        attribute="organisation", column_name="organisation", widget=KeyWidget(public, "key")
    )
    kind = Field(
        attribute="kind", column_name="kind", widget=KeyWidget(BenefitKind.objects.all, "key")
    )
    requires = Field(
        attribute="requires", column_name="requires", widget=WordsWidget(_check_experience)
    )
    gives = Field(attribute="gives", column_name="gives", widget=WordsWidget(_check_experience))
    skills = LinesField(name="skills", read=_read_skills, check=_skill, write=_write_skills)

    class Meta(SearchedResource.Meta):
        model = Benefit
        import_id_fields = ("uuid",)
        fields = (
            *("uuid", "organisation", "kind", "title", "mode", "interactivity", "level", "hours"),
            *("frequency", "audience", "requires", "gives", "basis", "retired_on", "skills"),
        )

    def get_queryset(self) -> Any:
        public = Benefit.objects.filter(organisation__owner=None)
        related = public.select_related("organisation", "kind")
        return related.prefetch_related("benefit_skills__skill")


class FeeResource(SearchedResource):
    """Fees: what one grade costs in one year for one period is one row."""

    organisation = Field(
        attribute="organisation", column_name="organisation", widget=KeyWidget(public, "key")
    )

    class Meta(SearchedResource.Meta):
        model = Fee
        import_id_fields = ("organisation", "grade", "year", "period")
        fields = ("organisation", "grade", "year", "period", "amount", "currency", "source")

    def get_queryset(self) -> Any:
        return Fee.objects.filter(organisation__owner=None).select_related("organisation")
