"""What does each membership cost, and what does it give for that? The rows, sorted or as CSV."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from evaluation import figures
from evaluation.amounts import amounts, paid
from evaluation.costs.allocation import Cost, points_for_money, points_for_time
from evaluation.facts import Facts
from evaluation.figures import Figure
from evaluation.pages import kinds_in_words
from evaluation.table import Heading
from memberships.choices import Payer
from memberships.money import Payments, Reckoning, paid_by_person
from people.figures import number
from people.paging import address_asking

UNKNOWN, FREE = -2.0, -1.0  # after every number of points for money
BY_COST = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one organisation held costs and gives."""

    url: str
    label: str
    name: str
    kinds: str
    sensitive: bool
    fee: Figure
    fee_url: str
    others: str
    beside: Figure
    total: Figure
    hours: Figure
    travelling: Figure
    score: Figure
    per_hundred: Figure
    per_hour: Figure
    bar: str


def fee_url(facts: Facts, cost: Cost) -> str:
    """Where a fee is asked for that only the person knows; empty where none is."""
    for source in facts.held[cost.key].sources:
        if source.yearly.unknown.get(Payer.SELF):
            return reverse("memberships:fee", args=[source.uuid])
    return ""


def build_rows(facts: Facts, costs: Sequence[Cost]) -> tuple[Row, ...]:
    """The rows, in the order of the names."""
    longest = max(
        (facts.reckoning.total(cost.payments.of(Payer.SELF)) for cost in costs), default=Decimal(0)
    )
    return tuple(_row(facts, cost, longest or Decimal(1)) for cost in costs)


def _row(facts: Facts, cost: Cost, longest: Decimal) -> Row:
    held, reckoning = facts.held[cost.key], facts.reckoning
    amount = paid_by_person(cost.payments, reckoning)
    known = reckoning.total(cost.payments.of(Payer.SELF))
    return Row(
        url=reverse("evaluation:membership", args=[held.uuid]),
        label=held.label,
        name=held.name if held.name != held.label else "",
        kinds=kinds_in_words(held.kinds),
        sensitive=held.sensitive,
        fee=Figure(
            _dearest(cost.fee, reckoning), paid(cost.fee, Payer.SELF, own=reckoning.currency)
        ),
        fee_url=fee_url(facts, cost),
        others=_others(cost, reckoning.currency),
        beside=Figure(
            _dearest(cost.beside, reckoning), paid(cost.beside, Payer.SELF, own=reckoning.currency)
        ),
        total=Figure(
            float("inf") if amount is None else float(amount),
            _("not known") if amount is None else figures.fee(amount, reckoning.currency),
        ),
        hours=Figure(
            cost.hours, figures.number_range(cost.hours, cost.hours + cost.untold_hours, 1)
        ),
        travelling=Figure(cost.travelling, number(cost.travelling, 1)),
        score=Figure(cost.score, figures.points_range(cost.score, cost.score + cost.untold_score)),
        per_hundred=_per_hundred(cost, amount),
        per_hour=_per_hour(cost),
        bar=f"{100 * known / longest:.1f}",
    )


def _dearest(payments: Payments, reckoning: Reckoning) -> float:
    """To sort by: what is not known stands first, as it is what to ask for."""
    amount = paid_by_person(payments, reckoning)
    return float("inf") if amount is None else float(amount)


def _others(cost: Cost, own: str) -> str:
    """What others bear, the tax office too; empty where they bear nothing."""
    sums = cost.payments.of_others()
    unknown = sum(count for who, count in cost.payments.unknown.items() if who != Payer.SELF)
    if not sums and not unknown:
        return ""
    return _("others: %(amounts)s") % {"amounts": amounts(sums, own=own, unknown=unknown)}


def _per_hundred(cost: Cost, amount: Decimal | None) -> Figure:
    """Free is no fee, and no infinite value."""
    if amount is None:
        return Figure(UNKNOWN, _("not known"))
    if not amount:
        return Figure(FREE, pgettext("points for money", "no fee"))
    low, high = points_for_money(cost, amount)
    return Figure(low, figures.points_range(low, high))


def _per_hour(cost: Cost) -> Figure:
    value = points_for_time(cost)
    if value is None:
        return Figure(UNKNOWN, _("not known")) if cost.untold else Figure(FREE, _("no hours"))
    return Figure(value, number(value, 2))


SORTS: dict[str, Callable[[Row], Any]] = {
    BY_COST: lambda row: -row.total.value,
    "name": lambda row: row.label.casefold(),
    "fee": lambda row: -row.fee.value,
    "beside": lambda row: -row.beside.value,
    "hours": lambda row: -row.hours.value,
    "travelling": lambda row: -row.travelling.value,
    "score": lambda row: -row.score.value,
    "per_hundred": lambda row: -row.per_hundred.value,
    "per_hour": lambda row: -row.per_hour.value,
}


def sort_rows(rows: Sequence[Row], order: str) -> tuple[Row, ...]:
    """The rows by a column of SORTS: names from A, numbers from the largest."""
    return tuple(sorted(rows, key=SORTS[order]))


def headings(order: str, currency: str) -> tuple[Heading, ...]:
    """The headings that sort, sorted by `order`."""
    labels = {
        "name": _("Membership"),
        "fee": _("Your fee a year"),
        "beside": _("Travel and other, last 12 months"),
        BY_COST: _("Together, in %(currency)s") % {"currency": currency},
        "hours": _("Hours of use"),
        "travelling": _("Hours of travelling"),
        "score": _("Score"),
        "per_hundred": _("Points per 100 %(currency)s") % {"currency": currency},
        "per_hour": _("Points per hour"),
    }
    direction = "ascending" if order == "name" else "descending"
    address = reverse("evaluation:costs")
    return tuple(
        Heading(
            label=label,
            href=address_asking(address, {"sort": key if key != BY_COST else ""}),
            aria_sort=direction if key == order else "",
        )
        for key, label in labels.items()
    )


def rows_as_text(rows: Sequence[Row], currency: str) -> list[list[str]]:
    """The rows as lines of text, headings first."""
    labels = [heading.label for heading in headings(BY_COST, currency)]
    head = [labels[0], _("Kind"), labels[1], _("What others bear"), *labels[2:], _("Sensitive")]
    lines = [
        [
            row.name or row.label, row.kinds, row.fee.text, row.others, row.beside.text,
            row.total.text, row.hours.text, row.travelling.text, row.score.text,
            row.per_hundred.text, row.per_hour.text, _("sensitive") if row.sensitive else "",
        ]
        for row in rows
    ]  # fmt: skip
    return [head, *lines]
