"""What did I do, and what is there about one entry?"""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.access import find_draft, get_entry, get_preference, get_removed_entry
from journal.entries import remove_entry, restore_entry
from journal.filters import EntryFilter
from journal.forms import PreferenceForm
from journal.pages.answers import load_answers
from journal.pages.attended import load_unwritten
from journal.pages.chain import load_chain
from journal.pages.entry import load_entry_page
from journal.pages.evidence import load_evidence
from journal.pages.exporting import export_lines
from journal.pages.listing import load_listing
from people.requests import SignedInRequest, signed_in
from people.spreadsheets import csv_response
from people.undo import Undo, find_undo, forget_undo, redirect_offering


@signed_in
@require_safe
def listing(request: SignedInRequest) -> HttpResponse:
    """What did you do? With htmx only the rows, as one types."""
    filtered = EntryFilter(request.GET, user=request.user)
    page = load_listing(user=request.user, filtered=filtered, asked=request.GET.dict())
    template = "journal/_rows.html" if request.htmx else "journal/list.html"
    context = {"page": page, "filter": filtered, "undo": find_undo(request)}
    if not request.htmx:
        context["unwritten"] = load_unwritten(user=request.user)
    return render(request, template, context)


@signed_in
@require_safe
def listing_csv(request: SignedInRequest) -> HttpResponse:
    """The journal as it is shown, its pages together."""
    lines = export_lines(filtered=EntryFilter(request.GET, user=request.user))
    return csv_response(filename="journal.csv", lines=lines)


@signed_in
@require_safe
def entry(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Everything about one entry, with the way to change each part of it."""
    one = get_entry(user=request.user, uuid=uuid)
    draft = find_draft(user=request.user, entry=uuid)
    context = {
        "page": load_entry_page(entry=one, has_draft=draft is not None),
        "evidence": load_evidence(entry=one),
        "answers": load_answers(entry=one, on=timezone.localdate()),
        "chain": load_chain(node=one),
        "undo": find_undo(request),
    }
    return render(request, "journal/entry.html", context)


@signed_in
@require_POST
@transaction.atomic
def remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take it out of the journal."""
    one = get_entry(user=request.user, uuid=uuid, lock=True)
    remove_entry(entry=one)
    undo = Undo(
        text=_("“%(title)s” has been removed.") % {"title": one.title},
        action=reverse("journal:restore", args=[uuid]),
    )
    return redirect_offering(request, reverse("journal:list"), undo)


@signed_in
@require_POST
@transaction.atomic
def restore(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Put it back."""
    one = get_removed_entry(user=request.user, uuid=uuid)
    restore_entry(entry=one)
    forget_undo(request)
    messages.success(request, _("“%(title)s” is back.") % {"title": one.title})
    return redirect("journal:entry", uuid)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def preference(request: SignedInRequest) -> HttpResponse:
    """How do you like to write?"""
    form = PreferenceForm(
        request.POST or None, instance=get_preference(user=request.user), user=request.user
    )
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved: how you like to write."))
        return redirect("journal:list")
    return render(request, "journal/preference.html", {"form": form})
