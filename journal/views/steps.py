"""What comes next, and what was done or dropped?"""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from journal.access import get_step
from journal.models import Step
from journal.pages.chain import load_chain
from journal.pages.queue import count_overdue, load_closed, load_queue, step_line
from journal.step_filter import StepFilter
from journal.step_forms import StepForm
from journal.steps import add_step, save_step
from people.editing import OwnedForm
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, find_undo


@signed_in
@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    """What comes next? With htmx only the queue, as one chooses."""
    template = "journal/_queue.html" if request.htmx else "journal/queue.html"
    return show_queue(request, template, undo=find_undo(request))


def show_queue(request: SignedInRequest, template: str, *, undo: Undo | None) -> HttpResponse:
    """The queue as the address asks for it."""
    filtered = StepFilter(request.GET, user=request.user)
    page = load_queue(
        user=request.user,
        filtered=filtered,
        page=request.GET.get("page"),
        on=timezone.localdate(),
    )
    context = {"page": page, "filter": filtered, "undo": undo}
    return render(request, template, context)


@signed_in
@require_safe
def closed(request: SignedInRequest) -> HttpResponse:
    """What was done, what was dropped and why?"""
    page = load_closed(user=request.user, page=request.GET.get("page"), on=timezone.localdate())
    return render(request, "journal/closed_steps.html", {"page": page})


@signed_in
@require_safe
def overdue(request: SignedInRequest) -> HttpResponse:
    """How many steps are overdue, in brackets beside the link to them; nothing where none is."""
    count = count_overdue(user=request.user, on=timezone.localdate())
    said = ngettext("(%(count)s overdue)", "(%(count)s overdue)", count) % {"count": count}
    return HttpResponse(said if count else "")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """A step that comes from no entry."""
    form = StepForm(request.POST or None, instance=Step(user=request.user), user=request.user)
    if kept_by(form, lambda: add_step(step=form.instance)):
        messages.success(
            request, _("In your queue: “%(step)s”.") % {"step": form.instance.sentence}
        )
        return redirect(_place_of(form.instance))
    context = {"form": form, "heading": _("What will you do next?"), "submit": _("Add the step")}
    return render(request, "journal/step_form.html", {**context, "back": reverse("journal:queue")})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """All that is said of a step, what it came from and what it led to."""
    step = get_step(user=request.user, uuid=uuid, lock=True)
    line, chain = step_line(step, on=timezone.localdate()), load_chain(node=step)
    form = StepForm(request.POST or None, instance=step, user=request.user)
    if kept_by(form, lambda: save_step(step=step)):
        messages.success(request, _("The step has been saved."))
        return redirect("journal:step", uuid)
    context = {"form": form, "line": line, "chain": chain, "state": step.state}
    return render(request, "journal/step.html", context)


def kept_by(form: OwnedForm, save: Callable[[], object]) -> bool:
    """Save what a form brought, if it is in order; what a service refuses becomes its errors."""
    if not form.is_valid():
        return False
    try:
        save()
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


def _place_of(step: Step) -> str:
    return f"{reverse('journal:queue')}#step-{step.uuid}"
