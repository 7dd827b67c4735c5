"""How are events, and what people say of them, kept?"""

from collections.abc import Collection
from datetime import time
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from engine.journeys import Point
from events.choices import Going, Origin, Reason
from events.models import Attendance, Event, EventRevision, KnownJourney, Price
from goals.models import Skill
from people.choices import Mode
from people.models import Place, User

NEAREST_KM = 20.0


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
def say_going(
    *,
    user: User,
    event: Event,
    state: Going,
    reason: Reason | str = "",
    note: str = "",
    days_away: Decimal | None = None,
) -> Attendance:
    """Keep what a person means to do about an event, or did. Raises `ValidationError`."""
    # A form sent twice at once would find none yet: the second waits here for the first.
    User.objects.select_for_update().get(pk=user.pk)
    attendance = Attendance.objects.filter(user=user, event=event).first()
    attendance = attendance or Attendance(user=user, event=event)
    if state == Going.WENT and event.starts_at > timezone.now():
        raise ValidationError({"state": _("It has not begun yet.")})
    attendance.state, attendance.reason = state, reason if state == Going.COULD_NOT else ""
    attendance.note, attendance.days_away = note.strip(), days_away
    attendance.full_clean()
    attendance.save()
    return attendance


@transaction.atomic
def forget_going(*, user: User, event: Event) -> Attendance | None:
    """Say nothing of an event any more; what was said, to be taken back."""
    attendance = Attendance.objects.select_for_update().filter(user=user, event=event).first()
    if attendance is not None:
        attendance.delete()
    return attendance


@transaction.atomic
def save_known_journey(
    *,
    user: User,
    place: Place,
    origin: Origin,
    mode: Mode,
    minutes: int,
    fare: Decimal | None = None,
    last_departure: time | None = None,
) -> KnownJourney:
    """Keep what a person knows of a journey, in place of what they said before of the same way.

    Raises `ValidationError`.
    """
    User.objects.select_for_update().get(pk=user.pk)
    way = {"user": user, "place": place, "origin": origin, "mode": mode}
    journey = KnownJourney.objects.filter(**way).first() or KnownJourney(**way)
    journey.minutes, journey.fare = minutes, fare
    journey.last_departure = last_departure
    journey.full_clean()
    journey.save()
    return journey
