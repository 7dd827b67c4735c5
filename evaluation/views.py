"""Which page answers which address?"""

import csv
import json
from uuid import UUID

from django.contrib import messages
from django.core.cache import caches
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reswap, retarget

from catalogue.models import Benefit
from engine.write import problem_as_json
from evaluation.access import (
    get_held_benefit,
    get_held_membership,
    get_membership_offering,
)
from evaluation.explanation import load_explanation
from evaluation.facts import gather_facts
from evaluation.forms import (
    ActivityForm,
    AnswerForm,
    BenefitForm,
    MoreForm,
    UseForm,
    answer_forms,
    use_forms,
)
from evaluation.pages import load_overview
from evaluation.questions import load_questions
from evaluation.refusals import explains_refusals
from evaluation.stamps import evaluation_stamp
from evaluation.table import SORTS, headings, sort_rows, table_as_text
from memberships.activity import set_activity
from memberships.models import Membership
from memberships.services import set_use
from memberships.uses import find_use, save_use
from people.editing import OwnedForm, version_of
from people.models import User
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, find_undo, redirect_offering


def _order(request: SignedInRequest) -> str:
    """The column to sort by; an unknown one is the score, the order of the page itself."""
    asked = request.GET.get("sort", "score")
    return asked if asked in SORTS else "score"


@signed_in
@explains_refusals
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """What are your memberships doing for you? With htmx only the table, sorted anew."""
    order = _order(request)
    template = "evaluation/_table.html" if request.htmx else "evaluation/_overview.html"
    stamp = evaluation_stamp(user=request.user, on=timezone.localdate())
    body = caches["pages"].get_or_set(
        f"{template}:{order}:{stamp}", lambda: _overview_body(request.user, order, template)
    )
    if request.htmx:
        return HttpResponse(body)
    return render(request, "evaluation/overview.html", {"body": body})


def _overview_body(user: User, order: str, template: str) -> SafeString:
    page = load_overview(user=user, on=timezone.localdate())
    context = {
        "page": page,
        "rows": sort_rows(page.rows, order),
        "headings": headings(order),
        "order": order,
    }
    return render_to_string(template, context)


@signed_in
@explains_refusals
@require_safe
def overview_csv(request: SignedInRequest) -> HttpResponse:
    """The table as it is shown, for a spreadsheet."""
    page = load_overview(user=request.user, on=timezone.localdate())
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="memberships.csv"'
    csv.writer(response).writerows(table_as_text(page, sort_rows(page.rows, _order(request))))
    return response


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


@signed_in
@require_safe
def problem(request: SignedInRequest) -> HttpResponse:
    """The person's evaluation problem, to be taken away and recomputed.

    Sensitive memberships are in it only where asked for (`sensitive=1`).
    """
    facts = gather_facts(
        user=request.user,
        on=timezone.localdate(),
        leave_out_sensitive=request.GET.get("sensitive") != "1",
    )
    response = HttpResponse(
        json.dumps(problem_as_json(facts.problem), indent=1), content_type="application/json"
    )
    response["Content-Disposition"] = 'attachment; filename="problem.json"'
    return response


@signed_in
@explains_refusals
@require_safe
def questions(request: SignedInRequest) -> HttpResponse:
    """The few uses whose answers would move the picture most, each with three answers."""
    page = load_questions(user=request.user, on=timezone.localdate())
    forms = answer_forms(user=request.user, keys=[asked.benefit for asked in page.questions])
    rows = [(asked, forms[asked.benefit]) for asked in page.questions]
    context = {"page": page, "rows": rows, "undo": find_undo(request)}
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
    address = reverse("evaluation:questions")
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
