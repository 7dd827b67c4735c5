"""What does one membership do for me, and how was that worked out? The page object.

Source of the arithmetic: `docs/design/evaluation.md`, from *Value* to *The portfolio*.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.choices import Interactivity
from engine.evaluate import evaluate
from engine.result import Evaluation, MembershipResult
from engine.working import SkillLine, ValueLine
from evaluation import figures
from evaluation.benefits import BenefitFact
from evaluation.facts import Facts, gather_facts
from evaluation.holdings import HeldFact
from evaluation.pages import kinds_in_words, missing_fee, standing
from evaluation.reach import ReachReason, describe_reach
from evaluation.rows import engine_key
from evaluation.summary import NamedFigure, summarise
from goals.choices import Level
from memberships.choices import Use
from memberships.models import Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitLine:
    """What is known of a benefit: what it is, and what the person makes of it."""

    key: str
    title: str
    kind: str
    level: str
    interactivity: str
    reach: str
    reach_reason: str
    hours: str
    use: str
    gain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingLine:
    """The factors of one benefit for one goal, and their product."""

    title: str
    skills: tuple[str, ...]
    relevance: str
    level_fit: str
    interactivity: str
    reach: str
    value: str
    use: str
    realised: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalWorking:
    """How a membership's points for one goal came about; `idle` benefits add nothing to it."""

    number: int
    text: str
    weight: str
    together: str
    points: str
    lines: tuple[WorkingLine, ...]
    idle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Something not known that the numbers rest on, and where the person can say it."""

    text: str
    url: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The page of one membership, and a part of the review's appendix.

    `not_included` are key and title of what it offers others only.
    """

    label: str
    name: str
    kinds: str
    standing: str
    sentence: str
    score: str
    figures: tuple[NamedFigure, ...]
    benefits: tuple[BenefitLine, ...]
    not_included: tuple[tuple[str, str], ...]
    goals: tuple[GoalWorking, ...]
    asked: tuple[Asked, ...]


def load_explanation(*, membership: Membership, on: date) -> Explanation:
    """The explanation of a membership that its owner holds, as of a day."""
    facts = gather_facts(user=membership.user, on=on, leave_out_sensitive=False)
    key = engine_key(membership.organisation.key, membership.organisation.uuid)
    return build_explanation(facts, evaluate(facts.problem), key)


def build_explanation(facts: Facts, evaluation: Evaluation, key: str) -> Explanation:
    """The page object of one membership. Raises KeyError where it is not held."""
    held, result = facts.held[key], evaluation.memberships[key]
    return Explanation(
        label=held.label,
        name=held.name,
        kinds=kinds_in_words(held.kinds),
        standing=standing(held),
        sentence=_sentence(held, result),
        score=figures.points(result.score, 2),
        figures=summarise(facts, evaluation, held, result),
        benefits=tuple(_benefit_line(facts, fact, result) for fact in held.benefits.values()),
        not_included=tuple(held.not_included.items()),
        goals=_goals(facts, evaluation, held, result),
        asked=tuple(_asked(held)),
    )


def _sentence(held: HeldFact, result: MembershipResult) -> str:
    known = {
        "label": held.label,
        "score": figures.points_range(result.score, result.score + result.unknown),
        "potential": figures.points(result.potential),
        "hours": figures.hours(result.hours.known),
    }
    if not held.benefits:
        return _("Nothing is known of what %(label)s offers you, so it scores 0.") % known
    if not result.potential:
        return _("Nothing that %(label)s offers you serves any of your goals.") % known
    return (
        _(
            "%(label)s scores %(score)s of 100 for you; used fully it could reach %(potential)s, "
            "in about %(hours)s hours a year."
        )
        % known
    )


