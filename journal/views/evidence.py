"""What shows it? Evidence is added, handed out to its owner, removed and put back."""

import logging
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.access import get_entry, get_evidence
from journal.evidence import remove_evidence, restore_evidence
from journal.evidence_forms import FileForm, LinkForm
from journal.models import Entry
from journal.pages.evidence import load_evidence
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, forget_undo, redirect_offering

PLACE = "#evidence"
# Nothing in a file runs or loads anything, wherever somebody manages to open it.
NOTHING_RUNS = "default-src 'none'; sandbox"
logger = logging.getLogger(__name__)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Another file or link. In no transaction: a file is looked at before anything is locked."""
    entry = get_entry(user=request.user, uuid=uuid)
    sent = _sent(request)
    if sent is not None and _keep(sent, entry):
        messages.success(request, _("The evidence has been added."))
        return redirect(_page_of(entry) + PLACE)
    section = load_evidence(entry=entry, sent=sent, adding=True)
    context = {"evidence": section, "entry": entry, "form": sent}
    return render(request, "journal/add_evidence.html", context)


def _sent(request: SignedInRequest) -> FileForm | LinkForm | None:
    """The form of the two that was sent, if one was."""
    if request.method != "POST":
        return None
    if "link" in request.POST:
        return LinkForm(request.POST, user=request.user)
    return FileForm(request.POST, request.FILES, user=request.user)


def _keep(form: FileForm | LinkForm, entry: Entry) -> bool:
    """Keep what a form brought; whether that was possible, else its errors say why not."""
    if not form.is_valid():
        return False
    try:
        form.add(entry)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@signed_in
@require_safe
def evidence(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The file, to be saved and not shown; a link is followed where it stands."""
    piece = get_evidence(user=request.user, uuid=uuid)
    if piece.link:
        raise Http404
    try:
        with piece.file.open("rb") as stored:
            response = HttpResponse(stored.read(), content_type=piece.content_type)
    except FileNotFoundError as error:
        logger.error("the file of evidence %s is not there", piece.uuid)
        raise Http404 from error
    response["Content-Disposition"] = content_disposition_header(True, piece.name)
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["X-Content-Type-Options"] = "nosniff"
    return response


@signed_in
@require_POST
@transaction.atomic
def remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It shows nothing."""
    piece = get_evidence(user=request.user, uuid=uuid, lock=True)
    remove_evidence(evidence=piece)
    undo = Undo(
        text=_("“%(name)s” has been removed.") % {"name": piece.name},
        action=reverse("journal:restore_evidence", args=[uuid]),
    )
    return redirect_offering(request, _page_of(piece.entry), undo)


@signed_in
@require_POST
@transaction.atomic
def restore(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Put it back."""
    piece = get_evidence(user=request.user, uuid=uuid, removed=True, lock=True)
    forget_undo(request)
    try:
        restore_evidence(evidence=piece)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("“%(name)s” is back.") % {"name": piece.name})
    return redirect(_page_of(piece.entry) + PLACE)


def _page_of(entry: Entry) -> str:
    return reverse("journal:entry", args=[entry.uuid])
