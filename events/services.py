"""How are events, and what people say of them, kept?"""

from collections.abc import Collection
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from engine.journeys import Point
from events.choices import EventStatus, Going
from events.models import Attendance, Event, EventRevision, KnownJourney, Price
from goals.models import Skill
from people.models import Place, User

NEAREST_KM = 20.0
Row = TypeVar("Row", Attendance, KnownJourney)
# What a row says besides whose it is and of what.
SAID: dict[type[models.Model], tuple[str, ...]] = {
    Attendance: ("state", "reason", "note", "days_away", "starts_seen", "place_seen"),
    KnownJourney: ("minutes", "fare", "last_departure"),
}


def raise_event_revision() -> None:
    """Count on: whatever was computed from everybody's events before is out of date."""
    EventRevision.objects.get_or_create(pk=1)
    EventRevision.objects.update(number=F("number") + 1)


@transaction.atomic
def save_event(
    *,
    event: Event,
    skills: Collection[Skill] | None = None,
    prices: Collection[Price] | None = None,
) -> Event:
    """Keep an event, with its skills and prices in place of those before unless None.

    What has a point and no town gets the town next to it, so that a journey that somebody knows
    counts for it too. Raises `ValidationError`.
    """
    if event.place is None and event.point is not None:
        event.place = find_nearest(event.point)
    event.full_clean()
    event.save()
    if skills is not None:
        event.skills.set(skills)
    if prices is not None:
        event.prices.all().delete()
        for price in prices:
            price.event = event
            price.full_clean()
        Price.objects.bulk_create(prices)
    if event.owner_id is None:
        raise_event_revision()
    return event


@transaction.atomic
def cancel_events(*, events: QuerySet[Event]) -> int:
    """Cancel everybody's events, each with a version of its own; how many there were."""
    rows = list(events.select_for_update(of=("self",)))
    for event in rows:
        event.status = EventStatus.CANCELLED
        event.save()
    raise_event_revision()
    return len(rows)


def find_nearest(point: Point) -> Place | None:
    """The town of the gazetteer next to a point, if there is one within 20 km."""
    return Place.objects.nearest(point, km=NEAREST_KM)


@transaction.atomic
def remove_own_event(*, event: Event) -> None:
    """Take one's own event out of sight; `restore_own_event` brings it back."""
    event.removed_at = timezone.now()
    event.save()


@transaction.atomic
def restore_own_event(*, event: Event) -> None:
    """Take that back."""
    event.removed_at = None
    event.save()


@transaction.atomic
def say_going(*, attendance: Attendance) -> Attendance:
    """Keep what a person means to do about an event, or did. Raises `ValidationError`.

    A new one takes the place of what they said before of the same event. They have seen when and
    where it is to be now.
    """
    # A form sent twice at once would find none yet: the second waits here for the first.
    User.objects.select_for_update().get(pk=attendance.user_id)
    if attendance.state == Going.WENT and attendance.event.starts_at > timezone.now():
        raise ValidationError({"state": _("It has not begun yet.")})
    attendance.starts_seen = attendance.event.starts_at
    attendance.place_seen = attendance.event.place
    return _save_in_place(attendance, ("user", "event"))


@transaction.atomic
def forget_going(*, user: User, event: Event) -> Attendance | None:
    """Say nothing of an event any more; what was said, to be taken back."""
    attendance = Attendance.objects.select_for_update().filter(user=user, event=event).first()
    if attendance is not None:
        attendance.delete()
    return attendance


@transaction.atomic
def say_whether_to_write(*, attendance: Attendance, nothing: bool) -> None:
    """Whether the journal asks for an entry about it."""
    attendance.nothing_to_write = nothing
    attendance.save(update_fields=["nothing_to_write", "changed_at"])


@transaction.atomic
def save_known_journey(*, journey: KnownJourney) -> KnownJourney:
    """Keep what a person knows of a journey, in place of what they said before of the same way.

    Raises `ValidationError`.
    """
    User.objects.select_for_update().get(pk=journey.user_id)
    return _save_in_place(journey, ("user", "place", "origin", "mode"))


def _save_in_place(row: Row, key: tuple[str, ...]) -> Row:
    """Keep the row; where it is new and there is one with the same key already, as that one."""
    there = type(row)._default_manager.filter(**{name: getattr(row, name) for name in key})
    same = there.first() if row.pk is None else None
    if same is not None:
        for name in SAID[type(row)]:
            setattr(same, name, getattr(row, name))
        row = same
    row.full_clean()
    row.save()
    return row
