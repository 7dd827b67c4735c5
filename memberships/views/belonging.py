"""What do I belong to, and what is there about one membership?"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from memberships.access import get_membership, get_removed_membership
from memberships.filters import MembershipFilter
from memberships.forms import DetailsForm, EndForm
from memberships.pages.detail import load_detail
from memberships.pages.exporting import export_lines
from memberships.pages.listing import load_listing
from memberships.pages.waiting import load_waiting
from memberships.services import (
    confirm_membership,
    end_membership,
    hold_membership,
    remove_membership,
    restore_membership,
    save_membership,
)
from memberships.views.forms import form_page, keep
from people.requests import SignedInRequest, signed_in
from people.spreadsheets import csv_response
from people.undo import Undo, find_undo, forget_undo, redirect_offering


@signed_in
@require_safe
def listing(request: SignedInRequest) -> HttpResponse:
    """What do you belong to? With htmx only the rows, as one types."""
    filtered = MembershipFilter(request.GET, user=request.user)
    page = load_listing(
        user=request.user, filtered=filtered, asked=request.GET.dict(), on=timezone.localdate()
    )
    if request.htmx:
        return render(request, "memberships/_rows.html", {"page": page, "filter": filtered})
    context = {
        "page": page,
        "filter": filtered,
        "undo": find_undo(request),
        "waiting": load_waiting(user=request.user),
    }
    return render(request, "memberships/list.html", context)


@signed_in
@require_safe
def listing_csv(request: SignedInRequest) -> HttpResponse:
    """The list as it is shown, its pages together, to keep or to bring in elsewhere."""
    filtered = MembershipFilter(request.GET, user=request.user)
    lines = export_lines(filtered=filtered, asked=request.GET.dict())
    return csv_response(filename="memberships.csv", lines=lines)


@signed_in
@require_safe
def detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Everything about one membership, with the way to change each part of it."""
    membership = get_membership(user=request.user, uuid=uuid)
    page = load_detail(membership=membership, on=timezone.localdate())
    context = {"page": page, "undo": find_undo(request)}
    return render(request, "memberships/detail.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What stays as it is from term to term."""
    membership = get_membership(user=request.user, uuid=uuid, lock=True)
    name, back = membership.organisation.label, reverse("memberships:detail", args=[uuid])
    form = DetailsForm(request.POST or None, instance=membership, user=request.user)
    if keep(form, lambda: save_membership(membership=form.instance)):
        messages.success(
            request, _("Your membership of %(name)s has been changed.") % {"name": name}
        )
        return redirect(back)
    heading = _("Your membership of %(name)s") % {"name": name}
    return form_page(request, form, heading=heading, submit=_("Save"), back=back)


@signed_in
@require_POST
@transaction.atomic
def confirm(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """All that is said of it is so today."""
    confirm_membership(membership=get_membership(user=request.user, uuid=uuid, lock=True))
    messages.success(request, _("Thank you: confirmed as of today."))
    return redirect("memberships:detail", uuid)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def end(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """When did it end, and why? What it was stays."""
    membership = get_membership(user=request.user, uuid=uuid, lock=True)
    name, back = membership.organisation.label, reverse("memberships:detail", args=[uuid])
    form = EndForm(request.POST or None, instance=membership, user=request.user)
    if keep(
        form,
        lambda: end_membership(
            membership=membership,
            on=form.cleaned_data["ended_on"],
            reason=form.cleaned_data["ended_reason"],
        ),
    ):
        text = _("Your membership of %(name)s has ended. Its history stays.") % {"name": name}
        undo = Undo(text=text, action=reverse("memberships:hold", args=[uuid]))
        return redirect_offering(request, back, undo)
    heading = _("End your membership of %(name)s") % {"name": name}
    return form_page(request, form, heading=heading, submit=_("End it"), back=back)


@signed_in
@require_POST
@transaction.atomic
def hold(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What was intended has begun, or what was ended goes on after all."""
    membership = get_membership(user=request.user, uuid=uuid, lock=True)
    hold_membership(membership=membership)
    forget_undo(request)
    text = _("You belong to %(name)s.") % {"name": membership.organisation.label}
    messages.success(request, text)
    return redirect("memberships:detail", uuid)


@signed_in
@require_POST
@transaction.atomic
def remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It was added by mistake."""
    membership = get_membership(user=request.user, uuid=uuid, lock=True)
    state = membership.state
    remove_membership(membership=membership)
    undo = Undo(
        text=_("%(name)s has been removed.") % {"name": membership.organisation.label},
        action=reverse("memberships:restore", args=[uuid]),
        fields=(("state", state),),
    )
    return redirect_offering(request, reverse("memberships:list"), undo)


@signed_in
@require_POST
@transaction.atomic
def restore(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It was no mistake."""
    membership = get_removed_membership(user=request.user, uuid=uuid)
    try:
        restore_membership(membership=membership, state=request.POST.get("state", ""))
    except ValidationError:
        return HttpResponseBadRequest(_("It was neither held nor intended nor ended."))
    forget_undo(request)
    text = _("%(name)s is back as it was.") % {"name": membership.organisation.label}
    messages.success(request, text)
    return redirect("memberships:detail", uuid)
