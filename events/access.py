"""May this person see or change it? What is not theirs does not exist for them."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404

from events.choices import Suggested
from events.models import Attendance, Event, Feed, KnownJourney, WaitingCalendar
from events.querysets import EventQuerySet
from people.models import User


def get_event(*, user: User | AnonymousUser, uuid: UUID) -> Event:
    """Everybody's, or the person's own that they have not removed; else 404."""
    there = Event.objects.visible_to(user).select_related("organisation", "place", "kind", "feed")
    return get_object_or_404(there, uuid=uuid)


def get_own_event(*, user: User, uuid: UUID, removed: bool = False, lock: bool = False) -> Event:
    """The person's own event, there or removed as asked; else 404."""
    mine = Event.objects.filter(owner=user, removed_at__isnull=not removed)
    mine = mine.select_for_update(of=("self",)) if lock else mine
    return get_object_or_404(mine.select_related("organisation", "place", "kind"), uuid=uuid)


def get_attendance(*, user: User, uuid: UUID, lock: bool = False) -> Attendance:
    """What the person said of an event that is there; else 404."""
    mine = Attendance.objects.filter(user=user, event__removed_at=None)
    if lock:
        return get_object_or_404(mine.select_for_update(), uuid=uuid)
    related = ("event__organisation", "event__kind", "event__place")
    return get_object_or_404(mine.select_related(*related), uuid=uuid)


def find_attendance(*, user: User, event: Event) -> Attendance | None:
    """What the person said of the event, if they did."""
    mine = Attendance.objects.filter(user=user, event=event)
    return mine.select_related("event__organisation", "event__place", "place_seen").first()


def get_feed(*, user: User, uuid: UUID, lock: bool = False) -> Feed:
    """The person's own calendar; else 404."""
    mine = Feed.objects.filter(owner=user).select_related("organisation")
    return get_object_or_404(mine.select_for_update(of=("self",)) if lock else mine, uuid=uuid)


def get_known_journey(*, user: User, uuid: UUID, lock: bool = False) -> KnownJourney:
    """The person's own journey; else 404."""
    mine = KnownJourney.objects.filter(user=user)
    return get_object_or_404(mine.select_for_update() if lock else mine, uuid=uuid)


def is_curator(user: User) -> bool:
    """Whether the person decides what becomes everybody's."""
    return user.has_perm("events.change_event")


def get_suggested_events(*, user: User) -> EventQuerySet:
    """What waits for a curator, the longest first; 404 for everybody else."""
    if not is_curator(user):
        raise Http404
    waiting = Event.objects.filter(suggested=Suggested.WAITING, removed_at=None)
    return waiting.select_related("organisation", "place").order_by("changed_at", "pk")


def get_suggested_event(*, user: User, uuid: UUID) -> Event:
    """One of them, locked until the transaction ends; else 404."""
    waiting = get_suggested_events(user=user).select_for_update(of=("self",))
    return get_object_or_404(waiting, uuid=uuid)


def get_waiting_calendar(*, user: User, uuid: UUID, lock: bool = False) -> WaitingCalendar:
    """The person's own calendar that has not been taken over yet; else 404."""
    mine = WaitingCalendar.objects.filter(user=user).select_related("feed__organisation", "user")
    return get_object_or_404(mine.select_for_update(of=("self",)) if lock else mine, uuid=uuid)
