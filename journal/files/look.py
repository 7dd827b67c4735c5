"""What kind of file is it, by all of its content?"""

from io import BytesIO
from zipfile import is_zipfile

from journal.files.kinds import Kind
from journal.files.offices import find_office_kind
from journal.files.pdfs import check_pdf
from journal.files.pictures import check_picture
from journal.files.refusals import Reason, RefusedFileError

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_HEAD = 1024  # bytes
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
)
_OTHER_PICTURES = (b"II*\0", b"MM\0*", b"BM", b"8BPS", b"\0\0\x01\0", b"\xff\x0a")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"L\0\0\0\x01\x14")
_WEB_PAGES = (b"<html", b"<!doctype html", b"<script", b"<head", b"<body", b"<iframe", b"<?php")


def find_kind(content: bytes) -> Kind:
    """The kind of a file, by all of its content. Raises `RefusedFileError`."""
    if not content:
        raise RefusedFileError(Reason.EMPTY)
    if content.startswith(_ZIP):
        return find_office_kind(content)
    kind = _kind_by_beginning(content)
    if is_zipfile(BytesIO(content)):
        raise RefusedFileError(Reason.TWO_KINDS)
    if kind == Kind.PDF:
        check_pdf(content)
    else:
        check_picture(content, kind)
    return kind


def _kind_by_beginning(content: bytes) -> Kind:
    if content.startswith(b"%PDF-"):
        return Kind.PDF
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return Kind.WEBP
    for beginning, kind in _PICTURES:
        if content.startswith(beginning):
            return kind
    raise RefusedFileError(_why_not(content))


def _why_not(content: bytes) -> Reason:
    """What a file is that is not taken, as well as its beginning says."""
    if content.startswith(_OLE):
        return Reason.PASSWORD if _LOCKED_OFFICE in content else Reason.OLD_OFFICE
    head = content[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if b"<svg" in head:
        return Reason.SVG
    if any(sign in head for sign in _WEB_PAGES):
        return Reason.WEB_PAGE
    if content.startswith(_OTHER_PICTURES) or content[4:8] == b"ftyp":
        return Reason.OTHER_PICTURE
    return Reason.PROGRAM if content.startswith(_PROGRAMS) else Reason.UNKNOWN
