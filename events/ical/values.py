"""What does a single line or value of a calendar file say? The way to icalendar's readers.

Whatever is wrong is a `ValueError` here.
"""

import re
from datetime import timedelta

from icalendar.parser import Contentline
from icalendar.prop import vDDDTypes, vUTCOffset

LONGEST_HEAD = 1_000  # characters of name and parameters, which are slow to take apart
_HEAD = re.compile(r'[^:"]*+(?:"[^"]*+"[^:"]*+)*+:')


def split_line(line: str) -> tuple[dict[str, str], str]:
    """The parameters of a line, each with its first value, and its own value unescaped."""
    head = _HEAD.match(line)
    if head is None or len(head[0]) > LONGEST_HEAD:
        raise ValueError(line)
    _name, parameters, value = Contentline(line).parts()  # type: ignore[no-untyped-call]  # partly typed
    firsts = {
        name.upper(): found if isinstance(found, str) else next(iter(found), "")
        for name, found in parameters.items()
    }
    return firsts, value


def read_when(text: str) -> object:
    """A date, a datetime (UTC or without a zone), a duration, or one of icalendar's other times."""
    try:
        return vDDDTypes.from_ical(text.strip().upper())  # type: ignore[no-untyped-call]  # partly typed
    except (TypeError, AttributeError, OverflowError) as error:
        raise ValueError(text) from error


def read_offset(text: str) -> timedelta:
    """An offset from UTC."""
    try:
        offset = vUTCOffset.from_ical(text.strip())  # type: ignore[no-untyped-call]  # partly typed
    except (TypeError, AttributeError, OverflowError) as error:
        raise ValueError(text) from error
    if not isinstance(offset, timedelta):
        raise ValueError(text)
    return offset
