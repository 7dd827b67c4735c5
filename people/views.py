"""What is in my account, and what is my name?"""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import UpdateView

from people.models import User


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """The person's own account; everything on it comes with the signed-in user."""
    return render(request, "people/account.html")


class ChangeName(LoginRequiredMixin, SuccessMessageMixin[Any], UpdateView[User, Any]):
    """The name that stands on the person's reports."""

    fields = ["name"]
    template_name = "people/name.html"
    success_url = reverse_lazy("account_overview")
    success_message = _("Your name has been changed.")

    def get_object(self, queryset: Any = None) -> User:
        return User.objects.get(pk=self.request.user.pk)


change_name = ChangeName.as_view()
