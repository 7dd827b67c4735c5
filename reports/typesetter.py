"""How does plain data become a PDF? A program of its own: JSON in, PDF out.

    python -m reports.typesetter < manuscript.json > report.pdf

It limits its own memory and processor time before it sets anything, imports no Django and uses no
fonts but those it is given. It ends with CANNOT_BE_SET if
the fonts cannot set a text.
The PDF is tagged and keeps to PDF/UA-1 and PDF/A-2a; the same input gives the same bytes.
"""

import json
import resource
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from pikepdf import Dictionary, Name, Object, ObjectStreamMode, Pdf

CANNOT_BE_SET = 3
OUT_OF_MEMORY = 4
_NO_GLYPH = "could not be displayed with"
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
    """Tag what typst cannot, and write the PDF several times smaller."""
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
    """Tag the first cell of each row as the row's header, which typst cannot say itself.

    Typst lists for each cell the headers of its column only. The lists go: with the scope of every
    header said, a reader finds those of the column and of the row.
    """
    for element in document.objects:
        if isinstance(element, Dictionary) and element.get("/S") == Name.TBody:
            for row in element.K:
                _tag_row(row)


def _tag_row(row: Object) -> None:
    for cell in row.K:
        for attributes in cell.A:
            if "/Headers" in attributes:
                del attributes.Headers
    row.K[0].S = Name.TH
    row.K[0].A.append(Dictionary(O=Name.Table, Scope=Name.Row))


if __name__ == "__main__":
    sys.exit(main())
