"""What else do I belong to?"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.models import Organisation
from catalogue.services import save_private_organisation
from memberships.access import get_organisation, get_private_organisation
from memberships.choices import State
from memberships.forms import JoinForm, NewPrivateForm, PrivateForm
from memberships.models import Membership
from memberships.pages.finding import load_finding
from memberships.services import (
    add_membership,
    join_with_parent,
    mark_sensitive,
    why_sensitive,
)
from memberships.views.forms import form_page, keep
from people.models import User
from people.requests import SignedInRequest, signed_in
from people.undo import forget_undo


@signed_in
@require_safe
def find(request: SignedInRequest) -> HttpResponse:
    """What do you belong to? With htmx only what was found, as one types."""
    finding = load_finding(user=request.user, text=request.GET.get("q", ""))
    template = "memberships/_found.html" if request.htmx else "memberships/find.html"
    return render(request, template, {"finding": finding})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def join(request: SignedInRequest, organisation: UUID) -> HttpResponse:
    """How do you belong to it?"""
    chosen = get_organisation(user=request.user, uuid=organisation)
    form = JoinForm(
        request.POST or None,
        instance=Membership(user=request.user, organisation=chosen),
        user=request.user,
        parent=_parent_to_offer(request.user, chosen),
        why_sensitive=why_sensitive(user=request.user, organisation=chosen),
    )
    added: list[Membership] = []
    if keep(form, lambda: added.extend(_add(request.user, chosen, form.cleaned_data))):
        forget_undo(request)  # what was removed and is added again cannot come back beside it
        names = _(" and ").join(each.organisation.label for each in added)
        messages.success(request, _("Added: %(names)s.") % {"names": names})
        return redirect("memberships:detail", added[0].uuid)
    return form_page(
        request,
        form,
        heading=_("How do you belong to %(name)s?") % {"name": chosen.label},
        submit=_("Add it"),
        back=reverse("memberships:add"),
    )


def _parent_to_offer(user: User, organisation: Organisation) -> Organisation | None:
    """What it is a group of, unless the person belongs to that already."""
    parent = organisation.parent
    held = user.memberships.exclude(state=State.REMOVED).filter(organisation=parent)
    return None if parent is None or held.exists() else parent


def _add(user: User, organisation: Organisation, answers: dict[str, Any]) -> list[Membership]:
    return join_with_parent(
        user=user,
        organisation=organisation,
        kind=answers["kind"],
        state=answers["state"],
        sensitive=answers["sensitive"],
        parent=organisation.parent if answers.get("with_parent") else None,
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def add_private(request: SignedInRequest) -> HttpResponse:
    """What is it, that stands in nobody else's catalogue? Out of the guide, and back into it."""
    guided = "guide" in request.GET
    form = NewPrivateForm(
        request.POST or None,
        initial={"name": request.GET.get("name", "")},
        user=request.user,
    )
    added: list[Membership] = []
    if keep(form, lambda: added.append(_add_private(request.user, form))):
        text = _("Added: %(name)s. Nobody but you sees it.") % {"name": form.instance.name}
        if added[0].sensitive:
            text = f"{text} {_why_marked(request.user, form.instance)}"
        messages.success(request, text)
        if guided:
            return redirect("memberships:guide")
        return redirect("memberships:detail", added[0].uuid)
    return form_page(
        request,
        form,
        heading=_("What do you belong to that is not in the catalogue?"),
        submit=_("Add it privately"),
        back=reverse("memberships:guide" if guided else "memberships:add"),
    )


@transaction.atomic
def _add_private(user: User, form: NewPrivateForm) -> Membership:
    answers = form.cleaned_data
    organisation = save_private_organisation(user=user, organisation=form.instance)
    return add_membership(
        user=user,
        organisation=organisation,
        kind=answers["membership_kind"],
        state=answers["state"],
    )


def _why_marked(user: User, organisation: Organisation) -> str:
    why = why_sensitive(user=user, organisation=organisation)
    return f"{_('It is marked as sensitive.')} {why}"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit_private(request: SignedInRequest, organisation: UUID) -> HttpResponse:
    """What is it really? What it may now reveal makes the membership of it sensitive."""
    private = get_private_organisation(user=request.user, uuid=organisation)
    harmless = not why_sensitive(user=request.user, organisation=private)
    form = PrivateForm(request.POST or None, instance=private, user=request.user)
    if keep(form, lambda: save_private_organisation(user=request.user, organisation=form.instance)):
        text = _("%(name)s has been changed.") % {"name": private.name}
        if harmless and why_sensitive(user=request.user, organisation=private):
            mark_sensitive(user=request.user, organisation=private)
            text = f"{text} {_why_marked(request.user, private)}"
        messages.success(request, text)
        return redirect("memberships:list")
    return form_page(
        request,
        form,
        heading=_("What is this, in your own catalogue?"),
        submit=_("Save"),
        back=reverse("memberships:list"),
    )
