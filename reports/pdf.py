"""How does a document become a PDF that cannot harm the server?

The work is done by reports/typesetter.py in a process of its own, with limits of memory and time.
"""

import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.content import Document
from reports.fonts import FAMILIES, font_folders
from reports.manuscript import Clean, Manuscript
from reports.text import REPLACEMENT, clean_plainly, clean_text
from reports.typesetter import CANNOT_BE_SET, OUT_OF_MEMORY

AT_ONCE = 2  # a process, so that the other threads go on answering
WAIT_SECONDS = 3

_PROJECT = Path(__file__).resolve().parent.parent
_presses = threading.BoundedSemaphore(AT_ONCE)
logger = logging.getLogger(__name__)


class PdfError(Exception):
    """A PDF could not be made. The message is for the person who asked for it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one PDF may cost: seconds of processor time and of waiting, megabytes of memory."""

    seconds: int = 20
    megabytes: int = 512


def render_pdf(*, document: Document, made_at: datetime, limits: Limits = Limits()) -> bytes:
    """The document as tagged PDF (PDF/UA-1 and PDF/A-2a); the same arguments give the same bytes.

    `made_at` is an aware time, written into the file. What the fonts cannot print is replaced by
    "\ufffd", and a line under the title says how often.
    Raises PdfError if the limits are reached, if too many are being made at once, or if the
    document cannot be set.
    """
    with translation.override(document.language):
        printed = _typeset(document, clean_text, made_at, limits)
        # Fonts may lack a combination of characters though they have each: then set less of them.
        printed = printed or _typeset(document, clean_plainly, made_at, limits)
    if not printed:
        raise PdfError(_("This report contains text that cannot be printed as PDF."))
    return printed


def _typeset(document: Document, clean: Clean, made_at: datetime, limits: Limits) -> bytes | None:
    """The PDF, or None if the text cannot be set."""
    manuscript = Manuscript(document, clean)
    order = {
        "seconds": limits.seconds,
        "megabytes": limits.megabytes,
        "font_folders": [str(folder) for folder in font_folders()],
        "made_at": made_at.replace(microsecond=0).isoformat(),
        "manuscript": {
            "document": manuscript.data,
            "fonts": FAMILIES,
            "labels": {
                "contents": _("Contents"),
                "page": _("Page {number} of {total}"),
            },
            "note": _note(manuscript.replaced),
        },
    }
    done = _run(order, limits)
    if done.returncode == CANNOT_BE_SET:
        return None
    if done.returncode == OUT_OF_MEMORY or done.returncode < 0:  # by a signal: a limit was reached
        raise PdfError(
            _("This report is too large for a PDF. Leave something out, then try again.")
        )
    if done.returncode:
        # Not what it said: that may quote the report.
        logger.error("the typesetter ended with %s", done.returncode)
        raise PdfError(_("The PDF could not be made. Nothing was lost; please tell us about it."))
    return done.stdout


def _run(order: dict[str, Any], limits: Limits) -> subprocess.CompletedProcess[bytes]:
    if not _presses.acquire(timeout=WAIT_SECONDS):
        raise PdfError(_("Several PDFs are being made just now. Try again in a minute."))
    try:
        return subprocess.run(
            [sys.executable, "-m", "reports.typesetter"],
            input=json.dumps(order).encode(),
            capture_output=True,
            check=False,
            cwd=_PROJECT,
            # No secrets, and one thread, so that memory does not depend on the number of cores.
            env={"RAYON_NUM_THREADS": "1"},
            timeout=limits.seconds,
        )
    except subprocess.TimeoutExpired as error:
        raise PdfError(
            _("The PDF took too long and was stopped. Leave something out, then try again.")
        ) from error
    finally:
        _presses.release()


def _note(replaced: int) -> str | None:
    if not replaced:
        return None
    return ngettext(
        "%(number)d character could not be printed; %(sign)s stands for it.",
        "%(number)d characters could not be printed; %(sign)s stands for each.",
        replaced,
    ) % {"number": replaced, "sign": REPLACEMENT}
