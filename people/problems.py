"""What is wrong with the data that were read, and where?"""

from collections.abc import Iterable
from dataclasses import dataclass

SHOWN = 60


def quote(value: object) -> str:
    """The value as a message shows it: in quotes and never long."""
    text = str(value)
    return f"“{text[:SHOWN]}…”" if len(text) > SHOWN else f"“{text}”"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: in which file and line, in which record and field."""

    file: str
    line: int
    record: str
    field: str
    message: str

    def __str__(self) -> str:
        field = f"field {quote(self.field)}" if self.field else ""
        where = (self.file, f"line {self.line}", self.record, field)
        return f"{', '.join(part for part in where if part)}: {self.message}"


class BadDataError(Exception):
    """The data cannot be used. Says everything that is wrong with them, one problem a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.file, problem.line))
        super().__init__("\n".join(str(problem) for problem in self.problems))
