"""What else did it cost?"""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from memberships.access import get_expense, get_membership
from memberships.expenses import new_expense, save_expense
from memberships.models import Expense, Membership
from memberships.money_forms import ExpenseForm
from memberships.views.forms import as_fields, form_page, keep
from people.figures import day, money
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, forget_undo, redirect_offering


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Another expense; also what puts a removed one back."""
    membership = get_membership(user=request.user, uuid=uuid, lock=True)
    return _edit(request, membership, new_expense(membership=membership))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit(request: SignedInRequest, uuid: UUID, pk: int) -> HttpResponse:
    """What was wrong with the expense?"""
    membership = get_membership(user=request.user, uuid=uuid, lock=True)
    return _edit(request, membership, get_expense(membership=membership, pk=pk))


def _edit(request: SignedInRequest, membership: Membership, expense: Expense) -> HttpResponse:
    back = reverse("memberships:detail", args=[membership.uuid])
    form = ExpenseForm(request.POST or None, instance=expense, user=request.user)
    if keep(form, lambda: save_expense(expense=form.instance)):
        forget_undo(request)
        messages.success(request, _("The expense has been saved."))
        return redirect(back)
    heading = _("What else did %(name)s cost?") % {"name": membership.organisation.label}
    return form_page(request, form, heading=heading, submit=_("Save the expense"), back=back)


@signed_in
@require_POST
@transaction.atomic
def remove(request: SignedInRequest, uuid: UUID, pk: int) -> HttpResponse:
    """It was no expense of this membership; sent again as it was, it comes back."""
    membership = get_membership(user=request.user, uuid=uuid, lock=True)
    expense = get_expense(membership=membership, pk=pk)
    undo = Undo(
        text=_("The expense of %(amount)s on %(day)s has been removed.")
        % {"amount": money(expense.amount, expense.currency), "day": day(expense.on)},
        action=reverse("memberships:add_expense", args=[uuid]),
        fields=as_fields(expense, ExpenseForm.Meta.fields),
    )
    expense.delete()
    return redirect_offering(request, reverse("memberships:detail", args=[uuid]), undo)
