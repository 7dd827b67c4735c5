"""Which calendars are read for somebody, and what is taken over from them?"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.access import get_event, get_feed, get_waiting_calendar
from events.bringing_in import (
    confirm,
    count_fetch,
    events_without_word,
    pause_feed,
    remove_feed,
    resume_feed,
    start_from_address,
    start_from_file,
)
from events.calendar_forms import AddressForm, CalendarFileForm, ConfirmForm
from events.calendar_items import make_item
from events.ical.write import write_calendar
from events.models import Event, WaitingCalendar
from events.pages.calendars import load_calendars, load_preview
from events.refreshing import Refreshed, refresh_feed
from events.views.showing import zone_of
from memberships.import_forms import PlainForm
from people.figures import number
from people.requests import SignedInRequest, signed_in

ADDRESS_IDS = "address_%s"  # as two forms on a page both say whose they are


@signed_in
@require_safe
def calendars(request: SignedInRequest) -> HttpResponse:
    """Which calendars do you have read?"""
    return _calendars(request)


def _calendars(request: SignedInRequest, **forms: PlainForm) -> HttpResponse:
    user = request.user
    context: dict[str, Any] = {
        "page": load_calendars(user=user, zone=zone_of(user), now=timezone.now()),
        "file_form": CalendarFileForm(user=user),
        "address_form": AddressForm(user=user, auto_id=ADDRESS_IDS),
        **forms,
    }
    wrong = next((form for form in forms.values() if form.errors), None)
    return render(request, "events/calendars.html", {**context, "form": wrong})


@signed_in
@require_POST
def bring_file(request: SignedInRequest) -> HttpResponse:
    """A calendar file; nothing of it is taken over yet."""
    user = request.user
    form = CalendarFileForm(request.POST, request.FILES, user=user)
    waiting = _start(
        form,
        lambda answers: start_from_file(
            user=user,
            name=answers["file"].name,
            content=answers["file"].read(),
            feed=answers.get("feed"),
        ),
    )
    if waiting is None:
        return _calendars(request, file_form=form)
    return redirect("events:waiting", waiting.uuid)


@signed_in
@require_POST
def subscribe(request: SignedInRequest) -> HttpResponse:
    """The address of a calendar, which is fetched; nothing of it is taken over yet."""
    user = request.user
    form = AddressForm(request.POST, user=user, auto_id=ADDRESS_IDS)
    waiting = _start(
        form, lambda answers: start_from_address(user=user, address=answers["address"])
    )
    if waiting is None:
        return _calendars(request, address_form=form)
    return redirect("events:waiting", waiting.uuid)


def _start(
    form: PlainForm, start: Callable[[dict[str, Any]], WaitingCalendar]
) -> WaitingCalendar | None:
    """The calendar that waits now; None where the form was refused and says why."""
    if not form.is_valid():
        return None
    try:
        return start(form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def waiting(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What would become of its events? Then (POST) they are taken over."""
    one = get_waiting_calendar(user=request.user, uuid=uuid, lock=request.method == "POST")
    page = load_preview(waiting=one, zone=zone_of(request.user), now=timezone.now())
    form = ConfirmForm(request.POST or None, user=request.user, waiting=one, gone=page.gone)
    if form.is_valid():
        try:
            with transaction.atomic():
                _confirm(request, one, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("events:calendars")
    context = {"page": page, "form": form, "name": one.name}
    return render(request, "events/calendar_preview.html", context)


def _confirm(request: SignedInRequest, one: WaitingCalendar, answers: dict[str, Any]) -> None:
    feed, found = confirm(
        waiting=one,
        name=answers["name"],
        organisation=answers["organisation"],
        whole=answers.get("whole", False),
    )
    said = {
        "name": feed.name,
        "new": number(len(found.new), 0),
        "changed": number(len(found.changed) + len(found.cancelled), 0),
    }
    messages.success(
        request, _("“%(name)s” has been taken over: %(new)s new, %(changed)s changed.") % said
    )


@signed_in
@require_POST
@transaction.atomic
def discard_waiting(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It is not wanted; nothing of it was taken over."""
    get_waiting_calendar(user=request.user, uuid=uuid, lock=True).delete()
    messages.success(request, _("The calendar has been thrown away. Nothing was taken over."))
    return redirect("events:calendars")


@signed_in
@require_POST
def read_feed(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Read it now, unless it was asked for a moment ago."""
    feed = get_feed(user=request.user, uuid=uuid)
    try:
        count_fetch(user=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("events:calendars")
    if feed.address:
        _say(request, feed.name, refresh_feed(feed=feed))
    return redirect("events:calendars")


def _say(request: SignedInRequest, name: str, refreshed: Refreshed | None) -> None:
    """What came of reading it; what went wrong stands beside the calendar."""
    if refreshed is None:
        text = _("“%(name)s” was asked for less than five minutes ago. Try again a little later.")
        messages.info(request, text % {"name": name})
    elif refreshed.reason or refreshed.broken:
        messages.warning(request, _("“%(name)s” could not be read.") % {"name": name})
    elif refreshed.found is None:
        messages.success(request, _("“%(name)s” has not changed.") % {"name": name})
    else:
        changes = len(refreshed.found.new) + len(refreshed.found.to_update)
        text = ngettext(
            "“%(name)s” has been read: %(count)s change.",
            "“%(name)s” has been read: %(count)s changes.",
            changes,
        )
        messages.success(request, text % {"name": name, "count": number(changes, 0)})


@signed_in
@require_POST
@transaction.atomic
def pause(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Read it no more for now; its events stay as they are."""
    feed = get_feed(user=request.user, uuid=uuid, lock=True)
    pause_feed(feed=feed)
    messages.success(request, _("“%(name)s” is not read for now.") % {"name": feed.name})
    return redirect("events:calendars")


@signed_in
@require_POST
@transaction.atomic
def resume(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Read it again."""
    feed = get_feed(user=request.user, uuid=uuid, lock=True)
    resume_feed(feed=feed)
    messages.success(request, _("“%(name)s” is read again.") % {"name": feed.name})
    return redirect("events:calendars")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What is to become of its events? Then (POST) it is forgotten."""
    feed = get_feed(user=request.user, uuid=uuid, lock=request.method == "POST")
    if request.method == "POST":
        remove_feed(feed=feed, with_events="with_events" in request.POST)
        messages.success(request, _("“%(name)s” has been removed.") % {"name": feed.name})
        return redirect("events:calendars")
    events = Event.objects.filter(feed=feed, removed_at=None).count()
    going = events_without_word(feed=feed).filter(removed_at=None).count()
    context = {"name": feed.name, "events": events, "going": going, "staying": events - going}
    return render(request, "events/calendar_remove.html", context)


@signed_in
@require_safe
def event_ics(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """An event as a file, for a calendar of one's own."""
    event = get_event(user=request.user, uuid=uuid)
    content = write_calendar(
        [make_item(event, absolute=request.build_absolute_uri)], name=event.title
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="event.ics"'
    return response
