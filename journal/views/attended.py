"""Is there anything to write about what one went to?"""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.access import get_attendance
from events.services import say_whether_to_write
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, forget_undo, redirect_offering


@signed_in
@require_POST
@transaction.atomic
def nothing_to_write(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It needs no entry: the journal does not ask for one any more."""
    attendance = get_attendance(user=request.user, uuid=uuid, lock=True)
    say_whether_to_write(attendance=attendance, nothing=True)
    undo = Undo(
        text=_("Nothing to write about “%(title)s”.") % {"title": attendance.event.title},
        action=reverse("journal:to_write", args=[uuid]),
    )
    return redirect_offering(request, reverse("journal:list"), undo)


@signed_in
@require_POST
@transaction.atomic
def to_write(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It does, after all."""
    attendance = get_attendance(user=request.user, uuid=uuid, lock=True)
    say_whether_to_write(attendance=attendance, nothing=False)
    forget_undo(request)
    text = _("“%(title)s” is to be written down.") % {"title": attendance.event.title}
    messages.success(request, text)
    return redirect("journal:list")
