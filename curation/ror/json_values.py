"""Which values stand in a JSON text, and on which lines? Strict, and safe with hostile texts."""

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

BLANK = re.compile(r"[ \t\r\n]*")


class BadJsonError(Exception):
    """The text is no JSON as it should be; on which line. `name` stands twice in one object."""

    def __init__(self, line: int, *, name: str = "") -> None:
        self.line = line
        self.name = name
        super().__init__(f"line {line}: {name}")


class _TwiceError(ValueError):
    """A name that stands twice in one object: which of its values is meant is not known."""


def read_values(text: str) -> Iterator[tuple[int, Any]]:
    """The line on which each value begins, and the value: those of a list, or the only one.

    Raises `BadJsonError`, also for what Python reads and JSON is not (NaN), for a name twice in an
    object, for more levels than can be read and for numbers of thousands of digits.
    """
    reader = _Reader(text)
    if not reader.skip("["):
        yield reader.read()
        reader.demand_end()
        return
    if not reader.skip("]"):
        yield reader.read()
        while reader.skip(","):
            yield reader.read()
        if not reader.skip("]"):
            raise BadJsonError(reader.line())
    reader.demand_end()


class _Reader:
    """A place in the text, which moves on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._counted = (0, 1)  # up to where lines were counted, and which line that is
        self._decoder = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refuse)

    def skip(self, sign: str) -> bool:
        """Whether the sign is next; if so, go past it."""
        self._skip_blank()
        if not self.text.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True

    def read(self) -> tuple[int, Any]:
        """The next value, and the line on which it begins."""
        self._skip_blank()
        line = self.line()
        try:
            value, self.at = self._decoder.raw_decode(self.text, self.at)
        except json.JSONDecodeError as error:
            raise BadJsonError(error.lineno) from error
        except _TwiceError as error:
            raise BadJsonError(line, name=str(error)) from error
        except (ValueError, RecursionError) as error:
            raise BadJsonError(line) from error
        return line, value

    def demand_end(self) -> None:
        """Raise `BadJsonError` where more follows."""
        self._skip_blank()
        if self.at < len(self.text):
            raise BadJsonError(self.line())

    def line(self) -> int:
        """The line of the next sign."""
        at, line = self._counted
        line += self.text.count("\n", at, self.at)
        self._counted = (self.at, line)
        return line

    def _skip_blank(self) -> None:
        match = BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