def _asked(held: HeldFact) -> Iterator[Asked]:
    """What is asked for: the fee, where one lives and how one travels, what one can get to."""
    missing = missing_fee(held)
    if missing:
        yield Asked(text=missing.text, url=missing.url, label=missing.label)
    reasons = {fact.reach.reason for fact in held.benefits.values()}
    if reasons & {ReachReason.NO_HOME, ReachReason.NO_MODES}:
        yield Asked(
            text=_("Whether you can get to its meetings is a guess."),
            url=reverse("account_learning"),
            label=_("Say where you live and how you travel"),
        )
    for fact in held.benefits.values():
        if fact.reach.reason == ReachReason.NO_PLACE:
            yield Asked(
                text=_("Where “%(title)s” takes place is not known.") % {"title": fact.title},
                url=reverse("evaluation:benefit", args=[held.uuid, fact.key]),
                label=_("Say how much of it you can get to"),
            )


def _benefit_line(facts: Facts, fact: BenefitFact, result: MembershipResult) -> BenefitLine:
    return BenefitLine(
        key=fact.key,
        title=fact.title,
        kind=fact.kind,
        level=str(Level(fact.level).label),
        interactivity=str(Interactivity(fact.interactivity).label),
        reach=figures.factor(fact.reach.value),
        reach_reason=describe_reach(fact.reach),
        hours=figures.hours(fact.hours)
        if not fact.hours_are_typical
        else _("about %(hours)s") % {"hours": figures.hours(fact.hours)},
        use=_("not known") if fact.use is None else str(Use(fact.use).label),
        gain=figures.points(result.benefits[fact.key].gain_if_used),
    )


def _goals(
    facts: Facts, evaluation: Evaluation, held: HeldFact, result: MembershipResult
) -> tuple[GoalWorking, ...]:
    """The working of each goal; the points as written add up to the score as written."""
    explained = {key: evaluation.explain(key) for key in held.benefits}
    exact = [
        100 * evaluation.weights[goal] * by_goal.realised
        for goal, by_goal in result.by_goal.items()
    ]
    written = figures.adding_up(exact, result.score)
    return tuple(
        GoalWorking(
            number=number,
            text=facts.goals[goal].text,
            weight=figures.product(evaluation.weights[goal]),
            together=figures.product(result.by_goal[goal].realised),
            points=figures.points(points, 2),
            lines=tuple(
                _working_line(facts, fact, explained[key][goal])
                for key, fact in held.benefits.items()
                if explained[key][goal].relevance
            ),
            idle=_idle(sum(not explained[key][goal].relevance for key in held.benefits)),
        )
        for number, (goal, points) in enumerate(zip(result.by_goal, written, strict=True), start=1)
    )


def _idle(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s benefit has no skill in common with this goal.",
        "%(count)s benefits have no skill in common with this goal.",
        count,
    ) % {"count": count}


def _working_line(facts: Facts, fact: BenefitFact, line: ValueLine) -> WorkingLine:
    return WorkingLine(
        title=fact.title,
        skills=tuple(_skill_line(facts, skill) for skill in line.skills if skill.benefit_skill),
        relevance=figures.product(line.relevance),
        level_fit=figures.factor(line.level_fit),
        interactivity=figures.factor(line.interactivity),
        reach=figures.factor(line.reach),
        value=figures.product(line.value),
        use=_("not known") if line.use is None else figures.factor(line.use),
        realised=figures.product(line.realised),
    )


def _skill_line(facts: Facts, line: SkillLine) -> str:
    """“Leadership for Management: match 0.25 × strength 3 (0.25)”."""
    words = {
        "offered": facts.skills[line.benefit_skill or line.goal_skill],
        "wanted": facts.skills[line.goal_skill],
        "match": figures.factor(line.match),
        "strength": line.strength,
        "anchor": figures.factor(line.anchor),
        "importance": figures.factor(line.importance),
    }
    if line.benefit_skill == line.goal_skill:
        text = _("%(offered)s: match %(match)s × strength %(strength)s (%(anchor)s)") % words
    else:
        text = (
            _("%(offered)s for %(wanted)s: match %(match)s × strength %(strength)s (%(anchor)s)")
            % words
        )
    if line.importance == 1:
        return text
    return _("%(line)s, importance %(importance)s") % {**words, "line": text}
