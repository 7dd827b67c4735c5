"""Arbitrary people and what they are asked to, often in nights when the clocks change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from engine.attending.occasions import Occasion
from engine.attending.routine import KnownJourney, Routine, WorkingDay
from engine.journeys import MODES
from tests.engine.attending.swindon import BRISTOL, LONDON, OXFORD, SWINDON

ZONES = [ZoneInfo(name) for name in ("Europe/London", "America/New_York", "Australia/Lord_Howe")]
# Two days before the clocks of each of these zones change, both ways, and quiet days in between.
BASES = [
    datetime(2026, month, day, tzinfo=UTC)
    for month, day in [(3, 27), (10, 23), (3, 6), (10, 30), (4, 3), (10, 2), (6, 1), (12, 29)]
]
PLACES = st.sampled_from([SWINDON, OXFORD, BRISTOL, LONDON, None])
FIVE_MINUTES = timedelta(minutes=5)

clocks = st.builds(time, hour=st.integers(0, 23), minute=st.sampled_from([0, 10, 15, 30, 45]))
limits = st.none() | clocks
minutes = st.integers(0, 60).map(lambda fives: fives * 5)


@st.composite
def working_days(draw):
    start, leave = sorted(draw(st.lists(clocks, min_size=2, max_size=2, unique=True)))
    return WorkingDay(start=start, leave=leave, home_by=draw(limits))


@st.composite
def routines(draw):
    modes = tuple(sorted(draw(st.sets(st.sampled_from(sorted(MODES)), min_size=1))))
    known = draw(
        st.lists(
            st.builds(
                KnownJourney,
                origin=st.sampled_from(["home", "work"]),
                place=st.just("hall"),
                mode=st.sampled_from(modes),
                minutes=minutes,
                last_departure=limits,
            ),
            max_size=3,
            unique_by=lambda journey: (journey.origin, journey.mode),
        )
    )
    return Routine(
        home=draw(PLACES),
        work=draw(PLACES),
        zone=draw(st.sampled_from(ZONES)),
        modes=modes,
        longest_minutes=draw(minutes),
        week=draw(st.dictionaries(st.integers(0, 6), working_days())),
        lunch=draw(st.sampled_from([None, (time(12), time(13)), (time(1), time(3))])),
        home_by=draw(limits),
        eat_minutes=draw(st.integers(0, 60)),
        night_away=draw(st.booleans()),
        known=tuple(known),
    )


@st.composite
def occasions(draw, *, days=4):
    """Within a few days of a base, by five minutes, mostly some hours long."""
    zone = draw(st.sampled_from(ZONES))
    starts = draw(st.sampled_from(BASES)) + draw(st.integers(0, 288 * days)) * FIVE_MINUTES
    lasts = draw(st.integers(0, 60) | st.integers(0, 288 * 2)) * FIVE_MINUTES
    return Occasion(
        starts=starts.astimezone(zone),
        ends=(starts + lasts).astimezone(zone),
        place=draw(PLACES),
        place_key=draw(st.sampled_from(["hall", "elsewhere", None])),
        mode=draw(st.sampled_from(["face_to_face", "face_to_face", "hybrid", "online"])),
        all_day=draw(st.sampled_from([False, False, False, True])),
    )
