"""What is a file, by its content?"""

import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.files.apart import find_kind_apart
from journal.files.kinds import ENDINGS, KINDS, Kind
from journal.files.look import find_kind
from journal.files.names import check_ending, check_name
from journal.files.offices import MOST_PARTS, MOST_UNPACKED
from journal.files.refusals import Reason, RefusedFileError
from journal.refused import WORDS
from tests.journal import samples
from tests.journal.samples import archive, docx, odf, pdf, picture, pptx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BILLION_LAUGHS = '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><Types>&b;</Types>'
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"


def huge_png() -> bytes:
    """A few bytes that say they are 30,000 pixels wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    parts = (
        chunk(b"IHDR", header),
        chunk(b"IDAT", zlib.compress(b"\0" * 100)),
        chunk(b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def locked_part() -> bytes:
    """An archive whose parts say that they ask for a password."""
    content = bytearray(docx())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(sign, at + 4)
    return bytes(content)


def lying_part() -> bytes:
    """An archive with a part that gives more than it says."""
    content = bytearray(archive({"[Content_Types].xml": "x" * 10_000}))
    for sign, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.find(sign)
        content[at + place : at + place + 4] = struct.pack("<I", 10)
    return bytes(content)


HOSTILE = {
    "nothing": (lambda: b"", Reason.EMPTY),
    "text": (lambda: b"Dear diary", Reason.UNKNOWN),
    "windows program": (lambda: b"MZ\x90\0" + b"\0" * 100, Reason.PROGRAM),
    "linux program": (lambda: b"\x7fELF\2\1\1", Reason.PROGRAM),
    "shell script": (lambda: b"#!/bin/sh\nrm -r ~", Reason.PROGRAM),
    "web page": (lambda: b"<!DOCTYPE html><title>x</title>", Reason.WEB_PAGE),
    "web page after a mark": (lambda: b"\xef\xbb\xbf\n <HTML><script>1</script>", Reason.WEB_PAGE),
    "web page in UTF-16": (lambda: "<html>".encode("utf-16"), Reason.WEB_PAGE),
    "script alone": (lambda: b"<script>alert(1)</script>", Reason.WEB_PAGE),
    "SVG": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', Reason.SVG),
    "SVG with script": (
        lambda: b'<?xml version="1.0"?><svg><script>alert(1)</script></svg>',
        Reason.SVG,
    ),
    "TIFF": (lambda: picture("TIFF"), Reason.OTHER_PICTURE),
    "BMP": (lambda: picture("BMP"), Reason.OTHER_PICTURE),
    "HEIC": (lambda: b"\0\0\0\x18ftypheic" + b"\0" * 50, Reason.OTHER_PICTURE),
    "picture with a script": (lambda: picture("PNG") + b"<ScRiPt >1", Reason.TWO_KINDS),
    "GIF that is a script": (lambda: b"GIF89a/*<html>*/=1;", Reason.TWO_KINDS),
    "picture and archive": (lambda: picture("GIF") + archive({"a": "a"}), Reason.TWO_KINDS),
    "PDF and archive": (lambda: pdf() + archive({"a": "a"}), Reason.TWO_KINDS),
    "picture and PDF": (
        lambda: picture("JPEG", comment=b"%PDF-1.7") + pdf(),
        Reason.TWO_KINDS,
    ),
    "picture cut off": (lambda: picture("PNG", (90, 90))[:60], Reason.BROKEN),
    "photograph cut off": (lambda: picture("JPEG", (900, 900))[:-800], Reason.BROKEN),
    "first bytes of a picture": (lambda: b"\xff\xd8\xff\xe0", Reason.BROKEN),
    "picture of a billion pixels": (huge_png, Reason.LARGE_PICTURE),
    "PDF cut off": (lambda: pdf()[:150], Reason.BROKEN),
    "PDF of words only": (lambda: b"%PDF-1.7 no more than that", Reason.BROKEN),
    "PDF after something else": (lambda: b"\n\n" + pdf(), Reason.UNKNOWN),
    "PDF with a password": (lambda: pdf(encryption=samples.locked(user="u")), Reason.PASSWORD),
    "PDF with JavaScript": (lambda: pdf(samples.with_javascript), Reason.RUNS),
    "JavaScript written with escapes": (
        lambda: pdf(samples.with_javascript).replace(b"/JavaScript /S", b"/J#61vaScript /S"),
        Reason.RUNS,
    ),
    "PDF that starts a program": (lambda: pdf(samples.with_launch), Reason.RUNS),
    "PDF form with a script": (lambda: pdf(samples.with_form_script), Reason.RUNS),
    "PDF form of the other kind": (lambda: pdf(samples.with_xfa), Reason.RUNS),
    "PDF with a file": (lambda: pdf(samples.with_attachment), Reason.FILES_INSIDE),
    "old office": (lambda: OLE, Reason.OLD_OFFICE),
    "locked office": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), Reason.PASSWORD),
    "archive": (lambda: archive({"cv.docx": docx()}), Reason.ARCHIVE),
    "Java archive": (lambda: archive({"META-INF/MANIFEST.MF": "Main: x"}), Reason.ARCHIVE),
    "empty archive": (lambda: b"PK\x03\x04", Reason.BROKEN),
    "document cut off": (lambda: docx()[:-30], Reason.BROKEN),
    "document with a password": (locked_part, Reason.PASSWORD),
    "document that lies about its size": (lying_part, Reason.BROKEN),
    "document of many parts": (
        lambda: archive({f"p{n}": "" for n in range(MOST_PARTS + 1)}),
        Reason.TOO_MUCH,
    ),
    "document that unpacks to too much": (
        lambda: docx(**{"word/media/a.bmp": bytes(MOST_UNPACKED)}),
        Reason.TOO_MUCH,
    ),
    "document packed in a rare way": (
        lambda: archive({"[Content_Types].xml": "<Types/>"}, zipfile.ZIP_LZMA),
        Reason.BROKEN,
    ),
    "document with a document type": (
        lambda: archive({"[Content_Types].xml": BILLION_LAUGHS}),
        Reason.BROKEN,
    ),
    "document of no XML": (lambda: archive({"[Content_Types].xml": "<Types"}), Reason.BROKEN),
    "document with macros": (lambda: docx(**{"word/vbaProject.bin": b"x"}), Reason.MACROS),
    "macros under another name": (
        lambda: docx("application/vnd.ms-office.vbaProject"),
        Reason.MACROS,
    ),
    "macro type": (
        lambda: archive({"[Content_Types].xml": samples.content_types(MACRO_TYPE)}),
        Reason.MACROS,
    ),
    "macro sheet": (lambda: docx("application/vnd.ms-excel.macrosheet+xml"), Reason.MACROS),
    "control": (lambda: docx(**{"word/activeX/activeX1.xml": "<x/>"}), Reason.FILES_INSIDE),
    "inserted object": (
        lambda: docx(**{"word/embeddings/oleObject1.bin": OLE}),
        Reason.FILES_INSIDE,
    ),
    "chart with macros": (
        lambda: pptx(**{"ppt/embeddings/a.xlsx": docx(**{"xl/vbaProject.bin": b"x"})}),
        Reason.MACROS,
    ),
    "program inside": (lambda: pptx(**{"ppt/embeddings/a.xlsx": b"MZ"}), Reason.BROKEN),
    "document in a document in a document": (
        lambda: docx(**{"word/embeddings/a.docx": docx(**{"word/embeddings/b.docx": docx()})}),
        Reason.FILES_INSIDE,
    ),
    "two documents in one": (
        lambda: docx(f"{samples.OOXML}spreadsheetml.sheet.main+xml"),
        Reason.UNKNOWN,
    ),
    "open document with macros": (
        lambda: odf("text", **{"Basic/Standard/Module1.xml": "<x/>"}),
        Reason.MACROS,
    ),
    "open document with scripts": (
        lambda: odf("text", **{"Scripts/python/a.py": "x"}),
        Reason.MACROS,
    ),
    "open document with a password": (
        lambda: odf("text", "<m:file-entry><m:encryption-data/></m:file-entry>"),
        Reason.PASSWORD,
    ),
    "open document with an object": (
        lambda: odf("text", '<m:file-entry m:media-type="application/vnd.sun.star.oleobject"/>'),
        Reason.FILES_INSIDE,
    ),
    "open drawing": (lambda: odf("graphics"), Reason.UNKNOWN),
}


@pytest.mark.parametrize("kind", Kind)
def test_what_is_taken(kind):
    assert find_kind(samples.GOOD[kind]()) == kind


@pytest.mark.parametrize(("make", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_refused(make, reason):
    with pytest.raises(RefusedFileError) as refused:
        find_kind(make())
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: pdf(encryption=samples.locked(user="")), Kind.PDF),  # it only may not be changed
        (lambda: pdf(samples.about_javascript), Kind.PDF),
        (lambda: picture("JPEG") + b"\0" * 50 + picture("JPEG"), Kind.JPG),  # as telephones do
        (lambda: picture("PNG", (4000, 3000), "1"), Kind.PNG),
        (lambda: pptx(**{"ppt/embeddings/Sheet1.xlsx": samples.xlsx()}), Kind.PPTX),  # a chart's
    ],
)
def test_what_looks_odd_and_is_no_harm(make, kind):
    assert find_kind(make()) == kind


@given(st.binary(max_size=2000))
def test_random_bytes_are_nothing(content):
    with pytest.raises(RefusedFileError):
        find_kind(content)


BEGINNINGS = [make()[:12] for make in samples.GOOD.values()]


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=2000))
def test_what_only_begins_well_is_nothing(beginning, rest):
    with pytest.raises(RefusedFileError):
        find_kind(beginning + rest)


WHOLE = {kind: make() for kind, make in samples.GOOD.items()}


@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_a_damaged_file_is_of_its_own_kind_or_none(kind, data):
    """Neither a crash nor another kind, wherever a few bytes are others."""
    content = bytearray(WHOLE[kind])
    for _time in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    family = {Kind.DOCX, Kind.XLSX, Kind.PPTX, Kind.ODT, Kind.ODS, Kind.ODP}
    try:
        found = find_kind(bytes(content))
    except RefusedFileError:
        return
    assert found == kind or {found, Kind(kind)} <= family


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", Reason.NO_NAME),
        (" .. ", Reason.NO_NAME),
        ("a" * 197 + ".pdf", Reason.LONG_NAME),
        ("../../etc/passwd.pdf", Reason.PATH_IN_NAME),
        ("..\\cv.pdf", Reason.PATH_IN_NAME),
        ("C:cv.pdf", Reason.PATH_IN_NAME),
        ("cv\0.pdf", Reason.UNSEEN_IN_NAME),
        ("cv\n.pdf", Reason.UNSEEN_IN_NAME),
        ("cv\u202efdp.exe", Reason.UNSEEN_IN_NAME),
        ("cv\u200b.pdf", Reason.UNSEEN_IN_NAME),
        ("cv.pdf.exe", Reason.PROGRAM_IN_NAME),
        ("cv.EXE.pdf", Reason.PROGRAM_IN_NAME),
        ("cv.exe .pdf", Reason.PROGRAM_IN_NAME),
        ("budget.xlsm", Reason.PROGRAM_IN_NAME),
    ],
)
def test_names_that_are_refused(name, reason):
    with pytest.raises(RefusedFileError) as refused:
        check_name(name)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "name",
    ["cv.pdf", "Réunion 2026.03.01.pdf", "研修.docx", "notes.docx.pdf", "example.com.pdf", ".pdf"],
)
def test_names_that_are_taken(name):
    check_name(name)


@pytest.mark.parametrize("name", ["cv.docx", "cv", "pdf", "cv.pdf.", "cv.pdf "])
def test_a_name_ends_as_its_kind_does(name):
    check_ending("cv.PDF", Kind.PDF)
    check_ending("me.jpeg", Kind.JPG)
    with pytest.raises(RefusedFileError) as refused:
        check_ending(name, Kind.PDF)
    assert refused.value.reason == Reason.OTHER_NAME


@given(st.text(max_size=30), st.sampled_from(ENDINGS))
def test_any_name_is_taken_or_refused(name, ending):
    try:
        check_name(f"{name}.{ending}")
    except RefusedFileError:
        return
    assert not set(name) & set("/\\\0\n\r\t\x7f\u200f\u202e\u2066\u2028")


def test_every_kind_and_every_reason_has_its_words():
    assert set(KINDS) == set(Kind) == set(samples.GOOD)
    assert set(WORDS) == set(Reason)


def test_a_process_of_its_own_says_the_same():
    assert find_kind_apart(samples.xlsx()) == Kind.XLSX
    with pytest.raises(RefusedFileError) as refused:
        find_kind_apart(b"<svg/>")
    assert refused.value.reason == Reason.SVG


def bomb() -> bytes:
    """A PDF of a few megabytes whose list of objects unpacks to three gigabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = b"\x78\xda" + block * 3000 + packer.flush()
    about = b"/Type /XRef /Size 9 /W [1 8 1] /Root 1 0 R /Filter /FlateDecode"
    head = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    body = b"2 0 obj\n<< %b /Length %d >>\nstream\n" % (about, len(packed))
    return head + body + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(head)


def test_what_unpacks_to_more_than_there_is_room_for_ends_alone():
    with pytest.raises(RefusedFileError) as refused:
        find_kind_apart(bomb())
    assert refused.value.reason in {Reason.TOO_MUCH, Reason.BROKEN}
