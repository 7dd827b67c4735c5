"""The steps of every answer that can be gone to, with clock times worked out by hand."""

from datetime import date, timedelta

import pytest

from engine.attending.planner import Planner
from engine.attending.steps import list_steps
from tests.engine.attending.swindon import (
    LONDON_TIME,
    SATURDAY,
    SWINDON,
    TUESDAY,
    knows,
    occasion,
    routine,
)

HOUR = (knows(60),)
SAYS = {True: " own", False: " about", None: ""}


def steps(asked, **changed):
    """Each step as "kind HH:MM-HH:MM", marked where it rests on a figure, with days off Tuesday."""
    person = routine(**changed)
    return [
        f"{step.kind.value} {span(step)}{SAYS[step.own]}"
        for step in list_steps(person, Planner(person).answer(asked))
    ]


def span(step):
    first, last = (shown(moment) for moment in (step.earliest, step.latest))
    return first if first == last else f"{first}-{last}"


def shown(moment):
    assert moment.tzinfo is LONDON_TIME
    days = (moment.date() - TUESDAY).days
    return f"{moment:%H:%M}" + (f"{days:+d}d" if days else "")


def test_on_time_by_an_estimate_with_a_meal():
    # Bristol: 17:30 + 58.3 = 18:28.3, + 97.1 = 19:07.1; 20:30 + 58.3 = 21:28.3, + 97.1 = 22:07.1
    assert steps(occasion("19:40", "20:30")) == [
        "leave_work 17:30",
        "arrive 18:28-19:08 about",
        "eat 19:08-19:40",
        "event 19:40-20:30",
        "leave 20:30",
        "home 21:28-22:08 about",
    ]


def test_where_there_is_perhaps_time_one_eats_from_the_quick_end():
    assert steps(occasion("19:10", "20:30"))[1:4] == [
        "arrive 18:28-19:08 about",
        "eat 18:28-19:10",
        "event 19:10-20:30",
    ]


def test_late_and_leaving_early_by_an_own_figure():
    assert steps(occasion("18:10", "21:50"), known=HOUR) == [
        "leave_work 17:30",
        "arrive 18:30 own",
        "event 18:30-21:30",
        "leave 21:30",
        "home 22:30 own",
    ]


def test_on_a_day_off_from_home_at_the_last_minute():
    # 10:00 - 97.1 = 08:22.9; Saturday is four days after Tuesday
    assert steps(occasion("10:00", "12:00", SATURDAY)) == [
        "leave_home 08:22+4d",
        "arrive 09:20+4d-10:00+4d about",
        "event 10:00+4d-12:00+4d",
        "leave 12:00+4d",
        "home 12:58+4d-13:38+4d about",
    ]


def test_on_a_day_off_nobody_leaves_before_half_past_six():
    # 08:00 - 97.1 would be 06:22
    assert steps(occasion("08:00", "09:00"), week={})[:2] == [
        "leave_home 06:30",
        "arrive 07:28-08:08 about",
    ]


def test_in_the_lunch_break_and_back_at_work():
    # 12:20 - 18.75 = 12:01.25
    assert steps(occasion("12:20", "12:40", place=SWINDON), eat_minutes=0) == [
        "leave_work 12:01",
        "arrive 12:12-12:20 about",
        "event 12:20-12:40",
        "leave 12:40",
        "back_at_work 12:51-12:59 about",
    ]


def test_in_work_time_from_work_and_from_home():
    assert steps(occasion("16:00", "17:00"), known=HOUR)[:2] == [
        "leave_work 15:00",
        "arrive 16:00 own",
    ]
    assert steps(occasion("09:00", "17:00"), known=HOUR)[:2] == [
        "leave_home 08:00",
        "arrive 09:00 own",
    ]


def test_the_night_before_after_work():
    assert steps(occasion("07:00", "12:00"), known=HOUR, night_away=True) == [
        "leave_home 17:30-1d-23:00-1d",
        "arrive 18:30-1d-00:00 own",
        "night 00:00-06:30",
        "event 07:00-12:00",
        "leave 12:00",
        "home 13:00 own",
    ]


def test_the_night_before_on_a_day_off_and_by_a_long_way():
    asked = occasion("06:00", "12:00")
    monday_off = {weekday: day for weekday, day in routine().week.items() if weekday}
    assert steps(asked, known=HOUR, night_away=True, week=monday_off)[:3] == [
        "leave_home 06:30-1d-23:00-1d",
        "arrive 07:30-1d-00:00 own",
        "night 00:00-06:00",
    ]
    # 8 hours before midnight is 16:00, before one could leave work
    known = (knows(480),)
    assert steps(asked, known=known, night_away=True, longest_minutes=480)[:2] == [
        "leave_home 16:00-1d",
        "arrive 00:00 own",
    ]


def test_a_night_away_ends_at_half_past_six():
    assert steps(occasion("19:00", "23:00"), known=HOUR, night_away=True)[2:] == [
        "eat 18:30-19:00",
        "event 19:00-23:00",
        "night 23:00-06:30+1d",
        "leave 06:30+1d",
        "home 07:30+1d own",
    ]


def test_home_after_midnight():
    wednesday = TUESDAY + timedelta(days=1)
    assert steps(occasion("19:00", "00:30", last_day=wednesday), known=HOUR, night_away=True)[
        -3:
    ] == ["night 00:30+1d-06:30+1d", "leave 06:30+1d", "home 07:30+1d own"]


def test_across_a_change_of_the_clocks():
    # 28 March 2026, 20:00 to 00:30 GMT; an hour later it is 02:30 BST
    person = routine(known=HOUR, home_by=None)
    night = date(2026, 3, 29)
    asked = occasion("20:00", "00:30", date(2026, 3, 28), last_day=night)
    home = list_steps(person, Planner(person).answer(asked))[-1]
    assert home.earliest.isoformat() == "2026-03-29T02:30:00+01:00"


def test_online_there_is_only_the_event():
    assert steps(occasion("19:00", "20:00", mode="online")) == ["event 19:00-20:00"]


@pytest.mark.parametrize("changed", [{"home": None, "work": None}, {"longest_minutes": 30}])
def test_where_nobody_can_go_there_are_none(changed):
    assert steps(occasion("19:00", "20:00"), **changed) == []
