"""May a file be called so?"""

import unicodedata

from journal.files.kinds import KINDS, Kind
from journal.files.refusals import Reason, RefusedFileError

LONGEST_NAME = 200  # characters
# Signs that are not seen and change what is: controls, and what turns the way of reading round.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# What runs when it is opened: where endings are hidden, “cv.exe.pdf” is shown as “cv.exe”. Web
# addresses (“example.com.pdf”) and what was printed (“notes.docx.pdf”) are usual names.
_PROGRAMS = {
    "apk", "bat", "cmd", "cpl", "dll", "docm", "dotm", "exe", "gadget", "hta", "inf", "jar", "js",
    "jse", "lnk", "msc", "msi", "pif", "potm", "ppsm", "pptm", "ps1", "reg", "scr", "sh", "vbe",
    "vbs", "wsf", "xlam", "xlsb", "xlsm", "xltm",
}  # fmt: skip


def check_name(name: str) -> None:
    """Raise `RefusedFileError` where a name is none, too long, or not what it seems to be."""
    if not name.strip(" ."):
        raise RefusedFileError(Reason.NO_NAME)
    if len(name) > LONGEST_NAME:
        raise RefusedFileError(Reason.LONG_NAME)
    if "/" in name or "\\" in name or name[1:2] == ":":
        raise RefusedFileError(Reason.PATH_IN_NAME)
    if any(unicodedata.category(char) in _UNSEEN for char in name):
        raise RefusedFileError(Reason.UNSEEN_IN_NAME)
    if any(part.strip() in _PROGRAMS for part in name.casefold().split(".")[1:]):
        raise RefusedFileError(Reason.PROGRAM_IN_NAME)


def check_ending(name: str, kind: Kind) -> None:
    """Raise `RefusedFileError` where a name does not end as those of its kind do."""
    if not name.casefold().endswith(tuple(f".{ending}" for ending in KINDS[kind].endings)):
        raise RefusedFileError(Reason.OTHER_NAME)
