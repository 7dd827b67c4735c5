"""What does a report say? A document without its output: every string is ready to print.

The strings are plain text in the reader's language. Nothing here knows of PDF or HTML, and
whoever prints a document computes and formats nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from journal.picture import Line, Piece, Place, across, down, lines

STEPS = 6  # of a heat map's colours, 0 (nothing) to 5 (most)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    kind: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """Things under each other, each of paragraphs and lists; numbered where a number is first.

    Raises ValueError for a negative number.
    """

    kind: ClassVar[str] = "bullets"
    items: tuple[tuple["Paragraph | Bullets", ...], ...]
    first: int | None = None

    def __post_init__(self) -> None:
        if self.first is not None and self.first < 0:
            raise ValueError(f"a list is numbered from 0 or more, not from {self.first}")


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what is so: `rows` are pairs."""

    kind: ClassVar[str] = "facts"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ToSign:
    """Lines to be written on by hand, each with its label."""

    kind: ClassVar[str] = "to_sign"
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column. Words start at its start; numbers stand at its end."""

    heading: str
    align: Literal["start", "end"] = "start"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first cell of each row is the row's header.

    Raises ValueError if there is no column or a row has not one cell for each column.
    """

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError(f"the table “{self.caption}” has no columns")
        for number, row in enumerate(self.rows, start=1):
            _check_length(f"row {number} of the table “{self.caption}”", row, len(self.columns))

    @property
    def cells(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Each row's texts, each with the end of its column at which it stands."""
        aligns = [column.align for column in self.columns]
        return tuple(tuple(zip(row, aligns, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A number as it is printed, and the step of colour behind it, 0 to 5.

    Raises ValueError for another step.
    """

    text: str
    step: int

    def __post_init__(self) -> None:
        if self.step not in range(STEPS):
            raise ValueError(f"a heat map has the steps 0 to {STEPS - 1}, not {self.step}")


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A table whose numbers are coloured: `cells[row][column]`.

    `corner` says what the row labels are. Raises ValueError if there is no column, or if the cells
    do not match the labels.
    """

    kind: ClassVar[str] = "heat_map"
    caption: str
    corner: str
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    cells: tuple[tuple[HeatCell, ...], ...]

    def __post_init__(self) -> None:
        if not self.column_labels:
            raise ValueError(f"the heat map “{self.caption}” has no columns")
        _check_length(f"the heat map “{self.caption}”", self.cells, len(self.row_labels))
        for label, row in zip(self.row_labels, self.cells, strict=True):
            _check_length(f"“{label}” in “{self.caption}”", row, len(self.column_labels))

    @property
    def rows(self) -> tuple[tuple[str, tuple[HeatCell, ...]], ...]:
        """Each row's label and its cells."""
        return tuple(zip(self.row_labels, self.cells, strict=True))


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its length as a share of the longest possible (0 to 1), its number as printed.

    Raises ValueError for a share outside 0 to 1.
    """

    label: str
    share: float
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError(f"the bar “{self.label}” has the share {self.share}, not 0 to 1")

    @property
    def per_cent(self) -> str:
        """Its length in per cent, as an attribute of SVG."""
        return f"{self.share * 100:.2f}"


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars under each other. `alternative` says in words what the picture shows."""

    kind: ClassVar[str] = "bar_chart"
    caption: str
    alternative: str
    bars: tuple[Bar, ...]

    def __post_init__(self) -> None:
        _check_text("the alternative of a bar chart", self.alternative)


@dataclass(frozen=True, slots=True)
class Point:
    """A place of a step chart; `moved` where something made it so. Words are beside the chart."""

    place: Place
    moved: bool


@dataclass(frozen=True, slots=True)
class PicturePoint:
    """A point as an SVG has it."""

    x: str
    y: int
    moved: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A step chart as an SVG has it. `scale` are the levels: how far down, and what they say."""

    scale: tuple[tuple[int, str], ...]
    now: tuple[Line, ...]
    wanted: tuple[Line, ...]
    points: tuple[PicturePoint, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChart:
    """What was so and what was wanted, level by level, from the `first` day to the `last`.

    `levels` name the levels from 0 up; `alternative` says in words what the picture shows. Raises
    ValueError for a place that is outside of the picture.
    """

    kind: ClassVar[str] = "step_chart"
    caption: str
    alternative: str
    levels: tuple[str, ...]
    now: tuple[Piece, ...]
    wanted: tuple[Piece, ...]
    points: tuple[Point, ...]
    first: str
    last: str

    def __post_init__(self) -> None:
        _check_text("the alternative of a step chart", self.alternative)
        ends = [place for piece in (*self.now, *self.wanted) for place in (piece.start, piece.end)]
        for share, level in (*ends, *(point.place for point in self.points)):
            if not 0 <= share <= 1 or level not in range(len(self.levels)):
                raise ValueError(f"the step chart “{self.caption}” has no place {share}, {level}")

    @property
    def picture(self) -> Picture:
        """The same for an SVG."""
        highest = len(self.levels) - 1
        return Picture(
            scale=tuple(
                (down(level, highest=highest), name) for level, name in enumerate(self.levels)
            ),
            now=lines(self.now, highest=highest),
            wanted=lines(self.wanted, highest=highest),
            points=tuple(
                PicturePoint(across(share), down(level, highest=highest), point.moved)
                for point in self.points
                for share, level in [point.place]
            ),
            first=self.first,
            last=self.last,
        )


Block = Paragraph | Bullets | Facts | Table | HeatMap | BarChart | StepChart | ToSign


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what stands under it, and the sections inside it."""

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()

    def __post_init__(self) -> None:
        _check_text("the heading of a section", self.heading)


@dataclass(frozen=True, slots=True)
class Part:
    """A section in the order of reading: how deep it stands, from 1, and what links lead to."""

    level: int
    anchor: str
    section: Section


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    `language` is a tag such as "en" or "en-GB". `subtitle` are lines under the title: who, what
    period or day, what was left out. The appendix starts a page of its own. With `contents` its
    sections are listed first.
    Raises ValueError for a title without text or a language that is no such tag.
    """

    title: str
    language: str
    subtitle: tuple[str, ...]
    sections: tuple[Section, ...]
    appendix: Section | None = None
    contents: bool = False

    def __post_init__(self) -> None:
        _check_text("the title of a document", self.title)
        if not _LANGUAGE.fullmatch(self.language):
            raise ValueError(f"“{self.language}” is no language tag such as “en” or “en-GB”")

    @property
    def parts(self) -> tuple[Part, ...]:
        """All its sections in the order of reading."""
        top = self.sections if self.appendix is None else (*self.sections, self.appendix)
        return tuple(_in_order(top, 1, "part"))


def _in_order(sections: tuple[Section, ...], level: int, above: str) -> Iterator[Part]:
    for number, section in enumerate(sections, start=1):
        anchor = f"{above}-{number}"
        yield Part(level, anchor, section)
        yield from _in_order(section.sections, level + 1, anchor)


def _check_length(what: str, items: tuple[object, ...], length: int) -> None:
    if len(items) != length:
        raise ValueError(f"{what} has {len(items)} entries, not {length}")


def _check_text(what: str, text: str) -> None:
    if not text.strip():
        raise ValueError(f"{what} has no text")
