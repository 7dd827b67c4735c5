"""The environment is made once, and what is missing is named with its command."""

import importlib.util

import pytest

from scripts import environment
from scripts.environment import PYTHON

LOCK = "requirements.txt"
NOT_THERE = f"nothing-of-this-name==1 --hash=sha256:{'0' * 64}\n"


@pytest.fixture
def install(checkout, run):
    """Installs a lock file of the text given; gives the result."""

    def write_and_install(text, **variables):
        (checkout / LOCK).write_text(text)
        return run("-m", "scripts.environment", LOCK, **variables)

    return write_and_install


@pytest.mark.sweep
def test_what_is_installed_is_not_installed_again(checkout, install):
    first = install("# nothing\n")
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("Making .venv ...\nInstalling requirements.txt into .venv")
    assert install("# nothing\n").stdout == ""
    changed = install("# nothing else\n")
    assert changed.stdout.startswith("Installing requirements.txt into .venv")
    (checkout / ".venv" / "installed").unlink()  # as where an installation was interrupted
    assert install("# nothing else\n").stdout.startswith("Making .venv ...")


@pytest.mark.sweep
def test_a_missing_compiler_is_named_and_nothing_counts_as_installed(checkout, install, tmp_path):
    done = install(NOT_THERE, PATH=str(tmp_path), CC="no-compiler")
    assert done.returncode == 2
    assert "there is no C\ncompiler with Python's headers" in done.stderr
    assert f"apt-get install -y build-essential {PYTHON}-dev\n" in done.stderr
    assert not (checkout / ".venv" / "installed").exists()


@pytest.mark.parametrize("missing", [["venv"], ["ensurepip"], ["venv", "ensurepip"]])
def test_modules_that_debian_keeps_apart_are_named(monkeypatch, tmp_path, capsys, missing):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name in missing else find(name)
    )
    monkeypatch.setitem(environment.FOLDERS, LOCK, tmp_path / ".venv")
    with pytest.raises(SystemExit) as ended:
        environment.install(LOCK)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert f"{PYTHON} lacks its module {' and '.join(missing)}. On Debian and Ubuntu:" in said
    assert f"apt-get install -y {PYTHON}-venv\n" in said
    assert not (tmp_path / ".venv").exists()
