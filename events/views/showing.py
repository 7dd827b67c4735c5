"""Where could I take part, and what is an event?"""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from events.access import find_attendance, get_event
from events.filters import EventFilter
from events.going_forms import GoingForm
from events.models import Attendance
from events.pages.detail import load_event_page
from events.pages.going import load_going
from events.pages.listing import load_listing
from events.pages.month import MONTH, load_month
from events.pages.way import load_way
from events.routine import load_routine
from people.models import Profile, User
from people.requests import SignedInRequest, signed_in
from people.undo import find_undo


@signed_in
@require_safe
def listing(request: SignedInRequest) -> HttpResponse:
    """Where could you take part? With htmx only what was found, as one types."""
    routine = load_routine(request.user)
    filtered = EventFilter(request.GET, user=request.user, routine=routine, now=timezone.now())
    page = load_listing(filtered=filtered, asked=request.GET.dict())
    if request.htmx:
        return replace_url(render(request, "events/_found.html", {"page": page}), page.address)
    context = {"page": page, "filter": filtered, "undo": find_undo(request)}
    return render(request, "events/list.html", context)


@signed_in
@require_safe
def month(request: SignedInRequest) -> HttpResponse:
    """What takes place in a month? With htmx only its weeks."""
    routine = load_routine(request.user)
    filtered = EventFilter(
        request.GET, user=request.user, routine=routine, now=timezone.now(), any_day=True
    )
    page = load_month(filtered=filtered, asked=request.GET.get(MONTH, ""))
    if request.htmx:
        return replace_url(render(request, "events/_month.html", {"page": page}), page.address)
    return render(request, "events/month.html", {"page": page, "filter": filtered})


@signed_in
@require_safe
def event(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What is this event?"""
    one = get_event(user=request.user, uuid=uuid)
    profile, routine = profile_of(request.user), load_routine(request.user)
    saved = find_attendance(user=request.user, event=one)
    form = GoingForm(instance=saved or Attendance(user=request.user, event=one), user=request.user)
    context = {
        "page": load_event_page(event=one, user=request.user, zone=profile.tzinfo),
        "way": load_way(event=one, routine=routine, currency=profile.currency),
        "going": load_going(form=form, saved=saved, zone=profile.tzinfo),
        "undo": find_undo(request),
    }
    return render(request, "events/event.html", context)


def zone_of(user: User) -> ZoneInfo:
    """The zone on whose clocks a person reads times."""
    return profile_of(user).tzinfo


def profile_of(user: User) -> Profile:
    """Their clocks and their currency; the default where nothing is filled in."""
    return Profile.objects.filter(user=user).only("zone", "currency").first() or Profile()
