"""What does the money go to, who pays, and when? The tables of the page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.amounts import amounts, in_own, paid
from evaluation.benefits import BenefitFact
from evaluation.costs.allocation import MINUTES_AN_HOUR, Cost, share_out_all
from evaluation.facts import Facts
from memberships.choices import Payer, Use
from memberships.money import PAYERS, Reckoning, together
from memberships.spending import Spent
from people.figures import number
from people.paging import ROWS_A_PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a table: what it is about, then its cells; `bar` is 0 to 100, empty: no bar."""

    name: str
    url: str = ""
    aside: str = ""
    cells: tuple[str, ...]
    bar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table under a heading, with what has to be known to read it."""

    key: str
    heading: str
    note: str
    head: tuple[str, ...]
    lines: tuple[Line, ...]


def _money_cells(sums: Mapping[str, Decimal], reckoning: Reckoning, *, rated: bool) -> list[str]:
    """A sum in the currencies it is in, and where more than one's own occurs in that."""
    typed = amounts(sums, own=reckoning.currency)
    return [typed, in_own(sums, reckoning)] if rated else [typed]


def _money_heads(label: str, reckoning: Reckoning, *, rated: bool) -> list[str]:
    own = _("In %(currency)s") % {"currency": reckoning.currency}
    return [label, own] if rated else [label]


def _is_rated(sums: Sequence[Mapping[str, Decimal]], reckoning: Reckoning) -> bool:
    """Whether another currency than the person's own occurs."""
    return any(currency != reckoning.currency for each in sums for currency in each)


def goals_table(facts: Facts, costs: Sequence[Cost]) -> Table:
    """By goal, in their order; last what serves none yet. No lines where nothing is paid."""
    reckoning = facts.reckoning
    shared, idle = share_out_all(costs, lambda cost: cost.goals)
    sums = [shared.get(goal.key, {}) for goal in facts.goals.values()]
    rated = _is_rated([*sums, idle], reckoning)
    longest = max((reckoning.total(each) for each in [*sums, idle]), default=Decimal(0)) or 1
    shown = [*sums, idle] if shared or idle else []
    names = [*(goal.text for goal in facts.goals.values()), _("Nothing yet")]
    return Table(
        key="goals",
        heading=_("What your money goes to"),
        note=_(
            "What you pay for a membership goes to your goals in proportion to the points that it "
            "brings them today. What is not known is not in it."
        ),
        head=(_("Goal"), *_money_heads(_("You pay a year"), reckoning, rated=rated)),
        lines=tuple(
            Line(
                name=name,
                cells=tuple(_money_cells(each, reckoning, rated=rated)),
                bar=f"{100 * reckoning.total(each) / longest:.1f}",
            )
            for name, each in zip(names, shown, strict=False)
        ),
    )


def payers_table(costs: Sequence[Cost], reckoning: Reckoning) -> Table:
    """By who pays."""
    fees = together(cost.fee for cost in costs)
    beside = together(cost.beside for cost in costs)
    both = together((fees, beside))
    rated = _is_rated([both.of(payer) for payer in PAYERS], reckoning)
    return Table(
        key="payers",
        heading=_("Who pays"),
        note=_(
            "Fees are those of today for a whole year. What nobody has told is shown as not known."
        ),
        head=(
            _("Who"),
            _("Fees a year"),
            _("Travel and other, last 12 months"),
            *_money_heads(_("Together"), reckoning, rated=rated),
        ),
        lines=tuple(
            Line(
                name=str(name),
                cells=(
                    paid(fees, payer, own=reckoning.currency),
                    paid(beside, payer, own=reckoning.currency),
                    paid(both, payer, own=reckoning.currency),
                    *([in_own(both.of(payer), reckoning)] if rated else []),
                ),
            )
            for payer, name in payer_names().items()
        ),
    )


def payer_names() -> dict[str, str]:
    """Those who pay, in words."""
    names = (_("You, after tax relief"), _("Tax relief"), _("Your employer"), _("Somebody else"))
    return dict(zip(PAYERS, names, strict=True))


def years_table(spent: Mapping[int, Spent], reckoning: Reckoning) -> Table:
    """By calendar year, the newest first."""
    rated = _is_rated([each.payments.of(Payer.SELF) for each in spent.values()], reckoning)
    own = [_("You, in %(currency)s") % {"currency": reckoning.currency}] if rated else []
    return Table(
        key="years",
        heading=_("Year by year"),
        note=_(
            "A fee counts in the year in which its term starts, anything else on its day; what has "
            "ended is in it."
        ),
        head=(_("Year"), *payer_names().values(), *own, _("Hours of travelling")),
        lines=tuple(
            Line(
                name=str(year),
                cells=(
                    *(paid(each.payments, payer, own=reckoning.currency) for payer in PAYERS),
                    *([in_own(each.payments.of(Payer.SELF), reckoning)] if rated else []),
                    number(each.minutes / MINUTES_AN_HOUR, 1),
                ),
            )
            for year, each in sorted(spent.items(), reverse=True)
        ),
    )


def benefits_table(facts: Facts, costs: Sequence[Cost]) -> Table:
    """By used benefit, the dearest first, the cheapest of many in one line; last what is idle."""
    reckoning = facts.reckoning
    shared, idle = share_out_all(costs, lambda cost: cost.benefits)
    rated = _is_rated([*shared.values(), idle], reckoning)
    used = {
        fact.key: (held, fact)
        for held in facts.held.values()
        for fact in held.benefits.values()
        if fact.key in shared
    }
    dearest = sorted(shared, key=lambda key: -reckoning.total(shared[key]))
    lines = [
        Line(
            name=used[key][1].title,
            url=reverse("evaluation:benefit", args=[used[key][0].uuid, key]),
            aside=used[key][0].label,
            cells=(
                _use(used[key][1]),
                *_money_cells(shared[key], reckoning, rated=rated),
            ),
        )
        for key in dearest[:ROWS_A_PAGE]
    ]
    if more := dearest[ROWS_A_PAGE:]:
        name = ngettext("%(count)s more", "%(count)s more", len(more)) % {"count": len(more)}
        others = _add(shared[key] for key in more)
        lines.append(Line(name=name, cells=("", *_money_cells(others, reckoning, rated=rated))))
    rest = Line(name=_("Nothing yet"), cells=("", *_money_cells(idle, reckoning, rated=rated)))
    return Table(
        key="benefits",
        heading=_("What you pay for what you use"),
        note=_(
            "What you pay for a membership goes to the benefits that you use, in proportion to the "
            "points each brings by itself."
        ),
        head=(
            _("Benefit"),
            _("You use it"),
            *_money_heads(_("You pay a year"), reckoning, rated=rated),
        ),
        lines=(*lines, rest) if idle else tuple(lines),
    )


def _add(all_sums: Iterable[Mapping[str, Decimal]]) -> dict[str, Decimal]:
    added: dict[str, Decimal] = {}
    for sums in all_sums:
        for currency, amount in sums.items():
            added[currency] = added.get(currency, Decimal(0)) + amount
    return added


def _use(fact: BenefitFact) -> str:
    return "" if fact.use is None else str(Use(fact.use).label)
