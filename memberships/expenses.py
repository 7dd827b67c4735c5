"""What else did belonging cost? Expenses come about here."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memberships.models import Expense, Membership
from memberships.rates import own_currency


def new_expense(*, membership: Membership) -> Expense:
    """An expense of today to fill in, not saved yet, in the currency that its owner reckons in."""
    return Expense(
        membership=membership,
        on=timezone.localdate(),
        currency=own_currency(user=membership.user),
    )


@transaction.atomic
def save_expense(*, expense: Expense) -> Expense:
    """Keep an expense, new or changed. Raises `ValidationError`, also where there is the same."""
    # A form sent twice at once would find none yet: the second waits here for the first.
    Membership.objects.select_for_update().get(pk=expense.membership_id)
    expense.full_clean()
    same = Expense.objects.filter(
        membership=expense.membership,
        on=expense.on,
        kind=expense.kind,
        note=expense.note,
        amount=expense.amount,
        currency=expense.currency,
    )
    if same.exclude(pk=expense.pk).exists():
        raise ValidationError(
            _("You have this expense already. Was there another one? Say in the note what it was.")
        )
    expense.save()
    return expense
