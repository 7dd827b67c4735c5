"""What are my memberships doing for me? The page object: every word, link and number, once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.choices import Status
from engine.evaluate import evaluate
from engine.ranking import Placed, rank_for_people
from engine.result import Evaluation, GoalResult, MembershipResult
from engine.taxonomy import Taxonomy
from evaluation import figures
from evaluation.amounts import amounts, fee_a_year
from evaluation.facts import Facts, gather_facts
from evaluation.figures import Figure
from evaluation.holdings import HeldFact
from memberships.choices import MembershipKind, Payer
from memberships.money import together
from people.figures import day, percent
from people.models import User

OLD_AFTER_DAYS = 365
MANY_BENEFITS = 5
SHORT_KINDS = {
    MembershipKind.PERSONAL: gettext_lazy("personal"),
    MembershipKind.EMPLOYER: gettext_lazy("employer"),
    MembershipKind.INFORMAL: gettext_lazy("informal"),
    MembershipKind.PROFILE: gettext_lazy("profile"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalColumn:
    """A goal at the head of the heat map, with what all memberships together do for it."""

    number: int
    text: str
    weight: str
    coverage: str
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one membership does for one goal, in per cent; `step` 0 to 5 is its shade."""

    value: float
    text: str
    step: int

    @property
    def shade(self) -> str:
        """The step as a class name: a text, as a template would format a number anew."""
        return f"heat-{self.step}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One membership, in the table and in the heat map; `key` is its organisation's."""

    key: str
    url: str
    label: str
    name: str
    kinds: str
    standing: str
    sensitive: bool
    place: Figure
    score: Figure
    potential: Figure
    hours: str
    unknown: Figure
    contribution: Figure
    loss: Figure
    overlap: Figure
    fee: Figure
    bar: str
    ghost: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something that would make the page say more, and where it is done."""

    text: str
    url: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The evaluation page, and the first part of the membership review."""

    sentence: str
    notes: tuple[str, ...]
    missing: str
    actions: tuple[Action, ...]
    goals: tuple[GoalColumn, ...]
    rows: tuple[Row, ...]
    totals: tuple[tuple[str, str], ...]
    sensitive: int


def build_overview(facts: Facts, evaluation: Evaluation, *, on: date) -> Overview:
    """The page object of a person's evaluation, the best membership first."""
    placed = rank_for_people({key: row.score for key, row in evaluation.memberships.items()})
    results = evaluation.memberships
    longest = max((result.potential for result in results.values()), default=0.0) or 1.0
    rows = tuple(
        _row(facts.held[place.key], results[place.key], facts.currency, place, longest)
        for place in placed
    )
    return Overview(
        sentence=_sentence(facts, evaluation, rows),
        notes=tuple(reading_notes(facts, on)),
        missing=_missing(facts),
        actions=tuple(_actions(facts, evaluation)),
        goals=_goal_columns(facts, evaluation),
        rows=rows,
        totals=_totals(facts, evaluation),
        sensitive=facts.sensitive,
    )


def load_overview(*, user: User, on: date, leave_out_sensitive: bool = False) -> Overview:
    """The evaluation of a person as of a day."""
    facts = gather_facts(user=user, on=on, leave_out_sensitive=leave_out_sensitive)
    return build_overview(facts, evaluate(facts.problem), on=on)


def _row(
    held: HeldFact, result: MembershipResult, currency: str, placed: Placed, longest: float
) -> Row:
    place = _("%(place)s =") % {"place": placed.place} if placed.tied else str(placed.place)
    return Row(
        key=held.key,
        url=reverse("evaluation:membership", args=[held.uuid]),
        label=held.label,
        name=held.name if held.name != held.label else "",
        kinds=kinds_in_words(held.kinds),
        standing=standing(held),
        sensitive=held.sensitive,
        place=Figure(placed.place, place),
        score=Figure(result.score, figures.points(result.score)),
        potential=Figure(result.potential, figures.points(result.potential)),
        hours=_("%(hours)s h") % {"hours": figures.hours(result.hours.known)},
        unknown=Figure(
            result.unknown, figures.points_range(result.score, result.score + result.unknown)
        ),
        contribution=Figure(result.contribution, figures.points(result.contribution)),
        loss=Figure(result.loss_if_dropped, figures.points(result.loss_if_dropped)),
        overlap=Figure(result.overlap, figures.points(result.overlap)),
        # Sorted from the dearest: not known stands first, as it is the one to ask for.
        fee=Figure(
            float("inf") if held.fee is None else float(held.fee),
            fee_a_year(held, currency),
        ),
        bar=f"{100 * result.score / longest:.1f}",
        ghost=f"{100 * result.potential / longest:.1f}",
        cells=tuple(_cell(goal) for goal in result.by_goal.values()),
    )


