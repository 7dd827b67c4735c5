"""What do the first ten minutes show, and what is done with their steps?"""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import get_profile_to_edit
from people.choices import Step
from people.forms import WhereForm
from people.guide import (
    STEPS,
    finish_step,
    load_stepper,
    reopen_steps,
    skip_steps,
    url_after,
    url_of_open_step,
)
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, find_undo, forget_undo, redirect_offering
from people.week import WeekForm


@signed_in
@require_safe
def go_on(request: SignedInRequest) -> HttpResponse:
    """Where the person was in the guide."""
    return redirect(url_of_open_step(request.user))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def where(request: SignedInRequest) -> HttpResponse:
    """Where are you, and when do you work?"""
    profile = get_profile_to_edit(user=request.user)
    form = WhereForm(request.POST or None, instance=profile, user=request.user)
    week = WeekForm(request.POST or None, instance=profile, user=request.user, prefix="week")
    if all([form.is_valid(), week.is_valid()]):  # both, to say at once what is wrong in either
        form.save()
        week.save()
        finish_step(user=request.user, step=Step.WHERE)
        messages.success(request, _("Saved: where you are, and when you work."))
        return redirect(url_after(Step.WHERE))
    context = {
        "form": form,
        "week": week,
        "stepper": load_stepper(user=request.user, step=Step.WHERE),
        "undo": find_undo(request),
    }
    return render(request, "people/guide_where.html", context)


@signed_in
@require_POST
def skip(request: SignedInRequest) -> HttpResponse:
    """On to the step after the one that is passed over."""
    (step,) = _steps(request)[:1]
    if not skip_steps(user=request.user, steps=(step,)):
        return redirect(url_after(step))
    undo = Undo(
        text=_("“%(step)s” has been skipped.") % {"step": step.label},
        action=reverse("account_reopen_steps"),
        fields=(("step", step),),
    )
    return redirect_offering(request, url_after(step), undo)


@signed_in
@require_POST
def end(request: SignedInRequest) -> HttpResponse:
    """The guide is offered no more."""
    skipped = skip_steps(user=request.user, steps=STEPS)
    undo = Undo(
        text=_("The guide will not be offered again. It stays in your account."),
        action=reverse("account_reopen_steps"),
        fields=tuple(("step", str(step)) for step in skipped),
    )
    return redirect_offering(request, reverse("account_overview"), undo)


@signed_in
@require_POST
def reopen(request: SignedInRequest) -> HttpResponse:
    """Back to the first of the steps that had been skipped."""
    reopen_steps(user=request.user, steps=_steps(request))
    forget_undo(request)
    return redirect(url_of_open_step(request.user))


def _steps(request: SignedInRequest) -> tuple[Step, ...]:
    asked = request.POST.getlist("step")
    if not asked or not set(asked) <= set(Step.values):
        raise BadRequest("step must be a step of the guide")
    return tuple(Step(word) for word in asked)
