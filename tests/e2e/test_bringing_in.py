"""A list or a file brought in: looked up, asked about, put right, added, and taken back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import open_page
from tests.e2e.test_memberships import assert_fits, field, follow, heading, press

LETTER = """\
Hi there, this is what I belong to.
Personally: CILIP, Special Libraries Association, European Chapter
Through work: IFLA and ARA
Informal:
- TeachMeet group
- Reading evening of our own (since 2009)
"""
FILE = "Society;Cost;Starts;Ends\nCILIP;£189;1/1/2026;31/12/2026\nIFLA;-5;1/1/2026;31/12/2026\n"


@pytest.fixture
def newcomer(page: Page, sign_in) -> Page:
    sign_in(page, "newcomer")
    page.goto("/memberships/bring-in/")
    return page


@pytest.fixture
def without_script(browser, live_url, sign_in) -> Iterator[Page]:
    """The newcomer again, in a browser that runs no script."""
    with open_page(browser, live_url) as page:
        sign_in(page, "newcomer")
        cookies = page.context.cookies()
    with browser.new_context(base_url=live_url, java_script_enabled=False) as context:
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto("/memberships/bring-in/")
        yield page


def choose_file(page: Page, content: str, name: str = "mine.csv") -> None:
    page.get_by_label("A CSV file").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
    )
    press(page, "Read the file")


def row(page: Page, line: int):
    return page.locator(f"#row-{line}")


def test_a_letter_is_looked_up_asked_about_added_and_taken_back(newcomer, axe):
    page = newcomer
    axe(page)
    assert_fits(page)
    field(page, "Names of what you belong to").fill(LETTER)
    press(page, "Look them up")
    assert heading(page) == "Is this what you belong to?"
    expect(page.locator(".lead-sentence")).to_have_text(
        "7 rows: 1 asks something, 5 found in the catalogue, 1 new."
    )
    expect(row(page, 3)).to_contain_text("SLA Europe")
    expect(row(page, 4).get_by_label("How do you belong to IFLA?")).to_have_value("employer")
    axe(page)
    assert_fits(page)
    press(page, "Add 6 rows")
    expect(page.get_by_role("status")).to_contain_text("Some rows still ask something.")
    row(page, 6).get_by_label("Oxford librarian TeachMeet").check()
    row(page, 7).get_by_role("link", name="Change this row").click()
    notes = row(page, 7).get_by_label("Notes")
    expect(notes).to_have_value("since 2009")
    axe(page)
    assert_fits(page)
    notes.fill("every first Monday")
    with page.expect_navigation():
        row(page, 7).get_by_role("button", name="Save").click()
    expect(row(page, 7)).to_contain_text("every first Monday")
    row(page, 6).get_by_label("Oxford librarian TeachMeet").check()
    press(page, "Keep these answers")
    expect(row(page, 6)).to_contain_text("Found")
    press(page, "Add 7 rows")
    assert heading(page) == "What was added?"
    expect(page.locator(".lead-sentence")).to_have_text("Added: 7 memberships.")
    axe(page)
    assert_fits(page)
    press(page, "Undo: take all of it back")
    assert heading(page) == "Is this what you belong to?"
    page.goto("/memberships/")
    expect(page.get_by_role("link", name="IFLA")).to_have_count(0)


def test_a_file_is_mapped_put_right_and_added_without_javascript(without_script):
    page = without_script
    choose_file(page, FILE)
    assert heading(page) == "What do the columns hold?"
    assert_fits_without_script(page)
    expect(page.get_by_label("Society")).to_have_value("organisation")
    press(page, "Look the rows up")
    expect(row(page, 3)).to_contain_text("A fee cannot be negative.")
    assert_fits_without_script(page)
    row(page, 3).get_by_role("link", name="Change this row").click()
    assert heading(page) == "What does line 3 say?"
    field(page, "Fee").fill("5")
    press(page, "Save")
    press(page, "Add 2 rows")
    expect(page.locator(".lead-sentence")).to_have_text("Added: 2 memberships and 2 terms.")
    follow(page, "Bring in more")
    choose_file(page, FILE.replace("-5", "5"))
    press(page, "Look the rows up")
    expect(row(page, 3)).to_contain_text("Yours already")
    page.go_back()
    page.goto("/memberships/bring-in/")
    page.get_by_label("A CSV file").set_input_files(
        {"name": "big.csv", "mimeType": "text/csv", "buffer": b"x" * 6 * 1024 * 1024}
    )
    press(page, "Read the file")
    expect(page.locator("main")).to_contain_text("was not read")


def assert_fits_without_script(page: Page) -> None:
    """As `assert_fits`; a page that runs no script has no width to ask for, but its parts have."""
    page.set_viewport_size({"width": 320, "height": 800})
    box = page.locator("main").bounding_box()
    assert box is not None
    assert box["width"] <= 320


def test_a_long_file_goes_on_by_itself(newcomer, axe):
    page = newcomer
    names = "".join(f"Evening of letter {number}\n" for number in range(450))
    choose_file(page, f"organisation\n{names}")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Is this what you belong to?", timeout=60_000
    )
    expect(page.get_by_role("button", name="Add 450 rows")).to_be_visible()
    axe(page)
    assert_fits(page)
    press(page, "Throw this away")
    assert heading(page) == "What do you want to bring in?"
