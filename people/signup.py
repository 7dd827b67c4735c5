"""How does somebody make an account who was invited? With the address that the mail went to."""

from typing import Any

from allauth.account.forms import SignupForm as AnybodysSignupForm
from allauth.core import context
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from people.invitations import find_held_invitation
from people.models import User


class SignupForm(AnybodysSignupForm):  # type: ignore[misc]  # untyped
    """allauth's, whose address is fixed for whoever came by an invitation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = find_held_invitation(context.request)
        if self.invitation is not None:
            self.initial["email"] = self.invitation.address
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _("Your invitation went to this address.")

    @transaction.atomic
    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """The account; or, where the invitation was used meanwhile, the page that says so."""
        # The same link in several browsers at once: the second waits here, and then finds it used.
        if self.invitation is not None and find_held_invitation(request, lock=True) is None:
            return None, render(request, "people/invitation_over.html")
        saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return saved
