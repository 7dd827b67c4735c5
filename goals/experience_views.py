"""What experience do I have on record?"""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goals.access import get_experience
from goals.experience_pages import load_experience
from goals.forms import ExperienceForm
from goals.models import Experience
from goals.services import add_experience, remove_experience, restore_experience
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, find_undo, forget_undo, redirect_offering


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: SignedInRequest) -> HttpResponse:
    """What is on record, and a form for more."""
    form = ExperienceForm(
        request.POST or None, instance=Experience(user=request.user), user=request.user
    )
    if form.is_valid():
        added = add_experience(user=request.user, **form.cleaned_experience())
        messages.success(request, _("On record: %(kind)s.") % {"kind": added.kind.label})
        return redirect("goals:experience")
    context = {
        "page": load_experience(user=request.user, page=request.GET.get("page")),
        "form": form,
        "undo": find_undo(request),
    }
    return render(request, "goals/experience.html", context)


@signed_in
@require_POST
@transaction.atomic
def remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It is not so, or no longer counts."""
    experience = get_experience(user=request.user, uuid=uuid)
    remove_experience(experience=experience)
    undo = Undo(
        text=_("Off the record: %(kind)s.") % {"kind": experience.kind.label},
        action=reverse("goals:restore_experience", args=[uuid]),
    )
    return redirect_offering(request, reverse("goals:experience"), undo)


@signed_in
@require_POST
@transaction.atomic
def restore(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It is so after all."""
    experience = get_experience(user=request.user, uuid=uuid, removed=True)
    restore_experience(experience=experience)
    forget_undo(request)
    messages.success(request, _("On record again: %(kind)s.") % {"kind": experience.kind.label})
    return redirect("goals:experience")
