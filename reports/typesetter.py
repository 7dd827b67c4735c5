"""How does plain data become a PDF? A program of its own: JSON in, PDF out.

    python -m reports.typesetter < manuscript.json > report.pdf

It limits its own memory and processor time before it sets anything, imports no Django and uses no
fonts but those it is given. It ends with CANNOT_BE_SET if the fonts cannot set a text.
The PDF is tagged and keeps to PDF/UA-1 and PDF/A-2a; the same input gives the same bytes.
"""

import json
import re
import resource
import sys
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from pikepdf import Dictionary, Name, Object, ObjectStreamMode, Pdf

CANNOT_BE_SET = 3
OUT_OF_MEMORY = 4
_NO_GLYPH = "could not be displayed with"
_AROUND_TABLES = {Name.Document, Name.Div, Name.Table}
_COLUMN_LISTS = re.compile(rb"/Headers\[\(U\d+x\d+y\d+\)\]")
_TEMPLATE = Path(__file__).with_name("document.typ")


def main() -> int:
    """Set what stands on stdin and write it to stdout."""
    order = json.load(sys.stdin.buffer)
    _limit(order["seconds"], order["megabytes"])
    try:
        _resave(_typeset(order))
    except typst.TypstError as error:
        if _NO_GLYPH not in error.message:
            raise
        return CANNOT_BE_SET
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _typeset(order: dict[str, Any]) -> bytes:
    pdf: bytes = typst.compile(
        _TEMPLATE,
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=order["font_folders"],
        ),
        sys_inputs={"manuscript": json.dumps(order["manuscript"])},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=datetime.fromisoformat(order["made_at"]),
    )
    return pdf


def _resave(pdf: bytes) -> None:
    """Tag what typst cannot, and write the PDF several times smaller.

    Typst lists for each cell the header of its column, so that a reader would not look for that
    of its row. The lists give way to spaces, which leave every offset in the file as it is; one by
    one as objects they would take as long as a third of the typesetting.
    """
    pdf = _COLUMN_LISTS.sub(lambda found: b" " * len(found[0]), pdf)
    with Pdf.open(BytesIO(pdf)) as document:
        _name_row_headers(document)
        document.save(
            sys.stdout.buffer,
            deterministic_id=True,
            object_stream_mode=ObjectStreamMode.generate,
        )


def _limit(seconds: int, megabytes: int) -> None:
    memory = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _name_row_headers(document: Pdf) -> None:
    """Tag the first cell of each row as the row's header, which typst cannot say itself."""
    for body in _table_bodies(document.Root.StructTreeRoot.K):
        for row in body.K:
            first = row.K[0]
            first.S = Name.TH
            first.A.append(Dictionary(O=Name.Table, Scope=Name.Row))


def _table_bodies(elements: Object) -> Iterator[Object]:
    """The bodies of all tables among structure elements and what they contain."""
    for element in elements:
        tag = element.S if isinstance(element, Dictionary) else None
        if tag == Name.TBody:
            yield element
        elif tag in _AROUND_TABLES:
            yield from _table_bodies(element.K)


if __name__ == "__main__":
    sys.exit(main())
