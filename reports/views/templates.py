"""How does somebody keep their own templates of reports?"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.paging import address_asking
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, forget_undo, redirect_offering
from reports.access import get_template
from reports.forms import TemplateForm
from reports.models import ReportTemplate
from reports.ordering import read_parts
from reports.services import save_template


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def add(request: SignedInRequest) -> HttpResponse:
    """Keep what was chosen as a template; also what brings a deleted one back."""
    return _edit(request, ReportTemplate(user=request.user), _("Keep this as a template"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What a template says, with the parts that were chosen for it."""
    template = get_template(user=request.user, uuid=uuid, lock=True)
    return _edit(request, template, _("What does this template say?"))


def _edit(request: SignedInRequest, template: ReportTemplate, heading: str) -> HttpResponse:
    chosen = read_parts(request.GET.getlist("part"))
    initial = {"parts": [part.value for part in chosen]} if chosen and not request.POST else {}
    form = TemplateForm(request.POST or None, instance=template, user=request.user, initial=initial)
    if form.is_valid():
        try:
            save_template(template=template)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            forget_undo(request)
            messages.success(
                request, _("The template “%(name)s” has been saved.") % {"name": template.name}
            )
            return redirect(_address(request, template))
    context = {"form": form, "heading": heading, "back": _address(request, template)}
    return render(request, "reports/template.html", context)


def _address(request: SignedInRequest, template: ReportTemplate) -> str:
    """The page of the report, with the template and the period from which one came."""
    return address_asking(
        reverse("reports:cpd"),
        {
            "starts": request.GET.get("starts", ""),
            "ends": request.GET.get("ends", ""),
            "template": str(template.uuid) if template.pk else "",
        },
    )


@signed_in
@require_POST
@transaction.atomic
def remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Delete a template; sent again as it was, it comes back."""
    template = get_template(user=request.user, uuid=uuid, lock=True)
    texts = [(name, getattr(template, name)) for name in TemplateForm.Meta.fields]
    undo = Undo(
        text=_("The template “%(name)s” has been deleted.") % {"name": template.name},
        action=reverse("reports:add_template"),
        fields=tuple(
            (name, text)
            for name, value in texts
            for text in (value if isinstance(value, list) else [value])
        ),
    )
    template.delete()
    return redirect_offering(request, reverse("reports:cpd"), undo)
