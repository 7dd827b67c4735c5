"""May this person see it? What is not theirs does not exist for them."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from people.models import User
from reports.models import FeedToken, ReportTemplate


def get_template(*, user: User, uuid: UUID, lock: bool = False) -> ReportTemplate:
    """The person's own template of a report; else 404."""
    templates = ReportTemplate.objects.select_for_update() if lock else ReportTemplate.objects
    return get_object_or_404(templates, user=user, uuid=uuid)


def get_feed_token(*, user: User, lock: bool = False) -> FeedToken:
    """The address of the person's calendar; else 404."""
    tokens = FeedToken.objects.select_for_update() if lock else FeedToken.objects
    return get_object_or_404(tokens, user=user)
