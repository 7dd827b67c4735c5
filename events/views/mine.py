"""What have I said of events?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from events.pages.mine import load_mine
from events.pages.news import with_news
from events.views.showing import zone_of
from people.requests import SignedInRequest, signed_in
from people.undo import find_undo


@signed_in
@require_safe
def listing(request: SignedInRequest) -> HttpResponse:
    """The events that the person said something of."""
    page = load_mine(
        user=request.user,
        now=timezone.now(),
        zone=zone_of(request.user),
        asked=request.GET.dict(),
    )
    return render(request, "events/mine.html", {"page": page, "undo": find_undo(request)})


@signed_in
@require_safe
def news(request: SignedInRequest) -> HttpResponse:
    """How many that one goes to were cancelled or moved, for the navigation; else nothing."""
    number = with_news(user=request.user, now=timezone.now()).count()
    words = ngettext("(%(count)s changed)", "(%(count)s changed)", number) % {"count": number}
    return HttpResponse(words if number else "")
