"""How is a file looked at so that it cannot harm the server? By a process of its own."""

import subprocess
import sys
from pathlib import Path

from journal.files.__main__ import REFUSED, SECONDS
from journal.files.kinds import Kind
from journal.files.refusals import Reason, RefusedFileError

_PROJECT = Path(__file__).resolve().parents[2]


def find_kind_apart(content: bytes) -> Kind:
    """The kind of a file, by all of its content. Raises `RefusedFileError`.

    What takes more time or memory than any usual file is refused as too much.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "journal.files"],
            input=content,
            capture_output=True,
            check=False,
            cwd=_PROJECT,
            env={},  # no secrets
            timeout=2 * SECONDS,  # of waiting: the machine may be busy
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedFileError(Reason.TOO_MUCH) from error
    said = done.stdout.decode().strip()
    if done.returncode == REFUSED:
        raise RefusedFileError(Reason(said))
    if done.returncode:  # what it said may quote the file
        raise RefusedFileError(Reason.TOO_MUCH)
    return Kind(said)
