"""What goes into a CPD report, and what does it say?"""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from people.paging import address_asking
from people.requests import SignedInRequest, signed_in
from people.undo import find_undo
from reports.asking import Question, address_of, read_question
from reports.cpd.document import load_cpd_report
from reports.pages import load_choosing
from reports.pdf import render_pdf
from reports.views.showing import show_pdf


@signed_in
@require_safe
def choose(request: SignedInRequest) -> HttpResponse:
    """What goes into your CPD report? The period, the template, the parts, what is left out."""
    question = _read(request)
    asked, moved = question.asked, question.moved
    if asked and moved and not request.htmx:
        return redirect(f"{address_of('reports:cpd', asked)}#line-{moved}")
    page = load_choosing(user=request.user, question=question, on=timezone.localdate())
    context = {"page": page, "form": question.form, "undo": find_undo(request)}
    if not request.htmx:
        return render(request, "reports/cpd.html", context)
    response = render(request, "reports/_choosing.html", context)
    return push_url(response, address_of("reports:cpd", asked)) if asked else response


@signed_in
@require_safe
def read(request: SignedInRequest) -> HttpResponse:
    """The report as a page."""
    asked = _read(request).asked
    if asked is None:
        return _back(request)
    document = load_cpd_report(user=request.user, asked=asked, on=timezone.localdate())
    context = {
        "document": document,
        "pdf_url": address_of("reports:cpd_pdf", asked),
        "back": address_of("reports:cpd", asked),
    }
    return render(request, "reports/cpd_page.html", context)


@signed_in
@require_safe
def pdf(request: SignedInRequest) -> HttpResponse:
    """The same as PDF."""
    asked = _read(request).asked
    if asked is None:
        return _back(request)

    def make(now: datetime) -> bytes:
        on = timezone.localdate(now)
        document = load_cpd_report(user=request.user, asked=asked, on=on)
        return render_pdf(document=document, made_at=now)

    return show_pdf(request, make, name="cpd-report", back=address_of("reports:cpd", asked))


def _read(request: SignedInRequest) -> Question:
    return read_question(user=request.user, query=request.GET, on=timezone.localdate())


def _back(request: SignedInRequest) -> HttpResponse:
    """To where it is said what is wrong with the days."""
    query = {name: request.GET.getlist(name) for name in request.GET}
    return redirect(address_asking(reverse("reports:cpd"), query))
