"""What is there? Everybody may read the catalogue; a person sees their private entries too."""

from typing import Any
from uuid import UUID

from django.core.cache import caches
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from catalogue.access import get_organisation, get_organisations
from catalogue.filters import OrganisationFilter
from catalogue.organisation_field import find_organisations
from catalogue.pages.comparing import load_comparison
from catalogue.pages.finding import load_finding, table_as_text
from catalogue.pages.organisation import edit_url, load_page
from catalogue.stamps import catalogue_stamp
from people.models import Profile
from people.requests import PageRequest, SignedInRequest, signed_in
from people.spreadsheets import csv_response

MOST_COMPARED = 20  # of what an address names; the page says that four fit


@require_safe
def find(request: PageRequest) -> HttpResponse:
    """What is there? With htmx only what was found, as one types."""
    template = "catalogue/_found.html" if request.htmx else "catalogue/_search.html"
    stamp = catalogue_stamp(user=request.user, on=timezone.localdate(), asked=request.GET)
    kept: Any = caches["pages"].get_or_set(
        f"{template}:{stamp}", lambda: _search(request, template)
    )
    body, address = kept
    if request.htmx:
        return replace_url(HttpResponse(body), address)
    return render(request, "catalogue/find.html", {"body": body})


def _search(request: PageRequest, template: str) -> tuple[SafeString, str]:
    """What a template says of what was found, and the address that asks for it."""
    filtered = _filter(request)
    finding = load_finding(filtered=filtered, asked=request.GET.dict())
    context = {"finding": finding, "filter": filtered}
    return render_to_string(template, context, request), finding.address


@require_safe
def as_csv(request: PageRequest) -> HttpResponse:
    """What is found, all pages of it, for a spreadsheet."""
    lines = table_as_text(filtered=_filter(request), asked=request.GET.dict())
    return csv_response(filename="organisations.csv", lines=lines)


@signed_in
@require_safe
def named(request: SignedInRequest) -> HttpResponse:
    """The organisations found for what stands in a field, as a list to choose from."""
    field = request.GET.get("field", "")
    if not field.isidentifier():
        raise Http404
    found = find_organisations(user=request.user, field=field, text=request.GET.get(field, ""))
    return render(request, "catalogue/named.html", {"found": found})


def _filter(request: PageRequest) -> OrganisationFilter:
    profile = None
    if request.user.is_authenticated:
        profile = Profile.objects.select_related("home").filter(user=request.user).first()
    return OrganisationFilter(request.GET, user=request.user, profile=profile)


@require_safe
def organisation(request: PageRequest, uuid: UUID) -> HttpResponse:
    """What is this organisation?"""
    found = get_organisation(user=request.user, uuid=uuid)
    if found.merged_into is not None:
        response = redirect("catalogue:organisation", found.merged_into.uuid, permanent=True)
        add_never_cache_headers(response)  # a merge can be undone
        return response
    today = timezone.localdate()
    stamp = catalogue_stamp(user=request.user, on=today, asked=request.GET)
    page = caches["pages"].get_or_set(
        f"organisation:{uuid}:{stamp}",
        lambda: load_page(organisation=found, user=request.user, on=today),
    )
    # Hangs on the roles of who asks, of which the stamp says nothing.
    curated = edit_url(organisation=found, user=request.user)
    return render(request, "catalogue/organisation.html", {"page": page, "edit_url": curated})


@require_safe
def compare(request: PageRequest) -> HttpResponse:
    """Which of these?"""
    asked = request.GET.getlist("with")[:MOST_COMPARED]
    organisations = get_organisations(user=request.user, uuids=asked)
    comparison = load_comparison(organisations=organisations)
    return render(request, "catalogue/compare.html", {"page": comparison})
