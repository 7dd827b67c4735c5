"""Small documents, and what other programs read in a PDF."""

import subprocess
import unicodedata
from datetime import UTC, datetime

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
