"""What are all my memberships doing for me, as a page and as files?"""

import csv
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
from evaluation.stamps import evaluation_stamp
from evaluation.table import SORTS, headings, sort_rows, table_as_text
from people.models import User
from people.requests import SignedInRequest, signed_in


def _order(request: SignedInRequest) -> str:
    """The column to sort by; an unknown one is the score, the order of the page itself."""
    asked = request.GET.get("sort", "score")
    return asked if asked in SORTS else "score"


@signed_in
@explains_refusals
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """What are your memberships doing for you? With htmx only the table, sorted anew."""
    order = _order(request)
    template = "evaluation/_table.html" if request.htmx else "evaluation/_overview.html"
    stamp = evaluation_stamp(user=request.user, on=timezone.localdate())
    body = caches["pages"].get_or_set(
        f"{template}:{order}:{stamp}", lambda: _overview_body(request.user, order, template)
    )
    if request.htmx:
        return HttpResponse(body)
    return render(request, "evaluation/overview.html", {"body": body})


def _overview_body(user: User, order: str, template: str) -> SafeString:
    page = load_overview(user=user, on=timezone.localdate())
    context = {
        "page": page,
        "rows": sort_rows(page.rows, order),
        "headings": headings(order),
        "order": order,
    }
    return render_to_string(template, context)


@signed_in
@explains_refusals
@require_safe
def overview_csv(request: SignedInRequest) -> HttpResponse:
    """The table as it is shown, for a spreadsheet."""
    page = load_overview(user=request.user, on=timezone.localdate())
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="memberships.csv"'
    csv.writer(response).writerows(table_as_text(page, sort_rows(page.rows, _order(request))))
    return response


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
