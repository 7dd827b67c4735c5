"""Small documents, and what other programs read in a PDF."""

import subprocess
import unicodedata
from datetime import UTC, datetime

import pikepdf

from reports.content import Block, Document, Paragraph, Section
from reports.pdf import render_pdf

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
_DIRECTIONS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def make_document(*blocks: Block, title: str = "Review") -> Document:
    return Document(title, "en-GB", ("Ada Example",), (Section("Findings", blocks),))


def print_texts(*texts: str) -> str:
    """What is read on the pages of a document with these paragraphs."""
    document = make_document(*map(Paragraph, texts))
    return read_text(render_pdf(document=document, made_at=NOON))


def read_text(pdf: bytes, *options: str) -> str:
    """The text as poppler reads it, without the marks of direction that poppler adds."""
    done = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return unicodedata.normalize("NFC", done.stdout.decode().translate(_DIRECTIONS))


def without_spaces(text: str) -> str:
    return "".join(text.split())


def elements(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    """The structure elements with a tag, in the order of reading."""
    found: list[pikepdf.Object] = []

    def walk(element: pikepdf.Object | None) -> None:
        if isinstance(element, pikepdf.Array):
            for each in element:
                walk(each)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            if str(element.S) == f"/{tag}":
                found.append(element)
            walk(element.get("/K"))

    walk(pdf.Root.StructTreeRoot.K)
    return found


def scope(element: pikepdf.Object) -> list[str]:
    return [str(each.Scope) for each in element.A if "/Scope" in each]
