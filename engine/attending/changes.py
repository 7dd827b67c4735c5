"""Which one change would make it work?

Source: `docs/design/journeys.md`: every answer names it ("home by 23:00 instead of 22:30"). Each
change is tried by asking again with nothing else changed, so that what is named really works; the
least that works is found by halving, as more of any of them is never worse.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import Enum
from typing import TypeVar

from engine.attending.answers import Answer, Rank
from engine.attending.clock import MORNING, day_of_end, day_of_start
from engine.attending.planner import Planner
from engine.attending.routine import LONGEST_EVER_MINUTES, Routine

QUARTER = 15
LONGER_BY_MINUTES = 5
MINUTES_OF_A_DAY = 24 * 60

Given = TypeVar("Given", time, int)


class ChangeKind(Enum):
    """What would change."""

    HOME_BY = "home_by"
    LEAVE = "leave"
    LONGEST = "longest"
    DAY_OFF = "day_off"
    NIGHT_AWAY = "night_away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The change, and the answer with it.

    `clock` stands instead of `clock_now` for being home and leaving work, `minutes` instead of
    `minutes_now` for the longest journey. `on` is the day of the limit, of leaving, or off.
    """

    kind: ChangeKind
    answer: Answer
    on: date | None = None
    clock: time | None = None
    clock_now: time | None = None
    minutes: int | None = None
    minutes_now: float | None = None


def find_change(routine: Routine, answer: Answer) -> Change | None:
    """Return the first that works of: home later, leaving earlier, longer, day off, night away.

    None where it works already, where something is not known, and where no single change will do.
    A night away is named where there is no other way at all, as it is never better than a night.
    """
    if answer.rank in {Rank.WORKS, Rank.UNKNOWN}:
        return None
    changes = (
        change
        for find in (_home_later, _leave_earlier, _go_longer, _day_off, _night_away)
        if (change := find(routine, answer)) is not None
    )
    return next(changes, None)


def _home_later(routine: Routine, answer: Answer) -> Change | None:
    on = day_of_end(answer.ends, routine.zone)
    hours = routine.week.get(on.weekday())
    now = (hours.home_by if hours else None) or routine.home_by
    if now is None:
        return None

    def changed(clock: time) -> Routine:
        if hours is None:
            return replace(routine, home_by=clock)
        day = replace(hours, home_by=clock)
        return replace(routine, week={**routine.week, on.weekday(): day})

    found = _least(_quarters_after(now), changed, answer)
    if found is None:
        return None
    clock, better = found
    return Change(kind=ChangeKind.HOME_BY, answer=better, on=on, clock=clock, clock_now=now)


def _leave_earlier(routine: Routine, answer: Answer) -> Change | None:
    on = day_of_start(answer.starts, routine.zone)
    if (hours := routine.week.get(on.weekday())) is None:
        return None

    def changed(clock: time) -> Routine:
        day = replace(hours, leave=clock)
        return replace(routine, week={**routine.week, on.weekday(): day})

    found = _least(_quarters_before(hours.leave, hours.start), changed, answer)
    if found is None:
        return None
    clock, better = found
    return Change(kind=ChangeKind.LEAVE, answer=better, on=on, clock=clock, clock_now=hours.leave)


def _go_longer(routine: Routine, answer: Answer) -> Change | None:
    now = routine.longest_minutes
    first = (int(now) // LONGER_BY_MINUTES + 1) * LONGER_BY_MINUTES
    longer = range(first, LONGEST_EVER_MINUTES + 1, LONGER_BY_MINUTES)
    found = _least(longer, lambda minutes: replace(routine, longest_minutes=minutes), answer)
    if found is None:
        return None
    minutes, better = found
    return Change(kind=ChangeKind.LONGEST, answer=better, minutes=minutes, minutes_now=now)


def _day_off(routine: Routine, answer: Answer) -> Change | None:
    on = day_of_start(answer.starts, routine.zone)
    if on.weekday() not in routine.week:
        return None
    week = {weekday: day for weekday, day in routine.week.items() if weekday != on.weekday()}
    better = _asked_again(replace(routine, week=week), answer)
    if better.rank is not Rank.WORKS:
        return None
    return Change(kind=ChangeKind.DAY_OFF, answer=better, on=on)


def _night_away(routine: Routine, answer: Answer) -> Change | None:
    if answer.can_go:
        return None
    better = _asked_again(replace(routine, night_away=True), answer)
    return Change(kind=ChangeKind.NIGHT_AWAY, answer=better) if better.can_go else None


def _least(
    options: Sequence[Given], changed: Callable[[Given], Routine], answer: Answer
) -> tuple[Given, Answer] | None:
    """The first of the options, the least change first, with which it works, and the answer."""

    def works(option: Given) -> bool:
        return _asked_again(changed(option), answer).rank is Rank.WORKS

    if not options or not works(options[-1]):
        return None
    least = options[bisect_left(options, True, key=works)]
    return least, _asked_again(changed(least), answer)


def _asked_again(routine: Routine, answer: Answer) -> Answer:
    return Planner(routine).answer(answer.occasion)


def _quarters_after(home_by: time) -> list[time]:
    """The quarter hours after a limit, to the last one before the next morning."""
    morning = _minutes(MORNING)
    since_morning = (_minutes(home_by) - morning) % MINUTES_OF_A_DAY
    first = (since_morning // QUARTER + 1) * QUARTER
    return [_clock(morning + minutes) for minutes in range(first, MINUTES_OF_A_DAY, QUARTER)]


def _quarters_before(leave: time, start: time) -> list[time]:
    """The quarter hours before one can leave, back to the first one after work starts."""
    whole = _minutes(leave) + (leave > _clock(_minutes(leave)))
    last = (whole - 1) // QUARTER * QUARTER
    return [_clock(minutes) for minutes in range(last, _minutes(start), -QUARTER)]


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clock(minutes: int) -> time:
    return time(*divmod(minutes % MINUTES_OF_A_DAY, 60))
