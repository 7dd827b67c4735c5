"""Why was a file not taken? What it is, why that is refused, and what to do instead, in words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal.files.kinds import KINDS
from journal.files.names import LONGEST_NAME
from journal.files.refusals import Reason

TAKEN = ", ".join(f".{about.endings[0]}" for about in KINDS.values())
WORDS = {
    Reason.NO_NAME: _("The file has no name. Give it one, then add it again."),
    Reason.LONG_NAME: _(
        "The name of the file is too long: %(longest)s letters at most. Give it a shorter one."
    ),
    Reason.PATH_IN_NAME: _(
        "“%(name)s” names a folder as well. Give the file a name without / \\ and : in it."
    ),
    Reason.UNSEEN_IN_NAME: _(
        "The name of the file holds signs that are not seen, which can make it look like another "
        "kind. Type the name anew."
    ),
    Reason.PROGRAM_IN_NAME: _(
        "“%(name)s” is named like a program, or like a document with macros. Take that ending out "
        "of its name if it is none."
    ),
    Reason.OTHER_NAME: _(
        "“%(name)s” is by its content a .%(kind)s file. Give it the ending .%(kind)s if that is "
        "what you meant to add."
    ),
    Reason.EMPTY: _("“%(name)s” is empty. Was it saved? Look at it, then add it again."),
    Reason.UNKNOWN: _("“%(name)s” is of a kind that is not taken: only %(taken)s. Save it as PDF."),
    Reason.PROGRAM: _("“%(name)s” is a program. Only documents and pictures are taken."),
    Reason.WEB_PAGE: _(
        "“%(name)s” is a web page, which can run programs. Add its address as a link, or print it "
        "as PDF."
    ),
    Reason.SVG: _("“%(name)s” is an SVG drawing, which can run programs. Save it as .png or .pdf."),
    Reason.OTHER_PICTURE: _(
        "“%(name)s” is a picture or film of a kind that not everybody can open. Save a picture as "
        ".jpg or .png, and add a film as a link."
    ),
    Reason.LARGE_PICTURE: _(
        "“%(name)s” has too many pixels: 60 million at most. Save it smaller, then add it again."
    ),
    Reason.OLD_OFFICE: _(
        "“%(name)s” is of an old office format, which can hide macros. Save it as .docx, .xlsx, "
        ".pptx or .pdf."
    ),
    Reason.ARCHIVE: _(
        "“%(name)s” is an archive of other files. Take them out and add them one by one."
    ),
    Reason.BROKEN: _(
        "“%(name)s” is damaged, or not what its name says. Open it, save it anew, and add that."
    ),
    Reason.PASSWORD: _("“%(name)s” asks for a password. Save it without one, then add it."),
    Reason.MACROS: _(
        "“%(name)s” holds macros, which are programs. Save it without them, as .docx or .odt and "
        "the like, or as PDF."
    ),
    Reason.RUNS: _(
        "“%(name)s” is a PDF that runs programs when it is opened or filled in. Print it as PDF "
        "and add that."
    ),
    Reason.FILES_INSIDE: _(
        "“%(name)s” has other files inside it. Print it as PDF, and add those files by themselves."
    ),
    Reason.TWO_KINDS: _(
        "“%(name)s” is two kinds of file at once, as no honest program saves it. Save it anew, or "
        "print it as PDF."
    ),
    Reason.TOO_MUCH: _(
        "“%(name)s” is too large inside to be looked at. Save it smaller or as PDF, then add it."
    ),
}


def refusal(reason: Reason, *, name: str, kind: str = "") -> ValidationError:
    """The error of a file's field."""
    shown = {"name": name, "kind": kind, "longest": LONGEST_NAME, "taken": TAKEN}
    return ValidationError({"file": ValidationError(WORDS[reason], params=shown)})
