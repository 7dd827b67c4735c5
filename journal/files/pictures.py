"""Is it a picture, whole and nothing else?"""

import re
import struct
import warnings
import zlib
from io import BytesIO

from PIL import Image

from journal.files.kinds import Kind
from journal.files.refusals import Reason, RefusedFileError

MOST_PIXELS = 60_000_000
SNIFFED = 1024  # bytes in which some programs look for the beginning of a PDF
_FORMATS = {Kind.PNG: "PNG", Kind.JPG: "JPEG", Kind.GIF: "GIF", Kind.WEBP: "WEBP"}
_MARKUP = re.compile(rb"<(?:script|html|!doctype\s+html|\?php|svg)\b", re.IGNORECASE)
# What Pillow raises for a picture that is damaged, as its decoders find it.
_DAMAGED = (
    OSError, SyntaxError, ValueError, TypeError, EOFError, IndexError, KeyError, OverflowError,
    struct.error, zlib.error,
)  # fmt: skip


def check_picture(content: bytes, kind: Kind) -> None:
    """Raise `RefusedFileError` where it is no whole picture of that kind, or something else too."""
    if b"%PDF-" in content[:SNIFFED] or _MARKUP.search(content):
        raise RefusedFileError(Reason.TWO_KINDS)
    try:
        _decode(content, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RefusedFileError(Reason.LARGE_PICTURE) from error
    except _DAMAGED as error:
        raise RefusedFileError(Reason.BROKEN) from error


def _decode(content: bytes, kind: Kind) -> None:
    """Read all of it, a JPEG as small as can be; its size is known before."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about damage that its readers live with
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(BytesIO(content), formats=[_FORMATS[kind]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise RefusedFileError(Reason.LARGE_PICTURE)
            picture.draft("L", (1, 1))
            picture.load()
