"""Shall the catalogue say so? Curators decide what waits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.models import Organisation
from curation.access import (
    demand_curator,
    get_organisation_of,
    get_suggestion_to_decide,
    is_curator,
)
from curation.choices import SuggestionState
from curation.entries import Entry, fingerprint, read_entry, rebase
from curation.forms import DeclineForm, DuplicateForm, EntryForm
from curation.models import Suggestion
from curation.pages import load_queue, load_review, waiting
from curation.services import (
    accept_as_duplicate,
    accept_suggestion,
    decline_suggestion,
    demand_open,
)
from people.editing import VERSION
from people.requests import SignedInRequest, signed_in


@signed_in
@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    """What waits for a decision?"""
    demand_curator(request.user)
    page = load_queue(page=request.GET.get("page"))
    return render(request, "curation/queue.html", {"page": page})


@signed_in
@require_safe
def count(request: SignedInRequest) -> HttpResponse:
    """How many wait, in brackets beside the link to them; nothing for who does not decide."""
    number = waiting().count() if is_curator(request.user) else 0
    return HttpResponse(f"({number})" if number else "")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def review(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Shall the catalogue say this? Posted: yes, as it stands in the form."""
    case = _load_case(request, uuid)
    if request.method != "POST":
        return case.page()
    if case.is_over():
        return case.tell()
    form = case.form(request.POST)
    if form.is_valid() and case.decide(lambda: case.accept(form.entry), form.add_error):
        return _accepted(request, case)
    return case.page(form=form)


@signed_in
@require_POST
@transaction.atomic
def accept(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Yes, just as it was suggested, if that is still what the curator saw."""
    case = _load_case(request, uuid)
    if case.is_over():
        return case.tell()
    if request.POST.get(VERSION) != case.version:
        messages.warning(
            request, _("It has changed since you opened the page: look once more, then accept it.")
        )
        return redirect("curation:review", uuid)
    form = case.form()
    if case.decide(lambda: case.accept(case.shown), lambda error: _say(request, error)):
        return _accepted(request, case)
    return case.page(form=form)


@signed_in
@require_POST
@transaction.atomic
def decline(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """No, for a reason that the suggester reads."""
    case = _load_case(request, uuid)
    if case.is_over():
        return case.tell()
    form = DeclineForm(request.POST)
    if form.is_valid():
        decline_suggestion(
            suggestion=case.suggestion, curator=request.user, reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("Declined. Whoever suggested it reads why."))
        return redirect("curation:queue")
    return case.page(declining=form)


@signed_in
@require_POST
@transaction.atomic
def duplicate(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What is offered is in the catalogue already."""
    case = _load_case(request, uuid)
    if case.is_over():
        return case.tell()
    form = DuplicateForm(request.POST)
    if form.is_valid() and case.decide(
        lambda: accept_as_duplicate(
            suggestion=case.suggestion,
            curator=request.user,
            existing=form.cleaned_data["existing"],
        ),
        lambda error: form.add_error(None, error.messages),
    ):
        messages.success(request, _("Settled. Whoever offered it is led to that entry."))
        return redirect("curation:queue")
    return case.page(same=form)


@dataclass(frozen=True, slots=True)
class Case:
    """A suggestion to decide, with what the catalogue says `now` and would say (`shown`)."""

    request: SignedInRequest
    suggestion: Suggestion
    organisation: Organisation | None
    now: Entry
    shown: Entry
    version: str

    def is_over(self) -> bool:
        """Whether somebody has decided already."""
        return self.suggestion.state != SuggestionState.OPEN

    def tell(self) -> HttpResponse:
        """What another has decided, and when."""
        try:
            demand_open(self.suggestion)
        except ValidationError as error:
            _say(self.request, error)
        return redirect("curation:review", self.suggestion.uuid)

    def form(self, data: Any = None) -> EntryForm:
        """The curator's own form, filled with what would be."""
        return EntryForm(
            data,
            user=self.request.user,
            instance=self.organisation or Organisation(),
            shown=self.shown,
            version=self.version,
        )

    def accept(self, entry: Entry) -> None:
        """Let the catalogue say so."""
        accept_suggestion(suggestion=self.suggestion, curator=self.request.user, entry=entry)

    def decide(self, save: Callable[[], object], refuse: Callable[[ValidationError], None]) -> bool:
        """Whether it could be saved; `refuse` is given what stands in the way."""
        try:
            save()
        except ValidationError as error:
            refuse(error)
            return False
        return True

    def page(
        self,
        *,
        form: EntryForm | None = None,
        declining: forms.Form | None = None,
        same: forms.Form | None = None,
    ) -> HttpResponse:
        """The page of the decision, with the form of it that was not in order."""
        context = {
            "page": load_review(suggestion=self.suggestion, now=self.now),
            "form": form or self.form(),
            "is_edited": form is not None,
            "version": self.version,
            "declining": declining or DeclineForm(),
            "same": same or DuplicateForm(),
        }
        return render(self.request, "curation/review.html", context)


def _load_case(request: SignedInRequest, uuid: UUID) -> Case:
    suggestion = get_suggestion_to_decide(user=request.user, uuid=uuid)
    organisation = get_organisation_of(suggestion)
    now = read_entry(organisation) if organisation else {}
    shown = rebase(payload=suggestion.payload, base=suggestion.base, now=now)
    version = fingerprint(suggestion.changed_at, now)
    return Case(request, suggestion, organisation, now, shown, version)


def _accepted(request: SignedInRequest, case: Case) -> HttpResponse:
    messages.success(request, _("Accepted: everybody sees it now."))
    return redirect("curation:queue")


def _say(request: SignedInRequest, error: ValidationError) -> None:
    messages.warning(request, " ".join(error.messages))
