"""Which calendars does somebody have read, and what would one that waits change? Page objects."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.bringing_in import feed_of
from events.calendar_words import problem_in_words
from events.choices import FeedState
from events.differences import Difference, find_differences, read_calendar
from events.models import Feed, WaitingCalendar
from events.words import clock, when, where
from people.figures import day, number
from people.models import User

MOST_SHOWN = 30  # events of a sort
PARTS = {
    "title": gettext_lazy("its title"),
    "description": gettext_lazy("what it says of itself"),
    "when": gettext_lazy("when it is"),
    "where": gettext_lazy("where it is"),
    "status": gettext_lazy("whether it takes place"),
    "source": gettext_lazy("where it is announced"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """A calendar: how it fares, what was wrong in it, and what can be done.

    Addresses are empty for what is not offered.
    """

    name: str
    address: str
    events: str
    standing: str
    warning: str
    problems: tuple[str, ...]
    read: str
    pause: str
    resume: str
    remove: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """A calendar that has not been taken over yet."""

    name: str
    since: str
    url: str
    discard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendars:
    """All that somebody has of calendars."""

    sentence: str
    rows: tuple[FeedRow, ...]
    waiting: tuple[WaitingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event in a preview: what it is, when and where, and what is special about it."""

    title: str
    when: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """Events with which the same would happen; `more` says how many are not shown."""

    heading: str
    events: tuple[Happening, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPreview:
    """What taking a calendar over would change, and what in it is broken."""

    sentence: str
    sorts: tuple[Sort, ...]
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    gone: int
    submit: str
    discard: str


def load_calendars(*, user: User, zone: ZoneInfo, now: datetime) -> Calendars:
    """A person's calendars and those that wait; as many queries for many as for one."""
    to_come = Count("events", filter=Q(events__ends_at__gte=now, events__removed_at=None))
    feeds = Feed.objects.filter(owner=user).annotate(to_come=to_come)
    rows = tuple(_row(feed, feed.to_come, zone) for feed in feeds)
    troubled = sum(1 for row in rows if row.warning)
    return Calendars(
        sentence=_sentence(len(rows), troubled),
        rows=rows,
        waiting=tuple(
            WaitingRow(
                name=each.name,
                since=_moment(each.created_at, zone),
                url=reverse("events:waiting", args=[each.uuid]),
                discard=reverse("events:discard_waiting", args=[each.uuid]),
            )
            for each in WaitingCalendar.objects.filter(user=user).defer("content")
        ),
    )


def _sentence(rows: int, troubled: int) -> str:
    if not rows:
        return _("You have no calendar read. Events out of one stand beside all others here.")
    if not troubled:
        text = ngettext("%(count)s calendar is well.", "All %(count)s calendars are well.", rows)
        return text % {"count": rows}
    return ngettext(
        "%(count)s calendar needs something of you.",
        "%(count)s calendars need something of you.",
        troubled,
    ) % {"count": troubled}


def _row(feed: Feed, to_come: int, zone: ZoneInfo) -> FeedRow:
    standing, warning = _standing(feed, zone)

    def offer(name: str, *, states: tuple[str, ...]) -> str:
        there = feed.address and feed.state in states
        return reverse(f"events:{name}", args=[feed.uuid]) if there else ""

    going_on = (FeedState.NEW, FeedState.FINE, FeedState.FAILING)
    return FeedRow(
        name=feed.name,
        address=feed.address,
        events=ngettext("%(count)s event to come", "%(count)s events to come", to_come)
        % {"count": number(to_come, 0)},
        standing=standing,
        warning=warning,
        problems=tuple(feed.problems),
        read=offer("read_feed", states=going_on),
        pause=offer("pause_feed", states=going_on),
        resume=offer("resume_feed", states=(FeedState.PAUSED, FeedState.GONE)),
        remove=reverse("events:remove_feed", args=[feed.uuid]),
    )


def _standing(feed: Feed, zone: ZoneInfo) -> tuple[str, str]:
    """How it fares, and what is to be done about it where something is."""
    read = _moment(feed.read_at, zone) if feed.read_at else ""
    if not feed.address:
        return _("From a file, on %(moment)s.") % {"moment": read}, ""
    if feed.state == FeedState.PAUSED:
        return _("Paused: it is not read until you say so."), ""
    if feed.state == FeedState.NEW:
        return _("It is read within the hour."), ""
    said = _("Last read on %(moment)s.") % {"moment": read} if read else _("Never read yet.")
    if feed.state == FeedState.FINE:
        return said, ""
    if feed.state == FeedState.GONE or feed.next_at is None:
        return said, _("%(trouble)s It is asked for no more until you say so.") % {
            "trouble": feed.trouble
        }
    return said, _("%(trouble)s The next time: %(moment)s.") % {
        "trouble": feed.trouble,
        "moment": _moment(feed.next_at, zone),
    }


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    there = moment.astimezone(zone)
    return _("%(day)s, %(time)s") % {"day": day(there.date()), "time": clock(there)}


def load_preview(*, waiting: WaitingCalendar, zone: ZoneInfo, now: datetime) -> CalendarPreview:
    """What would become of the events of a calendar; nothing is written."""
    feed = feed_of(waiting)
    reading = read_calendar(bytes(waiting.content), feed=feed, now=now)
    found = find_differences(feed=feed, reading=reading, now=now, whole=True)
    named = (
        (_("New"), found.new),
        (_("Changed"), found.changed),
        (_("Cancelled"), found.cancelled),
        (_("Not in it any more"), found.gone),
    )
    counts = [f"{len(each)} {name.lower()}" for name, each in named if each]
    counts += [_("%(count)s as before") % {"count": found.unchanged}] if found.unchanged else []
    writes = found.new or found.changed or found.cancelled
    return CalendarPreview(
        sentence=_("It holds %(events)s: %(counts)s.")
        % {"events": _count(len(reading.rows)), "counts": ", ".join(counts)}
        if counts
        else _("It holds no events."),
        sorts=tuple(_sort(name, each, zone) for name, each in named if each),
        notes=tuple(_notes(len(found.kept), found.older, found.unplaced, reading.others)),
        problems=tuple(problem_in_words(each) for each in reading.problems),
        gone=len(found.gone),
        submit=_("Take the events over") if writes else _("Keep the calendar"),
        discard=reverse("events:discard_waiting", args=[waiting.uuid]),
    )


def _count(events: int) -> str:
    return ngettext("%(count)s event", "%(count)s events", events) % {"count": number(events, 0)}


def _sort(heading: str, differences: list[Difference], zone: ZoneInfo) -> Sort:
    shown = sorted(differences, key=lambda each: each.event.starts_at)[:MOST_SHOWN]
    prefetch_related_objects([each.event for each in shown], "place")
    left = len(differences) - len(shown)
    return Sort(
        heading=_("%(heading)s: %(count)s")
        % {"heading": heading, "count": number(len(differences), 0)},
        events=tuple(_happening(each, zone) for each in shown),
        more=_("and %(count)s more") % {"count": number(left, 0)} if left else "",
    )


def _happening(difference: Difference, zone: ZoneInfo) -> Happening:
    event = difference.event
    changed = [str(text) for part, text in PARTS.items() if part in difference.changed]
    kept = [str(text) for part, text in PARTS.items() if part in difference.kept]
    notes = [_("Otherwise than before: %(parts)s.") % {"parts": ", ".join(changed)}] * bool(changed)
    notes += [_("Stays as you changed it: %(parts)s.") % {"parts": ", ".join(kept)}] * bool(kept)
    return Happening(
        title=event.title,
        when=_("%(when)s · %(where)s") % {"when": when(event, zone), "where": where(event)},
        note=" ".join(notes),
    )


def _notes(kept: int, older: int, unplaced: int, others: int) -> list[str]:
    """What else is to be known of it."""
    return [
        text % {"count": number(count, 0)}
        for count, text in (
            (kept, _("What you changed by hand stays as it is: in %(count)s of them.")),
            (older, _("Newer here than in the file, and left so: %(count)s.")),
            (
                unplaced,
                _(
                    "Without a town, as it is not clear which is meant: %(count)s. Whether you can "
                    "get there is known once you choose the town on the event’s page."
                ),
            ),
            (others, _("No events but tasks and the like, which are left out: %(count)s.")),
        )
        if count
    ]
