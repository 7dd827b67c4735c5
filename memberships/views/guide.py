"""What do you belong to? The step of the guide that adds many memberships at once."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from memberships.access import get_membership, get_removed_membership
from memberships.choices import State
from memberships.choosing import (
    Choices,
    find_choices,
    forget_choices,
    keep_choices,
    kinds_by_organisation,
    read_choices,
)
from memberships.import_forms import PasteForm
from memberships.many import add_many
from memberships.models import Membership
from memberships.pages.choosing import load_choosing
from memberships.pages.waiting import load_waiting
from memberships.services import remove_membership, restore_membership
from people.choices import Step
from people.guide import finish_step, load_stepper, url_after
from people.owner import sign_owner
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, find_undo, forget_undo, redirect_offering

GUIDE = "memberships:guide"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def guide(request: SignedInRequest) -> HttpResponse:
    """Search and tick; what is ticked waits until it is added."""
    if request.method != "POST":
        return _show(request, find_choices(request.session), request.GET.get("q", ""))
    try:
        choices = read_choices(request.POST)
    except ValueError as error:
        raise BadRequest("pick must be UUIDs, and kinds must be known") from error
    keep_choices(request.session, choices)
    if "add" in request.POST:
        return _add(request, choices)
    text = request.POST.get("q", "")
    address = f"{reverse(GUIDE)}?{urlencode({'q': text})}" if text else reverse(GUIDE)
    if not request.htmx:
        return redirect(f"{address}#choosing")
    response = _show(request, choices, text)
    response["HX-Replace-Url"] = address
    return response


def _show(request: SignedInRequest, choices: Choices, text: str) -> HttpResponse:
    page = load_choosing(user=request.user, text=text, choices=choices)
    if request.htmx:
        return render(request, "memberships/_choosing.html", {"page": page})
    context = {
        "page": page,
        "stepper": load_stepper(user=request.user, step=Step.BELONG),
        "paste_form": PasteForm(user=request.user, initial={"guide": True}),
        "written_by": sign_owner(request.user),
        "undo": find_undo(request),
        "waiting": load_waiting(user=request.user),
    }
    return render(request, "memberships/guide.html", context)


@transaction.atomic
def _add(request: SignedInRequest, choices: Choices) -> HttpResponse:
    chosen = kinds_by_organisation(user=request.user, choices=choices)
    goes_on = request.POST["add"] == "go"
    if not chosen and not (goes_on and _has_any(request)):
        messages.error(request, _("Tick what you belong to first, or skip this step."))
        return redirect(GUIDE)
    try:
        added = add_many(user=request.user, choices=chosen)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(GUIDE)
    forget_choices(request.session)
    if goes_on:
        finish_step(user=request.user, step=Step.BELONG)
    following = url_after(Step.BELONG) if goes_on else reverse(GUIDE)
    if not added:
        if chosen:
            messages.info(request, _("All of that was yours already, and nothing was added."))
        return redirect(following)
    text = ngettext(
        "%(count)s membership has been added.", "%(count)s memberships have been added.", len(added)
    ) % {"count": len(added)}
    return redirect_offering(request, following, _undo("guide_take_back", text, added))


def _has_any(request: SignedInRequest) -> bool:
    return request.user.memberships.exclude(state=State.REMOVED).exists()


def _undo(name: str, text: str, memberships: list[Membership]) -> Undo:
    """A form that takes a deed back; each membership is a field named as its state."""
    fields = tuple((each.state, str(each.uuid)) for each in memberships)
    return Undo(text=text, action=reverse(f"memberships:{name}"), fields=fields)


@signed_in
@require_POST
@transaction.atomic
def take_back(request: SignedInRequest) -> HttpResponse:
    """Memberships that were added by mistake, each as `state=uuid`."""
    removed = []
    for _state, uuid in _named(request):
        membership = get_membership(user=request.user, uuid=uuid, lock=True)
        removed.append(membership)
    text = ngettext(
        "%(name)s has been removed.", "%(count)s memberships have been removed.", len(removed)
    ) % {"count": len(removed), "name": removed[0].organisation.label}
    undo = _undo("guide_put_back", text, removed)
    for membership in removed:
        remove_membership(membership=membership)
    return redirect_offering(request, reverse(GUIDE), undo)


@signed_in
@require_POST
@transaction.atomic
def put_back(request: SignedInRequest) -> HttpResponse:
    """It was no mistake."""
    named = _named(request)
    for state, uuid in named:
        membership = get_removed_membership(user=request.user, uuid=uuid)
        try:
            restore_membership(membership=membership, state=state)
        except ValidationError as error:
            raise BadRequest("a membership comes back in the state it was in") from error
    forget_undo(request)
    text = ngettext("%(count)s membership is back.", "%(count)s memberships are back.", len(named))
    messages.success(request, text % {"count": len(named)})
    return redirect(GUIDE)


def _named(request: SignedInRequest) -> list[tuple[str, UUID]]:
    """The memberships that the fields name, each with the state it was in."""
    states = (State.HELD, State.INTENDED, State.ENDED)
    try:
        named = [
            (str(state), UUID(text)) for state in states for text in request.POST.getlist(state)
        ]
    except ValueError as error:
        raise BadRequest("a membership must be a UUID") from error
    if not named:
        raise BadRequest("no membership is named")
    return named
