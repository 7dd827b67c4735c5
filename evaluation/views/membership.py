"""What does one membership do for me, and what do I make of it?"""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reswap, retarget

from catalogue.models import Benefit
from evaluation.access import (
    get_held_benefit,
    get_held_membership,
)
from evaluation.explanation import load_explanation
from evaluation.forms import (
    ActivityForm,
    BenefitForm,
    MoreForm,
    UseForm,
    use_forms,
)
from evaluation.refusals import explains_refusals
from memberships.activity import set_activity
from memberships.models import Membership
from memberships.services import set_use
from memberships.uses import find_use, save_use
from people.editing import OwnedForm, version_of
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, find_undo, redirect_offering


@signed_in
@explains_refusals
@require_safe
def membership(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What does this membership do for you, and how was that worked out?"""
    held = get_held_membership(user=request.user, uuid=uuid)
    return _show_membership(request, held)


@signed_in
@explains_refusals
@require_POST
@transaction.atomic
def use(request: SignedInRequest, uuid: UUID, benefit: UUID) -> HttpResponse:
    """How much the person uses one benefit, answered in its row."""
    held = get_held_membership(user=request.user, uuid=uuid)
    row = find_use(user=request.user, benefit=get_held_benefit(membership=held, uuid=benefit))
    form = UseForm(request.POST, instance=row, user=request.user, auto_id=f"id_{benefit}_%s")
    if not form.is_valid():
        return _show_membership(request, held, refused=form)
    set_use(user=request.user, benefit=row.benefit, use=form.cleaned_data["use"])
    return _answered(request, held, row.benefit)


@signed_in
@explains_refusals
@require_POST
@transaction.atomic
def activity(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How active the person is in all: one answer for the benefits of a membership, by kind."""
    held = get_held_membership(user=request.user, uuid=uuid, lock=True)
    before = held.activity
    form = ActivityForm(request.POST, instance=held, user=request.user)
    if not form.is_valid():
        return _show_membership(request, held, refused=form)
    count = set_activity(membership=held, activity=form.cleaned_data["activity"])
    undo = Undo(
        text=ngettext("Saved: %s use was set.", "Saved: %s uses were set.", count) % count,
        action=reverse("evaluation:activity", args=[uuid]),
        fields=(("activity", before), ("version", version_of(held))),
    )
    return redirect_offering(request, reverse("evaluation:membership", args=[uuid]), undo)


@signed_in
@explains_refusals
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def benefit(request: SignedInRequest, uuid: UUID, benefit: UUID) -> HttpResponse:
    """All that the person says of one benefit: use, grade, reach, what came of it, rating."""
    return _edit_benefit(request, uuid, benefit, BenefitForm)


@signed_in
@explains_refusals
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def more(request: SignedInRequest, uuid: UUID, benefit: UUID) -> HttpResponse:
    """The same but the use, below the benefit's row, where the use is answered already."""
    return _edit_benefit(request, uuid, benefit, MoreForm)


def _edit_benefit(
    request: SignedInRequest, uuid: UUID, benefit: UUID, form_class: type[BenefitForm]
) -> HttpResponse:
    """The form as a page or, with htmx, for its row; once saved, the row with its new numbers."""
    held = get_held_membership(user=request.user, uuid=uuid)
    offered = get_held_benefit(membership=held, uuid=benefit)
    row = find_use(user=request.user, benefit=offered)
    ratings = list(request.user.benefit_ratings.filter(benefit=offered).order_by("-on", "-pk"))
    form = form_class(
        request.POST or None,
        instance=row,
        user=request.user,
        stars=ratings[0].stars if ratings else None,
        auto_id=f"id_{benefit}_more_%s",
    )
    if form.is_valid():
        save_use(row=row, stars=form.cleaned_data["stars"])
        return _answered(request, held, offered, closed=str(benefit))
    context = {"form": form, "membership": held, "benefit": offered, "ratings": ratings}
    if not request.htmx:
        return render(request, "evaluation/benefit.html", context)
    response = render(request, "evaluation/_more.html", context)
    return reswap(retarget(response, f"#more-{benefit} > div"), "innerHTML")


def _answered(
    request: SignedInRequest, held: Membership, benefit: Benefit, *, closed: str = ""
) -> HttpResponse:
    """What was saved, with its new numbers at once, or where its row is."""
    said = _("“%s” saved.") % benefit.title
    if request.htmx:
        return _show_membership(request, held, said=said, closed=closed)
    messages.success(request, said)
    address = reverse("evaluation:membership", args=[held.uuid])
    return redirect(f"{address}#benefit-{benefit.uuid}")


def _show_membership(
    request: SignedInRequest,
    held: Membership,
    *,
    refused: OwnedForm | None = None,
    said: str = "",
    closed: str = "",
) -> HttpResponse:
    """The page of a membership; with htmx, what a write changes of it.

    Then what stands open below the rows stays so, with all that was typed; but below `closed`,
    the benefit that was saved by it.
    """
    page = load_explanation(membership=held, on=timezone.localdate())
    answers = use_forms(user=request.user, organisation=held.organisation, refused=refused)
    context = {
        "page": page,
        "membership": held,
        "said": said,
        "closed": closed,
        "undo": find_undo(request),
        "rows": [(line, answers[line.key]) for line in page.benefits],
        "activity_form": refused
        if isinstance(refused, ActivityForm)
        else ActivityForm(instance=held, user=request.user),
    }
    template = "evaluation/_membership.html" if request.htmx else "evaluation/membership.html"
    return render(request, template, context)
