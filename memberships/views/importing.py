"""What is brought in at once, as a list or a file, and what becomes of it?"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from memberships.access import get_batch, get_import_row, get_open_batch
from memberships.choices import BatchState, Verdict
from memberships.columns import COLUMNS, template_lines
from memberships.confirming import add_batch, undo_batch
from memberships.filters import ImportRowFilter
from memberships.import_forms import FileForm, MappingForm, PasteForm, PlainForm, RowForm
from memberships.importing import (
    STEP,
    add_parent,
    decide,
    edit_row,
    is_to_check,
    map_columns,
    match_next,
    start_from_file,
    start_from_list,
)
from memberships.models import ImportBatch
from memberships.pages.importing import load_preview, load_progress, load_result, place_of
from memberships.pages.waiting import load_waiting
from memberships.views.forms import form_page
from people.choices import Step
from people.editing import version_of
from people.guide import finish_step
from people.paging import address_asking
from people.requests import SignedInRequest, go_to, signed_in
from people.spreadsheets import csv_response

BATCH = "memberships:batch"
ANSWER, KIND = "row-", "kind-"
LONGEST_LINE = 6  # digits
FILE_IDS = "file_%s"  # as two forms on a page both say whose they are


@signed_in
@require_safe
def bring_in(request: SignedInRequest) -> HttpResponse:
    """A list of names, or a file?"""
    return _bring_in(request)


def _bring_in(request: SignedInRequest, **forms: PlainForm) -> HttpResponse:
    user = request.user
    context: dict[str, Any] = {
        "paste_form": PasteForm(user=user),
        "file_form": FileForm(user=user, auto_id=FILE_IDS),
        "waiting": load_waiting(user=user),
        **forms,
    }
    wrong = next((form for form in forms.values() if form.errors), None)
    return render(request, "memberships/bring_in.html", {**context, "form": wrong})


@signed_in
@require_POST
def paste(request: SignedInRequest) -> HttpResponse:
    """Names as in an e-mail; `guide` says that the guide waits for what becomes of them."""
    form = PasteForm(request.POST, user=request.user)
    batch = _start(
        form,
        lambda answers: start_from_list(
            user=request.user, text=answers["names"], guide=answers["guide"]
        ),
    )
    return _bring_in(request, paste_form=form) if batch is None else _go_on(batch)


@signed_in
@require_POST
def upload(request: SignedInRequest) -> HttpResponse:
    """A file, of whatever columns."""
    form = FileForm(request.POST, request.FILES, user=request.user, auto_id=FILE_IDS)
    batch = _start(
        form,
        lambda answers: start_from_file(
            user=request.user, name=answers["file"].name, sheet=form.sheet
        ),
    )
    return _bring_in(request, file_form=form) if batch is None else _go_on(batch)


def _start(
    form: PlainForm, start: Callable[[Mapping[str, Any]], ImportBatch]
) -> ImportBatch | None:
    """The batch that a form began; None where it was refused and says why."""
    if not form.is_valid():
        return None
    try:
        return start(form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _go_on(batch: ImportBatch) -> HttpResponse:
    """What is short is matched at once; of what is long the page shows how far it is."""
    if batch.state == BatchState.TO_CHECK and batch.rows.count() <= STEP:
        match_next(batch=batch)
    return redirect(BATCH, batch.uuid)


@signed_in
@require_safe
def import_columns(request: SignedInRequest) -> HttpResponse:
    """What may the columns of a file hold?"""
    return render(request, "memberships/import_columns.html", {"columns": COLUMNS.values()})


@signed_in
@require_safe
def template_csv(_request: SignedInRequest) -> HttpResponse:
    """An empty table to fill in, with an example."""
    return csv_response(filename="memberships-template.csv", lines=template_lines())


@signed_in
@require_safe
def batch(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Where is it: are its columns to be named, is it being matched, to be checked, or added?"""
    brought_in = get_batch(user=request.user, uuid=uuid)
    if brought_in.state == BatchState.TO_MAP:
        return redirect("memberships:map_columns", uuid)
    if brought_in.state == BatchState.DONE:
        page: Any = load_result(batch=brought_in)
        return render(request, "memberships/import_result.html", {"page": page})
    if brought_in.rows.filter(verdict=Verdict.UNREAD).exists():
        page = load_progress(batch=brought_in)
        return render(request, "memberships/import_progress.html", {"page": page})
    filtered = ImportRowFilter(request.GET, batch=brought_in)
    page = load_preview(batch=brought_in, filtered=filtered, page=request.GET.get("page"))
    return render(request, "memberships/import_preview.html", {"page": page})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def name_columns(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What do the columns of the file hold?"""
    brought_in = get_open_batch(user=request.user, uuid=uuid, lock=True)
    first = brought_in.rows.order_by("line").first()
    form = MappingForm(
        request.POST or None,
        user=request.user,
        headings=brought_in.columns,
        samples=first.cells if first and brought_in.columns else [],
        mapping={int(place): key for place, key in brought_in.mapping.items()},
    )
    if form.is_valid():
        days = {name: form.cleaned_data[name] for name in ("starts", "ends")}
        defaults = {name: day.isoformat() for name, day in days.items() if day}
        map_columns(
            batch=brought_in,
            mapping=form.mapping,
            defaults={"kind": form.cleaned_data["kind"], **defaults},
        )
        return _go_on(brought_in)
    context = {"form": form, "batch": brought_in}
    return render(request, "memberships/import_mapping.html", context)


@signed_in
@require_POST
@transaction.atomic
def match_rows(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The next rows, and how far that is; htmx asks again by itself until all are matched."""
    brought_in = get_open_batch(user=request.user, uuid=uuid, lock=True)
    if brought_in.state != BatchState.TO_CHECK:
        return go_to(request, reverse(BATCH, args=[uuid]))
    left = match_next(batch=brought_in)
    if left and request.htmx:
        page = load_progress(batch=brought_in)
        return render(request, "memberships/_import_progress.html", {"page": page})
    return go_to(request, reverse(BATCH, args=[uuid]))


@signed_in
@require_POST
@transaction.atomic
def answer_rows(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The answers of a page of rows; then what is a group's is offered, or all of it added."""
    brought_in = get_open_batch(user=request.user, uuid=uuid, lock=True)
    if not is_to_check(batch=brought_in):
        return redirect(BATCH, uuid)
    if request.POST.get("version") != version_of(brought_in):
        text = _("This was changed meanwhile, perhaps in another tab. Look once more, then answer.")
        messages.warning(request, text)
        return redirect(_page_of(request, brought_in))
    answers, kinds = _by_line(request, ANSWER), _by_line(request, KIND)
    decide(batch=brought_in, answers=answers, kinds=kinds)
    parent = _line(request.POST.get("parent", ""))
    if parent is not None:
        add_parent(row=get_import_row(batch=brought_in, line=parent))
    elif "add" in request.POST:
        return _add(request, brought_in)
    else:
        messages.success(request, _("Your answers have been noted. Nothing has been added yet."))
    return redirect(_page_of(request, brought_in))


def _by_line(request: HttpRequest, prefix: str) -> dict[int, str]:
    """What was sent of each row under names with this beginning, by the lines of the rows."""
    sent = {
        _line(name.removeprefix(prefix)): request.POST[name]
        for name in request.POST
        if name.startswith(prefix)
    }
    return {line: text for line, text in sent.items() if line is not None}


def _line(text: str) -> int | None:
    """The line of a row; None for what no form of ours sends."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_LINE else None


def _add(request: SignedInRequest, brought_in: ImportBatch) -> HttpResponse:
    try:
        with transaction.atomic():
            add_batch(batch=brought_in, leave_open="leave_open" in request.POST)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect(_page_of(request, brought_in))
    if brought_in.guide:
        finish_step(user=request.user, step=Step.BELONG)
    return redirect(BATCH, brought_in.uuid)


def _page_of(request: HttpRequest, brought_in: ImportBatch) -> str:
    """The part of the rows that was shown; what is no number is the first page."""
    page, verdict = request.POST.get("page", ""), request.POST.get("verdict", "")
    address = reverse(BATCH, args=[brought_in.uuid])
    asked = {"page": page if page.isdecimal() else "", "verdict": verdict}
    return address_asking(address, {name: text for name, text in asked.items() if text})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def import_row(request: SignedInRequest, uuid: UUID, line: int) -> HttpResponse:
    """What does the row say really? With htmx in its place, without it on a page."""
    brought_in = get_open_batch(user=request.user, uuid=uuid, lock=True)
    if not is_to_check(batch=brought_in):
        return go_to(request, reverse(BATCH, args=[uuid]))
    row = get_import_row(batch=brought_in, line=line)
    form = RowForm(request.POST or None, instance=row, user=request.user)
    if form.is_valid():
        edit_row(row=row, values=form.values)
        return go_to(request, place_of(row=row))
    back = place_of(row=row)
    heading = _("What does line %(line)s say?") % {"line": line}
    if request.htmx:
        context = {"form": form, "heading": heading, "back": back, "address": request.path}
        return render(request, "memberships/_import_row_form.html", context)
    return form_page(request, form, heading=heading, submit=_("Save"), back=back)


@signed_in
@require_POST
@transaction.atomic
def undo(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take back all that was added by it; its rows are still there."""
    brought_in = get_batch(user=request.user, uuid=uuid, lock=True)
    try:
        kept = undo_batch(batch=brought_in)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        all_of_it = _("All of it has been taken back. You can add it again here.")
        others = _("What had not been changed has been taken back. You can add it again here.")
        messages.success(request, others if kept else all_of_it)
    return redirect(BATCH, uuid)


@signed_in
@require_POST
@transaction.atomic
def discard(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It is not wanted; nothing of it was added."""
    get_open_batch(user=request.user, uuid=uuid, lock=True).delete()
    messages.success(request, _("What you brought in has been thrown away. Nothing was added."))
    return redirect("memberships:bring_in")
