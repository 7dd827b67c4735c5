"""Which page answers which address?"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goals.access import get_any_goal, get_goal, lock_goal
from goals.choices import Direction
from goals.forms import GoalForm, PointsForm
from goals.models import Goal
from goals.order import (
    archive_goal,
    clear_points,
    lock_ranking,
    move_goal,
    order_goals,
    restore_goal,
    set_points,
    tie_goal,
)
from goals.pages import (
    load_archived,
    load_goals,
    load_history,
    weights_in_words,
    where_it_stands,
)
from goals.services import add_goal, change_goal, rate_ability
from goals.suggestions import fill_in, load_suggestions
from people.editing import VERSION
from people.models import User
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, find_undo, forget_undo, redirect_offering


@signed_in
@require_safe
def goal_list(request: SignedInRequest) -> HttpResponse:
    """What do you want?"""
    context = {"page": load_goals(request.user), "undo": find_undo(request)}
    return render(request, "goals/list.html", context)


@signed_in
@require_safe
def suggestions(request: SignedInRequest) -> HttpResponse:
    """What could you want?"""
    return render(request, "goals/suggestions.html", {"areas": load_suggestions()})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """A goal in one's own words, or out of the suggestion for `?skill=`."""
    initial = fill_in(request.GET.get("skill", ""))
    form = GoalForm(request.POST or None, user=request.user, initial=initial)
    if form.is_valid():
        try:
            return _back_to(request, _add(request.user, form))
        except ValidationError as error:
            form.add_error(None, error.messages)
    return render(request, "goals/add.html", {"form": form})


@transaction.atomic
def _add(user: User, form: GoalForm) -> Goal:
    goal = add_goal(
        user=user,
        text=form.cleaned_data["text"],
        target_on=form.cleaned_data["target_on"],
        skills=form.asked_skills(),
        levels=form.cleaned_data["levels"],
    )
    _rate(goal, form)
    return goal


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """All that can be said of a goal, and what was said of one's ability before."""
    goal = lock_goal(user=request.user, uuid=uuid)
    form = GoalForm(request.POST or None, instance=goal, user=request.user)
    if form.is_valid():
        change_goal(goal=goal, skills=form.asked_skills(), levels=form.cleaned_data["levels"])
        _rate(goal, form)
        messages.success(request, _("“%(goal)s” has been saved.") % {"goal": goal.text})
        return redirect(f"{reverse('goals:list')}#goal-{goal.uuid}")
    context = {"form": form, "history": load_history(goal), "goal": goal}
    return render(request, "goals/edit.html", context)


def _rate(goal: Goal, form: GoalForm) -> None:
    ability = form.ability()
    if ability is not None:
        rate_ability(goal=goal, now=ability[0], wanted=ability[1])


@signed_in
@require_POST
def step(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One step up or down, or as important as the one above."""
    goal = get_any_goal(user=request.user, uuid=uuid)
    asked = request.POST.get("step")
    if asked == "tie":
        tie_goal(goal=goal)
    elif asked in Direction.values:
        move_goal(goal=goal, direction=Direction(asked))
    else:
        raise BadRequest("step must be up, down or tie")
    return _back_to(request, goal)


@signed_in
@require_POST
def order(request: SignedInRequest) -> HttpResponse:
    """The goal `moved` where it was dropped: `order` is the list as it looks now."""
    try:
        moved = UUID(request.POST.get("moved", ""))
        wanted = [UUID(word) for word in request.POST.get("order", "").split()]
    except ValueError as error:
        raise BadRequest("order and moved must be UUIDs") from error
    goal = get_any_goal(user=request.user, uuid=moved)
    try:
        order_goals(goal=goal, order=wanted)
    except ValidationError as error:
        return _back_to(request, goal, said=error.messages[0])
    return _back_to(request, goal)


def _back_to(request: SignedInRequest, goal: Goal, said: str = "") -> HttpResponse:
    """The goal in the list, and where it stands now; with htmx only the list."""
    said = said or where_it_stands(goal)
    if request.htmx:
        context = {"page": load_goals(request.user), "said": said}
        return render(request, "goals/_goals.html", context)
    messages.success(request, said)
    return redirect(f"{reverse('goals:list')}#goal-{goal.uuid}")


@signed_in
@require_POST
def archive(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Delete a goal; the list offers to take it back."""
    goal = get_goal(user=request.user, uuid=uuid)
    tied = archive_goal(goal=goal)
    undo = Undo(
        text=_("“%(goal)s” has been deleted.") % {"goal": goal.text},
        action=reverse("goals:restore", args=[goal.uuid]),
        fields=(("tied", "1"),) if tied else (),
    )
    return redirect_offering(request, reverse("goals:list"), undo)


@signed_in
@require_POST
def restore(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take a deletion back."""
    goal = get_any_goal(user=request.user, uuid=uuid)
    restore_goal(goal=goal, tied="tied" in request.POST)
    forget_undo(request)
    return _back_to(request, goal)


@signed_in
@require_safe
def archived(request: SignedInRequest) -> HttpResponse:
    """Which goals have you deleted?"""
    return render(request, "goals/archived.html", {"goals": load_archived(request.user)})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def points(request: SignedInRequest) -> HttpResponse:
    """How much does each goal count? Points for all, in place of the ranks, or for none."""
    lock_ranking(request.user)
    form = PointsForm(request.POST or None, goals=weights_in_words(request.user), user=request.user)
    if form.is_valid():
        if not form.points():
            return _cleared(request)
        set_points(user=request.user, points=form.points())
        forget_undo(request)
        messages.success(request, _("Your points now say how much each goal counts."))
        return redirect("goals:list")
    return render(request, "goals/points.html", {"form": form})


@signed_in
@require_POST
@transaction.atomic
def forget_points(request: SignedInRequest) -> HttpResponse:
    """Let the places count again."""
    return _cleared(request)


def _cleared(request: SignedInRequest) -> HttpResponse:
    """The list, with what brings the points back."""
    lock_ranking(request.user)
    before = PointsForm(goals=weights_in_words(request.user), user=request.user)
    clear_points(user=request.user)
    after = PointsForm(goals=weights_in_words(request.user), user=request.user)
    undo = Undo(
        text=_("The points are deleted, and the places of your goals count again."),
        action=reverse("goals:points"),
        fields=((VERSION, after.initial[VERSION]), *before.as_sent()),
    )
    return redirect_offering(request, reverse("goals:list"), undo)
