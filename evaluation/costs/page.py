"""What does belonging cost you? The page object: every word, link and number, once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engine.evaluate import evaluate
from evaluation import figures
from evaluation.amounts import amounts, in_own
from evaluation.costs.allocation import Cost, find_costs
from evaluation.costs.rows import Row, build_rows, fee_url
from evaluation.costs.tables import (
    Table,
    benefits_table,
    goals_table,
    payers_table,
    years_table,
)
from evaluation.facts import Facts, gather_facts
from evaluation.pages import Action
from memberships.choices import Payer
from memberships.ledger import load_expenses, load_terms
from memberships.money import Payments, Reckoning, together
from memberships.spending import Spent, in_calendar_years
from people.models import User

ASKED_AT_ONCE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """The page; `missing` is what it waits for where there is nothing."""

    sentence: str
    missing: str
    notes: tuple[str, ...]
    actions: tuple[Action, ...]
    goals: Table
    payers: Table
    years: Table
    benefits: Table
    rows: tuple[Row, ...]
    currency: str


def load_costs(*, user: User, on: date) -> Costs:
    """What everything that a person belongs to costs, as of a day."""
    facts = gather_facts(user=user, on=on, leave_out_sensitive=False)
    expenses = load_expenses(user=user)
    terms = [term for each in load_terms(user=user).values() for term in each]
    costs = find_costs(facts.held.values(), evaluate(facts.problem), expenses, on)
    spent = in_calendar_years(terms, [row for each in expenses.values() for row in each])
    return Costs(
        sentence=_sentence(costs, facts.reckoning),
        missing=""
        if facts.held or spent
        else _("Once you belong to something, this page shows what it costs, and who pays."),
        notes=tuple(_notes(costs)),
        actions=tuple(_actions(facts, costs, spent)),
        goals=goals_table(facts, costs),
        payers=payers_table(costs, facts.reckoning),
        years=years_table(spent, facts.reckoning),
        benefits=benefits_table(facts, costs),
        rows=build_rows(facts, costs),
        currency=facts.currency,
    )


def all_payments(costs: Sequence[Cost]) -> Payments:
    """Everything, a year."""
    return together(cost.payments for cost in costs)


def _sentence(costs: Sequence[Cost], reckoning: Reckoning) -> str:
    if not costs:
        return _("There is nothing that costs you anything today.")
    payments = all_payments(costs)
    mine = payments.of(Payer.SELF)
    unknown = payments.unknown.get(Payer.SELF, 0)
    sentence = _("Belonging costs you %(amounts)s a year") % {
        "amounts": amounts(mine, own=reckoning.currency)
    }
    if unknown and not mine:
        sentence = _("What belonging costs you is not known")
    if any(currency in reckoning.rates for currency in mine):
        sentence += _(", by your rates %(total)s") % {"total": in_own(mine, reckoning)}
    if unknown and not mine:
        sentence += ngettext(
            ": the fee of %(count)s membership is asked for",
            ": the fees of %(count)s memberships are asked for",
            unknown,
        ) % {"count": unknown}
    elif unknown:
        sentence += ngettext(
            ", and what you pay for %(count)s membership is not known",
            ", and what you pay for %(count)s memberships is not known",
            unknown,
        ) % {"count": unknown}
    if others := payments.of_others():
        sentence += _("; others bear %(amounts)s") % {
            "amounts": amounts(others, own=reckoning.currency)
        }
    return sentence + _hours(costs)


def _hours(costs: Sequence[Cost]) -> str:
    """How long it takes, up to using all fully of which nothing has been told."""
    known = sum(cost.hours + cost.travelling for cost in costs)
    untold = sum(cost.untold for cost in costs)
    if not untold:
        return _(". It takes about %(hours)s hours of your year.") % {"hours": figures.hours(known)}
    most = known + sum(cost.untold_hours for cost in costs)
    return ngettext(
        ". It takes about %(hours)s hours of your year: how much you use %(count)s of its benefits "
        "is not known.",
        ". It takes about %(hours)s hours of your year: how much you use %(count)s of its benefits "
        "is not known.",
        untold,
    ) % {"hours": figures.number_range(known, most, 0), "count": untold}


def _notes(costs: Sequence[Cost]) -> Iterator[str]:
    if costs:
        yield _(
            "A year's fees after tax relief and what others pay, and what you spent beside them in "
            "the last twelve months."
        )


def _actions(facts: Facts, costs: Sequence[Cost], spent: Mapping[int, Spent]) -> Iterator[Action]:
    """What is asked for: memberships where there are none, fees and rates not known."""
    if not facts.held:
        yield Action(
            text=_("Find what you belong to in the catalogue."),
            url=reverse("memberships:add"),
            label=_("Add a membership"),
        )
    paid_in = {
        currency
        for payments in (all_payments(costs), *(each.payments for each in spent.values()))
        for _payer, currency in payments.amounts
    }
    if strange := facts.reckoning.strange(paid_in):
        yield Action(
            text=_("What %(currencies)s is to you in %(own)s is not known, and not guessed.")
            % {"currencies": ", ".join(strange), "own": facts.currency},
            url=reverse("memberships:rates"),
            label=_("Say what it is"),
        )
    asked = [cost for cost in costs if cost.fee.unknown.get(Payer.SELF)]
    for cost in asked[:ASKED_AT_ONCE]:
        yield Action(
            text=_("What you pay for %(label)s is not known.")
            % {"label": facts.held[cost.key].label},
            url=fee_url(facts, cost),
            label=_("Say what you pay"),
        )
    if more := len(asked[ASKED_AT_ONCE:]):
        yield Action(
            text=ngettext(
                "Of %(count)s more it is not known either.",
                "Of %(count)s more it is not known either.",
                more,
            )
            % {"count": more},
            url="#memberships",
            label=_("See the table of memberships"),
        )
