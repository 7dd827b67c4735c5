"""Is it a document of an office program, without macros? Read in memory, nothing is unpacked.

Both families are zip archives. Office Open XML says in `[Content_Types].xml` what its parts are,
OpenDocument in `mimetype` what it is and in `META-INF/manifest.xml` what its parts are.
"""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from journal.files.kinds import BY_CONTENT_TYPE, Kind
from journal.files.refusals import Reason, RefusedFileError

MOST_PARTS = 5_000
MOST_UNPACKED = 100 * 1024 * 1024  # bytes, of all parts together
LARGEST_LIST = 2 * 1024 * 1024  # bytes of a list of parts
_LOCKED = 1  # the bit of a part that asks for a password
_OOXML_LIST = "[Content_Types].xml"
_ODF_LISTS = ("mimetype", "META-INF/manifest.xml")
_MAIN = ".main+xml"
_MACROS = ("macroenabled", "vbaproject", "vbadata", "macrosheet")
_INSERTED = ("oleobject", "activex", "embeddedpackage")
_MACRO_FOLDERS = ("basic/", "scripts/")
# What zipfile raises for an archive that is damaged or made up.
_DAMAGED = (
    BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError, OverflowError,
    IndexError, struct.error, zlib.error, expat.ExpatError,
)  # fmt: skip


def find_office_kind(content: bytes, *, inside: bool = False) -> Kind:
    """Which kind of document the archive is; raises `RefusedFileError` where it is none, or unfit.

    `inside` is for one that stands in another, as the numbers of a chart do in their own table:
    it holds no third.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_parts(archive)
            names = archive.namelist()
            if _OOXML_LIST in names:
                kind = _ooxml_kind(_read_list(archive, _OOXML_LIST), names)
            elif all(name in names for name in _ODF_LISTS):
                kind = _odf_kind(archive, names)
            else:
                raise RefusedFileError(Reason.ARCHIVE)
            for name in _documents_inside(names):
                if inside:
                    raise RefusedFileError(Reason.FILES_INSIDE)
                find_office_kind(archive.read(name), inside=True)
    except _DAMAGED as error:
        raise RefusedFileError(Reason.BROKEN) from error
    return kind


def _check_parts(archive: ZipFile) -> None:
    """That there are not too many, each once, none locked, and each as large as it says."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise RefusedFileError(Reason.TOO_MUCH)
    if any(part.flag_bits & _LOCKED for part in parts):
        raise RefusedFileError(Reason.PASSWORD)
    usual = all(part.compress_type in {ZIP_STORED, ZIP_DEFLATED} for part in parts)
    if not usual or len({part.filename.casefold() for part in parts}) < len(parts):
        raise RefusedFileError(Reason.BROKEN)
    if archive.testzip() is not None:  # no part gives more than the size that was counted
        raise RefusedFileError(Reason.BROKEN)


def _ooxml_kind(listed: bytes, names: list[str]) -> Kind:
    types = [attributes.get("ContentType", "") for _tag, attributes in _elements(listed)]
    _refuse_active([*types, *names])
    mains = {each.removesuffix(_MAIN) for each in types if each.endswith(_MAIN)}
    kinds = {BY_CONTENT_TYPE[each] for each in mains & BY_CONTENT_TYPE.keys()}
    if len(kinds) != 1:
        raise RefusedFileError(Reason.UNKNOWN)
    return kinds.pop()


def _odf_kind(archive: ZipFile, names: list[str]) -> Kind:
    kind = BY_CONTENT_TYPE.get(_read_list(archive, _ODF_LISTS[0]).decode("ascii", "replace"))
    if kind is None:
        raise RefusedFileError(Reason.UNKNOWN)
    listed = [*_elements(_read_list(archive, _ODF_LISTS[1]))]
    if any(tag.endswith("encryption-data") for tag, _attributes in listed):
        raise RefusedFileError(Reason.PASSWORD)
    values = [value for _tag, attributes in listed for value in attributes.values()]
    _refuse_active([*values, *names])
    if any(each.casefold().startswith(_MACRO_FOLDERS) for each in (*values, *names)):
        raise RefusedFileError(Reason.MACROS)
    return kind


def _refuse_active(words: list[str]) -> None:
    """Among names and types of parts: what is a macro, and what else could be anything."""
    folded = [word.casefold() for word in words]
    if any(sign in word for word in folded for sign in _MACROS):
        raise RefusedFileError(Reason.MACROS)
    if any(sign in word for word in folded for sign in _INSERTED):
        raise RefusedFileError(Reason.FILES_INSIDE)


def _documents_inside(names: list[str]) -> Iterator[str]:
    """The parts that are files of their own; not the pictures in them and the like."""
    for name in names:
        if "/embeddings/" in f"/{name.casefold()}" and not name.endswith("/"):
            yield name


def _read_list(archive: ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > LARGEST_LIST:
        raise RefusedFileError(Reason.TOO_MUCH)
    return archive.read(name)


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """The elements with their attributes; a document type, with which XML can be blown up, is
    refused at its first word.
    """
    found: list[tuple[str, dict[str, str]]] = []

    def refuse(*_declared: object) -> None:
        raise RefusedFileError(Reason.BROKEN)

    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: found.append((tag, attributes))
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(xml, True)
    return found
