"""How is a PDF handed over, and what stands there where it could not be made?"""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from reports.pdf import PdfError


def show_pdf(
    request: HttpRequest, make: Callable[[datetime], bytes], *, name: str, back: str
) -> HttpResponse:
    """The PDF that `make` makes as of now; the day is all that its name says beside `name`.

    `back` is where somebody goes on who does not get it.
    """
    now = timezone.now()
    try:
        pdf = make(now)
    except PdfError as error:
        context = {"reason": str(error), "back": back}
        return render(request, "reports/failed.html", context, status=503)
    response = HttpResponse(pdf, content_type="application/pdf")
    file = f"{name}-{timezone.localdate(now):%Y-%m-%d}.pdf"
    response["Content-Disposition"] = f'inline; filename="{file}"'
    return response
