"""Do the lock files hold what pyproject.toml asks for, with hashes, and name no index?

They are written by `make lock`.
"""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads(Path(settings.BASE_DIR, "pyproject.toml").read_text())
GROUPS = PROJECT["dependency-groups"]
WANTED = {
    "requirements.txt": PROJECT["project"]["dependencies"],
    "requirements-dev.txt": PROJECT["project"]["dependencies"] + GROUPS["dev"],
    "requirements-bench.txt": PROJECT["project"]["dependencies"] + GROUPS["dev"] + GROUPS["bench"],
}


def read_lock(name: str) -> dict[str, str]:
    """The locked version of each package, by its canonical name."""
    entries = Path(settings.BASE_DIR, name).read_text().replace("\\\n", " ").splitlines()
    pins = [entry for entry in entries if entry and not entry.startswith("#")]
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", pin) for pin in pins)
    locked = [re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)", pin) for pin in pins]
    return {canonicalize_name(match[1]): match[2] for match in locked if match}


@pytest.mark.parametrize("name", WANTED)
def test_each_dependency_is_locked_at_a_version_that_is_asked_for(name):
    locked = read_lock(name)
    for requirement in map(Requirement, WANTED[name]):
        version = locked[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), requirement


def test_each_lock_holds_the_smaller_one():
    runtime, dev, bench = (read_lock(name).items() for name in WANTED)
    assert runtime <= dev <= bench


@pytest.mark.parametrize("name", WANTED)
def test_no_index_is_named(name):
    text = Path(settings.BASE_DIR, name).read_text()
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash)", text, flags=re.MULTILINE)
