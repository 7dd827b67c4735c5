"""What does the engine need to know of a person? Rows -> engine problem, the only bridge.

Source: `docs/design/evaluation.md`, *From rows to a problem*. Every gathering is a constant
number of queries, whatever the person holds.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from catalogue.models import Organisation
from engine.problem import Goal as EngineGoal
from engine.problem import Problem
from engine.problem import Skill as EngineSkill
from evaluation.holdings import HeldFact, Selection, WhatIf, gather_holdings
from evaluation.reach import load_traveller
from goals.models import Experience, Goal, GoalLevel, GoalSkill, Skill
from goals.weights import points_rule
from memberships.ledger import load_reckoning
from memberships.money import Reckoning
from people.models import User

AS_IT_IS = WhatIf()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalFact:
    """A goal that counts, as a page names it."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The problem, and the words that go with its keys.

    `goals_without_skills` are the texts of goals that cannot be evaluated; `sensitive` is the
    number of sensitive memberships held, all of them left out where `left_out` is true.
    """

    problem: Problem
    goals: dict[str, GoalFact]
    held: dict[str, HeldFact]
    skills: dict[str, str]
    reckoning: Reckoning
    goals_without_skills: tuple[str, ...]
    sensitive: int
    left_out: bool

    @property
    def currency(self) -> str:
        """The one of the person's totals."""
        return self.reckoning.currency


def gather_facts(
    *,
    user: User,
    on: date,
    leave_out_sensitive: bool,
    chosen: Organisation | None = None,
    what_if: WhatIf = AS_IT_IS,
) -> Facts:
    """Everything that the engine needs for this person as of a day, and what it is called.

    With `leave_out_sensitive` the problem is made without the sensitive memberships, as it
    must be for anything made for somebody else: it is no total to subtract from. What the
    person has `chosen` to show is in it all the same, and `sensitive` counts the others.
    """
    traveller = load_traveller(user)
    reckoning = load_reckoning(user=user, currency=traveller.currency)
    skills = list(Skill.objects.order_by("pk").values_list("key", "parent__key", "name"))
    goals, texts, without_skills = _goals(user)
    holdings = gather_holdings(
        user=user,
        traveller=traveller,
        reckoning=reckoning,
        on=on,
        selection=Selection(
            leave_out_sensitive=leave_out_sensitive,
            chosen=chosen.pk if chosen else None,
            what_if=what_if,
        ),
    )
    experience = Experience.objects.filter(user=user, removed_at=None)
    problem = Problem(
        skills=tuple(EngineSkill(key=key, parent=parent) for key, parent, _ in skills),
        goals=goals,
        memberships=holdings.memberships,
        experience=tuple(sorted(set(experience.values_list("kind__key", flat=True)))),
        interactivity=traveller.factors,
    )
    return Facts(
        problem=problem,
        goals=texts,
        held=holdings.held,
        skills={key: name for key, _, name in skills},
        reckoning=reckoning,
        goals_without_skills=without_skills,
        sensitive=holdings.sensitive,
        left_out=leave_out_sensitive,
    )


def _goals(user: User) -> tuple[tuple[EngineGoal, ...], dict[str, GoalFact], tuple[str, ...]]:
    """The goals for the engine, their words, and the texts of those that name no skill."""
    mine = Goal.objects.filter(user=user, archived_at=None)
    rows = list(mine.order_by("rank", "pk").values_list("pk", "uuid", "text", "rank", "points"))
    skills: dict[int, dict[str, float]] = defaultdict(dict)
    for goal, skill, importance in GoalSkill.objects.filter(goal__in=mine).values_list(
        "goal_id", "skill__key", "importance"
    ):
        skills[goal][skill] = float(importance)
    levels: dict[int, list[str]] = defaultdict(list)
    for goal, level in GoalLevel.objects.filter(goal__in=mine).values_list("goal_id", "level"):
        levels[goal].append(level)

    counted = [row for row in rows if row[0] in skills]
    pointed = points_rule(points for *_, points in counted)
    goals = tuple(
        EngineGoal(
            key=str(uuid),
            rank=rank,
            weight=float(points) if pointed and points is not None else None,
            levels=tuple(sorted(levels[pk])),
            skills=skills[pk],
        )
        for pk, uuid, _, rank, points in counted
    )
    texts = {str(uuid): GoalFact(key=str(uuid), text=text) for _, uuid, text, _, _ in counted}
    return goals, texts, tuple(text for pk, _, text, _, _ in rows if pk not in skills)
