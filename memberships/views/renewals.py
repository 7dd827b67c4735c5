"""What renews when, as a page and as a calendar?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from memberships.pages.calendar import make_calendar
from memberships.pages.renewing import load_renewals
from people.requests import SignedInRequest, signed_in


@signed_in
@require_safe
def renewals(request: SignedInRequest) -> HttpResponse:
    """What renews when, and by which day must one say no?"""
    page = load_renewals(user=request.user, on=timezone.localdate())
    return render(request, "memberships/renewals.html", {"page": page})


@signed_in
@require_safe
def renewals_ics(request: SignedInRequest) -> HttpResponse:
    """The days to come as a calendar; sensitive memberships only where asked for."""
    calendar = make_calendar(
        user=request.user,
        on=timezone.localdate(),
        include_sensitive=request.GET.get("sensitive") == "1",
        absolute=request.build_absolute_uri,
    )
    response = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="renewals.ics"'
    return response
