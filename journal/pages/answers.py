"""What did an entry change? The page object of what is asked, and of what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from goals.choices import Ability
from goals.models import AbilityRating, Goal
from journal.answer_forms import AbilityForm
from journal.answers import UseProposal, propose_experience, propose_uses
from journal.hours import hours_and_minutes
from journal.models import Entry, UseAnswer
from memberships.choices import Use
from people.figures import day, number


@dataclass(frozen=True, slots=True, kw_only=True)
class AbilityQuestion:
    """How able one is for a goal; `said` is what was said of it last."""

    key: str
    goal: str
    said: str
    form: AbilityForm
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UseQuestion:
    """Whether a benefit is used more; `yes` and `others` are values and labels of answers."""

    key: str
    title: str
    shows: str
    question: str
    yes: tuple[int, str]
    others: tuple[tuple[int, str], ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceQuestion:
    """Whether what was done is put on record."""

    kind: str
    question: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was answered, and the way to take it back."""

    text: str
    undo_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersSection:
    """The section of an entry's page; `note` says why nothing is asked where that is so.

    `several` is true where more than one benefit fits: none of them stands out.
    """

    note: str
    abilities: tuple[AbilityQuestion, ...]
    uses: tuple[UseQuestion, ...]
    several: bool
    experience: ExperienceQuestion | None
    answered: tuple[Answered, ...]


def load_answers(*, entry: Entry, on: date, refused: AbilityForm | None = None) -> AnswersSection:
    """What a day's page of an entry asks. A form that was refused stands where its goal does."""
    uses, experience = propose_uses(entry=entry, on=on), propose_experience(entry=entry)
    section = AnswersSection(
        note="",
        abilities=tuple(_abilities(entry, refused)) if entry.completed_at else (),
        uses=tuple(_use(entry, proposal) for proposal in uses),
        several=len(uses) > 1,
        experience=ExperienceQuestion(
            kind=experience.key,
            question=_("Put on record: %(kind)s?") % {"kind": experience.label},
            url=reverse("journal:answer_experience", args=[entry.uuid, experience.key]),
        )
        if experience
        else None,
        answered=tuple(_answered(entry)),
    )
    return section if _says_something(section) else _empty(entry)


def _says_something(section: AnswersSection) -> bool:
    return bool(section.abilities or section.uses or section.experience or section.answered)


def _empty(entry: Entry) -> AnswersSection:
    if entry.completed_at is None:
        note = _("Once it is finished, you are asked here what it changed.")
    else:
        note = _(
            "Nothing is asked here: it is for none of your goals, and says nothing new of what you "
            "belong to or have done."
        )
    return AnswersSection(
        note=note, abilities=(), uses=(), several=False, experience=None, answered=()
    )


def _abilities(entry: Entry, refused: AbilityForm | None) -> Iterable[AbilityQuestion]:
    """A question for each goal of an entry that was not answered for."""
    answered = entry.ability_answers.values("goal")
    asked = list(entry.goals.exclude(pk__in=answered).order_by("rank", "pk"))
    newest = {rating.goal_id: rating for rating in AbilityRating.objects.filter(goal__in=asked)}
    for goal in asked:
        rating, form = newest.get(goal.pk), ability_form(goal, newest.get(goal.pk))
        yield AbilityQuestion(
            key=str(goal.uuid),
            goal=goal.text,
            said=_last_said(rating),
            form=refused if refused and refused.prefix == form.prefix else form,
            url=reverse("journal:answer_ability", args=[entry.uuid, goal.uuid]),
        )


def ability_form(goal: Goal, newest: AbilityRating | None, data: object = None) -> AbilityForm:
    """The form for one goal of an entry, with its own names, as there is one for each."""
    initial = {"wanted": newest.wanted} if newest else {}
    return AbilityForm(data, prefix=f"ability-{goal.uuid}", initial=initial)


def _last_said(rating: AbilityRating | None) -> str:
    if rating is None:
        return _("You have not said it yet.")
    words = {"day": day(rating.on), "now": Ability(rating.now).label}
    return _("On %(day)s you said: %(now)s.") % words


def _use(entry: Entry, proposal: UseProposal) -> UseQuestion:
    benefit, use = proposal.benefit, proposal.use
    words = {
        "time": hours_and_minutes(proposal.minutes),
        "hours": number(float(proposal.hours), 1 if proposal.hours % 1 else 0),
        "use": _on_record(proposal.before),
    }
    about = _(
        "In the last twelve months your journal shows %(time)s of about %(hours)s hours. On "
        "record: %(use)s."
    )
    told = _(
        "In the last twelve months your journal shows %(time)s of %(hours)s hours. On record: "
        "%(use)s."
    )
    return UseQuestion(
        key=str(benefit.uuid),
        title=benefit.title,
        shows=(about if proposal.hours_are_typical else told) % words,
        question=_("Set “%(title)s” to “%(use)s”?") % {"title": benefit.title, "use": use.label},
        yes=(use.value, _("Yes, “%(use)s”") % {"use": use.label}),
        others=tuple(
            (other.value, str(other.label)) for other in Use if other not in (use, proposal.before)
        ),
        url=reverse("journal:answer_use", args=[entry.uuid, benefit.uuid]),
    )


def _on_record(use: int | None) -> str:
    return _("not known") if use is None else str(Use(use).label).lower()


def _answered(entry: Entry) -> Iterable[Answered]:
    rated = entry.ability_answers.select_related("goal", "rating")
    for each in rated.order_by("goal__rank", "goal"):
        words = {"goal": each.goal.text, "now": Ability(each.rating.now).label}
        yield Answered(
            text=_("“%(goal)s”: %(now)s.") % words,
            undo_url=reverse("journal:take_back_ability", args=[entry.uuid, each.goal.uuid]),
        )
    for answer in entry.use_answers.select_related("benefit").order_by("pk"):
        yield Answered(
            text=_said_of_use(answer),
            undo_url=reverse("journal:take_back_use", args=[entry.uuid, answer.benefit.uuid]),
        )
    for said in entry.experience_answers.select_related("kind", "experience").order_by("pk"):
        if said.experience is None:
            text = _("Not put on record: %(kind)s.")
        elif said.experience.removed_at is None:
            text = _("On record: %(kind)s.")
        else:
            text = _("Put on record, and taken off it since: %(kind)s.")
        yield Answered(
            text=text % {"kind": said.kind.label},
            undo_url=reverse("journal:take_back_experience", args=[entry.uuid, said.kind.key]),
        )


def _said_of_use(answer: UseAnswer) -> str:
    words = {"title": answer.benefit.title, "before": _on_record(answer.before)}
    if answer.after is None:
        return _("“%(title)s” was left as it was: %(before)s.") % words
    after = _on_record(answer.after)
    return _("“%(title)s” was set from %(before)s to %(after)s.") % {**words, "after": after}
