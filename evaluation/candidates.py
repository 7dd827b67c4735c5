"""What would each organisation add that might be joined, all that it offers used fully?

Source: `docs/design/evaluation.md`, *The portfolio* (gain of a candidate).
"""

from datetime import date
from typing import NamedTuple

import numpy as np
from django.db.models import Q

from catalogue.choices import BenefitMode
from catalogue.models import Organisation
from engine.joining import value_joining
from engine.value import OFFERED_LEVELS, Array, Offers
from evaluation.facts import gather_facts
from evaluation.offers import Catalogue, Flags
from evaluation.reach import find_reach, load_traveller
from goals.choices import Level
from memberships.models import Staff
from people.models import User


class Gain(NamedTuple):
    """What joining adds: points, the hours a year it takes, the share of each goal in order."""

    gain: float
    hours: float
    by_goal: tuple[float, ...]


def find_gains(*, user: User, catalogue: Catalogue, on: date) -> dict[int, Gain]:
    """What each organisation of a catalogue would add by itself, as of a day, by its primary key.

    What is held is left out, and nothing is found for somebody without goals. The queries are
    as many for one as for all.
    """
    facts = gather_facts(user=user, on=on, leave_out_sensitive=False)
    if not facts.goals:
        return {}
    joined = value_joining(
        facts.problem,
        _offers(user, catalogue),
        owner=catalogue.owner,
        hours=catalogue.hours,
        owners=len(catalogue.organisations),
    )
    columns = (joined.gain.tolist(), joined.hours.tolist(), map(tuple, joined.by_goal.tolist()))
    gains = zip(catalogue.organisations.tolist(), map(Gain, *columns), strict=True)
    held = {source.organisation for each in facts.held.values() for source in each.sources}
    return {pk: gain for pk, gain in gains if pk not in held}


def _offers(user: User, catalogue: Catalogue) -> Offers:
    """What the organisations offer this person: what they can get to, and what level it has."""
    at_work = _at_work(user, catalogue)
    organisational = OFFERED_LEVELS.index(Level.ORGANISATIONAL)
    return Offers(
        level=np.where(at_work & ~catalogue.says_level, organisational, catalogue.level),
        interactivity=catalogue.interactivity,
        reach=_reach(user, catalogue, at_work),
        row=catalogue.row,
        skill=catalogue.skill,
        anchor=catalogue.anchor,
    )


def _at_work(user: User, catalogue: Catalogue) -> Flags:
    """Whether each benefit is offered by the person's employer or a group there."""
    employers = Staff.objects.filter(user=user, confirmed_at__isnull=False)
    below = Organisation.objects.below(
        list(employers.values_list("workplace__organisation_id", flat=True))
    )
    return np.isin(catalogue.organisations, list(below.values_list("pk", flat=True)))[
        catalogue.owner
    ]


def _reach(user: User, catalogue: Catalogue, at_work: Flags) -> Array:
    """The share of each benefit's occasions that the person can get to."""
    traveller = load_traveller(user)
    there = np.array(
        [
            find_reach(
                mode=BenefitMode.FACE_TO_FACE,
                own=None,
                at_work=False,
                place=place,
                traveller=traveller,
            ).value
            for place in (*catalogue.places, None)  # the last is that of NO_PLACE
        ]
    )
    travels = catalogue.is_there & ~at_work
    reach = np.where(travels, there[catalogue.place[catalogue.owner]], 1.0)
    said = user.benefit_uses.filter(Q(included=False) | Q(own_reach__isnull=False))
    for pk, included, own in said.values_list("benefit_id", "included", "own_reach"):
        # What the person says is not included in their grade is out of reach: worth nothing.
        reach[catalogue.pk == pk] = 0.0 if included is False or own is None else float(own)
    return reach
