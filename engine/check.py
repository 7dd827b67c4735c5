"""Whether a problem makes sense, wherever it came from.

Source: `docs/design/evaluation.md`, *The problem*. JSON from outside and problems built from
database rows run through the same `check_problem`. It is cheap, and `evaluate` always runs it.
Types are not looked at: the type checker sees to those, and `engine.parse` for JSON.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from engine.places import inside, quoted
from engine.problem import (
    INTERACTIVITIES,
    LEVELS,
    STRENGTHS,
    Benefit,
    Budget,
    Goal,
    Membership,
    Problem,
    ProblemError,
    Skill,
)

# More than any fee, hours, rank or weight of this world; sums of such numbers stay finite.
LARGEST = 1_000_000_000_000
LONGEST_TEXT = 200
# Far more than anybody has; what is larger would only keep a machine busy for minutes.
MOST_SKILLS = 2_000
MOST_GOALS = 200
MOST_OWNERS = 3_000
MOST_BENEFITS = 10_000
MOST_SKILLS_OF_ONE = 200
# Every skill of a goal meets every skill of every benefit in one array, of 32 MB at most.
MOST_SKILLS_OF_GOALS = 2_000
MOST_SKILLS_OF_BENEFITS = 20_000

Item = TypeVar("Item")


def check_problem(problem: Problem) -> None:
    """Raise ProblemError at the first place found that makes no sense."""
    _check_counts(problem)
    skills = _check_tree(_placed("skills", problem.skills))
    _check_goals(_placed("goals", problem.goals), skills)
    held = _placed("memberships", problem.memberships)
    _check_tree(held)
    owners = held | _placed("candidates", problem.candidates)
    owner_keys = _check_tree(owners)
    benefits = _check_owners(owners, skills)
    _check_choice("keep", problem.keep, owner_keys)
    _check_choice("forbid", problem.forbid, owner_keys)
    _check_choice("keep_benefits", problem.keep_benefits, benefits)
    _check_texts("experience", problem.experience)
    for name in INTERACTIVITIES:
        _check_share("interactivity", name, getattr(problem.interactivity, name))
    _check_budget(problem.budget)


def _placed(name: str, items: Iterable[Item]) -> dict[str, Item]:
    return {f"{name}[{i}]": item for i, item in enumerate(items)}


def _check_counts(problem: Problem) -> None:
    owners = [*problem.memberships, *problem.candidates]
    benefits = [benefit for owner in owners for benefit in owner.benefits]
    wanted = sum(len(goal.skills) for goal in problem.goals)
    served = sum(len(benefit.skills) for benefit in benefits)
    _check_count("skills", "", len(problem.skills), MOST_SKILLS)
    _check_count("goals", "", len(problem.goals), MOST_GOALS)
    _check_count("memberships", " with the candidates", len(owners), MOST_OWNERS)
    _check_count("benefits", " in all", len(benefits), MOST_BENEFITS)
    _check_count("goals", " skills in all", wanted, MOST_SKILLS_OF_GOALS)
    _check_count("benefits", " skills in all", served, MOST_SKILLS_OF_BENEFITS)


def _check_goals(goals: Mapping[str, Goal], skills: Collection[str]) -> None:
    _check_keys(goals)
    weighted = any(goal.weight is not None for goal in goals.values())
    for place, goal in goals.items():
        if not 1 <= goal.rank <= LARGEST:
            raise ProblemError(f"{place}.rank", f"must be from 1 to {LARGEST}, not {goal.rank}")
        if goal.weight is not None:
            _check_positive(f"{place}.weight", "must", goal.weight)
        elif weighted:
            raise ProblemError(f"{place}.weight", "must be given for every goal or for none")
        levels = _placed(f"{place}.levels", goal.levels)
        _check_distinct(levels)
        for level_place, level in levels.items():
            _check_one_of(level_place, level, LEVELS)
        _check_count(f"{place}.skills", "", len(goal.skills), MOST_SKILLS_OF_ONE)
        if not goal.skills:
            raise ProblemError(f"{place}.skills", "must name at least one skill")
        for skill, importance in goal.skills.items():
            if skill not in skills:
                raise ProblemError(inside(f"{place}.skills", skill), "unknown skill")
            _check_positive(inside(f"{place}.skills", skill), "importance must", importance)


def _check_owners(owners: Mapping[str, Membership], skills: Collection[str]) -> Collection[str]:
    """Check memberships and candidates but for their keys; return the keys of all benefits."""
    benefits: dict[str, Benefit] = {}
    for place, owner in owners.items():
        _check_amount(place, "fee", owner.fee)
        benefits |= _placed(f"{place}.benefits", owner.benefits)
    for place, benefit in benefits.items():
        _check_benefit(place, benefit, skills)
    return _check_keys(benefits)


def _check_benefit(place: str, benefit: Benefit, skills: Collection[str]) -> None:
    _check_count(f"{place}.skills", "", len(benefit.skills), MOST_SKILLS_OF_ONE)
    for skill, strength in benefit.skills.items():
        if skill not in skills:
            raise ProblemError(inside(f"{place}.skills", skill), "unknown skill")
        if strength not in STRENGTHS:
            raise ProblemError(
                inside(f"{place}.skills", skill), f"strength must be 1, 2 or 3, not {strength}"
            )
    if benefit.kind is not None:
        _check_text(f"{place}.kind", benefit.kind)
    if benefit.level is not None:
        _check_one_of(f"{place}.level", benefit.level, LEVELS)
    _check_one_of(f"{place}.interactivity", benefit.interactivity, INTERACTIVITIES)
    _check_share(place, "reach", benefit.reach)
    if benefit.use is not None:
        _check_share(place, "use", benefit.use)
    _check_amount(place, "hours", benefit.hours)
    for i, alternatives in enumerate(benefit.requires):
        if not alternatives:
            raise ProblemError(f"{place}.requires[{i}]", "must name at least one alternative")
        _check_texts(f"{place}.requires[{i}]", alternatives)
    _check_texts(f"{place}.gives", benefit.gives)


def _check_budget(budget: Budget) -> None:
    for name in ("fees", "hours", "max_joins", "max_per_kind"):
        _check_amount("budget", name, getattr(budget, name))


def _check_tree(nodes: Mapping[str, Skill | Membership]) -> Collection[str]:
    """Check keys and parents of all nodes; return the keys."""
    keys = _check_keys(nodes)
    for place, node in nodes.items():
        if node.parent is not None and node.parent not in keys:
            raise ProblemError(f"{place}.parent", f"unknown: {quoted(node.parent)}")
    _check_circles(nodes)
    return keys


def _check_circles(nodes: Mapping[str, Skill | Membership]) -> None:
    parents = {node.key: node.parent for node in nodes.values()}
    cleared: set[str] = set()
    for place, node in nodes.items():
        line: set[str] = set()
        key: str | None = node.key
        while key is not None and key not in cleared:
            if key in line:
                raise ProblemError(f"{place}.parent", f"leads into a circle at {quoted(key)}")
            line.add(key)
            key = parents[key]
        cleared |= line


def _check_keys(nodes: Mapping[str, Skill | Goal | Benefit | Membership]) -> Collection[str]:
    keys = {f"{place}.key": node.key for place, node in nodes.items()}
    for place, key in keys.items():
        _check_text(place, key)
    return _check_distinct(keys)


def _check_choice(name: str, chosen: Sequence[str], known: Collection[str]) -> None:
    for place, key in _placed(name, chosen).items():
        if key not in known:
            raise ProblemError(place, f"unknown: {quoted(key)}")
    _check_distinct(_placed(name, chosen))


def _check_distinct(keys: Mapping[str, str]) -> Collection[str]:
    seen: set[str] = set()
    for place, key in keys.items():
        if key in seen:
            raise ProblemError(place, f"{quoted(key)} appears twice")
        seen.add(key)
    return seen


def _check_texts(place: str, texts: Sequence[str]) -> None:
    for i, text in enumerate(texts):
        _check_text(f"{place}[{i}]", text)


def _check_text(place: str, text: str) -> None:
    if not 1 <= len(text) <= LONGEST_TEXT:
        raise ProblemError(place, f"must have 1 to {LONGEST_TEXT} characters, not {len(text)}")


def _check_count(place: str, which: str, count: int, most: int) -> None:
    if count > most:
        raise ProblemError(place, f"must be at most {most}{which}, not {count}")


def _check_one_of(place: str, text: str, known: Sequence[str]) -> None:
    if text not in known:
        raise ProblemError(place, f"must be one of {', '.join(known)}, not {quoted(text)}")


def _check_positive(place: str, must: str, number: float) -> None:
    if not 0 < number <= LARGEST:
        limit = f"at most {LARGEST}" if number > 0 else "more than 0"
        raise ProblemError(place, f"{must} be {limit}, not {number}")


def _check_share(place: str, name: str, number: float) -> None:
    if not 0 <= number <= 1:
        raise ProblemError(f"{place}.{name}", f"must be from 0 to 1, not {number}")


def _check_amount(place: str, name: str, number: float | None) -> None:
    if number is not None and not 0 <= number <= LARGEST:
        raise ProblemError(f"{place}.{name}", f"must be from 0 to {LARGEST}, not {number}")
