"""What stands in somebody's calendar elsewhere: events, renewals, steps, and nothing sensitive.

Other people may see that calendar, and the companies that run it: no choice puts in what is
sensitive or confidential (`docs/design/product.md`, *Inventory*).
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.calendar_items import make_item
from events.choices import Going
from events.ical.write import Item, write_calendar
from events.models import Attendance
from journal.choices import StepState
from journal.models import Step
from journal.sensitivity import hidden_steps
from memberships.pages.calendar import find_days
from memberships.services import find_sensitive
from people.models import User
from reports.choices import ChosenEvents
from reports.models import FeedToken

# What is over stays for a while: a calendar that loses yesterday at once is of no use to anybody.
LOOKS_BACK = timedelta(days=60)
CHOSEN: dict[str, tuple[Going, ...]] = {
    ChosenEvents.NONE: (),
    ChosenEvents.GOING: (Going.GOING, Going.WENT),
    ChosenEvents.INTERESTED: (Going.GOING, Going.WENT, Going.INTERESTED),
}
Absolute = Callable[[str], str]


def make_personal_calendar(*, feed: FeedToken, now: datetime, absolute: Absolute) -> bytes:
    """The calendar of whoever made the address; `absolute` makes an address of a path.

    The same rows give the same bytes on a day. As many queries for many rows as for a few.
    """
    items = [*_events(feed, now, absolute)]
    if feed.renewals:
        items += _renewals(feed.user, now, absolute)
    if feed.steps:
        items += _steps(feed.user, absolute)
    return write_calendar(items, name=_("CPD tracker"))


def _events(feed: FeedToken, now: datetime, absolute: Absolute) -> Iterator[Item]:
    chosen = CHOSEN[feed.events]
    if not chosen:
        return
    rows = Attendance.objects.filter(
        user=feed.user,
        state__in=chosen,
        event__removed_at=None,
        event__ends_at__gte=now - LOOKS_BACK,
    )
    events = [row.event for row in rows.select_related("event__place")]
    hosts = {event.organisation_id for event in events if event.organisation_id is not None}
    hidden = find_sensitive(user=feed.user, organisations=hosts)
    yield from (
        make_item(event, absolute=absolute)
        for event in events
        if event.organisation_id not in hidden
    )


def _renewals(user: User, now: datetime, absolute: Absolute) -> Iterator[Item]:
    on = timezone.localdate(now)
    for due in find_days(user=user, on=on, include_sensitive=False, absolute=absolute):
        yield Item(
            uid=due.uid,
            stamp=due.stamp,
            title=due.title,
            starts=due.day,
            description=due.description,
            url=due.url,
        )


def _steps(user: User, absolute: Absolute) -> Iterator[Item]:
    steps = Step.objects.filter(user=user, state=StepState.OPEN)
    for step in steps.exclude(hidden_steps(user=user)):
        yield Item(
            uid=str(step.uuid),
            stamp=step.changed_at,
            sequence=int((step.changed_at - step.created_at).total_seconds()),
            title=step.action,
            starts=step.due,
            description=_("When: %(cue)s") % {"cue": step.cue} if step.cue else "",
            url=absolute(reverse("journal:step", args=[step.uuid])),
        )
