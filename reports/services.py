"""How are templates of reports, and the secret addresses of calendars, kept?"""

import secrets
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from people.models import User
from reports.models import FeedToken, ReportTemplate


@transaction.atomic
def save_template(*, template: ReportTemplate) -> ReportTemplate:
    """Keep a template, new or changed. Raises `ValidationError`."""
    # A form sent twice at once would find no such name yet: the second waits here for the first.
    User.objects.select_for_update().get(pk=template.user_id)
    template.full_clean()
    template.save()
    return template


@transaction.atomic
def make_feed_address(*, feed: FeedToken) -> str:
    """A new secret for somebody's calendar, in place of the one before; it is kept nowhere.

    Raises `ValidationError`.
    """
    User.objects.select_for_update().get(pk=feed.user_id)
    secret = secrets.token_urlsafe(32)
    feed.token_hash, feed.made_at = _hash(secret), timezone.now()
    feed.full_clean()
    feed.save()
    return secret


def find_feed(*, secret: str) -> FeedToken | None:
    """Whose calendar stands at an address."""
    return FeedToken.objects.select_related("user").filter(token_hash=_hash(secret)).first()


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
