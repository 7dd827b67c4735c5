"""What do records of the Research Organization Registry say? Curators look, then write."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from curation.access import demand_curator
from curation.ror.cases import load_cases
from curation.ror.forms import RecordForm, RecordsForm
from curation.ror.page import load_preview
from curation.ror.staging import LEAVE, NEW, OPEN, Staged, find_staged, forget, keep_answers, stage
from curation.ror.writing import write_records
from people.requests import SignedInRequest, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: SignedInRequest) -> HttpResponse:
    """Which file?"""
    demand_curator(request.user)
    form = RecordsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        staged = stage(user=request.user, content=form.content)
        return redirect("curation:ror_preview", staged.uuid)
    return render(request, "curation/ror.html", {"form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What would change? Posted: the answers; and, with `write`, what is ticked is written."""
    demand_curator(request.user)
    staged = find_staged(user=request.user, uuid=uuid)
    if staged is None:
        return _ask_again(request)
    cases = load_cases(staged)
    if request.method != "POST":
        forms = [RecordForm(None, case=case) for case in cases]
        return _page(request, staged, forms)
    writing = "write" in request.POST
    forms = [RecordForm(request.POST, case=case, writing=writing) for case in cases]
    valid = [form.is_valid() for form in forms]  # each says what is wrong with its own record
    if not all(valid) or not _are_different(forms):
        return _page(request, staged, forms)
    staged = keep_answers(
        staged=staged, answers={form.case.record.number: form.answer for form in forms}
    )
    if writing and _write(request, staged):
        return redirect("catalogue:find")
    return redirect("curation:ror_preview", uuid)


@signed_in
@require_POST
def discard(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It is not wanted; nothing of it was written."""
    demand_curator(request.user)
    staged = find_staged(user=request.user, uuid=uuid)
    if staged is not None:
        forget(staged=staged)
        messages.success(request, _("The file has been thrown away. Nothing was written."))
    return redirect("curation:ror")


def _ask_again(request: SignedInRequest) -> HttpResponse:
    text = _("That file is not here: it was written, or a day has gone by. Send it once more.")
    messages.warning(request, text)
    return redirect("curation:ror")


def _page(request: SignedInRequest, staged: Staged, forms: list[RecordForm]) -> HttpResponse:
    page = load_preview(staged=staged, cases=[form.case for form in forms], forms=forms)
    wrong = next((form for form in forms if form.errors), None)
    return render(request, "curation/ror_preview.html", {"page": page, "form": wrong})


def _are_different(forms: list[RecordForm]) -> bool:
    """Whether each is about another entry; what two are about is said beside the second."""
    seen = set()
    for form in forms:
        target = form.answer.target
        if target in seen:
            form.add_error("target", _("Another record of this file is about that entry already."))
        if target not in {NEW, LEAVE, OPEN}:
            seen.add(target)
    return not any(form.errors for form in forms)


def _write(request: SignedInRequest, staged: Staged) -> bool:
    """Whether the file is done with; else it is said what is left to do, or what is in the way."""
    try:
        with transaction.atomic():
            written = write_records(staged=staged)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return False
    if not written.new and not written.changed:
        messages.warning(request, _("Nothing is ticked: nothing was written."))
        return False
    text = _("Written: %(new)s new, %(changed)s changed.")
    messages.success(request, text % {"new": written.new, "changed": written.changed})
    if any(answer.target == OPEN for answer in staged.answers.values()):
        messages.warning(request, _("Some records still ask which entry they are."))
        return False
    forget(staged=staged)
    return True
