"""Which kinds of files are taken, and what are they called?"""

from dataclasses import dataclass
from enum import StrEnum, auto

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


class Kind(StrEnum):
    """A kind of file that is taken, and the usual ending of its names."""

    PDF = auto()
    PNG = auto()
    JPG = auto()
    GIF = auto()
    WEBP = auto()
    DOCX = auto()
    XLSX = auto()
    PPTX = auto()
    ODT = auto()
    ODS = auto()
    ODP = auto()


@dataclass(frozen=True, slots=True)
class About:
    """The content type of a kind, and the endings that its names may have, without the dot."""

    content_type: str
    endings: tuple[str, ...]


KINDS = {
    Kind.PDF: About("application/pdf", ("pdf",)),
    Kind.PNG: About("image/png", ("png",)),
    Kind.JPG: About("image/jpeg", ("jpg", "jpeg", "jpe", "jfif")),
    Kind.GIF: About("image/gif", ("gif",)),
    Kind.WEBP: About("image/webp", ("webp",)),
    Kind.DOCX: About(f"{_OOXML}wordprocessingml.document", ("docx",)),
    Kind.XLSX: About(f"{_OOXML}spreadsheetml.sheet", ("xlsx",)),
    Kind.PPTX: About(f"{_OOXML}presentationml.presentation", ("pptx",)),
    Kind.ODT: About(f"{_ODF}text", ("odt",)),
    Kind.ODS: About(f"{_ODF}spreadsheet", ("ods",)),
    Kind.ODP: About(f"{_ODF}presentation", ("odp",)),
}
BY_CONTENT_TYPE = {about.content_type: kind for kind, about in KINDS.items()}
ENDINGS = tuple(ending for about in KINDS.values() for ending in about.endings)
