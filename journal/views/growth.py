"""How have I grown?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from journal.pages.growth import load_growth
from people.requests import SignedInRequest, signed_in


@signed_in
@require_safe
def growth(request: SignedInRequest) -> HttpResponse:
    """Ability for each goal over time, with the entries that moved it."""
    page = load_growth(user=request.user, on=timezone.localdate())
    return render(request, "journal/growth.html", {"page": page})
