"""How does somebody's own event become everybody's? They offer it, and a curator decides."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.choices import Suggested
from events.models import Event
from events.services import raise_event_revision


@transaction.atomic
def suggest_event(*, event: Event) -> Event:
    """Offer one's own event to everybody. Raises `ValidationError`."""
    body = event.organisation
    if body is None or body.owner_id is not None:
        raise ValidationError(
            _("Say first who organises it: an organisation that stands in everybody's catalogue.")
        )
    event.suggested, event.declined_because = Suggested.WAITING, ""
    event.suggester_id = event.owner_id
    return _keep(event)


@transaction.atomic
def withdraw_event(*, event: Event) -> Event:
    """Keep it to oneself after all."""
    event.suggested, event.declined_because, event.suggester = "", "", None
    return _keep(event)


@transaction.atomic
def accept_event(*, event: Event) -> Event:
    """Make what waits everybody's; its owner sees it as everybody does, and changes it no more.

    Nothing says from which of their calendars it was.
    """
    event.suggested, event.owner = Suggested.ACCEPTED, None
    event.feed, event.uid, event.recurrence_id, event.seed = None, "", "", {}
    event.gone_on = None
    _keep(event)
    raise_event_revision()
    return event


@transaction.atomic
def decline_event(*, event: Event, because: str) -> Event:
    """Leave it to its owner, who reads why. Raises `ValidationError`."""
    event.suggested, event.declined_because = Suggested.DECLINED, because.strip()
    return _keep(event)


def _keep(event: Event) -> Event:
    event.full_clean()
    event.save()
    return event
