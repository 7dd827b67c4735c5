"""What would one go to: when and where?"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from engine.journeys import Point
from engine.places import quoted

OccasionMode = Literal["face_to_face", "online", "hybrid"]

OCCASION_MODES = ("face_to_face", "online", "hybrid")
# What has no hours is taken to have these, in its own zone.
ALL_DAY_HOURS = (time(10), time(16))
# Days before the first and after the last of these can be reckoned in any zone.
YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """An event as far as getting there goes; raises ValueError for what makes no sense.

    `starts` and `ends` are aware and in the event's own zone. Of one that is `all_day` the dates
    count: an end at midnight is the end of the day before, as in iCalendar. `place_key` is by what
    the person's known journeys name the place.
    """

    starts: datetime
    ends: datetime
    place: Point | None = None
    place_key: str | None = None
    mode: OccasionMode = "face_to_face"
    all_day: bool = False

    def __post_init__(self) -> None:
        for name, moment in (("starts", self.starts), ("ends", self.ends)):
            if moment.utcoffset() is None:
                raise ValueError(f"{name}: {moment} has no zone")
            if moment.year not in YEARS:
                raise ValueError(f"{name}: {moment} is not from {YEARS[0]} to {YEARS[-1]}")
        # Within one zone Python compares clocks, and these go back once a year.
        if self.ends.astimezone(UTC) < self.starts.astimezone(UTC):
            raise ValueError(f"ends: {self.ends} is before the start, {self.starts}")
        if self.mode not in OCCASION_MODES:
            raise ValueError(f"mode: {quoted(self.mode)} is none of {', '.join(OCCASION_MODES)}")

    def instants(self) -> tuple[float, float]:
        """Return start and end in POSIX seconds, by `ALL_DAY_HOURS` where it is all day."""
        if not self.all_day:
            return self.starts.timestamp(), self.ends.timestamp()
        zone, (opens, closes) = self.starts.tzinfo, ALL_DAY_HOURS
        first = self.starts.date()
        last = max(first, _last_day(self.ends.astimezone(zone)))
        return (
            datetime.combine(first, opens, zone).timestamp(),
            datetime.combine(last, closes, zone).timestamp(),
        )


def _last_day(ends: datetime) -> date:
    return ends.date() if ends.time() > time.min else ends.date() - timedelta(days=1)
