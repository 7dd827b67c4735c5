"""What is a euro to you?"""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from memberships.access import get_rate
from memberships.money_forms import RateForm
from memberships.pages.rates import load_rates
from memberships.rates import save_rate
from memberships.views.forms import as_fields, form_page, keep
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, find_undo, forget_undo, redirect_offering


@signed_in
@require_safe
def listing(request: SignedInRequest) -> HttpResponse:
    """The other currencies that one has to do with, and what each is."""
    context = {"page": load_rates(user=request.user), "undo": find_undo(request)}
    return render(request, "memberships/rates.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit(request: SignedInRequest, currency: str) -> HttpResponse:
    """What is one of these to you? Also what puts a removed rate back."""
    rate = get_rate(user=request.user, currency=currency)
    form = RateForm(request.POST or None, instance=rate, user=request.user)
    back = reverse("memberships:rates")
    if keep(form, lambda: save_rate(rate=form.instance)):
        forget_undo(request)
        messages.success(
            request, _("Amounts in %(currency)s are now reckoned with.") % {"currency": currency}
        )
        return redirect(back)
    heading = _("What is one %(currency)s to you?") % {"currency": currency}
    return form_page(request, form, heading=heading, submit=_("Save the rate"), back=back)


@signed_in
@require_POST
@transaction.atomic
def remove(request: SignedInRequest, currency: str) -> HttpResponse:
    """It is no longer known; sent again as it was, it comes back."""
    rate = get_rate(user=request.user, currency=currency)
    back = reverse("memberships:rates")
    if not rate.pk:  # nothing was said
        return redirect(back)
    undo = Undo(
        text=_("What one %(currency)s is to you has been forgotten.") % {"currency": currency},
        action=reverse("memberships:rate", args=[currency]),
        fields=as_fields(rate, RateForm.Meta.fields),
    )
    rate.delete()
    return redirect_offering(request, back, undo)
