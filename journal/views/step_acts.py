"""What becomes of a step: done, moved, dropped, and each of it taken back?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from journal.access import get_step
from journal.choices import StepState
from journal.models import Step
from journal.step_forms import DropForm, FinishForm, MoveForm
from journal.steps import drop_step, finish_step, move_step, reopen_step, take_back_move
from journal.views.steps import kept_by, show_queue
from people.editing import VERSION, OwnedForm, version_of
from people.figures import day
from people.paging import address_asking
from people.requests import SignedInRequest, go_to, signed_in
from people.undo import Undo, forget_undo, redirect_offering

WRITE = "write"


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
    if kept_by(form, lambda: act.do(step, form.cleaned_data)):
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
    return _offering(request, _("Done: “%(step)s”."), step, "reopen_step")


def _dropped(request: SignedInRequest, step: Step) -> HttpResponse:
    return _offering(request, _("Dropped: “%(step)s”."), step, "reopen_step")


def _moved(request: SignedInRequest, step: Step) -> HttpResponse:
    move = step.moves.latest("pk")
    text = _("Moved to %(day)s: “%%(step)s”.") % {"day": day(move.due_after)}
    return _offering(request, text, step, "move_step_back", {"move": move.pk})


def _offering(
    request: SignedInRequest,
    text: str,
    step: Step,
    undo: str,
    fields: Mapping[str, object] = MappingProxyType({}),
) -> HttpResponse:
    """The queue with what was done, and the way to take it back: an address and its fields."""
    offer = Undo(
        text=text % {"step": step.sentence},
        action=address_asking(reverse(f"journal:{undo}", args=[step.uuid]), _asked(request)),
        fields=tuple((name, str(value)) for name, value in fields.items()),
    )
    if request.htmx:
        return show_queue(request, "journal/_queue.html", undo=offer)
    return redirect_offering(request, _queue_as_asked(request), offer)


@signed_in
@require_POST
@transaction.atomic
def move_back(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It was never moved."""
    step = get_step(user=request.user, uuid=uuid, lock=True)
    move = step.moves.last()
    try:
        if move is None or str(move.pk) != request.POST.get("move"):
            raise ValidationError(_("This step has been moved since, or put back: it stays so."))
        take_back_move(move=move)
    except ValidationError as error:
        return _refused(request, step, error)
    forget_undo(request)
    words = {"day": day(move.due_before), "step": step.sentence}
    messages.success(request, _("Due on %(day)s as before: “%(step)s”.") % words)
    return redirect(f"{_queue_as_asked(request)}#step-{uuid}")


@signed_in
@require_POST
@transaction.atomic
def reopen(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It was not done, or is to be done after all."""
    step = get_step(user=request.user, uuid=uuid, lock=True)
    try:
        opened = reopen_step(step=step)
    except ValidationError as error:
        return _refused(request, step, error)
    closed: dict[str, tuple[str, dict[str, object]]] = {
        StepState.DONE: ("finish_step", {"on": step.closed_on, "outcome": step.outcome}),
        StepState.DROPPED: ("drop_step", {"dropped_because": step.dropped_because}),
    }
    undo, said = closed[step.state]
    fields = said | {VERSION: version_of(opened)}
    return _offering(request, _("Open again: “%(step)s”."), step, undo, fields)


def _refused(request: SignedInRequest, step: Step, error: ValidationError) -> HttpResponse:
    """A button pressed twice is no error."""
    forget_undo(request)
    messages.warning(request, error.messages[0])
    return redirect(f"{_queue_as_asked(request)}#step-{step.uuid}")


def _asked(request: SignedInRequest) -> dict[str, str]:
    """What the address of a step's form says of the queue that it was reached from."""
    return {name: request.GET.get(name, "") for name in ("goal", "membership", "page")}


def _queue_as_asked(request: SignedInRequest) -> str:
    return address_asking(reverse("journal:queue"), _asked(request))
