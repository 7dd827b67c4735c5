"""Why is a file not taken?"""

from enum import StrEnum, auto


class Reason(StrEnum):
    """What is wrong with a file: its name, what it is, or what stands in it."""

    NO_NAME = auto()
    LONG_NAME = auto()
    PATH_IN_NAME = auto()
    UNSEEN_IN_NAME = auto()
    PROGRAM_IN_NAME = auto()
    OTHER_NAME = auto()
    EMPTY = auto()
    UNKNOWN = auto()
    PROGRAM = auto()
    WEB_PAGE = auto()
    SVG = auto()
    OTHER_PICTURE = auto()
    LARGE_PICTURE = auto()
    OLD_OFFICE = auto()
    ARCHIVE = auto()
    BROKEN = auto()
    PASSWORD = auto()
    MACROS = auto()
    RUNS = auto()
    FILES_INSIDE = auto()
    TWO_KINDS = auto()
    TOO_MUCH = auto()


class RefusedFileError(Exception):
    """The file is not taken, because."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.value)
