"""What does the admin show of people? Invitations; nothing else, whatever packages would show.

Addresses are nobody else's business, and queued mail holds the links that reset passwords.
"""

from typing import Any

import allauth.account.admin  # noqa: F401 - registers what is taken back below
import mailer.admin  # noqa: F401
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from mailer.models import DontSendEntry, Message, MessageLog

from people.invitations import open_invitations, send_invitation, withdraw_invitation
from people.models import Invitation

admin.site.unregister([EmailAddress, DontSendEntry, Message, MessageLog])


class InvitationForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none when it runs
    """Whom to invite."""

    class Meta:
        model = Invitation
        fields = ["address"]

    def clean_address(self) -> str:
        address = str(get_adapter().clean_email(self.cleaned_data["address"].lower()))
        if open_invitations().filter(address=address).exists():
            raise ValidationError(_("This address is in the list already: send it again there."))
        return address


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Adding one sends its mail; then it is sent again or withdrawn, and never changed."""

    form = InvitationForm
    list_display = ["address", "sent_at", "standing"]
    search_fields = ["address"]
    actions = ["send_again", "withdraw"]

    def has_change_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        obj.invited_by_id = request.user.pk
        send_invitation(request=request, invitation=obj)

    @admin.display(description=gettext_lazy("State"))
    def standing(self, invitation: Invitation) -> str:
        """What became of it, in words."""
        if invitation.accepted_at is not None:
            return _("Accepted")
        if invitation.withdrawn_at is not None:
            return _("Withdrawn")
        if invitation.expires_at <= timezone.now():
            return _("Expired: send it again")
        return _("Waits until %(day)s") % {"day": date_format(invitation.expires_at)}

    @admin.action(description=gettext_lazy("Send the mail again"), permissions=["add"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        invitations = queryset & open_invitations()
        for invitation in invitations:
            send_invitation(request=request, invitation=invitation)
        text = ngettext("%(count)s mail sent.", "%(count)s mails sent.", len(invitations))
        messages.success(request, text % {"count": len(invitations)})

    @admin.action(description=gettext_lazy("Withdraw"), permissions=["add"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        invitations = queryset & open_invitations()
        for invitation in invitations:
            withdraw_invitation(invitation=invitation)
        text = ngettext(
            "%(count)s invitation withdrawn.", "%(count)s invitations withdrawn.", len(invitations)
        )
        messages.success(request, text % {"count": len(invitations)})
