"""What does belonging cost me, and what if my employer stopped paying?"""

from django.core.cache import caches
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from evaluation.costs.page import load_costs
from evaluation.costs.rows import BY_COST, SORTS, headings, rows_as_text, sort_rows
from evaluation.costs.scenario import load_scenario
from evaluation.refusals import explains_refusals
from evaluation.stamps import evaluation_stamp
from people.paging import ROWS_A_PAGE, PageLink, address_asking, page_links
from people.requests import SignedInRequest, signed_in
from people.spreadsheets import csv_response

STOPS = {"employer": "stops"}


@signed_in
@explains_refusals
@require_safe
def costs(request: SignedInRequest) -> HttpResponse:
    """What does belonging cost you? Or, with `employer=stops`, what would it then?"""
    today = timezone.localdate()
    stops = request.GET.get("employer") == "stops"
    asked = ("stops",) if stops else (_order(request), request.GET.get("page", "")[:9])
    stamp = evaluation_stamp(user=request.user, on=today)
    body = caches["pages"].get_or_set(
        f"costs:{bool(request.htmx)}:{'-'.join(asked).encode().hex()}:{stamp}",
        lambda: _scenario_body(request) if stops else _costs_body(request),
    )
    if request.htmx and not stops:
        return HttpResponse(body)
    return render(request, "evaluation/costs.html", {"body": body})


def _ways(*, stops: bool) -> list[PageLink]:
    """As it is, or as it would be."""
    address = reverse("evaluation:costs")
    return [
        PageLink(label=_("As it is"), href=address, current=not stops),
        PageLink(
            label=_("If my employer stopped paying"),
            href=address_asking(address, STOPS),
            current=stops,
        ),
    ]


def _costs_body(request: SignedInRequest) -> SafeString:
    page, order = load_costs(user=request.user, on=timezone.localdate()), _order(request)
    shown = Paginator(sort_rows(page.rows, order), ROWS_A_PAGE).get_page(request.GET.get("page"))
    kept = {"sort": order if order != BY_COST else ""}
    context = {
        "page": page,
        "ways": _ways(stops=False),
        "rows": shown,
        "headings": headings(order, page.currency),
        "pages": page_links(shown, address=reverse("evaluation:costs"), asked=kept),
        "csv": address_asking(reverse("evaluation:costs_csv"), kept),
    }
    template = "evaluation/_cost_rows.html" if request.htmx else "evaluation/_costs.html"
    return render_to_string(template, context)


def _scenario_body(request: SignedInRequest) -> SafeString:
    page = load_scenario(user=request.user, on=timezone.localdate())
    context = {"page": page, "ways": _ways(stops=True)}
    return render_to_string("evaluation/_scenario.html", context)


def _order(request: SignedInRequest) -> str:
    """The column to sort by; an unknown one is what all costs together."""
    asked = request.GET.get("sort", BY_COST)
    return asked if asked in SORTS else BY_COST


@signed_in
@explains_refusals
@require_safe
def costs_csv(request: SignedInRequest) -> HttpResponse:
    """The memberships with their costs as they are sorted, for a spreadsheet."""
    page = load_costs(user=request.user, on=timezone.localdate())
    lines = rows_as_text(sort_rows(page.rows, _order(request)), page.currency)
    return csv_response(filename="costs.csv", lines=lines)
