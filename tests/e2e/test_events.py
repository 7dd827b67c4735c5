"""Find an event that one can get to, correct the journey, and keep events of one's own."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import fill_in_sign_in, follow, open_page

NARROW = 320
# Of the demo: an evening in Bristol, which is in work time by the estimate.
EVENING = "Planning ahead in public libraries"


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def link(page: Page, name: str):
    return page.get_by_role("link", name=name, exact=True)


@pytest.mark.parametrize(("javascript", "width"), [(True, NARROW), (False, 1280)])
def test_what_one_can_get_to_is_found_and_a_journey_corrected(
    browser, live_url, axe, javascript, width
):
    with open_page(browser, live_url, javascript=javascript, width=width) as page:
        fill_in_sign_in(page, "librarian")
        page.goto("/events/")
        expect(link(page, EVENING)).to_be_visible()
        page.get_by_role("checkbox", name="That I can get to").check()
        if not javascript:
            page.get_by_role("button", name="Search").click()
        expect(link(page, EVENING)).to_have_count(0)
        expect(page.locator("#found .found > li").first).to_be_visible()
        assert_fits(page)
        page.goto("/events/")
        follow(link(page, EVENING))
        way = page.locator("#way")
        expect(way).to_contain_text("an estimate")
        if javascript:
            axe(page)
        assert_fits(page)
        for origin in ("From work", "From home"):
            follow(way.get_by_role("link", name="Correct the journey"))
            page.get_by_label(origin).check()
            page.get_by_label("way of travelling").select_option("Train")
            page.get_by_label("minutes from door to door").fill("28")
            page.get_by_role("button", name="Save the journey").press("Enter")
            expect(page.locator("#status")).to_contain_text("the answer follows it")
        expect(way).to_contain_text("You get there on time, and home again")
        expect(way).to_contain_text("Train, 28 min, as you know it")
        follow(way.get_by_role("link", name="Journeys you know"))
        assert_fits(page)
        page.get_by_role("button", name="Forget it From home").press("Enter")
        expect(page.locator("#undone")).to_contain_text("has been forgotten")
        page.get_by_role("button", name="Undo").press("Enter")
        expect(page.get_by_role("button", name="Forget it From home")).to_be_visible()
        page.get_by_role("button", name="Forget it From home").press("Enter")
        expect(page.locator("#undone")).to_be_visible()
        page.get_by_role("button", name="Forget it From work").press("Enter")
        expect(page.get_by_text("None yet.")).to_be_visible()


@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (False, NARROW)])
def test_ones_own_is_added_changed_removed_and_back(browser, live_url, axe, javascript, width):
    title = f"Reading aloud {width}"
    with open_page(browser, live_url, javascript=javascript, width=width) as page:
        fill_in_sign_in(page, "colleague")
        page.goto("/events/")
        follow(link(page, "Add an event of your own"))
        page.get_by_role("button", name="Save").press("Enter")
        expect(page.get_by_role("heading", name="Please put this right")).to_be_visible()
        if javascript:
            axe(page)
        assert_fits(page)
        page.get_by_label("What is it?").fill(title)
        page.get_by_label("On which day?").fill("12 May 2031")
        page.get_by_label("From what time?").fill("6.30pm")
        page.get_by_label("Until what time?").fill("20")
        page.get_by_role("button", name="Save").press("Enter")
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        expect(page.locator(".lead-sentence")).to_have_text("Monday 12 May 2031, 18:30 to 20:00")
        follow(link(page, "Change it"))
        page.get_by_label("Until what time?").fill("20:30")
        page.get_by_role("button", name="Save").press("Enter")
        expect(page.locator(".lead-sentence")).to_have_text("Monday 12 May 2031, 18:30 to 20:30")
        page.goto("/events/month/?month=2031-05")
        expect(link(page, title)).to_be_visible()
        if javascript:
            axe(page)
        assert_fits(page)
        follow(link(page, title))
        page.get_by_role("button", name="Remove it").press("Enter")
        expect(page.locator("#undone")).to_contain_text("has been removed")
        page.get_by_role("button", name="Undo").press("Enter")
        expect(page.locator("#status")).to_contain_text("is there again")
