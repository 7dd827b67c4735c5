"""Which terms, expenses and rates of a person does the arithmetic of money see? Rows, read once.

Of what has been removed nothing is seen, of what is only intended neither.
"""

from collections import defaultdict

from memberships.choices import State
from memberships.models import ExchangeRate, Expense, Term
from memberships.money import Reckoning, TermCost
from memberships.spending import ExpenseCost
from people.models import User

COUNTED = (State.HELD, State.ENDED)


def load_terms(*, user: User) -> dict[int, list[TermCost]]:
    """The terms of each membership held or ended, by its primary key."""
    terms: dict[int, list[TermCost]] = defaultdict(list)
    mine = Term.objects.filter(membership__user=user, membership__state__in=COUNTED)
    for term in mine.order_by("starts"):
        terms[term.membership_id].append(cost_of(term))
    return terms


def cost_of(term: Term) -> TermCost:
    """What a term says about money."""
    return TermCost(
        starts=term.starts,
        ends=term.ends,
        fee=term.fee,
        currency=term.currency,
        payer=term.payer,
        share=term.share,
        tax_relief=term.tax_relief,
    )


def load_expenses(*, user: User) -> dict[int, list[ExpenseCost]]:
    """The expenses of each membership held or ended, by its primary key."""
    expenses: dict[int, list[ExpenseCost]] = defaultdict(list)
    mine = Expense.objects.filter(membership__user=user, membership__state__in=COUNTED)
    for expense in mine.order_by("on", "pk"):
        expenses[expense.membership_id].append(
            ExpenseCost(
                on=expense.on,
                amount=expense.amount,
                currency=expense.currency,
                payer=expense.payer,
                share=expense.share,
                minutes=expense.minutes or 0,
            )
        )
    return expenses


def load_reckoning(*, user: User, currency: str) -> Reckoning:
    """The currency of somebody's totals, with what they said that others are to them in it."""
    rates = ExchangeRate.objects.filter(user=user, into=currency)
    return Reckoning(currency, dict(rates.values_list("currency", "rate")))


def currencies_met(*, user: User) -> set[str]:
    """The currencies of a person's terms and expenses."""
    paid = [
        model.objects.filter(membership__user=user, membership__state__in=COUNTED)
        for model in (Term, Expense)
    ]
    return {
        currency
        for rows in paid
        for currency in rows.order_by().values_list("currency", flat=True).distinct()
    }
