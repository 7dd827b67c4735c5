"""How is ability over time drawn? As stairs: the shapes, and where they stand in an SVG.

A place lies somewhere between the first day (0) and the last (1), on a level that counts up from
0. In an SVG it is across in per cent, so that the picture scales and its words do not; down it is
in pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEFT, RIGHT = 10.0, 94.0  # per cent: room for the scale, and for the last point
TOP, STEP = 20, 36  # pixels: of the highest level, and from one to the next

Place = tuple[float, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A straight piece of a line, from one place to another."""

    start: Place
    end: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A piece as an SVG has it."""

    x1: str
    y1: int
    x2: str
    y2: int


def stairs(places: Sequence[Place], *, end: float) -> tuple[Piece, ...]:
    """Level from each place until the next, then straight up or down; level until the end."""
    pieces: list[Piece] = []
    for (x, level), (next_x, next_level) in zip(
        places, [*places[1:], *((end, level) for _x, level in places[-1:])], strict=True
    ):
        pieces.append(Piece((x, level), (next_x, level)))
        if next_level != level:
            pieces.append(Piece((next_x, level), (next_x, next_level)))
    return tuple(pieces)


def lines(pieces: Sequence[Piece], *, highest: int) -> tuple[Line, ...]:
    """The pieces in an SVG whose highest level is that."""
    return tuple(
        Line(
            x1=across(piece.start[0]),
            y1=down(piece.start[1], highest=highest),
            x2=across(piece.end[0]),
            y2=down(piece.end[1], highest=highest),
        )
        for piece in pieces
    )


def across(share: float) -> str:
    """How far from the left."""
    return f"{LEFT + (RIGHT - LEFT) * share:.2f}%"


def down(level: int, *, highest: int) -> int:
    """How far from the top."""
    return TOP + STEP * (highest - level)
