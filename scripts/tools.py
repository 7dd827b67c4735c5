"""Which programs do the tests need, where are they, and how do they come here?

    python -m scripts.tools browser pdf
    python -m scripts.tools postgresql

What is missing is installed by apt where this runs as root; otherwise the command is printed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from scripts.stop import apt_command, stop

BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
PDF_PROGRAMS = {
    "pdftotext": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "qpdf": "qpdf",
}
DEBIAN_POSTGRESQL = Path("/usr/lib/postgresql")


def find_browser() -> str | None:
    """The path of Chromium or Chrome: that of CHROMIUM if set, else the first found."""
    wanted = os.environ.get("CHROMIUM")
    if wanted:
        found = shutil.which(wanted)
        return found or stop(f"CHROMIUM names “{wanted}”, which is no program that can be run.")
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def find_postgresql() -> Path | None:
    """The folder with PostgreSQL's initdb and postgres; the newest of Debian's, else by PATH."""
    versions = [folder for folder in DEBIAN_POSTGRESQL.glob("*") if folder.name.isdecimal()]
    newest_first = sorted(versions, key=lambda folder: int(folder.name), reverse=True)
    in_path = shutil.which("initdb")
    folders = [folder / "bin" for folder in newest_first]
    folders += [Path(in_path).resolve().parent] if in_path else []
    return next((each for each in folders if _holds(each, "initdb", "postgres")), None)


def _holds(folder: Path, *programs: str) -> bool:
    return all(os.access(folder / program, os.X_OK) for program in programs)


def _missing_browser() -> list[str]:
    return [] if find_browser() else ["chromium"]


def _missing_java() -> list[str]:
    return [] if shutil.which("java") else ["default-jre-headless"]


def _missing_pdf_programs() -> list[str]:
    return sorted({package for name, package in PDF_PROGRAMS.items() if not shutil.which(name)})


def _missing_postgresql() -> list[str]:
    return [] if find_postgresql() else ["postgresql"]


MISSING: dict[str, Callable[[], list[str]]] = {
    "browser": _missing_browser,
    "java": _missing_java,
    "pdf": _missing_pdf_programs,
    "postgresql": _missing_postgresql,
}


def demand(tools: Sequence[str]) -> None:
    """Have all `tools`, or stop with the command that installs the missing ones."""
    packages = _missing_packages(tools)
    if packages and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(packages)
        packages = _missing_packages(tools)
    if packages:
        stop(
            f"The tests need {', '.join(packages)}. On Debian and Ubuntu:",
            f"    {apt_command(*packages)}",
            "Then run make again.",
        )


def _missing_packages(tools: Sequence[str]) -> list[str]:
    return [package for tool in tools for package in MISSING[tool]()]


def _install(packages: list[str]) -> None:
    print(f"Installing {', '.join(packages)} ...", flush=True)
    # RUNLEVEL=1: a server that comes with a package is installed, not started.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-q"], install):
        if subprocess.run(command, env=environment, check=False).returncode != 0:
            stop(f"This failed, for the reason above: {' '.join(command)}")


if __name__ == "__main__":
    unknown = set(sys.argv[1:]) - set(MISSING)
    if unknown or not sys.argv[1:]:
        sys.exit(f"usage: python -m scripts.tools {' '.join(MISSING)}")
    demand(sys.argv[1:])
