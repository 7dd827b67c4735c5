"""A checkout of the scripts alone, in which nothing is installed yet."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import scripts

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    shutil.copytree(Path(scripts.__file__).parent, folder / "scripts")
    return folder


@pytest.fixture
def run(checkout: Path) -> Run:
    """Runs this Python in the checkout, which no package index can be reached from."""

    def run_python(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=checkout,
            env={**os.environ, "PIP_NO_INDEX": "1", **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    return run_python
