"""What has happened to an event since somebody said that they go? In words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from events.choices import EventStatus, Going
from events.models import Attendance, Event
from events.words import clock, weekday_and_day
from people.models import User

MEANT = (Going.INTERESTED, Going.GOING)


def with_news(*, user: User, now: datetime) -> QuerySet[Attendance]:
    """What the person means to go to and was cancelled or moved, and they have not seen it yet."""
    moved = Q(starts_seen__isnull=False) & ~Q(starts_seen=F("event__starts_at"))
    elsewhere = Q(place_seen__isnull=False) & (
        Q(event__place=None) | ~Q(place_seen=F("event__place"))
    )
    there = Attendance.objects.filter(user=user, state__in=MEANT, event__removed_at=None)
    return there.filter(event__ends_at__gte=now).filter(
        Q(event__status=EventStatus.CANCELLED) | moved | elsewhere
    )


def news_of(attendance: Attendance, *, now: datetime, zone: ZoneInfo) -> str:
    """“It has been cancelled.”, “It was to begin on …”; empty where nothing is new to them.

    What it was before is said on the clocks of `zone`.
    """
    event = attendance.event
    if attendance.state not in MEANT or event.ends_at < now:
        return ""
    if event.status == EventStatus.CANCELLED:
        return _("It has been cancelled.")
    return " ".join(
        part for part in (_moved(attendance, event, zone), _elsewhere(attendance)) if part
    )


def _moved(attendance: Attendance, event: Event, zone: ZoneInfo) -> str:
    before = attendance.starts_seen
    if before is None or before == event.starts_at:
        return ""
    there = before.astimezone(zone)
    return _("It has been moved: it was to begin on %(day)s at %(time)s.") % {
        "day": weekday_and_day(there.date()),
        "time": clock(there),
    }


def _elsewhere(attendance: Attendance) -> str:
    before = attendance.place_seen
    if before is None or before.pk == attendance.event.place_id:
        return ""
    return _("It was to be in %(town)s.") % {"town": before.name}
