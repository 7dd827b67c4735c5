"""How are the bytes of a gazetteer read? Into frozen rows, or an error naming every mistake."""

import csv
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from people.problems import BadDataError, Problem, quote

FILE = "places.csv"
LARGEST = 20_000_000
LONGEST = 200
LARGEST_NUMBER = 2**31 - 1
COLUMNS = ("geonames_id", "name", "region", "country", "population", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as the file has it; latitude and longitude in degrees."""

    line: int
    geonames_id: int
    name: str
    region: str
    country: str
    population: int
    latitude: float
    longitude: float


def parse_places(content: bytes) -> tuple[PlaceRow, ...]:
    """The rows of `places.csv` (UTF-8, the columns of `COLUMNS` named in its first line).

    Raises `BadDataError` with everything that is wrong.
    """
    problems: list[Problem] = []
    rows: dict[int, PlaceRow] = {}
    for line, cells in _records(content):
        record = _Record(line, cells, problems)
        row = record.row()
        if row is None:
            continue
        if row.geonames_id in rows:
            first = rows[row.geonames_id].line
            record.refuse("geonames_id", f"{row.geonames_id} stands in line {first} already")
        rows[row.geonames_id] = row
    if problems:
        raise BadDataError(problems)
    return tuple(rows.values())


def _records(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each record's first line and cells. What is no table at all is refused at once."""
    if len(content) > LARGEST:
        raise BadDataError([_problem(1, f"the file is larger than {LARGEST:,} bytes")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadDataError([_problem(line, "the file must be text in UTF-8")]) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        if next(reader, None) != list(COLUMNS):
            raise BadDataError([_problem(1, f"the first line must be {','.join(COLUMNS)}")])
        line = reader.line_num + 1
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadDataError([_problem(line, f"not readable as CSV: {error}")]) from error


def _problem(line: int, message: str) -> Problem:
    return Problem(FILE, line, "", "", message)


class _Record:
    """One record of the file: gives out checked values, writes down what is wrong."""

    def __init__(self, line: int, cells: list[str], problems: list[Problem]) -> None:
        self.line = line
        self.cells = cells
        self.problems = problems

    def refuse(self, field: str, message: str) -> None:
        self.problems.append(Problem(FILE, self.line, "", field, message))

    def row(self) -> PlaceRow | None:
        """The row, or None where something was wrong with it."""
        before = len(self.problems)
        if len(self.cells) != len(COLUMNS):
            self.refuse("", f"must have {len(COLUMNS)} cells, not {len(self.cells)}")
            return None
        cell = dict(zip(COLUMNS, self.cells, strict=True))
        row = PlaceRow(
            line=self.line,
            geonames_id=self._whole("geonames_id", cell["geonames_id"], lowest=1),
            name=self._text("name", cell["name"], needed=True),
            region=self._text("region", cell["region"]),
            country=self._country(cell["country"]),
            population=self._whole("population", cell["population"]),
            latitude=self._degrees("latitude", cell["latitude"], 90),
            longitude=self._degrees("longitude", cell["longitude"], 180),
        )
        return row if len(self.problems) == before else None

    def _text(self, field: str, value: str, *, needed: bool = False) -> str:
        if needed and not value.strip():
            self.refuse(field, "must not be empty")
        if len(value) > LONGEST:
            self.refuse(field, f"has {len(value):,} characters; at most {LONGEST:,} are allowed")
        if "\0" in value:
            self.refuse(field, "must not hold a null character")
        return value.strip()

    def _country(self, value: str) -> str:
        if not re.fullmatch("[A-Z]{2}", value):
            self.refuse(
                "country", f"must be the two capital letters of a country, not {quote(value)}"
            )
        return value

    def _whole(self, field: str, value: str, *, lowest: int = 0) -> int:
        if re.fullmatch("[0-9]{1,10}", value) and lowest <= int(value) <= LARGEST_NUMBER:
            return int(value)
        self.refuse(field, f"must be a whole number from {lowest}, not {quote(value)}")
        return 0

    def _degrees(self, field: str, value: str, limit: int) -> float:
        try:
            degrees = float(value)
        except ValueError:
            degrees = math.nan
        if not -limit <= degrees <= limit:
            self.refuse(field, f"must be a number from -{limit} to {limit}, not {quote(value)}")
        return degrees
