"""What if my employer stopped paying? The same arithmetic over other rows: nothing is written."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.choices import FeePeriod
from catalogue.models import Fee
from engine.evaluate import evaluate
from engine.result import MembershipResult
from evaluation import figures
from evaluation.amounts import paid
from evaluation.costs.allocation import Cost, find_costs
from evaluation.facts import Facts, gather_facts
from evaluation.holdings import HeldFact, WhatIf
from memberships.choices import MembershipKind, Payer
from memberships.ledger import load_expenses
from memberships.money import Payments, together
from memberships.spending import expenses_without_employer
from memberships.words import known_fee
from people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A membership through the employer that would go, and what it would cost oneself.

    `fees` are what the catalogue knows of its newest year; empty where the person has it too.
    """

    url: str
    label: str
    points: str
    kept: str
    fees: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dearer:
    """What one would go on holding and pay more for."""

    url: str
    label: str
    now: str
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """The answer, what would go, and what would cost more."""

    sentence: str
    lost: tuple[Lost, ...]
    dearer: tuple[Dearer, ...]


def load_scenario(*, user: User, on: date) -> Scenario:
    """What would be different for a person, as of a day."""
    facts = gather_facts(user=user, on=on, leave_out_sensitive=False)
    then = gather_facts(
        user=user, on=on, leave_out_sensitive=False, what_if=WhatIf(employer_stops=True)
    )
    now_does, then_does = evaluate(facts.problem), evaluate(then.problem)
    expenses = load_expenses(user=user)
    without = {pk: expenses_without_employer(rows) for pk, rows in expenses.items()}
    before = {cost.key: cost for cost in find_costs(facts.held.values(), now_does, expenses, on)}
    after = {cost.key: cost for cost in find_costs(then.held.values(), then_does, without, on)}
    employed = [held for held in facts.held.values() if MembershipKind.EMPLOYER in held.kinds]
    fees = _newest_fees([held for held in employed if held.key not in after])
    lost = tuple(
        _lost(held, now_does.memberships[held.key], after.get(held.key), fees, facts.currency)
        for held in employed
    )
    return Scenario(
        sentence=_sentence(
            before,
            after,
            lost=len(lost),
            points=(now_does.portfolio.score, then_does.portfolio.score),
            own=facts.currency,
        ),
        lost=lost,
        dearer=tuple(_dearer(facts, before, after)),
    )


def _sentence(
    before: Mapping[str, Cost],
    after: Mapping[str, Cost],
    *,
    lost: int,
    points: tuple[float, float],
    own: str,
) -> str:
    now = together(before[key].payments for key in after)
    more = _more(now, together(cost.payments for cost in after.values()))
    parts = [
        _("If your employer stopped paying, you would pay %(amounts)s a year more")
        % {"amounts": paid(more, Payer.SELF, own=own)}
    ]
    if lost:
        parts.append(
            ngettext(
                "%(count)s membership through them would go, and %(points)s of your %(all)s points",
                "%(count)s memberships through them would go, and %(points)s of your %(all)s "
                "points",
                lost,
            )
            % {
                "count": lost,
                "points": figures.points(max(points[0] - points[1], 0.0)),
                "all": figures.points(points[0]),
            }
        )
    return _("%(parts)s. This is only a question: nothing has been changed.") % {
        "parts": "; ".join(parts)
    }


def _more(now: Payments, then: Payments) -> Payments:
    """What the person would pay then and does not now."""
    paid_now = now.of(Payer.SELF)
    sums = {
        (Payer.SELF.value, currency): amount - paid_now.get(currency, 0)
        for currency, amount in then.of(Payer.SELF).items()
        if amount != paid_now.get(currency)
    }
    asked = max(then.unknown.get(Payer.SELF, 0) - now.unknown.get(Payer.SELF, 0), 0)
    return Payments(sums, {Payer.SELF.value: asked})


def _lost(
    held: HeldFact,
    result: MembershipResult,
    after: Cost | None,
    fees: Mapping[int, Sequence[Fee]],
    own: str,
) -> Lost:
    # What all together would lose without it alone, or without the part that only it includes.
    lost = max(result.score - after.score, 0.0) if after else result.score - result.overlap
    known = [known_fee(fee) for fee in fees.get(held.sources[0].organisation, ())]
    return Lost(
        url=reverse("evaluation:membership", args=[held.uuid]),
        label=held.label,
        points=figures.points(lost),
        kept=_("You hold it yourself too; you pay a year: %(amounts)s.")
        % {"amounts": paid(after.payments, Payer.SELF, own=own)}
        if after
        else "",
        fees=() if after else tuple(known) or (_("fee not known"),),
    )


def _newest_fees(gone: Sequence[HeldFact]) -> dict[int, list[Fee]]:
    """The yearly fees that the catalogue knows of the newest year, by organisation."""
    organisations = [held.sources[0].organisation for held in gone]
    known = Fee.objects.filter(
        organisation__in=organisations, amount__isnull=False, period=FeePeriod.YEAR
    )
    newest: dict[int, list[Fee]] = defaultdict(list)
    for fee in known.order_by(F("year").desc(nulls_last=True), "grade", "pk"):
        if not newest[fee.organisation_id] or newest[fee.organisation_id][0].year == fee.year:
            newest[fee.organisation_id].append(fee)
    return newest


def _dearer(
    facts: Facts, before: Mapping[str, Cost], after: Mapping[str, Cost]
) -> Iterator[Dearer]:
    for key, cost in after.items():
        now, then = before[key].payments, cost.payments
        if _pays(now) != _pays(then):
            yield Dearer(
                url=reverse("memberships:detail", args=[facts.held[key].uuid]),
                label=facts.held[key].label,
                now=paid(now, Payer.SELF, own=facts.currency),
                then=paid(then, Payer.SELF, own=facts.currency),
            )


def _pays(payments: Payments) -> tuple[dict[str, object], int]:
    return dict(payments.of(Payer.SELF)), payments.unknown.get(Payer.SELF, 0)
