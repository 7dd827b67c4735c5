"""Is the environment there, and exactly as locked? If not, make it so.

    python -m scripts.environment requirements-dev.txt

A stamp inside the environment names what was installed. It is written last, so that an
installation that was interrupted is noticed and begun afresh.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from scripts.stop import apt_command, stop

ROOT = Path(__file__).resolve().parent.parent
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
FOLDERS = {
    "requirements.txt": ROOT / ".venv",
    "requirements-dev.txt": ROOT / ".venv",
    "requirements-bench.txt": ROOT / ".venv-bench",
}
INCLUDED = {"requirements-dev.txt": ["requirements.txt"]}


def install(lock: str) -> None:
    """Make the environment of the lock file `lock`, unless it is already as locked."""
    folder = FOLDERS[lock]
    stamp = folder / "installed"
    installed = stamp.read_text().splitlines() if stamp.exists() else []
    if _fingerprint(lock) in installed:
        return
    _demand_modules()
    if _identity(folder) not in installed:
        print(f"Making {folder.name} ...", flush=True)
        _run([sys.executable, "-m", "venv", "--clear", str(folder)])
    stamp.unlink(missing_ok=True)
    print(f"Installing {lock} into {folder.name}: a minute or two ...", flush=True)
    _install_packages(folder, lock)
    locks = [lock, *INCLUDED.get(lock, [])]
    stamp.write_text("\n".join([_identity(folder), *map(_fingerprint, locks)]) + "\n")


def _identity(folder: Path) -> str:
    """An environment works only where it was made and with the Python that made it."""
    return f"{folder} {sys.version}".replace("\n", " ")


def _fingerprint(lock: str) -> str:
    return f"{lock} {hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()}"


def _demand_modules() -> None:
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        stop(
            f"{PYTHON} lacks its module {' and '.join(missing)}. On Debian and Ubuntu:",
            f"    {apt_command(f'{PYTHON}-venv')}",
            "Then run make again.",
        )


def _install_packages(folder: Path, lock: str) -> None:
    """Install from the lock file; where that fails for want of a compiler, say so."""
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    options = ["--quiet", "--no-input", "--require-hashes", "-r", str(ROOT / lock)]
    result = subprocess.run([*pip, "install", *options], check=False)
    if result.returncode == 0:
        return
    headers = Path(sysconfig.get_path("include"), "Python.h")
    if shutil.which(os.environ.get("CC", "cc")) is None or not headers.exists():
        stop(
            "The packages could not be installed (pip's reason stands above), and there is no C",
            "compiler with Python's headers, which some packages need on this machine:",
            f"    {apt_command('build-essential', f'{PYTHON}-dev')}",
            "Then run make again.",
        )
    stop("The packages could not be installed: pip's reason stands above. Then run make again.")


def _run(command: list[str]) -> None:
    if subprocess.run(command, check=False).returncode != 0:
        stop(f"This failed, for the reason above: {' '.join(command)}")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        install(argument)
