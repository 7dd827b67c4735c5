"""What renews when, for somebody's calendar: all-day events as iCalendar (RFC 5545)."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from uuid import uuid5

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from memberships.models import Membership, Term
from memberships.pages.held import Held, find_held, in_order, sensitive_among
from memberships.periods import A_DAY
from memberships.renewals import Renewal
from memberships.words import renewal_in_words
from people.models import User

MAKER = "-//CPD tracker//Renewals//EN"
# What the standard cannot write, and what some readers take for the end of a line.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


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
    held = find_held(user)
    private = set() if include_sensitive else sensitive_among(held)
    for each, renewal in in_order(held, on):
        if each.membership.organisation_id not in private:
            for event in _events(each, renewal, on, absolute):
                calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _events(
    held: Held, renewal: Renewal, on: date, absolute: Callable[[str], str]
) -> Iterator[Event]:
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
    for what, day, summary in days:
        if day >= on:
            event = _event(membership, last, what)
            event.add("summary", summary)
            event.add("dtstart", day)
            event.add("dtend", day + A_DAY)
            event.add("description", renewal_in_words(renewal, day))
            event.add("url", absolute(reverse("evaluation:renewal", args=[membership.uuid])))
            event.add("transp", "TRANSPARENT")
            yield event


def _event(membership: Membership, last: Term, what: str) -> Event:
    """An event that a calendar knows again, also after the term's end has been corrected."""
    event = Event()
    event.add("uid", str(uuid5(membership.uuid, f"{what} {last.starts.isoformat()}")))
    event.add("dtstamp", last.changed_at)
    return event
