"""Programs that are missing are named with the command that installs them."""

import os
import pwd
import shutil

import pytest

from scripts import postgres, tools


@pytest.fixture
def nothing_installed(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(tools, "DEBIAN_POSTGRESQL", tmp_path)
    monkeypatch.delenv("CHROMIUM", raising=False)


def stopped(capsys, ended):
    assert ended.value.code == 2
    return capsys.readouterr().err.strip().splitlines()


@pytest.mark.parametrize(
    ("names", "packages"),
    [
        (["pdf"], ["poppler-utils", "qpdf"]),
        (["browser"], ["chromium"]),
        (["java"], ["default-jre-headless"]),
        (["browser", "postgresql"], ["chromium", "postgresql"]),
    ],
)
@pytest.mark.parametrize(("user", "sudo"), [(1000, "sudo "), (0, "")])
def test_what_cannot_be_installed_is_named(
    nothing_installed, monkeypatch, capsys, names, packages, user, sudo
):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    with pytest.raises(SystemExit) as ended:
        tools.demand(names)
    assert stopped(capsys, ended) == [
        f"The tests need {', '.join(packages)}. On Debian and Ubuntu:",
        f"    {sudo}apt-get update && {sudo}apt-get install -y {' '.join(packages)}",
        "Then run make again.",
    ]


def test_nobody_but_root_installs(monkeypatch, tmp_path, capsys):
    """Even where apt is there."""
    monkeypatch.setattr(shutil, "which", {"apt-get": "/usr/bin/apt-get"}.get)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit) as ended:
        tools.demand(["pdf"])
    assert stopped(capsys, ended)[0].startswith("The tests need poppler-utils, qpdf.")


def test_a_browser_that_is_none_is_said_so(monkeypatch, capsys):
    monkeypatch.setenv("CHROMIUM", "no-such-browser")
    with pytest.raises(SystemExit) as ended:
        tools.find_browser()
    assert stopped(capsys, ended) == [
        "CHROMIUM names “no-such-browser”, which is no program that can be run."
    ]


def test_the_newest_whole_postgresql_is_taken(nothing_installed, tmp_path):
    assert tools.find_postgresql() is None
    for version, programs in {
        "9": ["initdb", "postgres"],
        "16": ["initdb", "postgres"],
        "17": ["initdb"],
    }.items():
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        for program in programs:
            (folder / program).touch(mode=0o755)
    assert tools.find_postgresql() == tmp_path / "16" / "bin"


def test_postgresql_as_root_needs_somebody_without_rights(monkeypatch, capsys):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(pwd, "getpwall", list)
    with pytest.raises(SystemExit) as ended, postgres._temporary_folder():  # noqa: SLF001
        pass
    assert stopped(capsys, ended) == [
        "PostgreSQL does not run as root, and there is no user “postgres” or “nobody”."
    ]


def test_tools_that_nobody_knows(run):
    done = run("-m", "scripts.tools", "telescope")
    assert done.returncode == 1
    assert done.stderr.strip() == "usage: python -m scripts.tools browser java pdf postgresql"
