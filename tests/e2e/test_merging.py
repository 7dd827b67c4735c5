"""What is there twice is merged and undone, by mouse or keyboard, with script and without."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import fill_in_sign_in, follow, open_page

CHOOSE = "/curation/merges/choose/"
NARROW = 320


def find(page: Page, text: str) -> None:
    page.get_by_role("searchbox").fill(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (False, 1280), (True, NARROW)])
def test_two_entries_become_one_and_two_again(browser, live_url, axe, javascript, width):
    with open_page(browser, live_url, javascript=javascript, width=width) as page:
        fill_in_sign_in(page, "curator")
        page.goto(CHOOSE)
        find(page, "group")
        gone = page.locator(".found a").nth(1).inner_text()
        follow(page.locator(".found a").first)
        find(page, gone)
        follow(page.get_by_role("link", name=gone, exact=True))
        preview = page.url
        expect(page.get_by_role("heading", name=f"Goes: {gone}")).to_be_visible()
        page.get_by_role("link", name="Keep the other one").click()
        expect(page.get_by_role("heading", name=f"Kept: {gone}")).to_be_visible()
        page.goto(preview)
        if javascript:  # axe is a script itself
            axe(page)
        page.get_by_role("button", name="Merge them").press("Enter")
        expect(page.get_by_role("status")).to_contain_text(f"“{gone}” is part of")
        if javascript:
            axe(page)
        page.goto(CHOOSE)
        find(page, gone)
        expect(page.locator(".found a").first).to_be_visible()  # what it is part of is found
        expect(page.get_by_role("link", name=gone, exact=True)).to_have_count(0)
        page.goto("/curation/merges/")
        page.get_by_role("button", name="Undo").first.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("are two entries again")
        page.goto(CHOOSE)
        find(page, gone)
        expect(page.get_by_role("link", name=gone, exact=True)).to_be_visible()
        if javascript:
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
