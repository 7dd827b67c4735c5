"""What makes no sense is refused, by name."""

from datetime import UTC, datetime, time
from decimal import Decimal

import pytest

from engine.attending.occasions import Occasion
from engine.attending.routine import KnownJourney, WorkingDay
from tests.engine.attending.swindon import LONDON_TIME, OXFORD, at, knows, routine

ZONED = time(9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("week", {7: WorkingDay(start=time(9), leave=time(17))}),
        ("lunch", (time(13), time(13))),
        ("lunch", (time(13, tzinfo=UTC), time(14))),
        ("lunch", (time(13), time(14, tzinfo=UTC))),
        ("home_by", ZONED),
        ("longest_minutes", -1),
        ("longest_minutes", float("nan")),
        ("longest_minutes", 1441),
        ("eat_minutes", float("inf")),
        ("mode", ("train", "rocket")),
        ("known", (knows(45), knows(50))),
    ],
)
def test_a_routine(name, value):
    with pytest.raises(ValueError, match=f"^{name}: "):
        routine(**{"modes" if name == "mode" else name: value})


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("leave", {"start": time(9), "leave": time(9)}),
        ("start", {"start": ZONED, "leave": time(17)}),
        ("leave", {"start": time(9), "leave": time(17, tzinfo=UTC)}),
        ("home_by", {"start": time(9), "leave": time(17), "home_by": ZONED}),
    ],
)
def test_a_working_day(name, day):
    with pytest.raises(ValueError, match=f"^{name}: "):
        WorkingDay(**day)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("origin", "hotel"),
        ("mode", "rocket"),
        ("minutes", -0.1),
        ("minutes", 1441),
        ("fare", Decimal("-0.01")),
        ("fare", Decimal("NaN")),
        ("last_departure", ZONED),
    ],
)
def test_a_known_journey(name, value):
    journey = {"origin": "home", "place": "hall", "mode": "train", "minutes": 45, name: value}
    with pytest.raises(ValueError, match=f"^{name}: "):
        KnownJourney(**journey)


def test_what_is_just_right_is_taken():
    knows(0, fare=Decimal(0))
    routine(longest_minutes=1440, eat_minutes=0, known=(knows(45), knows(45, origin="work")))
    routine(work=OXFORD, week={0: WorkingDay(start=time(0), leave=time(0, 1))})


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("starts", {"starts": datetime(2026, 3, 3, 19)}),  # noqa: DTZ001
        ("ends", {"ends": datetime(2026, 3, 3, 21)}),  # noqa: DTZ001
        ("ends", {"ends": datetime(2026, 3, 3, 18, 59, 59, tzinfo=LONDON_TIME)}),
        ("starts", {"starts": datetime(1899, 12, 31, tzinfo=UTC)}),
        ("ends", {"ends": datetime(2200, 1, 1, tzinfo=UTC)}),
        ("mode", {"mode": "by post"}),
    ],
)
def test_an_occasion(name, changed):
    with pytest.raises(ValueError, match=f"^{name}: "):
        Occasion(**{"starts": at("19:00"), "ends": at("21:00"), **changed})


def test_an_occasion_may_have_no_length():
    now = datetime(2026, 3, 3, 19, tzinfo=UTC)
    assert Occasion(starts=now, ends=now).instants() == (now.timestamp(), now.timestamp())
