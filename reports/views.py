"""Which report answers which address?"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluation.access import get_held_membership
from evaluation.refusals import explains_refusals
from people.requests import SignedInRequest, signed_in
from reports.pdf import PdfError
from reports.renewal import make_renewal_brief
from reports.review import make_membership_review


@signed_in
@explains_refusals
@require_safe
def membership_review(request: SignedInRequest) -> HttpResponse:
    """The membership review as PDF; sensitive memberships only where asked for (`sensitive=1`)."""
    now = timezone.now()
    try:
        pdf = make_membership_review(
            user=request.user, now=now, include_sensitive=_asks_for_sensitive(request)
        )
    except PdfError as error:
        return _failed(request, error)
    return _show(pdf, f"membership-review-{timezone.localdate(now):%Y-%m-%d}.pdf")


@signed_in
@explains_refusals
@require_safe
def renewal(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The brief for a renewal as PDF; its name gives nothing away."""
    held = get_held_membership(user=request.user, uuid=uuid)
    now = timezone.now()
    try:
        pdf = make_renewal_brief(
            membership=held, now=now, include_sensitive=_asks_for_sensitive(request)
        )
    except PdfError as error:
        return _failed(request, error)
    return _show(pdf, f"renewal-{timezone.localdate(now):%Y-%m-%d}.pdf")


def _asks_for_sensitive(request: HttpRequest) -> bool:
    return request.GET.get("sensitive") == "1"


def _show(pdf: bytes, name: str) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _failed(request: HttpRequest, error: PdfError) -> HttpResponse:
    return render(request, "reports/failed.html", {"reason": str(error)}, status=503)
