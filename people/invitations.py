"""How is somebody asked in, and how do they get in? By a link that works once, for two weeks."""

import secrets
from datetime import timedelta
from hashlib import sha256

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from people.models import Invitation, User

KEY = "invitation"  # in the session: the hash of the token that a link brought
VALID_FOR = timedelta(days=14)


def open_invitations() -> QuerySet[Invitation]:
    """Those that are neither accepted nor withdrawn, whether or not they have expired."""
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None)


@transaction.atomic
def send_invitation(*, request: HttpRequest, invitation: Invitation) -> None:
    """Mail a new link, from when on no older one works. Whoever has an account is told so instead.

    `invitation` may be new. That there is an account is said to its owner, and nobody else.
    """
    token = secrets.token_urlsafe(32)
    invitation.address = invitation.address.lower()
    invitation.token_hash = _hash(token)
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation.sent_at + VALID_FOR
    invitation.save()
    is_known = User.objects.filter(email__iexact=invitation.address).exists()
    template = "account/email/invitation_known" if is_known else "account/email/invitation"
    path = reverse("account_login") if is_known else reverse("account_invitation", args=[token])
    context = {"link": request.build_absolute_uri(path), "days": VALID_FOR.days}
    get_adapter(request).send_mail(template, invitation.address, context)


def withdraw_invitation(*, invitation: Invitation) -> None:
    """Its link works no more."""
    invitation.withdrawn_at = timezone.now()
    invitation.save()


def hold_invitation(*, request: HttpRequest, token: str) -> bool:
    """Remember in the session that somebody came by a good invitation; whether it is one.

    Nothing is kept of any other: no stranger fills the table of sessions by guessing.
    """
    token_hash = _hash(token)
    is_good = _find_good(token_hash) is not None
    if is_good:
        request.session[KEY] = token_hash
    return is_good


def find_held_invitation(request: HttpRequest, *, lock: bool = False) -> Invitation | None:
    """The invitation that brought this visitor, if it is still good; locked where asked."""
    held = request.session.get(KEY)
    return _find_good(held, lock=lock) if held else None


def _find_good(token_hash: str, *, lock: bool = False) -> Invitation | None:
    good = open_invitations().filter(token_hash=token_hash, expires_at__gt=timezone.now())
    return (good.select_for_update() if lock else good).first()


def accept_invitation(*, invitation: Invitation, user: User) -> None:
    """The invited person has made their account; the link works no more."""
    invitation.accepted_at = timezone.now()
    invitation.user = user
    invitation.save()


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
