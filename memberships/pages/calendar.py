"""What renews when, for somebody's calendar: all-day events as iCalendar (RFC 5545)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid5

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from memberships.pages.held import Held, find_held, in_order, sensitive_among
from memberships.periods import A_DAY
from memberships.renewals import Renewal
from memberships.words import renewal_in_words
from people.models import User

MAKER = "-//CPD tracker//Renewals//EN"
# What the standard cannot write, and what some readers take for the end of a line.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDay:
    """A day on which something renews or must be said; `uid` is how a calendar knows it again.

    `stamp` is when what it is worked out from was last changed.
    """

    uid: str
    stamp: datetime
    day: date
    title: str
    description: str
    url: str


def make_calendar(
    *, user: User, on: date, include_sensitive: bool, absolute: Callable[[str], str]
) -> bytes:
    """The days to come for the person's memberships, with the last days for notice.

    Sensitive ones are in it only where their owner asks for them. `absolute` makes an address
    of a path. The same rows give the same bytes on a day.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", MAKER)
    for each in find_days(user=user, on=on, include_sensitive=include_sensitive, absolute=absolute):
        calendar.add_component(_event(each))
    made: bytes = calendar.to_ical()
    return made


def find_days(
    *, user: User, on: date, include_sensitive: bool, absolute: Callable[[str], str]
) -> Iterator[DueDay]:
    """The same as rows: the days to come, in the order in which they are due. Two queries."""
    held = find_held(user)
    private = set() if include_sensitive else sensitive_among(held)
    for each, renewal in in_order(held, on):
        if each.membership.organisation_id not in private:
            yield from _days(each, renewal, on, absolute)


def _days(
    held: Held, renewal: Renewal, on: date, absolute: Callable[[str], str]
) -> Iterator[DueDay]:
    """The last day for notice and the day of the renewal, as far as they are to come."""
    membership, last = held.membership, held.terms[-1]
    name = {"label": CONTROLS.sub(" ", membership.organisation.label)}
    days = [
        (
            "renewal",
            renewal.renews_on,
            _("%(label)s renews") % name
            if renewal.auto_renews
            else _("%(label)s: the term has ended") % name,
        )
    ]
    if renewal.notice_by:
        text = _("%(label)s: last day to give notice") % name
        days.insert(0, ("notice", renewal.notice_by, text))
    for what, day, title in days:
        if day >= on:
            yield DueDay(
                # Known again also after the term's end has been corrected.
                uid=str(uuid5(membership.uuid, f"{what} {last.starts.isoformat()}")),
                stamp=last.changed_at,
                day=day,
                title=title,
                description=renewal_in_words(renewal, day),
                url=absolute(reverse("evaluation:renewal", args=[membership.uuid])),
            )


def _event(due: DueDay) -> Event:
    event = Event()
    event.add("uid", due.uid)
    event.add("dtstamp", due.stamp)
    event.add("summary", due.title)
    event.add("dtstart", due.day)
    event.add("dtend", due.day + A_DAY)
    event.add("description", due.description)
    event.add("url", due.url)
    event.add("transp", "TRANSPARENT")
    return event
