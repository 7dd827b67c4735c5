"""Where does allauth have to know this project's accounts?"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from people.invitations import accept_invitation, find_held_invitation
from people.models import User

LONGEST_ADDRESS = 254  # RFC 5321, and the column
FIRST = "first_sign_in"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped
    """allauth keeps addresses in a table of its own; here the address names the account."""

    def clean_email(self, email: str) -> str:
        """Refuse what mail servers do not take, and letters that only look like another's."""
        if len(email) > LONGEST_ADDRESS:
            message = _("An email address has %(most)s characters at most.")
            raise ValidationError(message, params={"most": LONGEST_ADDRESS})
        if not email.rpartition("@")[0].isascii():
            raise ValidationError(_("Use letters without accents, digits and signs before the @."))
        return str(super().clean_email(email))

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm, unless another account (not yet confirmed itself) has this name."""
        others = User.objects.exclude(pk=email_address.user_id)
        if others.filter(email__iexact=email_address.email).exists():
            self.add_message(
                request,
                messages.ERROR,
                "account/messages/email_confirmation_failed.txt",
                {"email": email_address.email},
            )
            return False
        return bool(super().confirm_email(request, email_address))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this visitor may make an account: anybody, or who came by an invitation."""
        return settings.REGISTRATION_OPEN or find_held_invitation(request) is not None

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A new account; the invitation that led to it has done its work."""
        saved: User = super().save_user(request, user, form, commit)
        held = find_held_invitation(request)
        if held is not None and held.address == saved.email.lower():
            accept_invitation(invitation=held, user=saved)
            self.stash_verified_email(request, held.address)  # by the link that was mailed to it
        return saved

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign the person in, and let the way on know whether it is for the first time."""
        setattr(request, FIRST, user.last_login is None)
        super().login(request, user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The guide after the very first sign-in; afterwards nobody is led back into it."""
        if getattr(request, FIRST, False):
            return reverse("account_guide")
        return str(super().get_login_redirect_url(request))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Whoever makes an account is signed in for the first time."""
        return self.get_login_redirect_url(request)
