"""How is a table given to a spreadsheet so that it shows every text and runs none of them?

A spreadsheet runs a cell that begins with =, +, - or @, also a full-width one, also after blanks;
and where it takes another separator than the comma, it lets cells begin in the middle of ours.
An apostrophe before such a beginning makes it a text. `without_guards` takes it off again, so
that a file that was exported comes back as it was.
"""

import csv
import re
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes the file for one of its own old encodings
GUARD = "'"
_RUNNING = "=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
_UNSEEN = re.compile(r"[\s'\"\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060\ufeff]")
_BEFORE_A_CELL = ";\t\r\n"
_TAKEN_OFF = re.compile(r"'*[\t\r]")  # at the beginning of a cell some spreadsheets drop these
_MAY_RUN = re.compile(rf"[{re.escape(_RUNNING)}]|^'*[\t\r]")


def with_guards(text: str) -> str:
    """The text as a cell that no spreadsheet runs."""
    if not _MAY_RUN.search(text):
        return text
    runs = _runs(text)
    guarded = [
        GUARD + char if _begins_cell(text, at) and runs[at] else char
        for at, char in enumerate(text)
    ]
    return _guard_of_whole(text, runs) + "".join(guarded)


def without_guards(cell: str) -> str:
    """The text that `with_guards` made a cell of."""
    if not _MAY_RUN.search(cell):
        return cell
    runs = _runs(cell)
    if cell.startswith(GUARD) and _guard_of_whole(cell[1:], runs[1:]):
        cell, runs = cell[1:], runs[1:]
    return "".join(
        char
        for at, char in enumerate(cell)
        if not (char == GUARD and _begins_cell(cell, at) and runs[at + 1])
    )


def _runs(text: str) -> list[bool]:
    """Of each place, and the end, whether what is seen from there on is what runs.

    From the end, as what is unseen is as what follows it: each letter is looked at once.
    """
    runs = [False] * (len(text) + 1)
    for at in range(len(text) - 1, -1, -1):
        char = text[at]
        runs[at] = char in _RUNNING or (runs[at + 1] and _UNSEEN.match(char) is not None)
    return runs


def _begins_cell(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in _BEFORE_A_CELL


def _guard_of_whole(text: str, runs: list[bool]) -> str:
    """What goes before a text that runs nothing but would lose its first letters."""
    return GUARD if not runs[0] and _TAKEN_OFF.match(text) else ""


def csv_response(*, filename: str, lines: Iterable[Sequence[str]]) -> HttpResponse:
    """A table, headings first, as a CSV file to download, in UTF-8."""
    response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    csv.writer(response).writerows([with_guards(text) for text in line] for line in lines)
    return response
