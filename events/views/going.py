"""Do I go? Said, changed, forgotten, and each of it taken back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.access import find_attendance, get_event
from events.choices import EventStatus, Going, Reason
from events.going_forms import BeforeForm, GoingForm
from events.models import Attendance, Event
from events.pages.going import in_words, load_going
from events.services import forget_going, say_going
from events.views.showing import zone_of
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, find_undo, forget_undo, redirect_offering


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def going(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The form, and (POST) what is said by it; with htmx in place."""
    event = get_event(user=request.user, uuid=uuid)
    saved = find_attendance(user=request.user, event=event)
    before = what_was_said(saved)
    form = form_about(request, event, saved, request.POST or None)
    if form.is_valid():
        try:
            say_going(attendance=form.instance)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return _done(request, event, before)
    return _show(request, form)


@signed_in
@require_POST
@transaction.atomic
def forget(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say nothing of it any more."""
    event = get_event(user=request.user, uuid=uuid)
    before = what_was_said(forget_going(user=request.user, event=event))
    return _done(request, event, before)


@signed_in
@require_POST
@transaction.atomic
def seen(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """That it was moved is known, and what was said holds; nobody goes to what is cancelled."""
    event = get_event(user=request.user, uuid=uuid)
    saved = find_attendance(user=request.user, event=event)
    before = what_was_said(saved)
    if saved is not None:
        if event.status == EventStatus.CANCELLED:
            saved.state, saved.reason = Going.COULD_NOT, Reason.CANCELLED
        say_going(attendance=saved)
    return _done(request, event, before)


@signed_in
@require_POST
@transaction.atomic
def take_back(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Let what was said before be said again, or nothing where that was so."""
    event = get_event(user=request.user, uuid=uuid)
    saved = find_attendance(user=request.user, event=event)
    if "state" not in request.POST:
        forget_going(user=request.user, event=event)
    else:
        form = BeforeForm(
            request.POST, instance=saved or Attendance(user=request.user, event=event)
        )
        if not form.is_valid():
            raise BadRequest("the fields of the form to undo are not those that it was given")
        try:
            say_going(attendance=form.instance)
        except ValidationError as error:  # moved into the future meanwhile
            messages.warning(request, " ".join(error.messages))
            return redirect("events:event", event.uuid)
    forget_undo(request)
    messages.success(request, _("Taken back."))
    return redirect("events:event", event.uuid)


def form_about(
    request: SignedInRequest, event: Event, saved: Attendance | None, data: object = None
) -> GoingForm:
    """The form of what is said of an event, or is not yet."""
    instance = saved or Attendance(user=request.user, event=event)
    return GoingForm(data, instance=instance, user=request.user)


def what_was_said(saved: Attendance | None) -> tuple[tuple[str, str], ...]:
    """The hidden fields that say it again; none where nothing was said."""
    if saved is None:
        return ()
    fields = [(name, getattr(saved, name)) for name in BeforeForm.base_fields]
    return tuple((name, str(value)) for name, value in fields if value not in (None, "", False))


def _done(
    request: SignedInRequest, event: Event, before: tuple[tuple[str, str], ...]
) -> HttpResponse:
    """Say what is said now, with the way back to what was said before."""
    saved = find_attendance(user=request.user, event=event)
    undo = Undo(
        text=in_words(saved),
        action=reverse("events:take_back_going", args=[event.uuid]),
        fields=before,
    )
    if not request.htmx:
        return redirect_offering(request, reverse("events:event", args=[event.uuid]), undo)
    return _show(request, form_about(request, event, saved), undo=undo)


def _show(request: SignedInRequest, form: GoingForm, *, undo: Undo | None = None) -> HttpResponse:
    template = "events/_going.html" if request.htmx else "events/going.html"
    saved = find_attendance(user=request.user, event=form.instance.event)
    section = load_going(form=form, saved=saved, zone=zone_of(request.user))
    return render(request, template, {"going": section, "undo": undo or find_undo(request)})
