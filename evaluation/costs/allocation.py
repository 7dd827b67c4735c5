"""What does each membership cost, and to what does its money go? Arithmetic without words.

Source: `docs/design/evaluation.md`, *Money and hours*. A membership's money goes to goals and to
benefits in proportion to the points that it realises with them today, by itself: so what a goal
gets of one membership never changes because another was joined. Sums are in pennies and add up.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TypeVar

from engine.result import Evaluation, MembershipResult
from evaluation.benefits import USE_SHARES
from evaluation.holdings import HeldFact
from memberships.choices import Payer
from memberships.money import Payments, together
from memberships.spending import ExpenseCost, Spent, in_the_last_year

PENNY = Decimal("0.01")
MINUTES_AN_HOUR = 60
HUNDRED = 100
Sums = Mapping[str, Decimal]  # by currency
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What an organisation held costs in a year, and what it does.

    `fee` is what its terms cost a year, `beside` what was spent in the last twelve months. Hours
    are a year's, `hours` of using it and `travelling`. `goals` and `benefits` are the points that
    each realises of it, by key. Of `untold` benefits the use is not known: used fully they would
    take `untold_hours` and add `untold_score`.
    """

    key: str
    fee: Payments
    beside: Payments
    hours: float
    travelling: float
    score: float
    goals: Mapping[str, float]
    benefits: Mapping[str, float]
    untold: int
    untold_hours: float
    untold_score: float

    @property
    def payments(self) -> Payments:
        """Fee and expenses."""
        return together((self.fee, self.beside))


def find_cost(
    held: HeldFact,
    result: MembershipResult,
    weights: Mapping[str, float],
    spent: Spent,
) -> Cost:
    """What one organisation costs, and what it does for goals of these weights."""
    untold = [fact.hours for fact in held.benefits.values() if fact.use is None]
    return Cost(
        key=held.key,
        fee=in_pennies(held.yearly),
        beside=in_pennies(spent.payments),
        hours=sum(
            USE_SHARES[fact.use] * fact.hours
            for fact in held.benefits.values()
            if fact.use is not None
        ),
        travelling=spent.minutes / MINUTES_AN_HOUR,
        score=result.score,
        goals={goal: HUNDRED * weights[goal] * by.realised for goal, by in result.by_goal.items()},
        benefits={
            key: HUNDRED
            * (benefit.use or 0)
            * sum(weights[goal] * value for goal, value in benefit.value.items())
            for key, benefit in result.benefits.items()
        },
        untold=len(untold),
        untold_hours=sum(untold),
        untold_score=result.unknown,
    )


def find_costs(
    held: Iterable[HeldFact],
    evaluation: Evaluation,
    expenses: Mapping[int, Sequence[ExpenseCost]],
    on: date,
) -> list[Cost]:
    """What each organisation held costs, as of a day; `expenses` are by membership."""
    return [
        find_cost(
            each,
            evaluation.memberships[each.key],
            evaluation.weights,
            in_the_last_year(
                (row for source in each.sources for row in expenses.get(source.pk, ())), on
            ),
        )
        for each in held
    ]


def in_pennies(payments: Payments) -> Payments:
    """Amounts as they are printed; what all pay in a currency keeps its sum."""
    by_currency: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for (payer, currency), amount in payments.amounts.items():
        by_currency[currency][payer] = amount
    return Payments(
        {
            (payer, currency): part
            for currency, amounts in by_currency.items()
            for payer, part in share_out(sum(amounts.values()), amounts).items()
        },
        payments.unknown,
    )


def share_out(total: Decimal | int, parts: Mapping[Key, float | Decimal]) -> dict[Key, Decimal]:
    """The total in proportion to the parts, in pennies that add up to it, without noughts.

    Each is rounded down, and the pennies left over go to the largest remainders. Nothing is shared
    out among parts that are all nought.
    """
    whole = sum(Decimal(part) for part in parts.values())
    if not whole:
        return {}
    pennies = (Decimal(total) / PENNY).quantize(Decimal(1), ROUND_HALF_UP)
    exact = {key: pennies * Decimal(part) / whole for key, part in parts.items()}
    down = {
        key: (part + Decimal("1e-9")).to_integral_value(ROUND_FLOOR) for key, part in exact.items()
    }
    left = int(pennies - sum(down.values()))
    for key in sorted(exact, key=lambda key: down[key] - exact[key])[:left]:
        down[key] += 1
    return {key: part * PENNY for key, part in down.items() if part}


def share_out_all(
    costs: Iterable[Cost], parts_of: Callable[[Cost], Mapping[str, float]]
) -> tuple[dict[str, dict[str, Decimal]], dict[str, Decimal]]:
    """What the person pays for all of it, by part and currency; and what serves no part yet."""
    shared: dict[str, dict[str, Decimal]] = defaultdict(dict)
    idle: dict[str, Decimal] = {}
    for cost in costs:
        for currency, amount in cost.payments.of(Payer.SELF).items():
            shares = share_out(amount, parts_of(cost))
            if not shares:
                idle[currency] = idle.get(currency, Decimal(0)) + amount
            for part, share in shares.items():
                shared[part][currency] = shared[part].get(currency, Decimal(0)) + share
    return dict(shared), idle


def points_for_money(cost: Cost, amount: Decimal) -> tuple[float, float]:
    """Points for a hundred of money, where it costs an amount a year that is not nothing.

    The lowest and the highest, as what is not known of its uses may be.
    """
    hundreds = float(amount) / HUNDRED
    return cost.score / hundreds, (cost.score + cost.untold_score) / hundreds


def points_for_time(cost: Cost) -> float | None:
    """Points for an hour as it is known to be used, travelling included.

    None where it takes none, or where nothing that takes any is known to be used.
    """
    if cost.untold and not cost.hours:
        return None
    hours = cost.hours + cost.travelling
    return cost.score / hours if hours else None
