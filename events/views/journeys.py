"""Which journeys do I know? Entered, corrected from an event, removed and put back."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.access import get_event, get_known_journey
from events.journey_forms import JourneyForm
from events.models import KnownJourney
from events.pages.journeys import in_words, load_journeys
from events.services import save_known_journey
from memberships.views.forms import as_fields, form_page, keep
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, find_undo, forget_undo, redirect_offering


@signed_in
@require_safe
def listing(request: SignedInRequest) -> HttpResponse:
    """All of them."""
    context = {"journeys": load_journeys(request.user), "undo": find_undo(request)}
    return render(request, "events/journeys.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def add(request: SignedInRequest) -> HttpResponse:
    """Another one; also what puts a removed one back."""
    journey = KnownJourney(user=request.user)
    return _edit(request, journey, heading=_("Which journey do you know?"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def journey(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What was wrong with it?"""
    known = get_known_journey(user=request.user, uuid=uuid, lock=True)
    return _edit(request, known, heading=_("What do you know of this journey?"))


def _edit(request: SignedInRequest, known: KnownJourney, *, heading: str) -> HttpResponse:
    form = JourneyForm(request.POST or None, instance=known, user=request.user)
    back = reverse("events:journeys")
    if keep(form, lambda: save_known_journey(journey=form.instance)):
        forget_undo(request)
        messages.success(request, _("The journey has been saved."))
        return redirect(back)
    return form_page(request, form, heading=heading, submit=_("Save the journey"), back=back)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def journey_to(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How long does it really take to this event's town? What is said before is replaced."""
    event = get_event(user=request.user, uuid=uuid)
    if event.place is None:
        raise Http404
    back = reverse("events:event", args=[uuid])
    form = JourneyForm(
        request.POST or None,
        instance=KnownJourney(user=request.user, place=event.place),
        user=request.user,
        place_is_given=True,
    )
    if keep(form, lambda: save_known_journey(journey=form.instance)):
        messages.success(request, _("The journey has been saved, and the answer follows it."))
        return redirect(f"{back}#way")
    heading = _("How long does it take to %(place)s?") % {"place": event.place.name}
    return form_page(request, form, heading=heading, submit=_("Save the journey"), back=back)


@signed_in
@require_POST
@transaction.atomic
def remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It is not so any more: the estimate counts again."""
    known = get_known_journey(user=request.user, uuid=uuid, lock=True)
    fields = as_fields(known, ("origin", "mode", "minutes", "fare", "last_departure"))
    undo = Undo(
        text=_("“%(journey)s” has been forgotten.") % {"journey": in_words(known)},
        action=reverse("events:add_journey"),
        fields=(*fields, ("place", str(known.place)), ("place_place", str(known.place_id))),
    )
    known.delete()
    return redirect_offering(request, reverse("events:journeys"), undo)
