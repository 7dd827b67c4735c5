"""Is it a PDF that can be read without a password and does nothing by itself?"""

import re
from collections.abc import Iterator
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, PasswordError, Pdf, PdfError, Stream

from journal.files.refusals import Reason, RefusedFileError

# Names at which an object is looked at more closely; texts may hold them too, and are no harm.
_SUSPECT = re.compile(rb"/(?:JavaScript|JS|Launch|XFA|EF|EmbeddedFile)\b")
_RUNNING_KEYS = (Name.JS, Name.XFA)
_RUNNING_ACTIONS = (Name.JavaScript, Name.Launch)


def check_pdf(content: bytes) -> None:
    """Raise `RefusedFileError` for a PDF that is damaged, locked, active or carries files."""
    try:
        with Pdf.open(BytesIO(content), suppress_warnings=True) as pdf:
            if not pdf.pages:
                raise RefusedFileError(Reason.BROKEN)
            for found in pdf.objects:
                _check_object(found)
    except PasswordError as error:
        raise RefusedFileError(Reason.PASSWORD) from error
    except (PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
        raise RefusedFileError(Reason.BROKEN) from error


def _check_object(found: Object) -> None:
    if _SUSPECT.search(_as_written(found)):
        for each in _dictionaries(found):
            _check_dictionary(each)


def _as_written(found: Object) -> bytes:
    """An object as a PDF holds it, names without escapes; of a stream what is said of it."""
    return (found.stream_dict if isinstance(found, Stream) else found).unparse(resolved=True)


def _dictionaries(found: Object) -> Iterator[Object]:
    """The dictionaries that an object is made of; what it refers to is an object of its own."""
    if isinstance(found, Dictionary | Stream):
        yield found
        inside = [value for _key, value in found.items()]
    elif isinstance(found, Array):
        inside = [*found]
    else:
        return
    for each in inside:
        if isinstance(each, Object) and not each.is_indirect:
            yield from _dictionaries(each)


def _check_dictionary(each: Object) -> None:
    if any(key in each for key in _RUNNING_KEYS) or each.get(Name.S) in _RUNNING_ACTIONS:
        raise RefusedFileError(Reason.RUNS)
    if Name.EF in each or each.get(Name.Type) == Name.EmbeddedFile:
        raise RefusedFileError(Reason.FILES_INSIDE)
