"""A server of the product as people run it, on a copy of one prepared database."""

import contextlib
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "Reading-Room-1931"
SECONDS_TO_START = 60


def prepare_once(folder: Path, *, database: str = "") -> Path:
    """A DATA_DIR with the catalogue, the demo's people and static files, made by the first asker.

    The others, in other processes, wait for it.
    """
    done = folder / "done"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            for command in ("migrate", "load_catalogue", "load_demo", "collectstatic --noinput"):
                manage(folder / "data", *command.split(), database=database)
            done.touch()
    return folder / "data"


@contextlib.contextmanager
def serve(
    prepared: Path, *, workers: int = 1, log: Path | None = None, database: str = ""
) -> Iterator[str]:
    """The address of a server on its own copy of `prepared`; ended and removed afterwards.

    Its database is in `prepared` too, or elsewhere if the address of a `database` is given. Mail
    that it sends is printed into `log`, with whatever else it prints.
    """
    with tempfile.TemporaryDirectory(prefix="cpd-e2e-") as folder:
        data = Path(folder, "data")
        shutil.copytree(prepared, data)
        log = log or Path(folder, "log")
        with serve_itself(data, log=log, workers=workers, database=database) as url:
            yield url


@contextlib.contextmanager
def serve_itself(data: Path, *, log: Path, workers: int = 1, database: str = "") -> Iterator[str]:
    """The address of a server on this very DATA_DIR."""
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("wb") as output:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = _start(_environment(data, database), listener, output.fileno(), workers)
    try:
        _wait_for(url, log)
        yield url
    finally:
        server.terminate()
        server.wait()


def _environment(data: Path, database: str) -> dict[str, str]:
    """Nothing set but the place of the data: what `make demo` runs with."""
    own = {"DATA_DIR": str(data), "DEMO_PASSWORD": PASSWORD}
    own |= {"DATABASE_URL": database} if database else {}
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **own}


def manage(data: Path, *arguments: str, database: str = "") -> None:
    """Run a command of the product on the data of a folder, and on a `database` if one is given."""
    command = [sys.executable, "manage.py", *arguments]
    result = subprocess.run(
        command,
        cwd=ROOT,
        env=_environment(data, database),
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        raise RuntimeError(f"manage.py {arguments[0]} failed:\n{result.stdout}{result.stderr}")


def _start(
    environment: dict[str, str], listener: socket.socket, output: int, workers: int
) -> subprocess.Popen[bytes]:
    """The server inherits a socket that listens already: its port cannot be taken meanwhile."""
    options = [
        f"--workers={workers}",
        "--threads=4",
        "--keep-alive=60",
        "--no-control-socket",
        "--graceful-timeout=1",
    ]
    options += [f"--bind=fd://{listener.fileno()}", "--log-level=warning"]
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *options, "cpd_tracker.wsgi"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        pass_fds=[listener.fileno()],
        start_new_session=True,
    )


def _wait_for(url: str, log: Path) -> None:
    try:
        with urllib.request.urlopen(url, timeout=SECONDS_TO_START):
            return
    except OSError as error:
        raise RuntimeError(f"The server did not start: {error}\n{log.read_text()}") from error
