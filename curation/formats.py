"""In which kinds of file does the catalogue leave, and come back? CSV, Excel and YAML.

All cells are texts, however the program that saved the file took them: a year may come back as a
number, a day as a moment. CSV and Excel guard texts that a spreadsheet would run as formulas.
"""

import datetime
from typing import Any

from django.utils.translation import gettext as _
from import_export.formats import base_formats
from tablib import Dataset

from people.spreadsheets import BYTE_ORDER_MARK, with_guards, without_guards

KINDS_OF_CELL = (str, int, float, datetime.date)  # a moment is a date too


def as_text(value: Any) -> str:
    """What somebody who looks at the cell reads. Raises `ValueError` for what is no cell."""
    if value is None:
        return ""
    if not isinstance(value, KINDS_OF_CELL):
        raise ValueError(_("A cell holds a list or a table, and can only hold a text."))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).replace("\r\n", "\n")
    if "\0" in text:
        raise ValueError(_("A cell holds a sign that no text has. Was the file damaged?"))
    return text


class _Texts:
    """Reads every cell as a text, and no row without any."""

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> Dataset:
        read = super().create_dataset(in_stream, **kwargs)  # type: ignore[misc]
        headers = [as_text(header) for header in read.headers or []]
        rows = ([self.cell(value) for value in row] for row in read)
        return Dataset(*(row for row in rows if any(row)), headers=headers)

    def cell(self, value: Any) -> str:
        return as_text(value)


class _Guarded(_Texts):
    """Writes no cell that a spreadsheet runs, and takes the guards off again."""

    def cell(self, value: Any) -> str:
        return without_guards(super().cell(value))

    def export_data(self, dataset: Dataset, **kwargs: Any) -> Any:
        rows = ([with_guards(as_text(value)) for value in row] for row in dataset)
        return super().export_data(Dataset(*rows, headers=dataset.headers), **kwargs)  # type: ignore[misc]


class CSV(_Guarded, base_formats.CSV):  # type: ignore[misc]  # untyped
    """With the mark by which Excel knows that it is UTF-8."""

    def export_data(self, dataset: Dataset, **kwargs: Any) -> str:
        return f"{BYTE_ORDER_MARK}{super().export_data(dataset, **kwargs)}"


class Excel(_Guarded, base_formats.XLSX):  # type: ignore[misc]
    """A workbook; its first sheet is read."""


class YAML(_Texts, base_formats.YAML):  # type: ignore[misc]
    """A list of records."""


FORMATS = [CSV, Excel, YAML]
