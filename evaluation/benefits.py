"""What do organisations offer a person, as the engine sees it and in words?

Source: `docs/design/evaluation.md`, *From rows to a problem*.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from catalogue.choices import Audience, Scope
from catalogue.models import Benefit, BenefitSkill, Organisation
from catalogue.parse import MEMBER, OPEN
from engine.problem import Benefit as EngineBenefit
from evaluation.reach import Reach, Traveller, find_reach
from evaluation.rows import (
    BENEFIT_FIELDS,
    BenefitRow,
    MembershipRow,
    UseRow,
)
from goals.choices import Level
from memberships.choices import MembershipKind, Use
from memberships.models import BenefitUse, Staff
from people.models import User

USE_SHARES: dict[int, float] = {
    Use.NONE: 0.0,
    Use.NOW_AND_THEN: 0.33,
    Use.OFTEN: 0.67,
    Use.FULLY: 1.0,
}
LEVEL_OF_SCOPE: dict[str, str] = {
    Scope.LOCAL: Level.LOCAL,
    Scope.REGIONAL: Level.REGIONAL,
    Scope.NATIONAL: Level.NATIONAL,
    Scope.EUROPEAN: Level.INTERNATIONAL,
    Scope.INTERNATIONAL: Level.INTERNATIONAL,
}
NO_TOKENS = {OPEN, MEMBER}


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitFact:
    """A benefit that the person has, as a page names it. `hours_are_typical`: its kind's."""

    key: str
    title: str
    kind: str
    mode: str
    interactivity: str
    level: str
    use: int | None
    hours: float
    hours_are_typical: bool
    personal_only: bool
    reach: Reach


class BenefitReader:
    """Reads what organisations offer a person, all of it in a few queries."""

    def __init__(
        self,
        *,
        user: User,
        traveller: Traveller,
        organisations: Iterable[int] | QuerySet[Any, Any],
        used_fully: int | None = None,
    ) -> None:
        """`organisations` by primary key; what the one `used_fully` offers is as if it were."""
        self.traveller = traveller
        self.used_fully = used_fully
        offered = Benefit.objects.offered().filter(organisation__in=organisations)
        self.rows: dict[int, list[BenefitRow]] = defaultdict(list)
        for row in offered.order_by("pk").values_list(*BENEFIT_FIELDS):
            self.rows[row[2]].append(BenefitRow(*row))
        self.skills: dict[int, dict[str, int]] = defaultdict(dict)
        for benefit, skill, strength in BenefitSkill.objects.filter(
            benefit__in=offered
        ).values_list("benefit_id", "skill__key", "strength"):
            self.skills[benefit][skill] = strength
        uses = BenefitUse.objects.filter(user=user, benefit__in=offered)
        self.uses = {
            pk: UseRow(use=use, included=included, own_reach=reach)
            for pk, use, included, reach in uses.values_list(
                "benefit_id", "use", "included", "own_reach"
            )
        }
        employers = Staff.objects.filter(user=user, confirmed_at__isnull=False)
        self.at_work = set(
            Organisation.objects.below(
                list(employers.values_list("workplace__organisation_id", flat=True))
            ).values_list("pk", flat=True)
        )

    def included(self, mine: Sequence[MembershipRow]) -> list[BenefitRow]:
        """The benefits that at least one of the person's sources includes."""
        return [row for row in self.rows[mine[0].organisation] if self._includes(row, mine)]

    def not_included(self, mine: Sequence[MembershipRow]) -> dict[str, str]:
        """The titles of the others, by key."""
        rows = self.rows[mine[0].organisation]
        return {str(row.uuid): row.title for row in rows if not self._includes(row, mine)}

    def _includes(self, row: BenefitRow, mine: Sequence[MembershipRow]) -> bool:
        """As the person says; else all but what an employer's membership does not open."""
        said = self.uses.get(row.pk, UseRow()).included
        if said is not None:
            return said
        through_employer_only = all(source.kind == MembershipKind.EMPLOYER for source in mine)
        return not (through_employer_only and row.audience == Audience.PERSONAL_MEMBERS)

    def read(
        self, row: BenefitRow, mine: Sequence[MembershipRow]
    ) -> tuple[BenefitFact, EngineBenefit]:
        """One benefit in words and for the engine."""
        organisation = mine[0]
        at_work = organisation.organisation in self.at_work
        said = self.uses.get(row.pk, UseRow())
        if organisation.organisation == self.used_fully:
            said = said._replace(use=Use.FULLY)
        reach = find_reach(
            mode=row.mode,
            own=said.own_reach,
            at_work=at_work,
            place=organisation.place,
            traveller=self.traveller,
        )
        level = row.level or (
            Level.ORGANISATIONAL if at_work else LEVEL_OF_SCOPE[organisation.scope]
        )
        key = str(row.uuid)
        fact = BenefitFact(
            key=key,
            title=row.title,
            kind=row.kind_label,
            mode=row.mode,
            interactivity=row.interactivity,
            level=level,
            use=said.use,
            hours=float(row.hours or row.kind_hours),
            hours_are_typical=row.hours is None,
            personal_only=row.audience == Audience.PERSONAL_MEMBERS,
            reach=reach,
        )
        benefit = EngineBenefit(
            key=key,
            kind=row.kind,
            skills=self.skills[row.pk],
            level=level,
            interactivity=row.interactivity,
            reach=reach.value,
            use=None if said.use is None else USE_SHARES[said.use],
            hours=fact.hours,
            requires=requirements(own=row.requires, of_kind=row.kind_requires),
            gives=tuple(row.gives or row.kind_gives),
        )
        return fact, benefit


def requirements(*, own: list[str], of_kind: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Lists of alternatives, all to be met: the kind's and each word of the organisation's own.

    Being a member is met by joining, so it is no token; exactly "none" is no requirement at all.
    """
    if own == [OPEN]:
        return ()
    needed = [tuple(alternatives) for alternatives in of_kind]
    needed += [(word,) for word in own if word not in NO_TOKENS]
    return tuple(dict.fromkeys(needed))
