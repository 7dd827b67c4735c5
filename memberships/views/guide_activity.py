"""How active are you? The step of the guide with one answer for each of one's organisations."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from memberships.activity import set_activities
from memberships.activity_forms import ActivitiesForm
from people.choices import Step
from people.editing import VERSION
from people.guide import finish_step, load_stepper
from people.paging import address_asking, page_links
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, find_undo, forget_undo, redirect_offering

GUIDE = "memberships:guide_activity"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def activity(request: SignedInRequest) -> HttpResponse:
    """One answer sets how much the person uses what an organisation offers, by kind."""
    page = request.GET.get("page", "")
    form = ActivitiesForm(request.POST or None, user=request.user, page=page)
    if form.is_valid():
        return _take_back(request, form) if "taken_back" in request.POST else _go_on(request, form)
    context = {
        "form": form,
        "pages": page_links(form.page, address=reverse(GUIDE), asked={}),
        "stepper": load_stepper(user=request.user, step=Step.ACTIVE),
        "undo": find_undo(request),
    }
    return render(request, "memberships/guide_activity.html", context)


def _go_on(request: SignedInRequest, form: ActivitiesForm) -> HttpResponse:
    """Save, and on to the next page, or to the few questions that are left."""
    following = f"{reverse('evaluation:questions')}?guide=1"
    if form.page.has_next():
        following = address_asking(reverse(GUIDE), {"page": str(form.page.next_page_number())})
    changed = form.changed()
    before = form.as_sent({membership: membership.activity for membership in changed})
    finish_step(user=request.user, step=Step.ACTIVE)
    if not changed:
        return redirect(following)
    count = set_activities(user=request.user, answers=changed)
    text = ngettext("Saved: %s use was set.", "Saved: %s uses were set.", count) % count
    after = ActivitiesForm(dict(before), user=request.user).initial[VERSION]
    fields = (("taken_back", "1"), (VERSION, after), *before)
    undo = Undo(text=text, action=request.get_full_path(), fields=fields)
    return redirect_offering(request, following, undo)


def _take_back(request: SignedInRequest, form: ActivitiesForm) -> HttpResponse:
    set_activities(user=request.user, answers=form.changed())
    forget_undo(request)
    return redirect(request.get_full_path())
