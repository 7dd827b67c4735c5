"""What is in my account? My name, how I learn, and what I was writing when I was signed out."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as refuse
from django.views.decorators.http import require_http_methods, require_safe

from people.access import get_profile_to_edit
from people.forms import LearningForm, NameForm, OutingForm
from people.guide import load_way_in
from people.invitations import hold_invitation
from people.models import User
from people.owner import FIELD as OWNER
from people.owner import sign_owner
from people.place_field import find_places
from people.requests import PageRequest, SignedInRequest, go_to, is_same_origin, signed_in
from people.undo import find_undo
from people.unsent import find_unsent, forget_unsent, keep_unsent
from people.week import WeekForm


@signed_in
@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    """The person's own account."""
    context = {"guide": load_way_in(request.user), "undo": find_undo(request)}
    return render(request, "people/account.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def change_name(request: SignedInRequest) -> HttpResponse:
    """The name that stands on the person's reports."""
    # Its own copy: what was typed and refused must not stand in the rest of the page.
    user = User.objects.select_for_update().get(pk=request.user.pk)
    form = NameForm(request.POST or None, instance=user, user=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your name has been changed."))
        return redirect("account_overview")
    return render(request, "people/name.html", {"form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def learning(request: SignedInRequest) -> HttpResponse:
    """How the person learns, and from where."""
    profile = get_profile_to_edit(user=request.user)
    form = LearningForm(request.POST or None, instance=profile, user=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. Your evaluation counts with it from now on."))
        return redirect("account_learning")
    return render(request, "people/learning.html", {"form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def week(request: SignedInRequest) -> HttpResponse:
    """When the person works."""
    profile = get_profile_to_edit(user=request.user)
    form = WeekForm(request.POST or None, instance=profile, user=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your working week has been saved."))
        return redirect("account_week")
    return render(request, "people/week.html", {"form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def outings(request: SignedInRequest) -> HttpResponse:
    """What it takes for the person to get to an event, and home again."""
    profile = get_profile_to_edit(user=request.user)
    form = OutingForm(request.POST or None, instance=profile, user=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. Every event is looked at anew with it."))
        return redirect("account_outings")
    return render(request, "people/outings.html", {"form": form})


@signed_in
@require_safe
def places(request: SignedInRequest) -> HttpResponse:
    """The places found for what stands in a field, as a list to choose from."""
    field = request.GET.get("field", "")
    if not field.isidentifier():
        raise Http404
    found = find_places(field=field, text=request.GET.get(field, ""))
    return render(request, "people/places.html", {"found": found})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def send_again(request: SignedInRequest) -> HttpResponse:
    """What the person was writing when their session ended: send it, or (POST) throw it away."""
    if request.method == "POST":
        forget_unsent(request.session)
        messages.success(request, _("What you had written was thrown away."))
        return redirect("home")
    unsent = find_unsent(session=request.session, user=request.user)
    if unsent is None:
        messages.info(request, _("Nothing of yours is waiting to be sent."))
        return redirect("home")
    owner = sign_owner(request.user, unsent.form)
    context = {"unsent": unsent, "owner_field": OWNER, "owner": owner}
    return render(request, "people/send_again.html", context)


@require_safe
def invitation(request: PageRequest, token: str) -> HttpResponse:
    """The link of an invitation: on to making an account, or why that is not possible."""
    if request.user.is_authenticated:
        messages.info(request, _("You have an account: you are signed in."))
        return redirect("home")
    if not hold_invitation(request=request, token=token):
        return render(request, "people/invitation_over.html")
    return redirect("account_signup")


def csrf_failure(request: PageRequest, reason: str = "") -> HttpResponse:
    """A form that was opened before its writer signed in anew is not lost; any other is refused."""
    if is_same_origin(request) and keep_unsent(request):
        return go_to(request, reverse("account_send_again"))
    return refuse(request, reason)
