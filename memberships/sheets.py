"""How are the bytes of somebody's CSV file read? Into rows with their lines, or reasons why not."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto
from itertools import islice

MOST_ROWS = 2_000
MOST_LINES = 100_000  # empty ones too: a file of nothing else is read no further
MOST_COLUMNS = 60
LONGEST_CELL = 20_000  # characters
MOST_TROUBLES = 20
DELIMITERS = ",;\t|"
HINT = "sep="  # a first line by which spreadsheets say how the others are parted
ALLOWED_CONTROLS = "\t\n\r"
MARKS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
SAMPLE = 4_000  # bytes from which an encoding without a mark is seen


class Reason(StrEnum):
    """Why a file, or a line of it, cannot be read."""

    EMPTY = auto()
    NO_ROWS = auto()
    NOT_TEXT = auto()
    CONTROL = auto()
    QUOTES = auto()
    LONG_CELL = auto()
    TOO_MANY_CELLS = auto()
    TOO_MANY_COLUMNS = auto()
    TOO_MANY_ROWS = auto()


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong in a line; 0 is the whole file."""

    reason: Reason
    line: int = 0


class BadSheetError(Exception):
    """The file cannot be used. Says what is wrong, the first few lines of it."""

    def __init__(self, *troubles: Trouble) -> None:
        self.troubles = troubles[:MOST_TROUBLES]
        super().__init__("; ".join(f"line {each.line}: {each.reason}" for each in self.troubles))


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The cells of a row, as many as there are headings, and the line on which it begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its headings, its rows without the empty ones, and as what it was read."""

    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def parse_sheet(content: bytes) -> Sheet:
    """The table in a CSV file: of any usual encoding and delimiter, with one line of headings.

    Raises `BadSheetError`.
    """
    encoding, text = _decoded(content)
    _refuse_controls(text)
    delimiter, text, skipped = _delimiter(text)
    records = list(islice(_records(text, delimiter, skipped), MOST_ROWS + 2))
    if not records:
        raise BadSheetError(Trouble(Reason.EMPTY))
    first, *rest = records
    headings = _without_empty_end(first.cells)
    if len(headings) > MOST_COLUMNS:
        raise BadSheetError(Trouble(Reason.TOO_MANY_COLUMNS, first.line))
    if not rest:
        raise BadSheetError(Trouble(Reason.NO_ROWS))
    if len(rest) > MOST_ROWS:
        raise BadSheetError(Trouble(Reason.TOO_MANY_ROWS, rest[MOST_ROWS].line))
    return Sheet(encoding, delimiter, headings, _fitted(rest, len(headings)))


def _decoded(content: bytes) -> tuple[str, str]:
    """The encoding and the text. Windows-1252 is taken only where nothing else can be meant."""
    for encoding in (_encoding(content), "utf-8", "cp1252"):
        try:
            return encoding.removesuffix("-sig"), content.decode(encoding)
        except UnicodeDecodeError as error:
            at = error.start
    raise BadSheetError(Trouble(Reason.NOT_TEXT, content.count(b"\n", 0, at) + 1))


def _encoding(content: bytes) -> str:
    """What a mark at its beginning says, or what the zeros of UTF-16 give away, else UTF-8."""
    for encoding, mark in MARKS:
        if content.startswith(mark):
            return encoding
    sample = content[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even + odd > len(sample) / 4:
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8"


def _refuse_controls(text: str) -> None:
    """No text holds these; what does is a program's own format, or damaged."""
    found = {
        char for char in set(text) - set(ALLOWED_CONTROLS) if unicodedata.category(char) == "Cc"
    }
    if not found:
        return
    lines = (
        Trouble(Reason.CONTROL, number)
        for number, line in enumerate(io.StringIO(text, newline=None), start=1)
        if found.intersection(line)
    )
    raise BadSheetError(*lines)


def _delimiter(text: str) -> tuple[str, str, int]:
    """What parts the cells, the text to read, and how many lines of it were left out.

    It is what stands most often in the first line that is not empty, outside of quotes.
    """
    first, _end, rest = text.partition("\n")
    if first.lower().startswith(HINT) and first[len(HINT) : len(HINT) + 1] in [*DELIMITERS]:
        return first[len(HINT)], rest, 1
    line = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=bare.count), text, 0


def _records(text: str, delimiter: str, skipped: int) -> Iterator[SheetRow]:
    """The rows in which anything stands."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = skipped + 1
    while True:
        try:
            cells = tuple(cell.strip() for cell in next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            long = "field limit" in str(error)
            reason = Reason.LONG_CELL if long else Reason.QUOTES
            raise BadSheetError(Trouble(reason, line)) from error
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise BadSheetError(Trouble(Reason.LONG_CELL, line))
        if any(cells):
            yield SheetRow(line, cells)
        if line > MOST_LINES:
            raise BadSheetError(Trouble(Reason.TOO_MANY_ROWS, line))
        line = skipped + reader.line_num + 1


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _fitted(rows: list[SheetRow], width: int) -> tuple[SheetRow, ...]:
    """Rows as wide as the headings; one that says more would put texts into wrong columns."""
    fitted = [SheetRow(row.line, _without_empty_end(row.cells)) for row in rows]
    wide = [Trouble(Reason.TOO_MANY_CELLS, row.line) for row in fitted if len(row.cells) > width]
    if wide:
        raise BadSheetError(*wide)
    return tuple(SheetRow(row.line, row.cells + ("",) * (width - len(row.cells))) for row in fitted)
