"""Places in a ranking that is shown to people (`docs/design/evaluation.md`, *The portfolio*)."""

from collections.abc import Mapping
from dataclasses import dataclass

EQUAL_WITHIN = 1e-9
TIE_SHARE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A place in the ranking: 1 is best; all of a tie have the place of its first member."""

    key: str
    score: float
    place: int
    tied: bool


def rank_for_people(scores: Mapping[str, float]) -> tuple[Placed, ...]:
    """Return the scores from best to worst, with ties where a difference would say too much.

    Walking down, a run ties with its first member while the gap is at most a tenth of that
    member's score. Zeros are always tied. Equal scores (within 1e-9) are in the order of keys.
    """
    placed: list[Placed] = []
    for run in _runs(scores):
        place = len(placed) + 1
        placed += [
            Placed(key=key, score=scores[key], place=place, tied=len(run) > 1) for key in run
        ]
    return tuple(placed)


def _runs(scores: Mapping[str, float]) -> list[list[str]]:
    runs: list[list[str]] = []
    for key in sorted(scores, key=lambda key: (-round(scores[key], 9), key)):
        if runs and _ties(scores[runs[-1][0]], scores[key]):
            runs[-1].append(key)
        else:
            runs.append([key])
    return runs


def _ties(first: float, score: float) -> bool:
    return first - score <= TIE_SHARE * max(first, 0.0) + EQUAL_WITHIN
