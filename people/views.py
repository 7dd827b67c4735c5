"""What is in my account, and what is my name?"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.forms import NameForm
from people.models import User
from people.requests import SignedInRequest


@login_required
@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    """The person's own account; everything on it comes with the signed-in user."""
    return render(request, "people/account.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_name(request: SignedInRequest) -> HttpResponse:
    """The name that stands on the person's reports."""
    # Its own copy: what was typed and refused must not stand in the rest of the page.
    user = User.objects.get(pk=request.user.pk)
    form = NameForm(request.POST or None, instance=user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your name has been changed."))
        return redirect("account_overview")
    return render(request, "people/name.html", {"form": form})
