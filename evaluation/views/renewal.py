"""Is one membership worth renewing?"""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluation.access import get_held_membership
from evaluation.refusals import explains_refusals
from evaluation.renewal import load_brief
from people.requests import SignedInRequest, signed_in


@signed_in
@explains_refusals
@require_safe
def renewal(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The brief for that decision."""
    held = get_held_membership(user=request.user, uuid=uuid)
    page = load_brief(membership=held, on=timezone.localdate(), leave_out_sensitive=False)
    return render(request, "evaluation/renewal.html", {"page": page, "membership": held})
