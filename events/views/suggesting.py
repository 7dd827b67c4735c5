"""Is this event for everybody? Its owner offers it, and a curator decides."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.access import get_own_event, get_suggested_event, get_suggested_events
from events.models import Event
from events.pages.suggested import MOST, load_queue
from events.suggesting import accept_event, decline_event, suggest_event, withdraw_event
from events.views.showing import zone_of
from people.requests import SignedInRequest, signed_in


@signed_in
@require_POST
@transaction.atomic
def suggest(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Offer one's own to everybody."""
    one = get_own_event(user=request.user, uuid=uuid, lock=True)
    said = _("“%(title)s” waits for a curator now. Until then only you see it.")
    return _act(request, one, lambda: suggest_event(event=one), said, "events:event", uuid)


@signed_in
@require_POST
@transaction.atomic
def withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Keep it to oneself after all."""
    one = get_own_event(user=request.user, uuid=uuid, lock=True)
    said = _("“%(title)s” is yours alone again.")
    return _act(request, one, lambda: withdraw_event(event=one), said, "events:event", uuid)


@signed_in
@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    """What do people suggest?"""
    waiting = get_suggested_events(user=request.user)
    related = waiting.select_related("kind").prefetch_related("prices", "skills")
    page = load_queue(waiting=related[:MOST], count=waiting.count(), zone=zone_of(request.user))
    return render(request, "events/suggested.html", {"page": page})


@signed_in
@require_POST
@transaction.atomic
def accept(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It is for everybody."""
    one = get_suggested_event(user=request.user, uuid=uuid)
    said = _("Everybody sees “%(title)s” now.")
    return _act(request, one, lambda: accept_event(event=one), said, "events:suggested")


@signed_in
@require_POST
@transaction.atomic
def decline(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It is not."""
    one = get_suggested_event(user=request.user, uuid=uuid)
    because = request.POST.get("because", "")
    said = _("“%(title)s” is left to whoever suggested it, who reads why.")
    return _act(
        request, one, lambda: decline_event(event=one, because=because), said, "events:suggested"
    )


def _act(
    request: SignedInRequest,
    one: Event,
    act: Callable[[], Event],
    said: str,
    following: str,
    *parts: UUID,
) -> HttpResponse:
    """Do it and say so, or say why not; then show where one goes on."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said % {"title": one.title})
    return redirect(following, *parts)
