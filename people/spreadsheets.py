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
_UNSEEN = r"[\s'\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060\ufeff]*"
_RUNS = _UNSEEN + r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
_BEGINS = r"(?:^|[;\t\r\n])"
_TO_GUARD = re.compile(rf"(^(?='*[\t\r])|{_BEGINS}(?={_RUNS}))")
_GUARDED = re.compile(rf"(^(?=''*[\t\r])|{_BEGINS}(?='{_RUNS}))'")


def with_guards(text: str) -> str:
    """The text as a cell that no spreadsheet runs."""
    return _TO_GUARD.sub(r"\1'", text)


def without_guards(cell: str) -> str:
    """The text that `with_guards` made a cell of."""
    return _GUARDED.sub(r"\1", cell)


def csv_response(*, filename: str, lines: Iterable[Sequence[str]]) -> HttpResponse:
    """A table, headings first, as a CSV file to download, in UTF-8."""
    response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    csv.writer(response).writerows([with_guards(text) for text in line] for line in lines)
    return response
