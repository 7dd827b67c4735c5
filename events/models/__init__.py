"""Where can I take part? One module for each question, and every name here."""

from events.models.feeds import Feed, WaitingCalendar
from events.models.going import Attendance, KnownJourney
from events.models.happening import Event, EventRevision, Price

__all__ = [
    "Attendance",
    "Event",
    "EventRevision",
    "Feed",
    "KnownJourney",
    "Price",
    "WaitingCalendar",
]
