"""What would each organisation add that might be joined? One engine membership of each.

Source: `docs/design/evaluation.md`, *The portfolio* (gain of a candidate).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from engine.evaluate import evaluate
from engine.problem import Membership as EngineMembership
from engine.result import CandidateResult
from evaluation.benefits import BenefitReader
from evaluation.facts import gather_facts
from evaluation.reach import load_traveller
from evaluation.rows import ORGANISATION_FIELDS, row_as_if_joined
from people.models import User

# With all that one may hold (`memberships.services.MOST_HELD`) as many as the engine takes.
MOST_AT_ONCE = 500


def find_gains(*, user: User, organisations: QuerySet[Any], on: date) -> dict[int, CandidateResult]:
    """What each of the organisations would add by itself, as of a day, by its primary key.

    What is held is left out, and nothing is found for somebody without goals. The queries are
    as many for one as for all.
    """
    facts = gather_facts(user=user, on=on, leave_out_sensitive=False)
    if not facts.goals:
        return {}
    candidates = {
        candidate.key: (pk, candidate)
        for pk, candidate in _candidates(user, organisations)
        if candidate.key not in facts.held
    }
    gains = {}
    # A candidate's gain hangs on no other candidate, so they are asked for part by part.
    for part in _parts(list(candidates.values()), MOST_AT_ONCE):
        problem = replace(facts.problem, candidates=tuple(candidate for _pk, candidate in part))
        for key, result in evaluate(problem).candidates.items():
            gains[candidates[key][0]] = result
    return gains


def _candidates(user: User, organisations: QuerySet[Any]) -> list[tuple[int, EngineMembership]]:
    """Each organisation with all it offers a personal member, and its primary key."""
    rows = [
        row_as_if_joined(row) for row in organisations.order_by().values_list(*ORGANISATION_FIELDS)
    ]
    reader = BenefitReader(
        user=user,
        traveller=load_traveller(user),
        organisations=organisations.order_by().values("pk"),
    )
    return [
        (
            row.organisation,
            EngineMembership(
                key=row.key,
                benefits=tuple(reader.read(each, [row])[1] for each in reader.included([row])),
            ),
        )
        for row in rows
    ]


def _parts(
    candidates: Sequence[tuple[int, EngineMembership]], size: int
) -> list[Sequence[tuple[int, EngineMembership]]]:
    return [candidates[start : start + size] for start in range(0, len(candidates), size)]
