"""From when to when, at what price?"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from memberships.access import get_membership, get_term
from memberships.forms import FeeForm, TermForm
from memberships.models import Membership, Term
from memberships.services import known_fees, new_term, renew_term, save_term, term_to_ask_about
from memberships.views.forms import as_fields, form_page, keep
from people.figures import day
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, forget_undo, redirect_offering


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Another term; also what puts a removed one back."""
    membership = get_membership(user=request.user, uuid=uuid, lock=True)
    heading = _("A term of %(name)s") % {"name": membership.organisation.label}
    return _edit(request, membership, new_term(membership=membership), heading)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit(request: SignedInRequest, uuid: UUID, pk: int) -> HttpResponse:
    """What was wrong with the term?"""
    membership = get_membership(user=request.user, uuid=uuid, lock=True)
    term = get_term(membership=membership, pk=pk)
    heading = _("The term of %(name)s from %(day)s")
    names = {"name": membership.organisation.label, "day": day(term.starts)}
    return _edit(request, membership, term, heading % names)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def renew(request: SignedInRequest, uuid: UUID, pk: int) -> HttpResponse:
    """The term that follows, as the last one was until its owner says otherwise."""
    membership = get_membership(user=request.user, uuid=uuid, lock=True)
    try:
        term = renew_term(term=get_term(membership=membership, pk=pk))
    except ValidationError as error:
        messages.warning(request, error.message)
        return redirect("memberships:detail", uuid)
    heading = _("Renew %(name)s") % {"name": membership.organisation.label}
    return _edit(request, membership, term, heading)


def _edit(
    request: SignedInRequest, membership: Membership, term: Term, heading: str
) -> HttpResponse:
    back = reverse("memberships:detail", args=[membership.uuid])
    form = TermForm(request.POST or None, instance=term, user=request.user)
    if keep(form, lambda: save_term(term=form.instance)):
        forget_undo(request)
        messages.success(request, _("The term has been saved."))
        return redirect(back)
    return form_page(request, form, heading=heading, submit=_("Save the term"), back=back)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def fee(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What do you pay? One of the fees that are known, or another."""
    membership = get_membership(user=request.user, uuid=uuid, lock=True)
    organisation, back = membership.organisation, reverse("memberships:detail", args=[uuid])
    form = FeeForm(
        request.POST or None,
        instance=term_to_ask_about(membership=membership, on=timezone.localdate()),
        user=request.user,
        fees=known_fees(organisation=organisation),
    )
    if keep(form, lambda: save_term(term=form.instance)):
        messages.success(request, _("Thank you: the fee has been noted."))
        return redirect(back)
    heading = _("What do you pay for %(name)s?") % {"name": organisation.label}
    return form_page(request, form, heading=heading, submit=_("Save the fee"), back=back)


@signed_in
@require_POST
@transaction.atomic
def remove(request: SignedInRequest, uuid: UUID, pk: int) -> HttpResponse:
    """It was no term of this membership; sent again as it was, it comes back."""
    membership = get_membership(user=request.user, uuid=uuid, lock=True)
    term = get_term(membership=membership, pk=pk)
    fields = as_fields(term, TermForm.Meta.fields)
    if term.ends is None:
        fields += (("lifetime", "on"),)
    undo = Undo(
        text=_("The term from %(day)s has been removed.") % {"day": day(term.starts)},
        action=reverse("memberships:add_term", args=[uuid]),
        fields=fields,
    )
    term.delete()
    return redirect_offering(request, reverse("memberships:detail", args=[uuid]), undo)
