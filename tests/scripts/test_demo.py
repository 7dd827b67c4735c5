"""What is said before anything is installed."""

import re
import socket

import pytest

NO_PORT = "PORT must be a number from 1 to 65535, not “{}”: make demo PORT=8001"


def test_a_port_in_use_is_named_before_anything_is_installed(checkout, run):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        done = run("-m", "scripts.demo", str(port))
    assert (done.returncode, done.stdout) == (2, "")
    said, advice = done.stderr.strip().splitlines()
    assert said == f"Port {port} cannot be used: address already in use. Choose another:"
    free = re.fullmatch(r"    make demo PORT=(\d+)", advice)
    assert free is not None
    socket.create_server(("127.0.0.1", int(free[1]))).close()
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "http", "80 00", "9" * 5000])
def test_what_is_no_port_is_said_so(run, port):
    done = run("-m", "scripts.demo", port)
    assert (done.returncode, done.stderr.strip()) == (2, NO_PORT.format(port))


def test_no_port_at_all_is_no_fault(run):
    done = run("-m", "scripts.demo")
    assert (done.returncode, done.stderr.strip()) == (2, NO_PORT.format(""))


def test_an_old_python_names_a_newer_one(run):
    done = run("-c", "import sys; sys.version_info = (3, 9); import scripts.demo")
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 or newer is needed; this is 3.9. Name a newer one")
    assert "sudo apt install python3.11 python3.11-venv" in done.stderr
