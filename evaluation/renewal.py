"""Is one membership worth renewing? The brief for that decision, as a page and on paper."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from engine.evaluate import evaluate
from evaluation import case, figures
from evaluation.amounts import amounts, fee_a_year
from evaluation.case import Case
from evaluation.costs.allocation import find_costs
from evaluation.facts import gather_facts
from evaluation.pages import Action, missing_fee, reading_notes
from evaluation.rows import engine_key
from memberships.choices import Payer
from memberships.ledger import cost_of, load_expenses
from memberships.models import Membership
from memberships.money import split_term
from memberships.pages.held import renewal_of
from memberships.services import known_fees
from memberships.words import renewal_in_words


@dataclass(frozen=True, slots=True)
class Part:
    """Named facts under a heading."""

    heading: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What there is to know before a membership is renewed or ended.

    `sensitive` counts the other memberships that are sensitive, left out of it or not.
    """

    title: str
    sentence: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    decisions: tuple[Action, ...]
    sensitive: int


def load_brief(*, membership: Membership, on: date, leave_out_sensitive: bool) -> Brief:
    """The brief of a membership that its owner holds, as of a day.

    With `leave_out_sensitive` every number is made without the other sensitive memberships, as
    it must be for anything made for somebody else; the owner has chosen to show this one.
    """
    return _build_brief(_gather(membership, on, leave_out_sensitive))


def _gather(membership: Membership, on: date, leave_out_sensitive: bool) -> Case:
    organisation = membership.organisation
    facts = gather_facts(
        user=membership.user, on=on, leave_out_sensitive=leave_out_sensitive, chosen=organisation
    )
    terms = list(membership.terms.order_by("starts"))
    held = facts.held[engine_key(organisation.key, organisation.uuid)]
    evaluation = evaluate(facts.problem)
    [spent] = find_costs([held], evaluation, load_expenses(user=membership.user), on)
    return Case(
        membership=membership,
        term=terms[-1] if terms else None,
        renewal=renewal_of(terms),
        fees=known_fees(organisation=organisation),
        facts=facts,
        held=held,
        evaluation=evaluation,
        spent=spent,
        on=on,
    )


def _build_brief(asked: Case) -> Brief:
    parts = (
        Part(_("What it costs"), tuple(case.cost(asked))),
        Part(_("When it renews"), tuple(case.dates(asked))),
        Part(_("What it does for your goals"), tuple(case.worth(asked))),
        Part(_("What you make of it"), tuple(case.uses(asked))),
        Part(_("What you would have anyway"), tuple(case.anyway(asked))),
    )
    return Brief(
        title=_("Is %(label)s worth renewing?") % {"label": asked.held.label},
        sentence=_sentence(asked),
        notes=tuple(reading_notes(asked.facts, asked.on)),
        parts=tuple(part for part in parts if part.rows),
        decisions=tuple(_decisions(asked)),
        sensitive=asked.facts.sensitive,
    )


def _sentence(asked: Case) -> str:
    """What is to be decided, and the two numbers that matter most."""
    result, held = asked.result, asked.held
    if asked.renewal:
        when = renewal_in_words(asked.renewal, asked.on)
    else:
        when = _("It is for life.") if asked.term else _("When it renews is not known.")
    if held.yearly.unknown.get(Payer.SELF):
        worth = _("It scores %(score)s of 100 for you; what you pay a year is not known.")
    elif held.yearly.of(Payer.SELF):
        worth = _("It scores %(score)s of 100 for you and costs you %(fee)s a year.")
    else:
        worth = _("It scores %(score)s of 100 for you and costs you nothing.")
    known = {
        "score": figures.points_range(result.score, result.score + result.unknown),
        "fee": fee_a_year(held, asked.facts.currency),
    }
    return f"{when} {worth % known}"


def _paid_last(asked: Case) -> str:
    """What the person paid for a term so long over that they are asked anew; else nothing."""
    unknown = [each.uuid for each in asked.held.sources if each.yearly.unknown.get(Payer.SELF)]
    if asked.term is None or unknown[:1] != [asked.membership.uuid]:
        return ""
    paid_last = split_term(cost_of(asked.term)).of(Payer.SELF)
    if not paid_last:
        return ""
    return _("You paid %(amounts)s last; what do you pay now?") % {
        "amounts": amounts(paid_last, own=asked.facts.currency)
    }


def _decisions(asked: Case) -> Iterator[Action]:
    """What is open, and where it is done."""
    uuid, term = asked.membership.uuid, asked.term
    missing = missing_fee(asked.held)
    if missing:
        yield replace(missing, text=_paid_last(asked) or missing.text)
    if not asked.facts.goals:
        yield Action(
            text=_("Nothing can be scored without a goal."),
            url=reverse("goals:add"),
            label=_("Add a goal"),
        )
    if any(fact.use is None for fact in asked.held.benefits.values()):
        yield Action(
            text=_("How much you use some of it has not been said."),
            url=reverse("evaluation:membership", args=[uuid]),
            label=_("Say how much you use it"),
        )
    if term is None:
        yield Action(
            text=_("When it renews has not been said."),
            url=reverse("memberships:add_term", args=[uuid]),
            label=_("Add a term"),
        )
    elif term.ends:
        yield Action(
            text=_("Worth it? The term that follows is proposed, with its fee to be checked."),
            url=reverse("memberships:renew", args=[uuid, term.pk]),
            label=_("Renew it"),
        )
        if asked.renewal and asked.renewal.notice_by and not case.is_over(asked):
            yield Action(
                text=_(
                    "Notice given? Untick that it renews by itself, and clear the days of notice."
                )
                if asked.renewal.auto_renews
                else _("Notice given? Clear the days of notice."),
                url=reverse("memberships:edit_term", args=[uuid, term.pk]),
                label=_("Change the term"),
            )
    yield Action(
        text=_("Not worth it? Once it has ended, say so here; its history stays."),
        url=reverse("memberships:end", args=[uuid]),
        label=_("End it"),
    )
