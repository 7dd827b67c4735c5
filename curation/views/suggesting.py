"""What is missing from the catalogue, or wrong in it? Anybody signed in may say so."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.models import Organisation
from curation.access import (
    find_open_suggestion,
    get_organisation_of,
    get_own_suggestion,
    get_private_organisation,
    get_public_organisation,
)
from curation.entries import Entry, fingerprint, new_entry, read_entry, rebase
from curation.forms import EntryForm
from curation.models import Suggestion
from curation.pages import load_mine
from curation.services import (
    change_suggestion,
    demand_open,
    restore_suggestion,
    suggest,
    withdraw_suggestion,
)
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, find_undo, forget_undo, redirect_offering

LONGEST_NAME = 300


@signed_in
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """What have you suggested, and what became of it?"""
    page = load_mine(user=request.user, page=request.GET.get("page"))
    return render(request, "curation/mine.html", {"page": page, "undo": find_undo(request)})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def suggest_new(request: SignedInRequest) -> HttpResponse:
    """What is missing?"""
    shown = new_entry(name=request.GET.get("name", "")[:LONGEST_NAME])
    form = EntryForm(
        request.POST or None, user=request.user, instance=Organisation(), shown=shown, version=""
    )
    if _keep(form, lambda: suggest(user=request.user, payload=form.entry)):
        return _thank(request)
    return _form_page(request, form, heading=_("What is missing from the catalogue?"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What is wrong there?"""
    organisation = get_public_organisation(uuid=uuid)
    return _about_one(request, organisation, base=read_entry(organisation))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What would everybody see of what only this person sees?"""
    organisation = get_private_organisation(user=request.user, uuid=uuid)
    return _about_one(request, organisation, base={})


def _about_one(request: SignedInRequest, organisation: Organisation, base: Entry) -> HttpResponse:
    """The form about an organisation; where something is suggested already, that is changed."""
    waiting = find_open_suggestion(user=request.user, organisation=organisation)
    if waiting is not None:
        return redirect("curation:change", waiting.uuid)
    shown = read_entry(organisation)
    form = EntryForm(
        request.POST or None,
        user=request.user,
        instance=organisation,
        shown=shown,
        version=fingerprint(shown),
    )
    if _keep(
        form,
        lambda: suggest(
            user=request.user, payload=form.entry, base=base, organisation=organisation
        ),
    ):
        return _thank(request)
    return _form_page(request, form, heading=_heading(organisation))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def change(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What should it rather say? As long as nobody has decided."""
    suggestion = get_own_suggestion(user=request.user, uuid=uuid)
    if not _is_open(request, suggestion):
        return redirect("curation:mine")
    organisation = get_organisation_of(suggestion)
    now = read_entry(organisation) if organisation else {}
    form = EntryForm(
        request.POST or None,
        user=request.user,
        instance=suggestion.organisation or Organisation(),
        shown=rebase(payload=suggestion.payload, base=suggestion.base, now=now),
        version=fingerprint(suggestion.changed_at, now),
    )
    if _keep(form, lambda: change_suggestion(suggestion=suggestion, payload=form.entry, base=now)):
        return _thank(request)
    return _form_page(request, form, heading=_heading(suggestion.organisation), change=suggestion)


@signed_in
@require_POST
@transaction.atomic
def withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It shall not be suggested after all."""
    suggestion = get_own_suggestion(user=request.user, uuid=uuid)
    try:
        withdraw_suggestion(suggestion=suggestion)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("curation:mine")
    undo = Undo(
        text=_("Your suggestion was withdrawn."),
        action=reverse("curation:restore", args=[suggestion.uuid]),
    )
    return redirect_offering(request, reverse("curation:mine"), undo)


@signed_in
@require_POST
@transaction.atomic
def restore(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It shall be suggested after all."""
    suggestion = get_own_suggestion(user=request.user, uuid=uuid)
    try:
        restore_suggestion(suggestion=suggestion)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Your suggestion waits for a curator again."))
    forget_undo(request)
    return redirect("curation:mine")


def _keep(form: EntryForm, save: Callable[[], object]) -> bool:
    """Save what the form brought, if it is in order; what a service refuses becomes its errors."""
    if not form.is_valid():
        return False
    try:
        save()
    except ValidationError as error:
        form.add_error(error)
        return False
    return True


def _is_open(request: SignedInRequest, suggestion: Suggestion) -> bool:
    try:
        demand_open(suggestion)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return False
    return True


def _heading(organisation: Organisation | None) -> str:
    if organisation is None:
        return _("What is missing from the catalogue?")
    if organisation.owner_id is not None:
        return _("What may everybody see of %(name)s?") % {"name": organisation.label}
    return _("What should the catalogue say of %(name)s?") % {"name": organisation.label}


def _thank(request: SignedInRequest) -> HttpResponse:
    messages.success(request, _("Thank you. A curator will look at it; here you see the answer."))
    return redirect("curation:mine")


def _form_page(
    request: SignedInRequest,
    form: EntryForm,
    *,
    heading: str,
    change: Suggestion | None = None,
) -> HttpResponse:
    private = form.fields.instance.owner_id is not None
    context = {"form": form, "heading": heading, "is_offer": private, "change": change}
    return render(request, "curation/suggest.html", context)
