"""What do I want? The page objects: every word, link and number, once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.choices import Ability, Level
from goals.models import AbilityRating, Goal, GoalLevel, GoalSkill
from goals.suggestions import Area, load_suggestions
from goals.weights import Weights, weigh_goals
from people.figures import day, percent
from people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """The button that makes a goal as important as the one above, or undoes that."""

    step: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """A goal in the list. `facts` are names and values; `note` says why it does not count."""

    uuid: UUID
    text: str
    place: str
    weight: str
    other_weight: str
    bar: str
    facts: tuple[tuple[str, str], ...]
    note: str
    highest: bool
    lowest: bool
    tie: Tie | None
    edit_url: str
    step_url: str
    archive_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A goal that was deleted, and can be brought back."""

    uuid: UUID
    text: str
    when: str
    restore_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalsPage:
    """The list of goals. `suggestions` stand there only while there are no goals."""

    sentence: str
    notes: tuple[str, ...]
    lines: tuple[GoalLine, ...]
    suggestions: tuple[Area, ...]
    archived: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What somebody said of their ability, and when."""

    day: str
    now: str
    wanted: str


def load_goals(user: User) -> GoalsPage:
    """The goals of a person in their order, each with its weight. Five queries."""
    goals = list(user.goals.filter(archived_at=None))
    skills = _skills(goals)
    weights = weigh_goals(goal for goal in goals if goal.pk in skills)
    facts = _facts(goals, skills)
    return GoalsPage(
        sentence=_sentence(goals, weights),
        notes=tuple(_notes(goals, skills, weights)),
        lines=tuple(_lines(goals, weights, facts)),
        suggestions=() if goals else load_suggestions(),
        archived=_archived_link(user),
    )


def load_archived(user: User) -> tuple[Archived, ...]:
    """The goals that a person deleted, the last one first."""
    goals = user.goals.exclude(archived_at=None).order_by("-archived_at")
    return tuple(
        Archived(
            uuid=goal.uuid,
            text=goal.text,
            when=_("Deleted on %(day)s") % {"day": day(timezone.localdate(goal.archived_at))},
            restore_url=reverse("goals:restore", args=[goal.uuid]),
        )
        for goal in goals
    )


def load_history(goal: Goal) -> tuple[History, ...]:
    """What was said of the ability for a goal, the newest first."""
    return tuple(
        History(day=day(row.on), now=row.get_now_display(), wanted=row.get_wanted_display())
        for row in goal.ability_ratings.order_by("-on", "-pk")
    )


def where_it_stands(goal: Goal) -> str:
    """“… is now in place 2 of 7.” Asks the database, which may know more than `goal`."""
    standing = dict(goal.user.goals.filter(archived_at=None).values_list("pk", "rank"))
    if goal.pk not in standing:
        return _("“%(goal)s” has been deleted meanwhile.") % {"goal": goal.text}
    rank, ranks = standing[goal.pk], list(standing.values())
    place, count = _place(rank, ranks), len(ranks)
    words = {"goal": goal.text, "place": place, "count": count}
    others = ranks.count(rank) - 1
    if not others:
        return _("“%(goal)s” is now in place %(place)s of %(count)s.") % words
    return ngettext(
        "“%(goal)s” is now in place %(place)s of %(count)s, as important as %(others)s other.",
        "“%(goal)s” is now in place %(place)s of %(count)s, as important as %(others)s others.",
        others,
    ) % {**words, "others": others}


def weights_in_words(user: User) -> dict[Goal, str]:
    """What each goal of a person counts by rank and, where all have them, by points."""
    rows = list(user.goals.filter(archived_at=None))
    skills = _skills(rows)
    weights = weigh_goals(goal for goal in rows if goal.pk in skills)
    return {goal: _both_weights(goal, weights) for goal in rows}


def _both_weights(goal: Goal, weights: Weights) -> str:
    if goal.pk not in weights.by_rank:
        return _("Not counted: it names no skill yet.")
    text = _("By rank: %(weight)s") % {"weight": percent(weights.by_rank[goal.pk])}
    if weights.by_points is None:
        return text
    return _("%(by_rank)s. By points: %(weight)s") % {
        "by_rank": text,
        "weight": percent(weights.by_points[goal.pk]),
    }


def _lines(
    goals: list[Goal], weights: Weights, facts: dict[int, list[tuple[str, str]]]
) -> Iterable[GoalLine]:
    ranks = [goal.rank for goal in goals]
    largest = max(weights.ruling.values(), default=1.0)
    for index, goal in enumerate(goals):
        counts = goal.pk in weights.by_rank
        share = weights.ruling.get(goal.pk, 0.0)
        place = _place(goal.rank, ranks)
        yield GoalLine(
            uuid=goal.uuid,
            text=goal.text,
            place=_("%(place)s =") % {"place": place} if ranks.count(goal.rank) > 1 else str(place),
            weight=percent(share) if counts else _("not counted"),
            other_weight=_other_weight(goal, weights),
            bar=f"{100 * share / largest:.1f}",
            facts=tuple(facts[goal.pk]),
            note="" if counts else _("It names no skill yet, so nothing can serve it."),
            highest=index == 0 and ranks.count(goal.rank) == 1,
            lowest=index == len(goals) - 1 and ranks.count(goal.rank) == 1,
            tie=_tie(ranks, index),
            edit_url=reverse("goals:edit", args=[goal.uuid]),
            step_url=reverse("goals:step", args=[goal.uuid]),
            archive_url=reverse("goals:archive", args=[goal.uuid]),
        )


def _place(rank: int, ranks: list[int]) -> int:
    """1 and what stands above it: of two in place 2, the next is in place 4."""
    return 1 + sum(other < rank for other in ranks)


def _tie(ranks: list[int], index: int) -> Tie | None:
    """What the button under a goal offers; the first goal, alone in its place, has none."""
    rank = ranks[index]
    if index and ranks[index - 1] == rank:
        return Tie(step="down", label=_("Less important than the one above"))
    if ranks.count(rank) > 1:
        return Tie(step="down", label=_("Less important than the one below"))
    return Tie(step="tie", label=_("As important as the one above")) if index else None


def _other_weight(goal: Goal, weights: Weights) -> str:
    """What the goal would count by its rank, where points rule."""
    if weights.by_points is None or goal.pk not in weights.by_rank:
        return ""
    return _("by points; by rank %(weight)s") % {"weight": percent(weights.by_rank[goal.pk])}


def _facts(goals: list[Goal], skills: dict[int, list[str]]) -> dict[int, list[tuple[str, str]]]:
    """What is known of each goal, as names and values."""
    levels: dict[int, set[str]] = defaultdict(set)
    for goal, level in GoalLevel.objects.filter(goal__in=goals).values_list("goal_id", "level"):
        levels[goal].add(level)
    newest = {row.goal_id: row for row in AbilityRating.objects.filter(goal__in=goals)}
    return {
        goal.pk: [
            (name, value)
            for name, value in (
                (_("Skills"), ", ".join(skills.get(goal.pk, []))),
                (_("Level"), _levels(levels[goal.pk])),
                (_("Reached by"), day(goal.target_on) if goal.target_on else ""),
                *_ability(newest.get(goal.pk)),
            )
            if value
        ]
        for goal in goals
    }


def _skills(goals: list[Goal]) -> dict[int, list[str]]:
    """The skills of each goal that has any, the most important first."""
    skills: dict[int, list[str]] = defaultdict(list)
    rows = GoalSkill.objects.filter(goal__in=goals).order_by("-importance", "skill__name")
    for goal, name, importance in rows.values_list("goal_id", "skill__name", "importance"):
        skills[goal].append(_with_importance(name, importance))
    return skills


def _with_importance(skill: str, importance: Decimal) -> str:
    """The skill, and in brackets what is more or less than normal."""
    if importance == 1:
        return skill
    words = {Decimal("0.5"): _("a little"), Decimal(2): _("very important")}
    shown = words.get(importance) or _("importance %(number)s") % {
        "number": f"{importance.normalize():f}"
    }
    return _("%(skill)s (%(importance)s)") % {"skill": skill, "importance": shown}


def _levels(levels: set[str]) -> str:
    """The levels from the nearest to the widest."""
    return ", ".join(str(level.label) for level in Level if level in levels) or _("Any")


def _ability(rating: AbilityRating | None) -> tuple[tuple[str, str], ...]:
    if rating is None:
        return ()
    return (
        (_("Ability now"), str(Ability(rating.now).label)),
        (_("Ability wanted"), str(Ability(rating.wanted).label)),
    )


def _sentence(goals: list[Goal], weights: Weights) -> str:
    """The answer of the page."""
    if not goals:
        return _(
            "Once you say what you want, your goals stand here in the order of their importance, "
            "each with how much it counts."
        )
    sentence = ngettext("You want %(count)s thing", "You want %(count)s things", len(goals)) % {
        "count": len(goals)
    }
    most = max(weights.ruling.values(), default=0.0)
    best = [goal for goal in goals if weights.ruling.get(goal.pk) == most]
    if len(goals) == 1 or not best:
        return _("%(sentence)s.") % {"sentence": sentence}
    words = {"sentence": sentence, "weight": percent(most), "goal": best[0].text}
    if len(best) > 1:
        words["count"] = str(len(best))
        return _("%(sentence)s; %(count)s of them count most, %(weight)s each.") % words
    return _("%(sentence)s, most of all “%(goal)s”: it counts for %(weight)s.") % words


def _notes(goals: list[Goal], skills: dict[int, list[str]], weights: Weights) -> list[str]:
    """What has to be known to read the weights rightly."""
    notes = []
    without = sum(goal.pk not in skills for goal in goals)
    if without:
        notes.append(
            ngettext(
                "%(count)s goal names no skill yet and is not counted: change it to choose some.",
                "%(count)s goals name no skill yet and are not counted: change them to choose "
                "some.",
                without,
            )
            % {"count": without}
        )
    pointed = sum(goal.points is not None for goal in goals)
    if weights.by_points is not None:
        notes.append(_("Your points say how much each goal counts, and not its place."))
    elif pointed:
        notes.append(
            _("%(count)s of %(all)s goals have points. Their places count until all have.")
            % {"count": pointed, "all": len(goals)}
        )
    return notes


def _archived_link(user: User) -> str:
    count = user.goals.exclude(archived_at=None).count()
    if not count:
        return ""
    return ngettext("%(count)s deleted goal", "%(count)s deleted goals", count) % {"count": count}
