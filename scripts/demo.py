"""The product on one's own machine, from nothing to a page: `make demo`.

Each step says why it failed and ends the run. What is already done is not done again.
"""

import contextlib
import os
import socket
import subprocess
import sys

from scripts.environment import ROOT, install
from scripts.stop import stop

PYTHON = str(ROOT / ".venv" / "bin" / "python")
HIGHEST_PORT = 65535
# The demo is an installation with nothing set: these variables belong to somebody's other one.
SETTINGS = [
    "DEBUG",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "DATA_DIR",
    "BEHIND_PROXY",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "EMAIL_HOST_USER",
    "EMAIL_HOST_PASSWORD",
    "EMAIL_USE_TLS",
    "DEFAULT_FROM_EMAIL",
]


def run_demo(text: str) -> None:
    """Set everything up, show it, and serve it on the loopback port that `text` names."""
    port = _read_port(text)
    _demand_free(port)
    install("requirements.txt")
    os.chdir(ROOT)
    for name in SETTINGS:
        os.environ.pop(name, None)
    _manage("migrate", "--verbosity=0")
    _manage("load_catalogue")
    sign_in = _manage("load_demo", keep_output=True)
    _manage("collectstatic", "--noinput", "--verbosity=0")
    print(flush=True)
    _manage("show_demo")
    print(
        f"\n{sign_in.strip()}\n\nServing on http://127.0.0.1:{port}/ (Ctrl-C ends it)", flush=True
    )
    _serve(port)


def _read_port(text: str) -> int:
    is_short = text.isdecimal() and len(text) <= len(str(HIGHEST_PORT))
    if not (is_short and 0 < int(text) <= HIGHEST_PORT):
        stop(f"PORT must be a number from 1 to {HIGHEST_PORT}, not “{text}”: make demo PORT=8001")
    return int(text)


def _demand_free(port: int) -> None:
    """Stop, naming a free port, where `port` cannot be listened on."""
    reason = _why_not(port)
    if reason is not None:
        others = range(port + 1, min(port + 100, HIGHEST_PORT + 1))
        free = next((other for other in others if _why_not(other) is None), 8001)
        stop(f"Port {port} cannot be used: {reason}. Choose another:", f"    make demo PORT={free}")


def _why_not(port: int) -> str | None:
    with contextlib.closing(socket.socket()) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError as error:
            return str(error.strerror).lower()
    return None


def _manage(*arguments: str, keep_output: bool = False) -> str:
    """Run `manage.py` in the environment; its output where it is kept, else ""."""
    stdout = subprocess.PIPE if keep_output else None
    result = subprocess.run(
        [PYTHON, "manage.py", *arguments], stdout=stdout, text=True, check=False
    )
    if result.returncode != 0:
        stop(f"manage.py {arguments[0]} failed, for the reason above.")
    return result.stdout or ""


def _serve(port: int) -> None:
    """Become the server, so that Ctrl-C reaches it and its exit code is ours."""
    # Threads, because a browser keeps connections open that would each occupy a plain worker.
    options = ["--workers=2", "--threads=4", f"--bind=127.0.0.1:{port}", "--log-level=warning"]
    options += ["--no-control-socket"]
    os.execv(PYTHON, [PYTHON, "-m", "gunicorn", *options, "cpd_tracker.wsgi"])


if __name__ == "__main__":
    try:
        run_demo(" ".join(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
