"""The evaluation problem: all that the engine is told.

Source: `docs/design/evaluation.md`, *The problem*. These classes only hold the data;
`engine.check` says whether they make sense, and `engine.parse` reads them from JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

VERSION = 1
LEVELS = ("organisational", "local", "regional", "national", "international")
INTERACTIVITIES = ("passive", "responsive", "interactive")
STRENGTHS = (1, 2, 3)


class ProblemError(ValueError):
    """A problem that is refused: `place` says where (`goals[1].rank`), `reason` says why."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A skill, or an area above skills. The parent is the key of another skill."""

    key: str
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What the person wants: skills with their importance, at certain levels (none: any).

    `rank` 1 is the most important, ties are allowed. `weight` overrides the ranks;
    either every goal has one or none has.
    """

    key: str
    rank: int
    weight: float | None = None
    levels: tuple[str, ...] = ()
    skills: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """One thing that a membership offers.

    `skills` gives the strength (1, 2 or 3) by skill; `reach` and `use` are shares from 0 to 1;
    `hours` are hours a year of full use. None is unknown for `use` and `hours`, and "of no
    level in particular" for `level`. Every list in `requires` must be met by one of its items.
    """

    key: str
    kind: str | None = None
    skills: Mapping[str, int]
    level: str | None = None
    interactivity: str
    reach: float = 1.0
    use: float | None = None
    hours: float | None = None
    requires: tuple[tuple[str, ...], ...] = ()
    gives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """An organisation held, or a candidate that could be joined.

    `fee` is what the person pays a year (None: unknown); `parent` is None where the parent
    is not held.
    """

    key: str
    parent: str | None = None
    fee: float | None = None
    benefits: tuple[Benefit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractivityFactors:
    """What each kind of taking part is worth to this person, from 0 to 1."""

    passive: float = 0.35
    responsive: float = 0.65
    interactive: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Limits for planning a year; None is no limit."""

    fees: float | None = None
    hours: float | None = None
    max_joins: int | None = None
    max_per_kind: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Everything known about one person's goals and memberships.

    `keep` and `forbid` name memberships or candidates, `keep_benefits` names benefits;
    `experience` is what the person has on record.
    """

    skills: tuple[Skill, ...]
    goals: tuple[Goal, ...]
    memberships: tuple[Membership, ...]
    candidates: tuple[Membership, ...] = ()
    experience: tuple[str, ...] = ()
    interactivity: InteractivityFactors = field(default_factory=InteractivityFactors)
    budget: Budget = field(default_factory=Budget)
    keep: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    keep_benefits: tuple[str, ...] = ()
