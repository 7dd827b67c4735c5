"""When does a series take place, and what is different about one of its dates? (RFC 5545, 3.8.4-5)

Rules and added dates, without those taken out; single dates that differ take their place, and what
differs from a date on moves all later ones.
"""

import heapq
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from events.ical.drafts import Draft
from events.ical.moments import A_DAY, LONGEST, Extra, Length, Moment
from events.ical.rules import Budget, expand

MOST_TIMES = 500  # of a series, within the window


@dataclass(frozen=True, slots=True)
class Window:
    """Between which moments, both aware, recurrences are worked out."""

    starts: datetime
    ends: datetime

    def holds(self, start: datetime, end: datetime) -> bool:
        """Whether any of it lies in the window."""
        return start < self.ends and end >= self.starts


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date: as which recurrence it is known ("" where there is but one), what is said of it,
    when it is.
    """

    recurrence: str
    draft: Draft
    starts: Moment
    length: Length


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The dates of a series within the window; `more` where there are more than MOST_TIMES."""

    found: tuple[Occurrence, ...]
    more: bool


def find_occurrences(
    series: Draft | None, changed: Iterable[Draft], *, window: Window, budget: Budget
) -> Occurrences:
    """The dates of everything that has one UID. What does not repeat is found outside of the
    window too. Raises `SkippedPartError` for a rule that cannot be used.
    """
    changed = list(changed)
    if series is None:
        return Occurrences(tuple(_as_changed(draft, draft.recurrence) for draft in changed), False)
    if not (series.rules or series.extras or changed):
        return Occurrences((_occurrence("", series, series.starts),), False)
    return _Series(series, changed, window).find(budget)


def _occurrence(key: str, draft: Draft, starts: Moment) -> Occurrence:
    return Occurrence(key, draft, starts, draft.length)


def _as_changed(draft: Draft, recurrence: Moment | None) -> Occurrence:
    return _occurrence(recurrence.key if recurrence else "", draft, draft.starts)


class _Series:
    """A series with what differs from it."""

    def __init__(self, series: Draft, changed: list[Draft], window: Window) -> None:
        self._series = series
        self._window = window
        self._changed = {self._key(draft): draft for draft in changed}
        self._from_then_on = sorted(
            ((self._recurrence(draft).wall, draft) for draft in changed if draft.and_later),
            key=lambda each: each[0],
        )
        self._walls_of_changes = [wall for wall, _draft in self._from_then_on]
        self._without = {each.within(series.starts).key for each in series.without}
        self._lengths: dict[datetime, Length] = {}

    def find(self, budget: Budget) -> Occurrences:
        found: list[Occurrence] = []
        used: set[str] = set()
        early = self._early()
        for wall in self._walls(budget):
            if wall < early:
                continue
            occurrence = self._at(self._series.starts.at(wall))
            if occurrence is None or not self._is_near(occurrence):
                continue
            if len(found) == MOST_TIMES:
                return Occurrences(tuple(found), more=True)
            used.add(occurrence.recurrence)
            found.append(occurrence)
        for key, draft in self._changed.items():  # moved into the window, or beside the rules
            occurrence = _occurrence(key, draft, draft.starts)
            if key not in used | self._without and self._is_near(occurrence):
                found.append(occurrence)
        return Occurrences(tuple(found), more=False)

    def _early(self) -> datetime:
        """Before which date of the series nothing can reach into the window."""
        if self._from_then_on:  # moved, and nobody knows how far
            return datetime.min  # noqa: DTZ901
        return self._series.starts.zone.wall(self._window.starts) - LONGEST - 2 * A_DAY

    def _key(self, draft: Draft) -> str:
        return self._recurrence(draft).key

    def _recurrence(self, draft: Draft) -> Moment:
        return (draft.recurrence or draft.starts).within(self._series.starts)

    def _walls(self, budget: Budget) -> Iterator[datetime]:
        """Each date of the rules and those added, once and in order, up to the window's end."""
        first = self._series.starts
        last = first.zone.wall(self._window.ends) + A_DAY
        dates = [
            expand(rule, first=first.wall, last=last, budget=budget, on_the_wall=first.zone.wall)
            for rule in self._series.rules
        ]
        added = sorted(self._added(extra, first) for extra in self._series.extras)
        previous = None
        for wall in heapq.merge([first.wall], added, *dates):
            if wall != previous and wall <= last:
                yield wall
            previous = wall

    def _added(self, extra: Extra, first: Moment) -> datetime:
        start = extra.start.within(first)
        wall = start.wall if start.all_day else first.zone.wall(start.instant)
        if extra.length:
            self._lengths[wall] = extra.length
        return wall

    def _at(self, moment: Moment) -> Occurrence | None:
        """What takes place for a date of the series, unless it is taken out."""
        key = moment.key
        if key in self._without:
            return None
        if key in self._changed:
            draft = self._changed[key]
            return _occurrence(key, draft, draft.starts)
        number = bisect_right(self._walls_of_changes, moment.wall)
        if number:
            draft = self._from_then_on[number - 1][1]
            return _occurrence(key, draft, _moved(moment, draft))
        length = self._lengths.get(moment.wall, self._series.length)
        return Occurrence(key, self._series, moment, length)

    def _is_near(self, occurrence: Occurrence) -> bool:
        start = occurrence.starts
        return self._window.holds(start.instant, occurrence.length.end_of(start))


def _moved(moment: Moment, draft: Draft) -> Moment:
    """A later date of a series, moved as the date was from which on it differs."""
    begun = draft.recurrence or draft.starts
    if draft.starts.all_day or begun.all_day:
        by = timedelta(days=(draft.starts.wall.date() - begun.wall.date()).days)
        moved = moment.wall + by
        return draft.starts.at(datetime.combine(moved.date(), draft.starts.wall.time()))
    zone = draft.starts.zone
    by = draft.starts.wall - zone.wall(begun.instant)
    return draft.starts.at(zone.wall(moment.instant) + by)
