"""What shows it: a file and a link added to an entry, downloaded, removed and put back."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import fill_in_sign_in, open_page
from tests.journal import samples

NARROW = 320
NAME = "Zertifikat für Łódź, a day of workshops on leading where nobody has asked one to lead.pdf"


@pytest.fixture
def without_script(browser, live_url) -> Iterator[Page]:
    """The colleague in a browser that runs no script."""
    with open_page(browser, live_url) as page:
        fill_in_sign_in(page, "colleague")
        cookies = page.context.cookies()
    with browser.new_context(base_url=live_url, java_script_enabled=False) as context:
        context.add_cookies(cookies)
        yield context.new_page()


@pytest.fixture
def certificate(tmp_path) -> Path:
    path: Path = tmp_path / NAME
    path.write_bytes(samples.pdf())
    return path


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """By the keyboard: the button takes the focus and is pressed by Enter."""
    page.get_by_role("button", name=name).press("Enter")


def begin(page: Page) -> None:
    """An entry that is not finished yet."""
    page.goto("/journal/new/")
    page.get_by_label("What was it?").fill("A day in another library")
    page.get_by_label("Type").select_option("visit")
    press(page, "Save")
    expect(page.get_by_role("heading", level=1)).to_have_text("A day in another library")


def show(page: Page, certificate: Path, tmp_path: Path, check: Callable[[], None]) -> None:
    evidence = page.locator("#evidence")
    program = tmp_path / "me.png"
    program.write_text("<script>alert(1)</script>")
    page.get_by_label("A file").set_input_files(program)
    press(page, "Add the file")
    expect(page.locator("main")).to_contain_text("“me.png” is a web page")
    check()
    page.get_by_label("A file").set_input_files(certificate)
    press(page, "Add the file")
    expect(page.locator("#status")).to_contain_text("The evidence has been added.")
    page.get_by_text("Add a file or a link").press("Enter")
    page.get_by_label("A link").fill("example.org/programme")
    page.get_by_label("What it is").fill("Programme")
    press(page, "Add the link")
    expect(evidence).to_contain_text("link to example.org")
    check()
    with page.expect_download() as download:
        page.get_by_role("link", name=NAME).press("Enter")
    assert download.value.suggested_filename == NAME
    assert download.value.path().read_bytes() == certificate.read_bytes()


def take_away_and_bring_back(page: Page, check: Callable[[], None]) -> None:
    evidence = page.locator("#evidence")
    press(page, f"Remove {NAME}")
    expect(page.locator("#undone")).to_have_text(f"“{NAME}” has been removed.")
    expect(evidence).not_to_contain_text(NAME)
    check()
    press(page, "Undo")
    expect(evidence).to_contain_text(NAME)
    expect(page.locator("#status")).to_contain_text(f"“{NAME}” is back.")


def test_evidence_is_shown_and_taken_away(page, sign_in, axe, certificate, tmp_path):
    """By the keyboard, also at 320 px, where nothing scrolls sideways."""

    def check() -> None:
        axe(page)
        page.set_viewport_size({"width": NARROW, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == NARROW, page.url
        page.set_viewport_size({"width": 1280, "height": 720})

    sign_in(page, "librarian")
    begin(page)
    show(page, certificate, tmp_path, check)
    take_away_and_bring_back(page, check)


def test_all_of_it_works_without_a_script(without_script, certificate, tmp_path):
    def check() -> None:
        """The looks are those of the other test."""

    begin(without_script)
    show(without_script, certificate, tmp_path, check)
    take_away_and_bring_back(without_script, check)
