"""What always holds (`docs/design/journeys.md`, *Properties that always hold*)."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.attending.answers import Home, Out, Rank
from engine.attending.changes import ChangeKind, find_change
from engine.attending.clock import day_of_end, instant_of
from engine.attending.planner import Planner
from engine.attending.steps import StepKind, list_steps
from tests.engine.attending.strategies import ZONES, clocks, minutes, occasions, routines
from tests.engine.attending.swindon import knows
from tests.engine.attending.swindon import routine as a_routine

SINCE_MORNING = 390


def rank(routine, occasion):
    return Planner(routine).answer(occasion).rank


def into_the_evening(clock):
    """Minutes after 06:30: in this order one limit is later than another."""
    return (clock.hour * 60 + clock.minute - SINCE_MORNING) % 1440


def for_every_day(routine, **changed):
    return replace(
        routine, week={weekday: replace(day, **changed) for weekday, day in routine.week.items()}
    )


@given(routines(), occasions(), clocks, clocks)
def test_leaving_later_is_never_better(routine, occasion, one, other):
    earlier, later = sorted([one, other])
    assume(all(day.start < earlier for day in routine.week.values()))
    assert rank(for_every_day(routine, leave=earlier), occasion) <= rank(
        for_every_day(routine, leave=later), occasion
    )


@given(routines(), occasions(), clocks, clocks)
def test_a_lower_limit_is_never_better(routine, occasion, one, other):
    lower, higher = sorted([one, other], key=into_the_evening)

    def by(limit):
        return replace(for_every_day(routine, home_by=limit), home_by=limit)

    assert rank(by(None), occasion) <= rank(by(higher), occasion) <= rank(by(lower), occasion)


@given(routines(), occasions(), minutes, minutes)
def test_a_shorter_longest_journey_is_never_better(routine, occasion, one, other):
    shorter, longer = sorted([one, other])
    assert rank(replace(routine, longest_minutes=longer), occasion) <= rank(
        replace(routine, longest_minutes=shorter), occasion
    )


@given(routines(), occasions(), minutes)
def test_slower_own_figures_are_never_better(routine, occasion, longer_by):
    slower = tuple(
        replace(journey, minutes=journey.minutes + longer_by) for journey in routine.known
    )
    assert rank(routine, occasion) <= rank(replace(routine, known=slower), occasion)


@given(routines(), occasions())
def test_fewer_modes_are_never_better_without_own_figures(routine, occasion):
    routine = replace(routine, known=())
    for mode in routine.modes:
        assert rank(routine, occasion) <= rank(replace(routine, modes=(mode,)), occasion)


@given(routines(), occasions(), clocks, clocks)
def test_an_earlier_last_departure_is_never_better(routine, occasion, one, other):
    earlier, later = sorted([one, other], key=into_the_evening)

    def last(clock):
        known = (replace(journey, last_departure=clock) for journey in routine.known)
        return replace(routine, known=tuple(known))

    assert rank(last(None), occasion) <= rank(last(later), occasion)
    assert rank(last(later), occasion) <= rank(last(earlier), occasion)


@given(routines(), occasions())
def test_a_night_away_never_makes_it_worse(routine, occasion):
    with_night, without = (replace(routine, night_away=night) for night in (True, False))
    assert rank(with_night, occasion) <= rank(without, occasion)


@given(routines(), occasions(), st.integers(-500, 500))
def test_the_date_does_not_matter_but_for_its_weekday(routine, occasion, weeks):
    assume(not occasion.all_day)
    routine = replace(routine, zone=UTC)
    moved = replace(
        occasion,
        starts=occasion.starts.astimezone(UTC) + timedelta(weeks=weeks),
        ends=occasion.ends.astimezone(UTC) + timedelta(weeks=weeks),
    )
    then, now = Planner(routine).answer(moved), Planner(routine).answer(occasion)
    assert (then.out, then.home, then.eating) == (now.out, now.home, now.eating)
    assert then.going.late_by == now.going.late_by
    assert then.returning == now.returning


@given(routines(), occasions())
def test_the_zone_in_which_a_moment_is_written_does_not_matter(routine, occasion):
    assume(not occasion.all_day)
    in_utc = replace(
        occasion, starts=occasion.starts.astimezone(UTC), ends=occasion.ends.astimezone(UTC)
    )
    expected = Planner(routine).answer(occasion)
    assert replace(Planner(routine).answer(in_utc), occasion=occasion) == expected


@given(routines(), st.lists(occasions(), max_size=4))
def test_what_was_asked_before_does_not_matter(routine, asked):
    planner = Planner(routine)
    assert [planner.answer(each) for each in asked] == [
        Planner(routine).answer(each) for each in asked
    ]


@given(routines(), occasions())
def test_nothing_unknown_is_a_yes(routine, occasion):
    answer = Planner(replace(routine, known=())).answer(occasion)
    if answer.can_go and Out.NO_JOURNEY is not answer.out:
        assert occasion.place is not None
        assert answer.going.journey is not None
        assert answer.returning.journey is not None


@given(routines(), occasions())
def test_steps_are_in_order_and_take_the_minutes_of_the_journey(routine, occasion):
    answer = Planner(routine).answer(occasion)
    steps = list_steps(routine, answer)
    assert bool(steps) == answer.can_go
    moments = [(step.earliest.astimezone(UTC), step.latest.astimezone(UTC)) for step in steps]
    assert all(earliest <= latest for earliest, latest in moments)
    firsts = [earliest for earliest, _ in moments]
    assert firsts == sorted(firsts)
    if steps and answer.out in {Out.ON_TIME, Out.LUNCH}:
        by_kind = dict(zip((step.kind for step in steps), moments, strict=True))
        left = by_kind.get(StepKind.LEAVE_HOME) or by_kind[StepKind.LEAVE_WORK]
        assert answer.going.journey is not None
        slow = timedelta(minutes=answer.going.journey.slow)
        there = by_kind[StepKind.ARRIVE][1]
        assert timedelta(0) <= there - left[0] - slow < timedelta(minutes=1)
        assert there.timestamp() <= answer.starts


@given(st.sampled_from(ZONES), occasions(), st.integers(0, 300), clocks)
def test_home_in_time_is_by_minutes_that_pass(zone, occasion, longest, limit):
    """Also in nights when the clocks change: the limit is told in UTC, and so is the journey."""
    day = day_of_end(occasion.instants()[1], zone)
    on = day if limit >= time(6, 30) else day + timedelta(days=1)
    in_utc = datetime.combine(on, limit, zone).astimezone(UTC)
    assume(in_utc.astimezone(zone).time() == limit)
    person = a_routine(
        zone=zone, week={}, home_by=limit, known=(knows(longest),), longest_minutes=300
    )
    asked = replace(occasion, mode="face_to_face", place_key="hall")
    answer = Planner(person).answer(asked)
    back = datetime.fromtimestamp(answer.ends, UTC) + timedelta(minutes=longest)
    assert (answer.home is Home.IN_TIME) == (back <= in_utc)


@given(st.sampled_from(ZONES), st.dates(), clocks, clocks)
def test_a_later_clock_is_never_an_earlier_moment(zone, day, one, other):
    assume(day.year > 1)
    earlier, later = sorted([one, other])
    assert instant_of(day, earlier, zone) <= instant_of(day, later, zone)
    shown = datetime.fromtimestamp(instant_of(day, one, zone), zone)
    assert shown.date() == day
    assert shown.time() >= one


def changed_by(routine, change):
    """The routine with the named change alone, made anew from what its page would say."""
    if change.kind is ChangeKind.NIGHT_AWAY:
        return replace(routine, night_away=True)
    if change.kind is ChangeKind.LONGEST:
        return replace(routine, longest_minutes=change.minutes)
    week = dict(routine.week)
    if change.kind is ChangeKind.DAY_OFF:
        del week[change.on.weekday()]
        return replace(routine, week=week)
    if change.on.weekday() not in week:
        return replace(routine, home_by=change.clock)
    field = {ChangeKind.HOME_BY: "home_by", ChangeKind.LEAVE: "leave"}[change.kind]
    week[change.on.weekday()] = replace(week[change.on.weekday()], **{field: change.clock})
    return replace(routine, week=week)


def one_less(change):
    """A quarter of an hour, or five minutes, less of it; None where that is no change any more."""
    if change.kind is ChangeKind.LONGEST:
        less = change.minutes - 5
        return replace(change, minutes=less) if less > change.minutes_now else None
    if change.kind not in {ChangeKind.HOME_BY, ChangeKind.LEAVE}:
        return None
    back = -15 if change.kind is ChangeKind.HOME_BY else 15
    hour, minute = divmod((change.clock.hour * 60 + change.clock.minute + back) % 1440, 60)
    clock = time(hour, minute)
    if change.kind is ChangeKind.HOME_BY:
        still = into_the_evening(clock) > into_the_evening(change.clock_now)
    else:
        still = clock < change.clock_now
    return replace(change, clock=clock) if still else None


@given(routines(), occasions())
def test_the_named_change_works_and_no_less_does(routine, occasion):
    answer = Planner(routine).answer(occasion)
    if (change := find_change(routine, answer)) is None:
        return
    assert answer.rank not in {Rank.WORKS, Rank.UNKNOWN}
    asked_again = Planner(changed_by(routine, change)).answer(occasion)
    assert asked_again == change.answer
    nights = change.kind is ChangeKind.NIGHT_AWAY
    assert asked_again.rank is (Rank.NIGHT if nights else Rank.WORKS)
    if (less := one_less(change)) is not None:
        assert rank(changed_by(routine, less), occasion) is not Rank.WORKS


@pytest.mark.parametrize("zone", ZONES, ids=str)
@given(st.data())
def test_where_a_later_limit_works_one_is_named(zone, data):
    routine = replace(data.draw(routines()), zone=zone)
    answer = Planner(routine).answer(data.draw(occasions()))
    assume(answer.rank not in {Rank.WORKS, Rank.UNKNOWN})
    latest = time(6, 15)
    day = day_of_end(answer.ends, zone)
    week = dict(routine.week)
    if day.weekday() in week:
        week[day.weekday()] = replace(week[day.weekday()], home_by=latest)
        loose = replace(routine, week=week)
    else:
        loose = replace(routine, home_by=latest)
    change = find_change(routine, answer)
    named = change is not None and change.kind is ChangeKind.HOME_BY
    assert named == (rank(loose, answer.occasion) is Rank.WORKS)
