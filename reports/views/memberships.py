"""Which reports are there of what one belongs to?"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from evaluation.access import get_held_membership
from evaluation.refusals import explains_refusals
from people.requests import SignedInRequest, signed_in
from reports.renewal import make_renewal_brief
from reports.review import make_membership_review
from reports.views.showing import show_pdf


@signed_in
@explains_refusals
@require_safe
def membership_review(request: SignedInRequest) -> HttpResponse:
    """The membership review as PDF; sensitive memberships only where asked for (`sensitive=1`)."""
    sensitive = _asks_for_sensitive(request)
    return show_pdf(
        request,
        lambda now: make_membership_review(user=request.user, now=now, include_sensitive=sensitive),
        name="membership-review",
        back=reverse("evaluation:overview"),
    )


@signed_in
@explains_refusals
@require_safe
def renewal(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The brief for a renewal as PDF; its name gives nothing away."""
    held = get_held_membership(user=request.user, uuid=uuid)
    sensitive = _asks_for_sensitive(request)
    return show_pdf(
        request,
        lambda now: make_renewal_brief(membership=held, now=now, include_sensitive=sensitive),
        name="renewal",
        back=reverse("evaluation:renewal", args=[uuid]),
    )


def _asks_for_sensitive(request: HttpRequest) -> bool:
    return request.GET.get("sensitive") == "1"
