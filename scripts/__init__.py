"""Work done before the environment exists: standard library only, and any Python can read this."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the very Python that this is about runs it
    sys.exit(
        "Python 3.11 or newer is needed; this is {}.{}. Name a newer one, for example:\n"
        "    make demo PYTHON=python3.11\n"
        "On Debian and Ubuntu it is installed by:\n"
        "    sudo apt install python3.11 python3.11-venv".format(*sys.version_info)
    )
