"""What if my employer stopped paying? The same arithmetic over other rows: nothing is written."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.choices import FeePeriod
from catalogue.models import Fee
from engine.evaluate import evaluate
from engine.result import MembershipResult
from evaluation import figures
from evaluation.amounts import amounts, paid
from evaluation.costs.allocation import Cost, find_costs
from evaluation.facts import Facts, gather_facts
from evaluation.holdings import HeldFact, WhatIf
from memberships.choices import MembershipKind, Payer
from memberships.ledger import load_expenses
from memberships.money import Payments
from memberships.spending import expenses_without_employer
from memberships.words import known_fee
from people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A membership through the employer that would go, and what it would cost oneself.

    `fees` are what the catalogue knows of its newest year, else what its terms say; empty where
    the person has it too. `asked` is one of which neither is known.
    """

    url: str
    label: str
    points: str
    kept: str
    fees: tuple[str, ...]
    asked: bool


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
    paying, saved = _paying(facts, before, after, _parts_not_known(facts))
    return Scenario(
        sentence=_sentence(
            paying=paying,
            lost=lost,
            saved=saved,
            points=(now_does.portfolio.score, then_does.portfolio.score),
        ),
        lost=lost,
        dearer=tuple(_dearer(facts, before, after)),
    )


def _parts_not_known(facts: Facts) -> int:
    """How many fees of what would stay the employer bears, no one knows how much of."""
    return sum(
        source.yearly.unknown.get(Payer.EMPLOYER, 0)
        for held in facts.held.values()
        for source in held.sources
        if source.kind != MembershipKind.EMPLOYER
    )


def _sentence(*, paying: str, lost: Sequence[Lost], saved: str, points: tuple[float, float]) -> str:
    parts = [paying]
    if lost:
        parts.append(
            ngettext(
                "%(count)s membership through them would go, and %(points)s of your %(all)s points",
                "%(count)s memberships through them would go, and %(points)s of your %(all)s "
                "points",
                len(lost),
            )
            % {
                "count": len(lost),
                "points": figures.points(max(points[0] - points[1], 0.0)),
                "all": figures.points(points[0]),
            }
        )
    if asked := sum(row.asked for row in lost):
        parts.append(
            ngettext(
                "what %(count)s of them would cost you is not known",
                "what %(count)s of them would cost you is not known",
                asked,
            )
            % {"count": asked}
        )
    if saved:
        parts.append(saved)
    return _("%(parts)s. This is only a question: nothing has been changed.") % {
        "parts": "; ".join(parts)
    }


def _paying(
    facts: Facts, before: Mapping[str, Cost], after: Mapping[str, Cost], asked: int
) -> tuple[str, str]:
    """What the person would pay more, where `asked` parts are not known, and save, in words."""
    more: dict[str, Decimal] = defaultdict(Decimal)
    less: dict[str, Decimal] = defaultdict(Decimal)
    for key, cost in before.items():
        then = after[key].payments if key in after else Payments()
        for currency, change in _changes(cost.payments, then).items():
            (more if change > 0 else less)[currency] += abs(change)
    own = facts.currency
    paying = _("If your employer stopped paying, you would pay %(amounts)s a year more") % {
        "amounts": amounts(more, own=own)
    }
    if asked and not more:
        paying = _("If your employer stopped paying, what you would pay more is not known")
    elif asked:
        paying += ngettext(
            ", and how much more for %(count)s membership is not known",
            ", and how much more for %(count)s memberships is not known",
            asked,
        ) % {"count": asked}
    saved = _("you would save %(amounts)s a year that you pay for what goes")
    return paying, saved % {"amounts": amounts(less, own=own)} if less else ""


def _changes(now: Payments, then: Payments) -> dict[str, Decimal]:
    """What the person would pay more then, by currency; what they would save is below nought."""
    mine, mine_then = now.of(Payer.SELF), then.of(Payer.SELF)
    changes = {
        currency: mine_then.get(currency, Decimal(0)) - mine.get(currency, Decimal(0))
        for currency in {**mine, **mine_then}
    }
    return {currency: change for currency, change in changes.items() if change}


def _lost(
    held: HeldFact,
    result: MembershipResult,
    after: Cost | None,
    fees: Mapping[int, Sequence[Fee]],
    own: str,
) -> Lost:
    # What all together would lose without it alone, or without the part that only it includes.
    lost = max(result.score - after.score, 0.0) if after else result.score - result.overlap
    in_catalogue = fees.get(held.sources[0].organisation, ())
    known = tuple(map(known_fee, in_catalogue)) or _fee_of_the_terms(held, own)
    return Lost(
        url=reverse("evaluation:membership", args=[held.uuid]),
        label=held.label,
        points=figures.points(lost),
        kept=_("You hold it yourself too; you pay a year: %(amounts)s.")
        % {"amounts": paid(after.payments, Payer.SELF, own=own)}
        if after
        else "",
        fees=() if after else known or (_("fee not known"),),
        asked=not (after or known),
    )


def _fee_of_the_terms(held: HeldFact, own: str) -> tuple[str, ...]:
    """What all who pay for it pay together, where that has been told."""
    yearly = held.yearly
    if yearly.unknown:
        return ()
    sums = yearly.of_others()
    for currency, amount in yearly.of(Payer.SELF).items():
        sums[currency] = sums.get(currency, Decimal(0)) + amount
    return (_("%(amounts)s a year, as your term says") % {"amounts": amounts(sums, own=own)},)


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
        asked = then.unknown.get(Payer.SELF, 0) > now.unknown.get(Payer.SELF, 0)
        if asked or any(change > 0 for change in _changes(now, then).values()):
            yield Dearer(
                url=reverse("memberships:detail", args=[facts.held[key].uuid]),
                label=facts.held[key].label,
                now=paid(now, Payer.SELF, own=facts.currency),
                then=paid(then, Payer.SELF, own=facts.currency),
            )
