"""Is it there twice? Curators merge two entries, and undo it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from curation.access import demand_curator, get_merge, get_public_entry
from curation.merge_pages import load_choosing, load_merges, load_preview
from curation.merging import merge_entries, undo_merge
from people.editing import VERSION
from people.requests import SignedInRequest, signed_in


@signed_in
@require_safe
def merges(request: SignedInRequest) -> HttpResponse:
    """What was merged?"""
    demand_curator(request.user)
    page = load_merges(page=request.GET.get("page"))
    return render(request, "curation/merges.html", {"page": page})


@signed_in
@require_safe
def choose(request: SignedInRequest) -> HttpResponse:
    """Which two are the same?"""
    demand_curator(request.user)
    one = request.GET.get("one")
    chosen = get_public_entry(user=request.user, uuid=one) if one else None
    page = load_choosing(one=chosen, text=request.GET.get("q", ""))
    return render(request, "curation/choose_merge.html", {"page": page})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: SignedInRequest, gone: UUID, kept: UUID) -> HttpResponse:
    """What would become of them? Posted: merge them, if that is still what the curator saw."""
    going = get_public_entry(user=request.user, uuid=gone)
    staying = get_public_entry(user=request.user, uuid=kept)
    if request.method == "POST":
        version = request.POST.get(VERSION, "")
        try:
            merge_entries(kept=staying, gone=going, curator=request.user, version=version)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
            return redirect("curation:merge", gone, kept)
        words = {"gone": going.name, "kept": staying.name}
        text = _("“%(gone)s” is part of “%(kept)s” now. You can undo it here.")
        messages.success(request, text % words)
        return redirect("curation:merges")
    page = load_preview(kept=staying, gone=going)
    return render(request, "curation/merge.html", {"page": page})


@signed_in
@require_POST
def undo(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """They are two after all."""
    merged = get_merge(user=request.user, uuid=uuid)
    try:
        undo_merge(merge=merged)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        words = {"gone": merged.gone.name, "kept": merged.kept.name}
        messages.success(request, _("“%(gone)s” and “%(kept)s” are two entries again.") % words)
    return redirect("curation:merges")