def _cell(goal: GoalResult) -> Cell:
    return Cell(
        value=goal.realised,
        text=figures.percent_range(goal.realised, goal.with_unknown),
        step=figures.heat_step(goal.realised),
    )


def missing_fee(held: HeldFact) -> Action | None:
    """Where the fee is asked for, or what its currency is; nothing where what is paid is known."""
    asked = [source for source in held.sources if source.yearly.unknown.get(Payer.SELF)]
    if asked:
        return Action(
            text=_("What you pay for it is not known."),
            url=reverse("memberships:fee", args=[asked[0].uuid]),
            label=_("Say what you pay"),
        )
    if held.fee is None:
        return Action(
            text=_("You pay for it in another currency, and what that is to you is not known."),
            url=reverse("memberships:rates"),
            label=_("Say what it is"),
        )
    return None


def kinds_in_words(kinds: tuple[str, ...]) -> str:
    """“personal, employer”."""
    return ", ".join(str(SHORT_KINDS[MembershipKind(kind)]) for kind in kinds)


def standing(held: HeldFact) -> str:
    """What the catalogue says of an organisation that is no longer what it was, else nothing."""
    if held.status == Status.ACTIVE:
        return ""
    label = str(Status(held.status).label)
    if not held.successor:
        return label
    return _("%(status)s: see %(successor)s") % {"status": label, "successor": held.successor}


def _goal_columns(facts: Facts, evaluation: Evaluation) -> tuple[GoalColumn, ...]:
    return tuple(
        GoalColumn(
            number=number,
            text=goal.text,
            weight=percent(evaluation.weights[goal.key]),
            coverage=percent(evaluation.portfolio.coverage[goal.key]),
            step=figures.heat_step(evaluation.portfolio.coverage[goal.key]),
        )
        for number, goal in enumerate(facts.goals.values(), start=1)
    )


def _totals(facts: Facts, evaluation: Evaluation) -> tuple[tuple[str, str], ...]:
    """The portfolio in a few figures, each with its name."""
    portfolio = evaluation.portfolio
    return (
        (_("Score today"), figures.points(portfolio.score)),
        (
            _("With uses not known"),
            figures.points_range(portfolio.score, portfolio.score + portfolio.unknown),
        ),
        (_("Potential, everything used fully"), figures.points(portfolio.potential)),
        (_("Hours a year for that"), figures.hours(portfolio.hours.known)),
        (_("You pay a year"), _paid_in_all(facts)),
    )


def _paid_in_all(facts: Facts) -> str:
    """In one's own currency what can be said in it, else as it was told; then what nobody told."""
    reckoning = facts.reckoning
    mine = together(held.yearly for held in facts.held.values()).of(Payer.SELF)
    sums = {currency: mine[currency] for currency in reckoning.strange(mine)}
    if own := reckoning.total(mine):
        sums[reckoning.currency] = own
    paid = amounts(sums, own=reckoning.currency)
    unknown = sum(bool(held.yearly.unknown.get(Payer.SELF)) for held in facts.held.values())
    if not unknown:
        return paid
    asked = ngettext("%(count)s fee not known", "%(count)s fees not known", unknown)
    asked %= {"count": unknown}
    return _("%(known)s, and %(unknown)s") % {"known": paid, "unknown": asked} if sums else asked


