"""How does somebody make an account who was invited? With the address that the mail went to."""

from typing import Any

from allauth.account.forms import SignupForm as AnybodysSignupForm
from allauth.core import context
from django.utils.translation import gettext as _

from people.invitations import find_held_invitation


class SignupForm(AnybodysSignupForm):  # type: ignore[misc]  # untyped
    """allauth's, whose address is fixed for whoever came by an invitation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invitation = find_held_invitation(context.request)
        if invitation is not None:
            self.initial["email"] = invitation.address
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _("Your invitation went to this address.")
