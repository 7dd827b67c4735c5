"""A curator in the admin: change, look back, restore; bring a table in; what needs attention."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.browsing import fill_in_sign_in, open_page

NARROW = 320
LIST = "/admin/catalogue/organisation/"
BAD = "key,kind\nnowhere,club\n"
GOOD = "key,name,kind,scope,other_names\nnew,A new one,charity,local,former: An old one\n"


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def curator(request, browser, live_url):
    """The curator's page, with and without script."""
    with open_page(browser, live_url) as page:
        fill_in_sign_in(page, "curator")
        cookies = page.context.cookies()
        if request.param:
            yield page
            return
    with browser.new_context(base_url=live_url, java_script_enabled=False) as context:
        context.add_cookies(cookies)
        yield context.new_page()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def send(page: Page, table: str) -> None:
    page.goto(f"{LIST}import/")
    file = FilePayload(name="table.csv", mimeType="text/csv", buffer=table.encode())
    page.get_by_label("File to import").set_input_files(file)
    page.get_by_label("Format").select_option("csv")
    press(page, "Look at it first")


def test_what_was_changed_is_seen_and_taken_back(curator):
    curator.goto(LIST)
    curator.locator("#result_list tbody th a").first.click()
    name = curator.get_by_label("Name:", exact=True).first
    before = name.input_value()
    name.fill("Another name")
    press(curator, "Save and continue editing")
    curator.get_by_role("link", name="History").click()
    newest = curator.locator("section.version").first
    expect(newest).to_contain_text(f"{before} → Another name")
    curator.locator("section.version").nth(1).get_by_role("button").click()
    expect(curator.locator("section.version").first).to_contain_text(f"Another name → {before}")


def test_a_table_is_looked_at_before_it_is_written(curator):
    send(curator, BAD)
    expect(curator.get_by_text("Row 1, kind")).to_be_visible()
    send(curator, GOOD)
    expect(curator.get_by_text("Nothing is written yet. 1 new")).to_be_visible()


@pytest.mark.parametrize("width", [1280, NARROW])
def test_nobody_is_kept_out(browser, live_url, axe, width):
    with open_page(browser, live_url, width=width) as page:
        fill_in_sign_in(page, "curator")
        for table in (BAD, GOOD):
            send(page, table)
            axe(page)
        page.goto(f"{LIST}attention/")
        axe(page)
        page.locator("section li a").first.click()
        page.get_by_label("Note").fill(f"At {width}")
        press(page, "Save and continue editing")
        page.get_by_role("link", name="History").click()
        axe(page)
        for path in (f"{LIST}import/", f"{LIST}export/", "/admin/catalogue/fee/"):
            page.goto(path)
            axe(page)
