"""What do you want? The step of the guide that asks for several goals at once."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from goals.access import get_any_goal
from goals.order import archive_goal
from goals.services import add_goals
from goals.wishes import WishesForm
from people.choices import Step
from people.guide import finish_step, load_stepper, url_after
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, find_undo, forget_undo, redirect_offering


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def guide(request: SignedInRequest) -> HttpResponse:
    """Suggestions to tick and lines to write in, beside the goals that there are."""
    form = WishesForm(request.POST or None, user=request.user)
    if form.is_valid():
        return _go_on(request, form)
    context = {
        "form": form,
        "stepper": load_stepper(user=request.user, step=Step.WANT),
        "undo": find_undo(request),
    }
    return render(request, "goals/guide.html", context)


def _go_on(request: SignedInRequest, form: WishesForm) -> HttpResponse:
    added = add_goals(user=request.user, wishes=form.wishes())
    finish_step(user=request.user, step=Step.WANT)
    if not added:
        return redirect(url_after(Step.WANT))
    undo = Undo(
        text=ngettext(
            "%(count)s goal has been added.", "%(count)s goals have been added.", len(added)
        )
        % {"count": len(added)},
        action=reverse("goals:take_back"),
        fields=tuple(("goal", str(goal.uuid)) for goal in added),
    )
    return redirect_offering(request, url_after(Step.WANT), undo)


@signed_in
@require_POST
@transaction.atomic
def take_back(request: SignedInRequest) -> HttpResponse:
    """Goals that were added a moment ago are put away again."""
    try:
        uuids = [UUID(text) for text in request.POST.getlist("goal")]
    except ValueError as error:
        raise BadRequest("goal must be a UUID") from error
    for uuid in uuids:
        archive_goal(goal=get_any_goal(user=request.user, uuid=uuid))
    forget_undo(request)
    messages.success(
        request,
        ngettext("%(count)s goal taken back.", "%(count)s goals taken back.", len(uuids))
        % {"count": len(uuids)},
    )
    return redirect("goals:guide")
