"""What does the catalogue offer to whoever would join, in columns for the engine?

The same as `evaluation.benefits` reads row by row of what is held, for as many organisations as
there are. Source: `docs/design/evaluation.md`, *From rows to a problem*.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from catalogue.choices import BenefitMode
from catalogue.models import Benefit, BenefitSkill
from engine.journeys import Point
from engine.problem import INTERACTIVITIES
from engine.value import OFFERED_LEVELS, STRENGTH_ANCHORS, Array, Places
from evaluation.benefits import LEVEL_OF_SCOPE
from goals.models import Skill

NO_PLACE = -1
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What organisations offer, as far as it is the same for everybody; rows are benefits.

    `organisations` are primary keys in rising order; `place` is where each is among the `places`,
    or NO_PLACE. Of a benefit: its primary key, in rising order; its `owner` among the
    organisations; whether it takes being there; its hours; whether it says its level itself. All
    others are columns of `engine.value.Offers`.
    """

    organisations: Places
    places: tuple[Point, ...]
    place: Places
    pk: Places
    owner: Places
    is_there: Flags
    hours: Array
    says_level: Flags
    level: Places
    interactivity: Places
    row: Places
    skill: Places
    anchor: Array


def read_catalogue(organisations: QuerySet[Any]) -> Catalogue:
    """All that the organisations offer personal members. Four queries, whatever there is."""
    columns = organisations.order_by("pk").values_list(
        "pk", "scope", "place__latitude", "place__longitude"
    )
    rows = list(columns)
    pks = np.array([row[0] for row in rows], dtype=int)
    scopes = [row[1] for row in rows]
    where = [None if None in row[2:] else Point(*row[2:]) for row in rows]
    places = {place: at for at, place in enumerate(dict.fromkeys(filter(None, where)))}

    offered = Benefit.objects.offered().filter(
        organisation__in=organisations.order_by().values("pk")
    )
    benefits = _columns(
        offered.order_by("pk").values_list(
            "pk", "organisation_id", "mode", "level", "interactivity", "hours", "kind__hours"
        ),
        7,
    )
    pk, owners, modes, levels, interactivities, own_hours, usual_hours = benefits
    owner = np.searchsorted(pks, np.array(owners, dtype=int))
    said = zip(owner.tolist(), levels, strict=True)
    level = [OFFERED_LEVELS.index(own or LEVEL_OF_SCOPE[scopes[at]]) for at, own in said]
    hours = [own or usual for own, usual in zip(own_hours, usual_hours, strict=True)]

    numbers = {
        skill: at
        for at, skill in enumerate(Skill.objects.order_by("pk").values_list("pk", flat=True))
    }
    served = BenefitSkill.objects.filter(benefit__in=offered.values("pk")).order_by("benefit", "pk")
    of, skills, strengths = _columns(served.values_list("benefit_id", "skill_id", "strength"), 3)
    return Catalogue(
        organisations=pks,
        places=tuple(places),
        place=np.array([NO_PLACE if each is None else places[each] for each in where], dtype=int),
        pk=np.array(pk, dtype=int),
        owner=owner,
        is_there=np.array(modes, dtype=str) == BenefitMode.FACE_TO_FACE,
        hours=np.array(hours, dtype=float),
        says_level=np.array(levels, dtype=str) != "",
        level=np.array(level, dtype=int),
        interactivity=np.array(
            [INTERACTIVITIES.index(each) for each in interactivities], dtype=int
        ),
        row=np.searchsorted(np.array(pk, dtype=int), np.array(of, dtype=int)),
        skill=np.array([numbers[each] for each in skills], dtype=int),
        anchor=np.array([STRENGTH_ANCHORS[each] for each in strengths], dtype=float),
    )


def _columns(rows: QuerySet[Any, Any], number: int) -> list[tuple[Any, ...]]:
    """The columns of so many values; empty ones where there is no row."""
    return list(zip(*rows, strict=True)) or [()] * number
