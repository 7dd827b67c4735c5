"""What comes next, and what becomes of it?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reswap, retarget

from journal.access import get_step
from journal.models import Step
from journal.pages.chain import load_chain
from journal.pages.queue import count_overdue, load_closed, load_queue, step_line
from journal.step_filter import StepFilter
from journal.step_forms import DropForm, FinishForm, MoveForm, StepForm
from journal.steps import add_step, drop_step, finish_step, move_step, reopen_step, save_step
from people.editing import OwnedForm
from people.figures import day
from people.paging import address_asking
from people.requests import SignedInRequest, go_to, signed_in
from people.undo import Undo, find_undo, forget_undo, redirect_offering

WRITE = "write"


@signed_in
@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    """What comes next? With htmx only the queue, as one chooses."""
    template = "journal/_queue.html" if request.htmx else "journal/queue.html"
    return _show_queue(request, template, undo=find_undo(request))


def _show_queue(
    request: SignedInRequest,
    template: str,
    *,
    undo: Undo | None = None,
    said: str = "",
    moved: str = "",
) -> HttpResponse:
    """The queue as the address asks for it; `moved` is the key of the step that takes the focus."""
    filtered = StepFilter(request.GET, user=request.user)
    page = load_queue(
        user=request.user,
        filtered=filtered,
        page=request.GET.get("page"),
        on=timezone.localdate(),
    )
    context = {"page": page, "filter": filtered, "undo": undo, "said": said, "moved": moved}
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
    if _kept(form, lambda: add_step(step=form.instance)):
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
    if _kept(form, lambda: save_step(step=step)):
        messages.success(request, _("The step has been saved."))
        return redirect("journal:step", uuid)
    context = {"form": form, "line": line, "chain": chain, "state": step.state}
    return render(request, "journal/step.html", context)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What becomes of a step: what is asked, and what is done with the answer."""

    form: type[OwnedForm]
    heading: str | Promise
    submit: str | Promise
    do: Callable[[Step, dict[str, Any]], Step]
    writes: bool = False


FINISH = Act(
    form=FinishForm,
    heading=gettext_lazy("You have done it. What came of it?"),
    submit=gettext_lazy("Done"),
    do=lambda step, said: finish_step(step=step, outcome=said["outcome"], on=said["on"]),
    writes=True,
)
MOVE = Act(
    form=MoveForm,
    heading=gettext_lazy("To which day do you move it?"),
    submit=gettext_lazy("Move it"),
    do=lambda step, said: move_step(step=step, due=said["due"], because=said["because"]),
)
DROP = Act(
    form=DropForm,
    heading=gettext_lazy("Why do you drop it?"),
    submit=gettext_lazy("Drop it"),
    do=lambda step, said: drop_step(step=step, because=said["dropped_because"]),
)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def finish(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It was done; what came of it can be the next entry."""
    return _act(request, uuid, FINISH, _finished)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def move(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It is due on another day."""
    return _act(request, uuid, MOVE, _moved)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def drop(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It will not be done."""
    return _act(request, uuid, DROP, _dropped)


def _act(
    request: SignedInRequest,
    uuid: UUID,
    act: Act,
    answer: Callable[[SignedInRequest, Step], HttpResponse],
) -> HttpResponse:
    """Ask, on a page or with htmx in the step's row; then do it."""
    step = get_step(user=request.user, uuid=uuid, lock=True)
    form = act.form(request.POST or None, instance=step, user=request.user, auto_id=f"id_{uuid}_%s")
    if _kept(form, lambda: act.do(step, form.cleaned_data)):
        return answer(request, step)
    context = {
        "form": form,
        "heading": act.heading,
        "submit": act.submit,
        "writes": act.writes,
        "sentence": get_step(user=request.user, uuid=uuid).sentence,
        "back": f"{_queue_as_asked(request)}#step-{uuid}",
        "address": request.get_full_path(),
    }
    if not request.htmx:
        return render(request, "journal/step_act.html", context)
    response = render(request, "journal/_step_act.html", context)
    return reswap(retarget(response, f"#act-{uuid}"), "innerHTML")


def _finished(request: SignedInRequest, step: Step) -> HttpResponse:
    if request.POST.get("then") == WRITE:
        messages.success(request, _("Done: “%(step)s”.") % {"step": step.sentence})
        return go_to(request, f"{reverse('journal:new')}?after={step.uuid}")
    return _closed(request, step, _("Done: “%(step)s”."))


def _dropped(request: SignedInRequest, step: Step) -> HttpResponse:
    return _closed(request, step, _("Dropped: “%(step)s”."))


def _closed(request: SignedInRequest, step: Step, text: str) -> HttpResponse:
    """The queue without the step, and the way to open it again."""
    reopen = address_asking(reverse("journal:reopen_step", args=[step.uuid]), _asked(request))
    undo = Undo(text=text % {"step": step.sentence}, action=reopen)
    if request.htmx:
        return _show_queue(request, "journal/_queue.html", undo=undo)
    return redirect_offering(request, _queue_as_asked(request), undo)


def _moved(request: SignedInRequest, step: Step) -> HttpResponse:
    due = get_step(user=request.user, uuid=step.uuid).due
    said = _("Moved to %(day)s: “%(step)s”.") % {"day": day(due), "step": step.sentence}
    if request.htmx:
        return _show_queue(request, "journal/_queue.html", said=said, moved=str(step.uuid))
    messages.success(request, said)
    return redirect(f"{_queue_as_asked(request)}#step-{step.uuid}")


@signed_in
@require_POST
@transaction.atomic
def reopen(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It was not done, or is to be done after all."""
    step = get_step(user=request.user, uuid=uuid, lock=True)
    try:
        reopen_step(step=step)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, _("Open again: “%(step)s”.") % {"step": step.sentence})
    forget_undo(request)
    return redirect(f"{_queue_as_asked(request)}#step-{uuid}")


def _kept(form: OwnedForm, save: Callable[[], object]) -> bool:
    """Save what a form brought, if it is in order; what a service refuses becomes its errors."""
    if not form.is_valid():
        return False
    try:
        save()
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


def _asked(request: SignedInRequest) -> dict[str, str]:
    """What the address of a step's form says of the queue that it was reached from."""
    return {name: request.GET.get(name, "") for name in ("goal", "membership", "page")}


def _queue_as_asked(request: SignedInRequest) -> str:
    return address_asking(reverse("journal:queue"), _asked(request))


def _place_of(step: Step) -> str:
    return f"{reverse('journal:queue')}#step-{step.uuid}"
