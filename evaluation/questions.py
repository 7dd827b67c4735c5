"""Which answers would move the picture most? At most ten uses that are not known."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engine.evaluate import evaluate
from evaluation import figures
from evaluation.benefits import BenefitFact
from evaluation.facts import Facts, gather_facts
from evaluation.forms import ANSWERS
from evaluation.holdings import HeldFact
from evaluation.pages import Action, missing_parts
from people.models import User

MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A benefit whose use is not known, and how far the answer could move the score."""

    benefit: str
    title: str
    organisation: str
    kind: str
    url: str
    gain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """The page: the questions, the most telling first, and the answers to each.

    `missing` is what there has to be before anything can be asked.
    """

    sentence: str
    missing: tuple[Action, ...]
    questions: tuple[Question, ...]
    answers: tuple[tuple[int, str], ...]


def load_questions(*, user: User, on: date) -> Questions:
    """The questions of a person as of a day; those worth no tenth of a point are not asked."""
    facts = gather_facts(user=user, on=on, leave_out_sensitive=False)
    gains = _gains(facts)
    asked = sorted(gains, key=lambda found: -found[0])[:MOST]
    missing = tuple(missing_parts(facts))
    return Questions(
        sentence=_sentence(len(gains), bool(missing)),
        missing=missing,
        questions=tuple(_question(gain, held, fact) for gain, held, fact in asked),
        answers=tuple((value, str(label)) for value, label in ANSWERS),
    )


def _gains(facts: Facts) -> list[tuple[float, HeldFact, BenefitFact]]:
    """What each unknown use could add to the score of all memberships, if it were full use."""
    memberships = evaluate(facts.problem).memberships
    return [
        (gain, held, fact)
        for key, held in facts.held.items()
        for fact in held.benefits.values()
        if fact.use is None
        and round(gain := memberships[key].benefits[fact.key].gain_if_used, 1) > 0
    ]


def _sentence(count: int, missing: bool) -> str:
    if missing:
        return _("Questions come up once you have goals, and memberships that may serve them.")
    if not count:
        return _("There is nothing to ask: no answer would move your score.")
    return ngettext(
        "There is %(count)s benefit whose use we do not know and that would move your score.",
        "There are %(count)s benefits whose use we do not know and that would move your score; "
        "these would move it most.",
        count,
    ) % {"count": count}


def _question(gain: float, held: HeldFact, fact: BenefitFact) -> Question:
    return Question(
        benefit=fact.key,
        title=fact.title,
        organisation=held.label,
        kind=fact.kind,
        url=reverse("evaluation:membership", args=[held.uuid]),
        gain=_("up to %(points)s points") % {"points": figures.points(gain)},
    )
