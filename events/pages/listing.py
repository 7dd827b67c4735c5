"""Where could I take part? The page object of the agenda."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import groupby

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.models import Organisation
from catalogue.words import word
from engine.attending.answers import Answer, Rank
from engine.attending.planner import Planner
from events.answers import as_occasion
from events.choices import Going
from events.filters import EventFilter
from events.models import Attendance, Event
from events.nearby import is_reached
from events.way_words import badge
from events.words import days_of, standing, times, weekday_and_day, when_there, where
from people.models import User
from people.paging import LONG_ROWS_A_PAGE, address_asking

# What is long, and in no row of a list.
UNSHOWN = ("description", "search_text", "seed")
AFTER = "after"
MOST_LOOKED_AT = 500  # for a page of what one can get to


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An event of the list. `badge` says whether one gets there, `works` that one surely does."""

    uuid: str
    url: str
    title: str
    times: str
    there: str
    where: str
    organiser: str
    organiser_url: str
    standing: str
    own: bool
    badge: str
    works: bool
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What begins on a day, or went on before it."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A part of what a filter leaves, as `address` asks for it.

    `of` is the organisation that it is narrowed down to; `first` and `later` lead to other parts
    of it, `clear` to all. `past` leads to what is over, and is empty where that is shown.
    """

    address: str
    of: str
    days: tuple[Day, ...]
    empty: str
    clear: str
    first: str
    later: str
    past: str
    month: str
    add: str


def load_listing(*, filtered: EventFilter, asked: Mapping[str, str]) -> Listing:
    """What a filter leaves from where `asked` says that a page begins; nonsense is the beginning.

    No page is counted: each begins after the last event of the one before.
    """
    address = reverse("events:list")
    found = find_events(filtered, after=read_key(asked.get(AFTER, "")))
    shown, ended_at = _choose(found, filtered)
    narrowed = filtered.asked
    of = filtered.form.cleaned_data.get("organisation") if filtered.form.is_valid() else None
    today = filtered.now.astimezone(filtered.zone).date()
    return Listing(
        address=address_asking(address, narrowed),
        of=of.label if of else "",
        days=tuple(_days(shown, filtered, what_was_said(shown, filtered.user))),
        empty="" if shown else _empty(filtered, bool(ended_at)),
        clear=address if narrowed else "",
        first=address_asking(address, narrowed) if read_key(asked.get(AFTER, "")) else "",
        later=address_asking(address, {**narrowed, AFTER: write_key(ended_at)}) if ended_at else "",
        past=""
        if filtered.is_past
        else address_asking(
            address,
            {**_without_days(narrowed), "until": (today - timedelta(days=1)).isoformat()},
        ),
        month=address_asking(reverse("events:month"), _without_days(narrowed)),
        add=address_asking(reverse("events:add"), _of(of)),
    )


def _choose(
    found: QuerySet[Event], filtered: EventFilter
) -> tuple[dict[Event, Answer], Event | None]:
    """The events of a page with the answers for the person, and the last that was looked at.

    None where nothing comes after. Whether one gets to an event is asked of so many at once, and
    where few are reached, the page ends before it is full.
    """
    looked_at = MOST_LOOKED_AT if filtered.only_reached else LONG_ROWS_A_PAGE
    rows = list(found[: looked_at + 1])
    planner = Planner(filtered.routine)
    shown: dict[Event, Answer] = {}
    for event in rows[:looked_at]:
        answer = planner.answer(as_occasion(event))
        if not filtered.only_reached or is_reached(answer):
            shown[event] = answer
        if len(shown) == LONG_ROWS_A_PAGE:
            return shown, event if event != rows[-1] else None
    return shown, rows[looked_at - 1] if len(rows) > looked_at else None


def find_events(filtered: EventFilter, *, after: tuple[datetime, int] | None) -> QuerySet[Event]:
    """What a filter leaves, in the order of the page, from behind an event on."""
    found: QuerySet[Event] = filtered.qs.select_related("organisation", "place").defer(*UNSHOWN)
    if filtered.is_past:
        if after is not None:
            start, pk = after
            found = found.filter(Q(starts_at__lt=start) | Q(starts_at=start, pk__lt=pk))
            found = found.filter(starts_at__lte=start)
        return found.order_by("-starts_at", "-pk")
    if after is not None:
        start, pk = after
        found = found.filter(Q(starts_at__gt=start) | Q(starts_at=start, pk__gt=pk))
        found = found.filter(starts_at__gte=start)
    return found.order_by("starts_at", "pk")


def write_key(event: Event) -> str:
    """Where a page ends, as an address says it."""
    return f"{event.starts_at.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{event.pk}"


def read_key(text: str) -> tuple[datetime, int] | None:
    """What `write_key` has written; None where it says nothing."""
    moment, _dash, pk = text.partition("-")
    try:
        start = datetime.strptime(moment, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
    except ValueError:
        return None
    return (start, int(pk)) if pk.isdecimal() and len(pk) < len(str(2**63)) else None


def what_was_said(events: Collection[Event], user: User) -> dict[int, str]:
    """What a person said of going to these events, in a word, by their keys: one query."""
    rows = Attendance.objects.filter(user=user, event__in=events)
    return {row.event_id: word(Going, row.state) for row in rows.only("event", "state")}


def _days(
    answers: Mapping[Event, Answer], filtered: EventFilter, said: Mapping[int, str]
) -> Iterable[Day]:
    today = filtered.now.astimezone(filtered.zone).date()
    coming = not filtered.asked.keys() & {"since", "until"}

    def heading(event: Event) -> str:
        first, _last = days_of(event, filtered.zone)
        if coming and first < today:
            return _("Going on since earlier days")
        if first == today:
            return _("Today, %(day)s") % {"day": weekday_and_day(first)}
        return weekday_and_day(first)

    for words, group in groupby(answers, key=heading):
        yield Day(
            heading=words,
            rows=tuple(
                _row(event, answers[event], filtered.zone, said=said.get(event.pk, ""))
                for event in group
            ),
        )


def _row(event: Event, answer: Answer, zone: tzinfo, *, said: str) -> Row:
    """The row of an event, with its organisation and its place, and what was said of going."""
    body = event.organisation
    return Row(
        uuid=str(event.uuid),
        url=reverse("events:event", args=[event.uuid]),
        title=event.title,
        times=times(event, zone),
        there=when_there(event, zone),
        where=where(event),
        organiser=body.label if body else "",
        organiser_url=reverse("catalogue:organisation", args=[body.uuid]) if body else "",
        standing=standing(event),
        own=event.owner_id is not None,
        badge=badge(answer),
        works=answer.rank is Rank.WORKS,
        said=said,
    )


def _of(organisation: Organisation | None) -> dict[str, str]:
    return {"organisation": str(organisation.uuid)} if organisation else {}


def _without_days(asked: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in asked.items() if name not in {"since", "until"}}


def _empty(filtered: EventFilter, more: bool) -> str:
    if more:
        return _("You can get to none of the first %(count)s.") % {"count": MOST_LOOKED_AT}
    if filtered.asked:
        return _("No event is like that. Ask for less, or for other days.")
    return _(
        "No event is known yet that is to come. Add your own, or bring in the calendar of a body "
        "that you belong to."
    )
