"""Where does allauth have to know this project's accounts?"""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from people.models import User

LONGEST_ADDRESS = 254  # RFC 5321, and the column


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
