"""What do people suggest for everybody? The page object of the curators' queue."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from events.pages.detail import EventPage, describe

MOST = 50  # at once; the others move up as these are decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits, the longest first; nobody reads who suggested it."""

    count: str
    events: tuple[EventPage, ...]


def load_queue(*, waiting: Iterable[Event], count: int, zone: ZoneInfo) -> Queue:
    """The first of the events that wait, of so many, on the clocks of `zone`."""
    words = ngettext("%(count)s event waits.", "%(count)s events wait.", count)
    return Queue(
        count=words % {"count": count} if count else _("No event waits."),
        events=tuple(describe(event, zone) for event in waiting),
    )
