"""Where something breaks under it, does the site say so clearly, and keep nothing by halves?

Mail servers that are away or refuse are looked at in tests/people/test_mail.py.
"""

import contextlib
import os
import resource
import shutil
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browsing import fill_in_sign_in
from tests.e2e.server import serve_itself

pytestmark = pytest.mark.sweep
OURS = "Something went wrong on our side"
GOAL = "Get better at running people"


@pytest.fixture
def data(prepared: Path, tmp_path: Path) -> Path:
    return shutil.copytree(prepared, tmp_path / "data")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@contextlib.contextmanager
def signed_in(browser: Browser, url: str) -> Iterator[Page]:
    """A page of the librarian's, without script, whose console may say what it likes."""
    with browser.new_context(base_url=url, java_script_enabled=False) as context:
        page = context.new_page()
        fill_in_sign_in(page, "librarian")
        yield page


def add_goal(page: Page, *, under: contextlib.AbstractContextManager[None]) -> str:
    """What the page says where the form of a goal is sent `under` a fault."""
    page.goto("/goals/suggestions/")
    page.get_by_role("link", name=GOAL).click()
    with under:
        page.get_by_role("button", name="Add this goal").click()
        said = page.inner_text("body")
        assert page.request.get("/goals/").ok  # reading goes on
    return said


def goals(data: Path) -> tuple[int, int]:
    """How many goals and skills of goals the database holds, which is sound."""
    with contextlib.closing(sqlite3.connect(data / "cpd_tracker.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        count = "SELECT (SELECT count(*) FROM goals_goal), (SELECT count(*) FROM goals_goalskill)"
        ((all_goals, their_skills),) = database.execute(count)
    return all_goals, their_skills


@contextlib.contextmanager
def locked(data: Path) -> Iterator[None]:
    """Another program writes into the database, and goes on writing."""
    with contextlib.closing(sqlite3.connect(data / "cpd_tracker.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.rollback()


@contextlib.contextmanager
def full() -> Iterator[None]:
    """The servers that this test has started can write nothing more, as on a full disk."""
    servers = find_processes(b"gunicorn", below=os.getpid())
    before = [resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in servers]
    for pid in servers:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    yield
    for pid, limits in zip(servers, before, strict=True):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def find_processes(word: bytes, *, below: int) -> list[int]:
    """Those that a process has started, or they, whose command line holds `word`."""
    found = []
    for children in Path(f"/proc/{below}/task").glob("*/children"):
        for pid in map(int, children.read_text().split()):
            with contextlib.suppress(FileNotFoundError):  # it has ended meanwhile
                if word in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.append(pid)
                found += find_processes(word, below=pid)
    return found


@pytest.mark.parametrize("fault", ["locked", "full"])
def test_what_cannot_be_saved_is_refused_whole_and_saved_later(browser, data, log, fault):
    with serve_itself(data, log=log) as url, signed_in(browser, url) as page:
        before = goals(data)
        said = add_goal(page, under=locked(data) if fault == "locked" else full())
        assert OURS in said
        assert "may not have been saved" in said
        assert "Traceback" not in said
        assert goals(data) == before
        assert GOAL in add_goal(page, under=contextlib.nullcontext())
        assert goals(data) == (before[0] + 1, before[1] + 1)


def test_a_database_that_is_away(browser, data, log, tmp_path):
    away = f"sqlite:///{tmp_path}/away/database.sqlite3"
    with (
        serve_itself(data, log=log, database=away) as url,
        browser.new_context(base_url=url) as context,
    ):
        assert context.request.get("/").ok  # asks nothing of the database
        assert context.request.get("/health/").status == 503
        answer = context.request.get("/catalogue/")
        assert answer.status == 500
        assert OURS in answer.text()
        assert "Traceback" not in answer.text()
    assert "unable to open database file" in log.read_text()


def test_a_typesetter_that_is_killed(browser, data, log):
    """The page says so, and the next PDF is made."""
    killed: list[int] = []

    def kill() -> None:
        end = time.monotonic() + 60
        while not killed and time.monotonic() < end:
            for pid in find_processes(b"reports.typesetter", below=os.getpid()):
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)

    with serve_itself(data, log=log) as url, signed_in(browser, url) as page:
        killer = threading.Thread(target=kill)
        killer.start()
        answer = page.request.get("/reports/membership-review.pdf")
        killer.join()
        assert len(killed) == 1
        assert answer.status == 503
        assert "Leave something out, then try again." in answer.text()
        assert page.request.get("/reports/membership-review.pdf").body()[:4] == b"%PDF"
