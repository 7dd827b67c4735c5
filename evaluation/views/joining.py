"""What could I join, and what would it do for me?"""

import hashlib
from typing import Any
from uuid import UUID

from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from catalogue.access import get_organisation, get_organisations
from catalogue.filters import OrganisationFilter
from catalogue.models import Organisation
from catalogue.pages.comparing import MOST as MOST_COMPARED
from catalogue.stamps import public_stamp
from evaluation.candidates import Gain, find_gains
from evaluation.gain import load_gain, load_gains
from evaluation.joining import build_joining, open_to_a_person, table_as_text
from evaluation.offers import Catalogue, read_catalogue
from evaluation.refusals import explains_refusals
from evaluation.stamps import evaluation_stamp
from memberships.choices import State
from people.models import Profile, User
from people.requests import SignedInRequest, signed_in
from people.spreadsheets import csv_response


@signed_in
@explains_refusals
@require_safe
def joining(request: SignedInRequest) -> HttpResponse:
    """What could I join? With htmx only what was found, as one types."""
    template = "evaluation/_joining.html" if request.htmx else "evaluation/_search.html"
    stamp = evaluation_stamp(user=request.user, on=timezone.localdate())
    asked = hashlib.sha256(repr(sorted(request.GET.lists())).encode()).hexdigest()
    kept: Any = caches["pages"].get_or_set(
        f"{template}:{asked}:{stamp}", lambda: _search(request, template)
    )
    body, address = kept
    if request.htmx:
        return replace_url(HttpResponse(body), address)
    return render(request, "evaluation/joining.html", {"body": body})


def _search(request: SignedInRequest, template: str) -> tuple[SafeString, str]:
    """What a template says of what was found, and the address that asks for it."""
    filtered = _filter(request)
    page = build_joining(
        filtered=filtered,
        gains=_gains(request.user),
        held=_held(request.user),
        number=request.GET.get("page"),
    )
    return render_to_string(template, {"page": page, "filter": filtered}, request), page.address


@signed_in
@explains_refusals
@require_safe
def joining_csv(request: SignedInRequest) -> HttpResponse:
    """What could I join, all pages of it, for a spreadsheet."""
    user = request.user
    lines = table_as_text(filtered=_filter(request), gains=_gains(user), held=_held(user))
    return csv_response(filename="what-i-could-join.csv", lines=lines)


def _filter(request: SignedInRequest) -> OrganisationFilter:
    profile = Profile.objects.select_related("home").filter(user=request.user).first()
    return OrganisationFilter(request.GET, user=request.user, profile=profile)


def _held(user: User) -> frozenset[int]:
    held = user.memberships.filter(state=State.HELD)
    return frozenset(held.values_list("organisation", flat=True))


def _gains(user: User) -> dict[int, Gain]:
    """What each organisation would add, kept until anything that it comes from changes."""
    today = timezone.localdate()
    gains = caches["pages"].get_or_set(
        f"gains:{evaluation_stamp(user=user, on=today)}",
        lambda: find_gains(user=user, catalogue=_catalogue(user), on=today),
    )
    return gains or {}


def _catalogue(user: User) -> Catalogue:
    """What is offered to this person, kept until the catalogue changes."""
    there = Organisation.objects.visible_to(user).filter(merged_into=None)
    kept: Any = caches["pages"].get_or_set(
        f"offers:{user.pk}:{public_stamp(on=timezone.localdate())}",
        lambda: read_catalogue(open_to_a_person(there)),
    )
    catalogue: Catalogue = kept
    return catalogue


@signed_in
@explains_refusals
@require_safe
def gain(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What would this organisation do for me? With htmx a part of its page in the catalogue."""
    organisation = get_organisation(user=request.user, uuid=uuid)
    page = load_gain(
        user=request.user,
        organisation=organisation.merged_into or organisation,
        on=timezone.localdate(),
    )
    template = "evaluation/_gain.html" if request.htmx else "evaluation/gain.html"
    return render(request, template, {"page": page, "organisation": organisation})


@signed_in
@explains_refusals
@require_safe
def compare(request: SignedInRequest) -> HttpResponse:
    """Which of these would do most for me? With htmx a part of the comparison."""
    organisations = get_organisations(
        user=request.user, uuids=request.GET.getlist("with")[:MOST_COMPARED]
    )
    page = load_gains(user=request.user, organisations=organisations, on=timezone.localdate())
    template = "evaluation/_gains.html" if request.htmx else "evaluation/gains.html"
    return render(request, template, {"page": page})
