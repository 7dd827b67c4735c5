"""What is handed to the typesetter? A document as plain data: clean text, broken and measured."""

from collections.abc import Callable, Sequence
from typing import Any

from reports.content import (
    BarChart,
    Block,
    Bullets,
    Column,
    Document,
    Facts,
    HeatMap,
    Paragraph,
    Section,
    StepChart,
    Table,
    ToSign,
)
from reports.measure import BOLD, break_words, column_widths, text_width
from reports.text import REPLACEMENT

# The room for a text, in em of its own size; reports/document.typ has the sizes.
LINE = 48.0  # 170 mm at 10 pt
TITLE = 20.0
HEADING = 30.0
INDENT = 2.0  # of what stands in a list
NAMES = 12.0  # the most for the names of facts
LABEL = 9.0  # before a line to sign
TABLE = 60.0  # 170 mm at 8 pt
PADDING = 0.8  # of a cell, left and right
LABELS = 18.0  # the most for the labels of a picture
HEAD_SCALE = 1.15  # the head of a heat map is so much smaller than its cells
CELL = 7.0  # the most for a cell of a heat map
NUMBERS = 9.0  # the most for the numbers beside bars

Clean = Callable[[str], tuple[str, int]]


class Manuscript:
    """A document's data for reports/document.typ, and how many characters were replaced in it.

    A text is a list of parts as `break_words` makes them.
    """

    def __init__(self, document: Document, clean: Clean) -> None:
        self._clean = clean
        self.replaced = 0
        language, _, region = document.language.partition("-")
        self.data: dict[str, Any] = {
            "language": language.lower(),
            "region": region.upper() or None,
            "title": self._parts(document.title, TITLE),
            "subtitle": [self._parts(line, LINE) for line in document.subtitle],
            "sections": [self._section(each) for each in document.sections],
            "appendix": self._section(document.appendix) if document.appendix else None,
            "contents": document.contents,
        }

    def _text(self, text: str) -> str:
        cleaned, replaced = self._clean(text)
        if text.strip() and not cleaned.strip():  # nobody could see it, nor typst as a heading
            cleaned, replaced = REPLACEMENT, 1
        self.replaced += replaced
        return cleaned

    def _parts(self, text: str, width: float) -> list[list[str]]:
        return break_words(self._text(text), width)

    def _section(self, section: Section) -> dict[str, Any]:
        return {
            "heading": self._parts(section.heading, HEADING),
            "blocks": [self._block(each) for each in section.blocks],
            "sections": [self._section(each) for each in section.sections],
        }

    def _block(self, block: Block) -> dict[str, Any]:
        data: dict[str, Any]
        match block:
            case Paragraph():
                data = {"text": self._parts(block.text, LINE)}
            case Bullets():
                data = self._bullets(block, LINE)
            case Facts():
                data = self._facts(block)
            case ToSign():
                data = {"labels": [self._parts(each, LABEL) for each in block.labels]}
            case Table():
                data = self._table(block)
            case HeatMap():
                data = self._heat_map(block)
            case BarChart():
                data = self._bar_chart(block)
            case StepChart():
                data = self._step_chart(block)
        return {"kind": block.kind, **data}

    def _bullets(self, bullets: Bullets, width: float) -> dict[str, Any]:
        inside = max(width - INDENT, INDENT)
        return {
            "first": bullets.first,
            "items": [[self._item(each, inside) for each in item] for item in bullets.items],
        }

    def _item(self, block: Paragraph | Bullets, width: float) -> dict[str, Any]:
        if isinstance(block, Bullets):
            return {"kind": block.kind, **self._bullets(block, width)}
        return {"kind": block.kind, "text": self._parts(block.text, width)}

    def _facts(self, facts: Facts) -> dict[str, Any]:
        names = self._texts([name for name, _ in facts.rows])
        width = _widest(names, NAMES) * BOLD
        values = [self._parts(value, LINE - width) for _, value in facts.rows]
        broken = [break_words(name, width / BOLD) for name in names]
        return {"width": width, "rows": list(zip(broken, values, strict=True))}

    def _table(self, table: Table) -> dict[str, Any]:
        columns = [Column(self._text(each.heading), each.align) for each in table.columns]
        rows = [self._texts(row) for row in table.rows]
        widths = column_widths(columns, rows, TABLE - len(columns) * PADDING)
        return {
            "caption": self._parts(table.caption, LINE),
            "widths": widths,
            "aligns": [each.align for each in columns],
            "head": _broken_heads([each.heading for each in columns], widths),
            "rows": [_broken(row, widths) for row in rows],
        }

    def _heat_map(self, heat_map: HeatMap) -> dict[str, Any]:
        corner, *heads = self._texts((heat_map.corner, *heat_map.column_labels))
        labels = self._texts(heat_map.row_labels)
        first = _widest([corner, *labels], LABELS)
        cell = min((TABLE - first - PADDING) / len(heads) - PADDING, CELL)
        widths = [first] + [cell] * len(heads)
        return {
            "caption": self._parts(heat_map.caption, LINE),
            "widths": widths,
            "head_scale": HEAD_SCALE,
            "head": _broken_heads([corner, *heads], [width * HEAD_SCALE for width in widths]),
            "rows": [
                {
                    "label": break_words(label, first),
                    "cells": _broken(self._texts([each.text for each in row]), widths[1:]),
                    "steps": [each.step for each in row],
                }
                for label, row in zip(labels, heat_map.cells, strict=True)
            ],
        }

    def _bar_chart(self, chart: BarChart) -> dict[str, Any]:
        labels = self._texts([bar.label for bar in chart.bars])
        numbers = self._texts([bar.text for bar in chart.bars])
        widths = [_widest(labels, LABELS), _widest(numbers, NUMBERS)]
        return {
            "caption": self._parts(chart.caption, LINE),
            "alternative": self._text(chart.alternative),
            "widths": widths,
            "bars": [
                {
                    "label": break_words(label, widths[0]),
                    "share": bar.share,
                    "number": break_words(number, widths[1]),
                }
                for label, bar, number in zip(labels, chart.bars, numbers, strict=True)
            ],
        }

    def _step_chart(self, chart: StepChart) -> dict[str, Any]:
        return {
            "caption": self._parts(chart.caption, LINE),
            "alternative": self._text(chart.alternative),
            "levels": self._texts(chart.levels),
            "now": [[piece.start, piece.end] for piece in chart.now],
            "wanted": [[piece.start, piece.end] for piece in chart.wanted],
            "points": [[point.place, point.moved] for point in chart.points],
            "first": self._text(chart.first),
            "last": self._text(chart.last),
        }

    def _texts(self, texts: Sequence[str]) -> list[str]:
        return [self._text(each) for each in texts]


def _broken(texts: Sequence[str], widths: Sequence[float]) -> list[list[list[str]]]:
    return [break_words(text, width) for text, width in zip(texts, widths, strict=True)]


def _broken_heads(heads: Sequence[str], widths: Sequence[float]) -> list[list[list[str]]]:
    return _broken(heads, [width / BOLD for width in widths])


def _widest(texts: Sequence[str], most: float) -> float:
    return min(max(map(text_width, texts), default=1.0), most)
