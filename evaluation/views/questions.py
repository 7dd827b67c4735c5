"""What would it be worth knowing?"""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evaluation.access import (
    get_held_benefit,
    get_membership_offering,
)
from evaluation.forms import (
    AnswerForm,
    answer_forms,
)
from evaluation.questions import load_questions
from evaluation.refusals import explains_refusals
from memberships.services import set_use
from memberships.uses import find_use
from people.choices import Step
from people.editing import version_of
from people.guide import load_stepper
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, find_undo, redirect_offering

GUIDED = "?guide=1"


@signed_in
@explains_refusals
@require_safe
def questions(request: SignedInRequest) -> HttpResponse:
    """The few uses whose answers would move the picture most; at the guide's end with its steps."""
    guided = "guide" in request.GET
    page = load_questions(user=request.user, on=timezone.localdate())
    forms = answer_forms(user=request.user, keys=[asked.benefit for asked in page.questions])
    rows = [(asked, forms[asked.benefit]) for asked in page.questions]
    context = {
        "page": page,
        "rows": rows,
        "undo": find_undo(request),
        "stepper": load_stepper(user=request.user, step=Step.ACTIVE) if guided else None,
        "asked": GUIDED if guided else "",
    }
    return render(request, "evaluation/questions.html", context)


@signed_in
@require_POST
@transaction.atomic
def answer(request: SignedInRequest, benefit: UUID) -> HttpResponse:
    """One answer to one question; an answer given meanwhile stays."""
    held = get_membership_offering(user=request.user, benefit=benefit)
    offered = get_held_benefit(membership=held, uuid=benefit)
    answered = find_use(user=request.user, benefit=offered)
    saved = "" if answered.use is None else answered.get_use_display()
    form = AnswerForm(request.POST, instance=answered, user=request.user)
    address = reverse("evaluation:questions") + (GUIDED if "guide" in request.GET else "")
    if not form.is_valid():
        said = _("That was no answer. Nothing was changed.")
        if saved:
            said = _("“%(title)s” has an answer by now, which stays: %(use)s.") % {
                "title": offered.title,
                "use": saved,
            }
        messages.error(request, said)
        return redirect(address)
    row = set_use(user=request.user, benefit=offered, use=form.cleaned_data["use"])
    undo = Undo(
        text=_("“%(title)s” saved: %(use)s.")
        % {"title": offered.title, "use": row.get_use_display()},
        action=reverse("evaluation:use", args=[held.uuid, benefit]),
        fields=(("use", ""), ("version", version_of(row))),
    )
    return redirect_offering(request, address, undo)
