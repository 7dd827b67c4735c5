"""Runs a command on a throw-away PostgreSQL that is gone afterwards.

    python -m scripts.postgres .venv/bin/pytest -m "not browser"

The server listens on a unix socket in a temporary folder only; DATABASE_URL tells the command.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from scripts.stop import stop
from scripts.tools import demand, find_postgresql

SECONDS_TO_START = 60
SOCKET = ".s.PGSQL.5432"
QUICK = ("-cfsync=off", "-cfull_page_writes=off", "-csynchronous_commit=off")


def run(command: list[str]) -> int:
    """The exit code of `command`, run with DATABASE_URL of a PostgreSQL made for it."""
    demand(["postgresql"])
    with _temporary_folder() as folder, _server(folder) as url:
        return subprocess.run(
            command, env={**os.environ, "DATABASE_URL": url}, check=False
        ).returncode


def _server_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; then somebody without rights runs it."""
    if os.geteuid() != 0:
        return {}
    users = {user.pw_name: user for user in pwd.getpwall()}
    user = users.get("postgres") or users.get("nobody")
    if user is None:
        stop("PostgreSQL does not run as root, and there is no user “postgres” or “nobody”.")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def _temporary_folder() -> Iterator[Path]:
    # Not below TMPDIR: the path of a unix socket has at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="cpd-postgres-", dir="/tmp"))
    try:
        if user := _server_user():
            os.chown(folder, user["user"], user["group"])
        yield folder
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def _server(folder: Path) -> Iterator[str]:
    """A running server that keeps all it has in `folder`; its address."""
    programs, data, log = find_postgresql(), folder / "data", folder / "log"
    assert programs is not None
    make = [f"{programs}/initdb", f"-D{data}", "-Upostgres", "-Atrust", "-EUTF8", "--no-sync"]
    start = [f"{programs}/postgres", f"-D{data}", f"-k{folder}", "-clisten_addresses=", *QUICK]
    with log.open("wb") as output:
        common: dict[str, Any] = {
            **_server_user(),
            "cwd": folder,
            "start_new_session": True,
            "stdin": subprocess.DEVNULL,
            "stdout": output,
            "stderr": subprocess.STDOUT,
        }
        if subprocess.run(make, check=False, **common).returncode != 0:
            stop("PostgreSQL could not make its folder:", log.read_text())
        server = subprocess.Popen(start, **common)
    try:
        _wait_for(folder / SOCKET, server, log)
        yield f"postgres://postgres@{quote(str(folder), safe='')}/postgres"
    finally:
        server.send_signal(signal.SIGINT)  # "fast shutdown": ends all connections
        server.wait()


def _wait_for(socket: Path, server: subprocess.Popen[Any], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not socket.exists():
        if server.poll() is not None or time.monotonic() > deadline:
            stop("PostgreSQL did not start:", log.read_text())
        time.sleep(0.05)


def _end_by_exception(number: int, frame: object) -> None:
    """A request to end passes through the `finally`s, so that the server ends too."""
    sys.exit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end_by_exception)
    signal.signal(signal.SIGHUP, _end_by_exception)
    sys.exit(run(sys.argv[1:]))
