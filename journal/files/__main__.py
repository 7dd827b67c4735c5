"""What kind of file is it? A program of its own: the content in; the kind, or why it is none, out.

    python -m journal.files < file

It limits its own memory and processor time before it reads anything, imports no Django and writes
nothing to the disk. It ends with REFUSED after a reason, and with something else where a limit was
reached or a library gave up.
"""

import resource
import sys

from journal.files.look import find_kind
from journal.files.refusals import RefusedFileError

REFUSED = 3
SECONDS = 10
MEGABYTES = 768


def main() -> int:
    """Look at what stands on stdin."""
    memory = MEGABYTES * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        print(find_kind(sys.stdin.buffer.read()))
    except RefusedFileError as refused:
        print(refused)
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
