"""What takes place in a month? The page object of the calendar."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.answers import answer_all
from events.filters import EventFilter
from events.models import Event
from events.nearby import is_reached
from events.pages.listing import UNSHOWN
from events.words import clock, days_of, standing
from people.days import EARLIEST, LATEST
from people.paging import address_asking

MONTH = "month"
MOST_A_DAY = 4
MOST_A_MONTH = 1_000  # more than that no page of a month can show


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """An event on a day; `begins` is when, on the day on which it does."""

    url: str
    title: str
    begins: str
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the calendar; `outside` is one of the months beside it.

    `more` says how many events stand behind those that are shown, `url` leads to them all.
    """

    number: int
    words: str
    outside: bool
    today: bool
    cells: tuple[Cell, ...]
    more: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The weeks of a month, as the filter leaves them. `before` and `after` are empty at the ends
    of the calendar; `kept` says which month it is; `too_many` that some of its events are missing.
    """

    heading: str
    address: str
    kept: tuple[tuple[str, str], ...]
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Day, ...], ...]
    before: str
    after: str
    list: str
    too_many: str
    clear: str


def load_month(*, filtered: EventFilter, asked: str) -> Month:
    """The month that is asked for as “2026-11”, with what a filter leaves of its events.

    Nonsense is the month of today.
    """
    begins = read_month(asked) or filtered.now.astimezone(filtered.zone).date().replace(day=1)
    year, month = begins.year, begins.month
    weeks = Calendar().monthdatescalendar(year, month)
    first, last = weeks[0][0], weeks[-1][-1]
    found = _find(filtered, first, last)
    shown = found[:MOST_A_MONTH]
    if filtered.only_reached:
        answers = answer_all(filtered.routine, shown)
        shown = [event for event in shown if is_reached(answers[event.pk])]
    by_day: dict[date, list[Event]] = defaultdict(list)
    for event in shown:
        start, end = days_of(event, filtered.zone)
        on = max(start, first)
        while on <= min(end, last):
            by_day[on].append(event)
            on += timedelta(days=1)
    address = month_address(begins, {})
    return Month(
        heading=date_format(begins, "F Y"),
        address=month_address(begins, filtered.asked),
        kept=((MONTH, f"{begins:%Y-%m}"),),
        weekdays=tuple(str(WEEKDAYS[number]) for number in Calendar().iterweekdays()),
        weeks=tuple(
            tuple(_day(on, by_day[on], month=month, filtered=filtered) for on in week)
            for week in weeks
        ),
        before=_beside(begins - timedelta(days=1), filtered),
        after=_beside(begins + timedelta(days=31), filtered),
        list=address_asking(reverse("events:list"), filtered.asked),
        too_many=_("There are more events than a month can show: those at its end are missing.")
        if len(found) > MOST_A_MONTH
        else "",
        clear=address if filtered.asked else "",
    )


def _find(filtered: EventFilter, first: date, last: date) -> list[Event]:
    """What goes on in these days, in the order in which it begins; one more than fits."""
    start = datetime.combine(first, time(), filtered.zone)
    end = datetime.combine(last + timedelta(days=1), time(), filtered.zone)
    found = (
        filtered.qs.between(start, end)
        .select_related("place")
        .defer(*UNSHOWN)
        .order_by("starts_at", "pk")
    )
    return list(found[: MOST_A_MONTH + 1])


def _day(on: date, events: list[Event], *, month: int, filtered: EventFilter) -> Day:
    hidden = len(events) - MOST_A_DAY
    shown = events if hidden <= 0 else events[:MOST_A_DAY]
    days = {"since": on.isoformat(), "until": on.isoformat()}
    return Day(
        number=on.day,
        words=date_format(on, "l j F"),
        outside=on.month != month,
        today=on == filtered.now.astimezone(filtered.zone).date(),
        cells=tuple(_cell(event, on, filtered) for event in shown),
        more=ngettext("and %(count)s more", "and %(count)s more", hidden) % {"count": hidden}
        if hidden > 0
        else "",
        url=address_asking(reverse("events:list"), {**filtered.asked, **days}),
    )


def _cell(event: Event, on: date, filtered: EventFilter) -> Cell:
    start = event.starts_at.astimezone(filtered.zone)
    return Cell(
        url=reverse("events:event", args=[event.uuid]),
        title=event.title,
        begins=clock(start) if not event.all_day and start.date() == on else "",
        standing=standing(event),
    )


def _beside(on: date, filtered: EventFilter) -> str:
    if not EARLIEST <= on <= LATEST:
        return ""
    return month_address(on, filtered.asked)


def read_month(text: str) -> date | None:
    """The first day of the month that a text such as “2026-11” says; None where it says none."""
    try:
        begins = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return begins if EARLIEST < begins < LATEST.replace(day=1) else None


def month_address(on: date, asked: Mapping[str, str]) -> str:
    """The address of the month of a day."""
    return address_asking(reverse("events:month"), {MONTH: f"{on:%Y-%m}", **asked})
