"""What does somebody enter, change and take away of their own events?"""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from catalogue.models import Organisation
from events.access import get_own_event
from events.forms import EventForm
from events.models import Event
from events.services import remove_own_event, restore_own_event, save_event
from memberships.views.forms import keep
from people.models import Profile, User
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, forget_undo, redirect_offering


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def add(request: SignedInRequest) -> HttpResponse:
    """What takes place that nobody has entered yet?"""
    profile = _profile(request.user)
    one = Event(owner=request.user, zone=profile.zone)
    one.organisation = _asked_organisation(request)
    heading = _("What takes place, and where?")
    return _edit(request, one, profile, heading=heading, back=reverse("events:list"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What was wrong with it, or has changed?"""
    one = get_own_event(user=request.user, uuid=uuid, lock=True)
    return _edit(
        request,
        one,
        _profile(request.user),
        heading=_("Change “%(title)s”") % {"title": one.title},
        back=reverse("events:event", args=[uuid]),
    )


def _edit(
    request: SignedInRequest, one: Event, profile: Profile, *, heading: str, back: str
) -> HttpResponse:
    form = EventForm(request.POST or None, instance=one, user=request.user, profile=profile)
    if keep(form, lambda: _save(form)):
        messages.success(request, _("“%(title)s” has been saved.") % {"title": one.title})
        return redirect("events:event", one.uuid)
    context = {"form": form, "heading": heading, "back": back}
    return render(request, "events/form.html", context)


def _save(form: EventForm) -> None:
    save_event(
        event=form.instance,
        skills=form.cleaned_data["skills"],
        prices=form.cleaned_data["prices"],
    )


@signed_in
@require_POST
@transaction.atomic
def remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It does not take place, or is of no interest."""
    one = get_own_event(user=request.user, uuid=uuid, lock=True)
    remove_own_event(event=one)
    undo = Undo(
        text=_("“%(title)s” has been removed.") % {"title": one.title},
        action=reverse("events:restore", args=[uuid]),
    )
    return redirect_offering(request, reverse("events:list"), undo)


@signed_in
@require_POST
@transaction.atomic
def restore(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It does after all."""
    one = get_own_event(user=request.user, uuid=uuid, removed=True, lock=True)
    restore_own_event(event=one)
    forget_undo(request)
    messages.success(request, _("“%(title)s” is there again.") % {"title": one.title})
    return redirect("events:event", uuid)


def _profile(user: User) -> Profile:
    return Profile.objects.filter(user=user).first() or Profile(user=user)


def _asked_organisation(request: SignedInRequest) -> Organisation | None:
    """The organisation from whose page one comes, if one does."""
    try:
        uuid = UUID(request.GET.get("organisation", ""))
    except ValueError:
        return None
    visible = Organisation.objects.visible_to(request.user).filter(merged_into=None)
    return visible.filter(uuid=uuid).first()
