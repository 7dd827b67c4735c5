"""Which report answers which address?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluation.refusals import explains_refusals
from people.requests import SignedInRequest, signed_in
from reports.pdf import PdfError
from reports.review import make_membership_review


@signed_in
@explains_refusals
@require_safe
def membership_review(request: SignedInRequest) -> HttpResponse:
    """The membership review as PDF; sensitive memberships only where asked for (`sensitive=1`)."""
    now = timezone.now()
    try:
        pdf = make_membership_review(
            user=request.user, now=now, include_sensitive=request.GET.get("sensitive") == "1"
        )
    except PdfError as error:
        return render(request, "reports/failed.html", {"reason": str(error)}, status=503)
    response = HttpResponse(pdf, content_type="application/pdf")
    day = timezone.localdate(now)
    response["Content-Disposition"] = f'inline; filename="membership-review-{day:%Y-%m-%d}.pdf"'
    return response