def _sentence(facts: Facts, evaluation: Evaluation, rows: tuple[Row, ...]) -> str:
    """The answer of the page."""
    portfolio = evaluation.portfolio
    if not rows or not facts.goals:
        return _("There is nothing to evaluate yet.")
    count = sum(len(held.kinds) for held in facts.held.values())
    sentence = ngettext(
        "Your %(count)s membership brings you %(score)s of 100 points towards your goals",
        "Your %(count)s memberships bring you %(score)s of 100 points towards your goals",
        count,
    ) % {
        "count": count,
        "score": figures.points_range(portfolio.score, portfolio.score + portfolio.unknown),
    }
    best = rows[0]
    if best.score.value and best.place.text == "1":
        sentence += _(", most of all %(best)s (%(score)s)") % {
            "best": best.label,
            "score": best.score.text,
        }
    return sentence + _(". Used fully, all they offer could bring %(potential)s.") % {
        "potential": figures.points(portfolio.potential)
    }


def _missing(facts: Facts) -> str:
    """What an empty page waits for."""
    if facts.left_out and facts.sensitive and not facts.held:
        return _("All your memberships are sensitive, and left out here.")
    if not facts.problem.goals and not facts.held:
        return _("Once you have goals and memberships, this page shows what each does for you.")
    if not facts.problem.goals:
        return _("Once you have a goal tied to a skill, this page shows what serves it.")
    if not facts.held:
        return _("Once you have memberships, this page shows what each does for your goals.")
    return ""


def missing_parts(facts: Facts) -> Iterator[Action]:
    """What there has to be before there is anything to evaluate."""
    if not facts.goals:
        yield Action(
            text=_("Say what you want, in your own words."),
            url=reverse("goals:add"),
            label=_("Add a goal"),
        )
    if not facts.held:
        yield Action(
            text=_("Find what you belong to in the catalogue."),
            url=reverse("memberships:add"),
            label=_("Add a membership"),
        )


def _actions(facts: Facts, evaluation: Evaluation) -> Iterator[Action]:
    """What fills an empty page, or sharpens a full one."""
    if not facts.goals or not facts.held:
        yield Action(
            text=_("Say where you are, what you want, and what you belong to."),
            url=reverse("account_guide"),
            label=_("Four steps, in about ten minutes"),
        )
    yield from missing_parts(facts)
    if figures.points(evaluation.portfolio.unknown) != figures.points(0):
        yield Action(
            text=_("How much you use some of it is not known."),
            url=reverse("evaluation:questions"),
            label=_("Answer up to ten questions"),
        )
    yield from _unserved(facts)


def _unserved(facts: Facts) -> Iterator[Action]:
    """The skill that most benefits have and no goal asks for, where they are many."""
    taxonomy = Taxonomy(facts.problem.skills)
    wanted = {skill for goal in facts.problem.goals for skill in goal.skills}
    served = {skill for want in wanted for skill in taxonomy.matches(want)}
    counts = Counter(
        skill
        for membership in facts.problem.memberships
        for benefit in membership.benefits
        for skill in benefit.skills
        if skill not in served
    )
    for skill, count in counts.most_common(1):
        if wanted and count >= MANY_BENEFITS:
            yield Action(
                text=_("%(count)s benefits are about “%(skill)s”, which serves none of your goals.")
                % {"count": count, "skill": facts.skills[skill]},
                url=f"{reverse('goals:add')}?skill={skill}",
                label=_("Add it as a goal"),
            )


def reading_notes(facts: Facts, on: date) -> list[str]:
    """What has to be known to read the numbers rightly."""
    notes = []
    days = [held.confirmed_on for held in facts.held.values() if held.confirmed_on]
    if days and (on - max(days)).days > OLD_AFTER_DAYS:
        notes.append(
            _("These memberships are as of %(day)s; the catalogue is of today.")
            % {"day": day(max(days))}
        )
    if facts.left_out and facts.sensitive:
        notes.append(
            ngettext(
                "%(count)s membership is left out here, and the numbers are made without it.",
                "%(count)s memberships are left out here, and the numbers are made without them.",
                facts.sensitive,
            )
            % {"count": facts.sensitive}
        )
    notes += [
        _("“%(goal)s” is not counted: it names no skill yet.") % {"goal": goal}
        for goal in facts.goals_without_skills
    ]
    return notes
