"""How does a script stop when something is missing? Saying what, and the command that mends it."""

import os
import sys
from typing import NoReturn


def stop(*lines: str) -> NoReturn:
    """Print the lines on the error output and end with 2."""
    print("\n" + "\n".join(lines), file=sys.stderr, flush=True)
    sys.exit(2)


def apt_command(*packages: str) -> str:
    """The command by which the reader installs Debian's `packages`."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get update && {sudo}apt-get install -y {' '.join(packages)}"
