"""What can be said of going somewhere: the two answers, how good each is, and their badge.

Source: `docs/design/journeys.md`, *Two answers for an event; its badge is the worse of them*.
Moments are POSIX seconds; `engine.attending.steps` has them as datetimes.
"""

from dataclasses import dataclass
from enum import Enum, IntEnum

from engine.attending.legs import Journey
from engine.attending.occasions import Occasion
from engine.attending.routine import Origin


class Rank(IntEnum):
    """How good an answer is, the best first; what is not known is never a yes, nor a sure no."""

    WORKS = 0
    TIGHT = 1
    IN_PART = 2
    IN_WORK_TIME = 3
    NIGHT = 4
    UNKNOWN = 5
    NO = 6


class Out(Enum):
    """How one gets there."""

    NO_JOURNEY = "no_journey"
    LUNCH = "lunch"
    ON_TIME = "on_time"
    TIGHT = "tight"
    LATE = "late"
    IN_WORK_TIME = "in_work_time"
    NIGHT_BEFORE = "night_before"
    NO_WAY = "no_way"
    TOO_FAR = "too_far"
    UNKNOWN = "unknown"


class Home(Enum):
    """How one gets home, or after the lunch break back to work, which is in time."""

    NO_JOURNEY = "no_journey"
    IN_TIME = "in_time"
    TIGHT = "tight"
    LEAVE_EARLY = "leave_early"
    NIGHT_AWAY = "night_away"
    NO_WAY_HOME = "no_way_home"
    TOO_FAR = "too_far"
    UNKNOWN = "unknown"


class Eating(Enum):
    """Whether there is time to eat before the start."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


RANKS: dict[Out | Home, Rank] = {
    Out.NO_JOURNEY: Rank.WORKS,
    Out.LUNCH: Rank.WORKS,
    Out.ON_TIME: Rank.WORKS,
    Out.TIGHT: Rank.TIGHT,
    Out.LATE: Rank.IN_PART,
    Out.IN_WORK_TIME: Rank.IN_WORK_TIME,
    Out.NIGHT_BEFORE: Rank.NIGHT,
    Out.NO_WAY: Rank.NO,
    Out.TOO_FAR: Rank.NO,
    Out.UNKNOWN: Rank.UNKNOWN,
    Home.NO_JOURNEY: Rank.WORKS,
    Home.IN_TIME: Rank.WORKS,
    Home.TIGHT: Rank.TIGHT,
    Home.LEAVE_EARLY: Rank.IN_PART,
    Home.NIGHT_AWAY: Rank.NIGHT,
    Home.NO_WAY_HOME: Rank.NO,
    Home.TOO_FAR: Rank.NO,
    Home.UNKNOWN: Rank.UNKNOWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """The way out: from where, by which journey, when one sets off, how many minutes late.

    `journey` is the one that was judged, also where it does not do. `leaves` is None where nobody
    sets off, and for a night before, when any hour will do.
    """

    out: Out
    journey: Journey | None = None
    origin: Origin | None = None
    leaves: float | None = None
    late_by: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Returning:
    """The way home (or back to work), and how many minutes before the end one must leave."""

    home: Home
    journey: Journey | None = None
    leave_early_by: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Both answers for an occasion, and whether there is time to eat (None where nobody goes).

    `starts` and `ends` are those of the occasion in POSIX seconds, as taken where it is all day.
    """

    occasion: Occasion
    starts: float
    ends: float
    going: Going
    returning: Returning
    eating: Eating | None = None

    @property
    def out(self) -> Out:
        """How one gets there."""
        return self.going.out

    @property
    def home(self) -> Home:
        """How one gets home."""
        return self.returning.home

    @property
    def rank(self) -> Rank:
        """How good the badge is."""
        return max(RANKS[self.going.out], RANKS[self.returning.home])

    @property
    def badge(self) -> Out | Home:
        """The worse of the two answers; of equally good ones that of the way out."""
        out, home = self.going.out, self.returning.home
        return out if RANKS[out] >= RANKS[home] else home

    @property
    def can_go(self) -> bool:
        """Whether there is a way out and home, or none is needed."""
        return self.rank <= Rank.NIGHT

    @property
    def hours_taken(self) -> bool:
        """Whether the hours are not the occasion's own but taken, as it is all day."""
        return self.occasion.all_day

    @property
    def online_too(self) -> bool:
        """Whether one can also take part from where one is."""
        return self.occasion.mode == "hybrid"
