"""What would an organisation do for my goals? The page objects, with the arithmetic.

Source: `docs/design/evaluation.md`, *The portfolio*: gain(candidate) is the portfolio's score with
it alone at its potential, less today's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.models import Organisation
from engine.evaluate import evaluate
from engine.problem import Membership as EngineMembership
from engine.problem import Problem
from engine.result import CandidateResult
from evaluation import figures
from evaluation.candidates import find_gains
from evaluation.explanation import GoalWorking, build_explanation
from evaluation.facts import Facts, gather_facts
from evaluation.holdings import WhatIf
from evaluation.offers import read_catalogue
from evaluation.rows import engine_key
from people.figures import percent
from people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What joining would bring, or what is missing to say so.

    `held_url` leads to what it does where it is held already. `lines` are each goal, how far it
    would be moved by this alone, and by how much more all together would move it; `goals` is how
    far this alone moves it, benefit by benefit.
    """

    label: str
    sentence: str
    held_url: str
    lines: tuple[tuple[str, str, str], ...]
    goals: tuple[GoalWorking, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """What several organisations would add, each by itself; `lines` are each goal's per cent."""

    problem: str
    labels: tuple[str, ...]
    points: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]


def load_gains(*, user: User, organisations: Sequence[Organisation], on: date) -> Gains:
    """What each of the organisations would add to a person's goals by itself, as of a day."""
    texts = gather_facts(user=user, on=on, leave_out_sensitive=False).goals
    if not texts or not organisations:
        problem = "" if texts else _("Once you have goals, here stands what each does for them.")
        return Gains(problem=problem, labels=(), points=(), lines=())
    wanted = Organisation.objects.filter(pk__in=[each.pk for each in organisations])
    gains = find_gains(user=user, catalogue=read_catalogue(wanted), on=on)
    found = [gains.get(each.pk) for each in organisations]
    held = _("yours already")
    return Gains(
        problem="",
        labels=tuple(each.label for each in organisations),
        points=tuple(figures.points(each.gain) if each else held for each in found),
        lines=tuple(
            (goal.text, tuple(percent(each.by_goal[at]) if each else "–" for each in found))
            for at, goal in enumerate(texts.values())
        ),
    )


def load_gain(*, user: User, organisation: Organisation, on: date) -> Gain:
    """What an organisation would do for a person's goals, all of it used, as of a day."""
    key = engine_key(organisation.key, organisation.uuid)
    facts = gather_facts(
        user=user, on=on, leave_out_sensitive=False, what_if=WhatIf(joined=organisation.pk)
    )
    held = facts.held[key]
    if held.sources[0].pk:
        return _empty(
            organisation,
            _("You belong to %(label)s already."),
            reverse("evaluation:membership", args=[held.uuid]),
        )
    if not facts.goals:
        return _empty(organisation, _("Once you have goals, here stands what %(label)s does."))
    evaluation = evaluate(facts.problem)
    result = evaluate(as_candidate(facts.problem, key)).candidates[key]
    explanation = build_explanation(facts, evaluation, key)
    return Gain(
        label=organisation.label,
        sentence=_sentence(facts, key, result),
        held_url="",
        lines=tuple(
            (
                facts.goals[goal].text,
                percent(evaluation.memberships[key].by_goal[goal].realised),
                percent(gain),
            )
            for goal, gain in result.by_goal.items()
        ),
        goals=explanation.goals if result.gain else (),
    )


def as_candidate(problem: Problem, key: str) -> Problem:
    """The problem with one of its memberships as what might be joined."""
    candidates = tuple(each for each in problem.memberships if each.key == key)
    others = tuple(_without_parent(each, key) for each in problem.memberships if each.key != key)
    return replace(problem, memberships=others, candidates=candidates)


def _without_parent(membership: EngineMembership, key: str) -> EngineMembership:
    """A group of what might be joined is a group of nothing until it is."""
    return replace(membership, parent=None) if membership.parent == key else membership


def _empty(organisation: Organisation, sentence: str, held_url: str = "") -> Gain:
    label = organisation.label
    return Gain(
        label=label, sentence=sentence % {"label": label}, held_url=held_url, lines=(), goals=()
    )


def _sentence(facts: Facts, key: str, result: CandidateResult) -> str:
    known = {
        "label": facts.held[key].label,
        "gain": figures.points(result.gain),
        "hours": figures.hours(result.hours.known),
    }
    if not facts.held[key].benefits:
        return _("Nothing is known of what %(label)s offers.") % known
    if not result.gain:
        return _("Nothing that %(label)s offers serves any of your goals.") % known
    return (
        _(
            "Joining %(label)s could bring up to %(gain)s points on top of what you have, if you "
            "used all of it: about %(hours)s hours a year."
        )
        % known
    )
