"""The checks by hand of `docs/design/journeys.md`, with their arithmetic.

By train from Swindon (km x 1.2 / 110 x 60 + 40; a quarter less, a quarter more):
London 114.624 km: 86.270, 115.027, 143.783 min; Bristol 57.596 km: 58.274, 77.699, 97.124;
Oxford 42.169 km: 50.701, 67.602, 84.502; Manchester 216.040 km: 136.056, 181.408, 226.760.
"""

from datetime import time

from engine.attending.answers import Eating, Home, Out, Rank
from engine.attending.changes import ChangeKind, find_change
from tests.engine.attending.swindon import (
    LONDON,
    MANCHESTER,
    OXFORD,
    SWINDON,
    ask,
    at,
    knows,
    occasion,
    routine,
)


def test_london_in_the_evening_takes_work_time_and_home_is_tight():
    answer = ask(occasion("18:30", "20:30", place=LONDON))
    # 17:30 + 86.3 = 18:56, after 18:30; by the middle 19:25, 56 min late. 18:30 - 143.8 = 16:06
    assert (answer.out, answer.going.leaves) == (Out.IN_WORK_TIME, at("16:06").timestamp())
    # 20:30 + 86.3 = 21:56, + 143.8 = 22:53; the limit is 22:30
    assert answer.home is Home.TIGHT
    assert (answer.badge, answer.rank) == (Out.IN_WORK_TIME, Rank.IN_WORK_TIME)
    # 16:06 is sure, but 143.8 min are more than 120 whatever else changes
    assert find_change(routine(), answer) is None


def test_bristol_at_six_takes_work_time_unless_one_leaves_by_a_quarter_past_four():
    answer = ask(occasion("18:00", "20:00"))
    # 17:30 + 58.3 = 18:28; + 77.7 = 18:47.7, 48 min late; 18:00 - 97.1 = 16:22.9
    assert (answer.out, answer.going.leaves) == (Out.IN_WORK_TIME, at("16:22").timestamp())
    # 20:00 + 97.1 = 21:37
    assert answer.home is Home.IN_TIME
    change = find_change(routine(), answer)
    assert change is not None
    assert (change.kind, change.clock) == (ChangeKind.LEAVE, time(16, 15))


def test_oxford_at_five_starts_within_work():
    answer = ask(occasion("17:00", "19:00", place=OXFORD))
    # 17:00 - 84.5 = 15:35.5
    assert (answer.out, answer.going.leaves) == (Out.IN_WORK_TIME, at("15:35").timestamp())
    # 19:00 + 84.5 = 20:24.5
    assert answer.home is Home.IN_TIME


def test_a_lunchtime_meeting_in_swindon_fits_the_break_without_eating():
    answer = ask(occasion("12:20", "12:40", place=SWINDON))
    # the same place: 15 min, at the slow end 18.75: 12:00 + 18.75 = 12:18.75; 12:58.75 back
    assert (answer.out, answer.home) == (Out.LUNCH, Home.IN_TIME)
    # 60 - 20 - 2 x 11.25 = 17.5 min at best; 30 are needed
    assert answer.eating is Eating.NO


def test_a_conference_in_manchester_is_too_far():
    answer = ask(occasion("10:00", "16:00", place=MANCHESTER))
    # 136 min at the quick end, 120 at most
    assert (answer.out, answer.home) == (Out.TOO_FAR, Home.TOO_FAR)
    assert answer.rank is Rank.NO


def test_a_conference_in_manchester_for_who_goes_four_hours_and_may_stay_the_night():
    asked = occasion("09:00", "16:00", place=MANCHESTER)
    answer = ask(asked, longest_minutes=240, night_away=True)
    # 06:30 + 136 = 08:46: from home that morning, at the quick end
    assert answer.out is Out.IN_WORK_TIME
    # 16:00 + 226.8 = 19:46.8
    assert answer.home is Home.IN_TIME
    # at 08:30 that is no longer so
    earlier = ask(
        occasion("08:30", "16:00", place=MANCHESTER), longest_minutes=240, night_away=True
    )
    assert earlier.out is Out.NIGHT_BEFORE


def test_an_online_evening_needs_no_journey():
    answer = ask(occasion("19:00", "21:00", mode="online", place=None))
    assert (answer.out, answer.home) == (Out.NO_JOURNEY, Home.NO_JOURNEY)
    assert (answer.rank, answer.can_go, answer.eating) == (Rank.WORKS, True, None)


def test_a_late_event_whose_last_train_home_does_not_work():
    late = occasion("19:00", "23:00")
    known = (knows(45, last="22:20"),)
    # 17:30 + 45 = 18:15; 18:15 + 30 = 18:45 to eat. 23:00 + 45 = 23:45, home by 00:30
    answer = ask(late, known=known, home_by=time(0, 30))
    assert (answer.out, answer.eating) == (Out.ON_TIME, Eating.YES)
    # but the last train is gone at 22:20, 40 min before the end, and 30 are the most
    assert (answer.home, answer.rank) == (Home.NO_WAY_HOME, Rank.NO)
    without = ask(late, known=(knows(45),), home_by=time(0, 30))
    assert without.rank is Rank.WORKS
