"""What are all my memberships doing for me, as a page and as files?"""

import hashlib
import json

from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from engine.write import problem_as_json
from evaluation.facts import gather_facts
from evaluation.pages import load_overview
from evaluation.refusals import explains_refusals
from evaluation.rows import engine_key
from evaluation.stamps import evaluation_stamp
from evaluation.table import BY_SCORE, SORTS, build_table, find_rows, table_as_text
from memberships.filters import MembershipFilter
from people.guide import load_way_in
from people.requests import SignedInRequest, signed_in
from people.spreadsheets import csv_response
from people.undo import find_undo


@signed_in
@explains_refusals
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """What are your memberships doing for you? With htmx only the rows, as they are asked for."""
    template = "evaluation/_rows.html" if request.htmx else "evaluation/_overview.html"
    stamp = evaluation_stamp(user=request.user, on=timezone.localdate())
    asked = hashlib.sha256(repr(sorted(request.GET.items())).encode()).hexdigest()
    body = caches["pages"].get_or_set(
        f"{template}:{asked}:{stamp}", lambda: _overview_body(request, template)
    )
    if request.htmx:
        return HttpResponse(body)
    context = {"body": body, "guide": load_way_in(request.user), "undo": find_undo(request)}
    return render(request, "evaluation/overview.html", context)


def _overview_body(request: SignedInRequest, template: str) -> SafeString:
    page = load_overview(user=request.user, on=timezone.localdate())
    filtered = MembershipFilter(request.GET, user=request.user)
    table = build_table(
        page.rows,
        order=_order(request),
        asked=filtered.asked,
        left=_organisations(filtered),
        number=request.GET.get("page"),
    )
    return render_to_string(template, {"page": page, "table": table, "filter": filtered})


def _order(request: SignedInRequest) -> str:
    """The column to sort by; an unknown one is the score, the order of the page itself."""
    asked = request.GET.get("sort", BY_SCORE)
    return asked if asked in SORTS else BY_SCORE


def _organisations(filtered: MembershipFilter) -> set[str]:
    """The organisations, by key, of the memberships that a filter leaves, if one is asked for."""
    if not filtered.asked:
        return set()
    rows = filtered.qs.values_list("organisation__key", "organisation__uuid")
    return {engine_key(key, uuid) for key, uuid in rows}


@signed_in
@explains_refusals
@require_safe
def overview_csv(request: SignedInRequest) -> HttpResponse:
    """The table as it is shown, its pages together, for a spreadsheet."""
    page = load_overview(user=request.user, on=timezone.localdate())
    filtered = MembershipFilter(request.GET, user=request.user)
    rows = find_rows(
        page.rows, order=_order(request), asked=filtered.asked, left=_organisations(filtered)
    )
    return csv_response(filename="memberships.csv", lines=table_as_text(page, rows))


@signed_in
@require_safe
def problem(request: SignedInRequest) -> HttpResponse:
    """The person's evaluation problem, to be taken away and recomputed.

    Sensitive memberships are in it only where asked for (`sensitive=1`).
    """
    facts = gather_facts(
        user=request.user,
        on=timezone.localdate(),
        leave_out_sensitive=request.GET.get("sensitive") != "1",
    )
    response = HttpResponse(
        json.dumps(problem_as_json(facts.problem), indent=1), content_type="application/json"
    )
    response["Content-Disposition"] = 'attachment; filename="problem.json"'
    return response
