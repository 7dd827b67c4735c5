"""How does an event stand in somebody's own calendar?"""

from collections.abc import Callable
from datetime import date, datetime

from django.urls import reverse

from events.choices import EventStatus
from events.ical.write import Item, Status
from events.models import Event

STATUS = {
    EventStatus.CONFIRMED: Status.CONFIRMED,
    EventStatus.TENTATIVE: Status.TENTATIVE,
    EventStatus.CANCELLED: Status.CANCELLED,
}


def make_item(event: Event, *, absolute: Callable[[str], str]) -> Item:
    """The event by its own UUID, so that a calendar knows it again. `absolute` makes an address
    of a path.
    """
    starts: date | datetime = event.starts_at
    ends: date | datetime = event.ends_at
    if event.all_day:
        moments = (event.starts_at, event.ends_at)
        starts, ends = (each.astimezone(event.tzinfo).date() for each in moments)
    town = event.place.name if event.place else ""
    return Item(
        uid=str(event.uuid),
        stamp=event.changed_at,
        # Nobody counts the changes; what is changed later must only be higher.
        sequence=int((event.changed_at - event.created_at).total_seconds()),
        title=event.title,
        description="\n\n".join(filter(None, (event.description, event.online_address))),
        starts=starts,
        ends=ends if ends > starts else None,
        zone=event.zone,
        location=", ".join(filter(None, (event.address, town))) or event.online_address,
        point=(event.latitude, event.longitude) if event.latitude is not None else None,
        url=absolute(reverse("events:event", args=[event.uuid])),
        status=STATUS[EventStatus(event.status)],
    )
