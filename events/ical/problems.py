"""What can be wrong with a calendar file, or with a part of it?"""

from dataclasses import dataclass
from enum import StrEnum, auto

LONGEST_DETAIL = 80  # characters


class Reason(StrEnum):
    """What is wrong. The first group concerns the whole file, the second leaves a part out."""

    EMPTY = auto()
    TOO_LARGE = auto()
    WEB_PAGE = auto()
    NOT_CALENDAR = auto()

    UNCLOSED = auto()
    NO_START = auto()
    BAD_START = auto()
    BAD_END = auto()
    END_BEFORE_START = auto()
    BAD_RECURRENCE_ID = auto()
    BAD_DATES = auto()
    UNKNOWN_ZONE = auto()
    BAD_ZONE = auto()
    TOO_OFTEN = auto()
    BAD_RULE = auto()
    TOO_MUCH_WORK = auto()
    TOO_MANY_DATES = auto()
    REPEATED = auto()

    TOO_MANY_EVENTS = auto()
    TOO_MANY_ROWS = auto()
    TOO_MANY_TIMES = auto()
    OWN_ZONE = auto()
    BAD_LINE = auto()
    ENCODING = auto()
    CONTROLS = auto()
    CUT = auto()
    BAD_LINK = auto()
    BAD_POINT = auto()


OF_FILES = frozenset({Reason.EMPTY, Reason.TOO_LARGE, Reason.WEB_PAGE, Reason.NOT_CALENDAR})
LEAVES_OUT = frozenset(
    {
        Reason.UNCLOSED, Reason.NO_START, Reason.BAD_START, Reason.BAD_END,
        Reason.END_BEFORE_START, Reason.BAD_RECURRENCE_ID, Reason.BAD_DATES,
        Reason.UNKNOWN_ZONE, Reason.BAD_ZONE, Reason.TOO_OFTEN, Reason.BAD_RULE,
        Reason.TOO_MUCH_WORK, Reason.TOO_MANY_DATES, Reason.REPEATED,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in one part.

    `number` counts the events of the file from 1, and is 0 where all of it is meant; `name` is
    the event's title, else its UID; `detail` is what stands there. With a reason of LEAVES_OUT
    the part is in no row, otherwise it was taken as far as it goes.
    """

    reason: Reason
    number: int = 0
    name: str = ""
    detail: str = ""


class BadCalendarError(Exception):
    """Nothing of the file can be used, because."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.value)


class SkippedPartError(Exception):
    """A part cannot be used, because; the others can."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        self.reason = reason
        self.detail = make_printable(detail[:LONGEST_DETAIL])
        super().__init__(reason.value)


def make_printable(text: str) -> str:
    """The text with blanks where it holds what is not seen."""
    return "".join(char if char.isprintable() else " " for char in text).strip()
