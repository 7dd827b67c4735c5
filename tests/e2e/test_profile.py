"""How one learns, and where from: by keyboard, without JavaScript, on a narrow screen."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import open_page

ADDRESS = "/account/learning/"


def save(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save").press("Enter")


def test_home_is_found_as_one_types_and_chosen_by_keyboard(page, sign_in, axe):
    sign_in(page, "colleague")
    page.get_by_role("link", name="Your account").press("Enter")
    page.get_by_role("link", name="See and change how you learn").press("Enter")
    home = page.get_by_label("Home", exact=True)
    home.press("ControlOrMeta+a")
    home.press_sequentially("newport")
    expect(page.locator("#home-count")).to_have_text(
        "The first 20 places: choose one, or type more."
    )
    home.press_sequentially(", isle of")
    expect(page.get_by_role("radio")).to_have_count(1)
    home.press("ControlOrMeta+a")
    home.press_sequentially("WROUGHTON, swin")
    expect(page.get_by_role("radio", name="Wroughton, Swindon, GB")).to_be_checked()
    axe(page)
    home.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="Wroughton, Swindon, GB")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Saved." in page.get_by_role("status").first.inner_text()
    assert home.input_value() == "Wroughton, Swindon, GB"
    page.goto("/evaluation/")
    page.go_back()
    assert home.input_value() == "Wroughton, Swindon, GB"


def test_one_of_several_is_chosen_with_the_arrows(page, sign_in):
    sign_in(page, "colleague")
    page.goto(ADDRESS)
    page.get_by_label("Work", exact=True).fill("newport pagnell")
    page.get_by_label("Work", exact=True).fill("newport, GB")
    expect(page.get_by_role("radio", name="Newport, Newport, GB")).to_be_visible()
    page.get_by_label("Work", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("radio", checked=True)
    name = page.locator(f"label[for={chosen.get_attribute('id')}]").inner_text()
    assert name != "Newport, Newport, GB"
    save(page)
    assert page.get_by_label("Work", exact=True).input_value() == name


def test_without_javascript(browser, live_url, sign_in):
    with open_page(browser, live_url, javascript=False) as page:
        sign_in(page, "coordinator")
        page.goto(ADDRESS)
        page.get_by_label("Home", exact=True).fill("newport")
        page.get_by_label("Train").check()
        save(page)
        assert "Several places have that name" in page.locator(".error-summary").inner_text()
        assert page.get_by_label("Train").is_checked()
        page.get_by_role("radio", name="Newport, Isle of Wight, GB").check()
        save(page)
        assert page.get_by_label("Home", exact=True).input_value() == "Newport, Isle of Wight, GB"
        assert page.get_by_label("Train").is_checked()
        page.get_by_role("link", name="Your working week").click()
        page.get_by_label("Usual day: from").fill("9.30")
        page.get_by_label("Usual day: until").fill("6pm")
        page.get_by_label("Friday", exact=True).uncheck()
        page.get_by_label("Tuesday: until").fill("1600")
        save(page)
        assert page.get_by_label("Usual day: until").input_value() == "18:00"
        assert page.get_by_label("Tuesday: until").input_value() == "16:00"
        assert not page.get_by_label("Friday", exact=True).is_checked()


@pytest.mark.parametrize("width", [320, 1280])
def test_everything_fits(browser, live_url, sign_in, axe, width):
    with open_page(browser, live_url, width=width) as page:
        sign_in(page, "librarian")
        page.goto(ADDRESS)
        page.get_by_label("Home", exact=True).fill("stoke on trent")
        expect(page.get_by_role("radio").first).to_be_visible()
        page.get_by_label("Longest journey").fill("4")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        save(page)
        expect(page.get_by_role("heading", name="Please put this right")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        axe(page)
        page.goto("/account/week/")
        page.get_by_label("Wednesday: from").fill("09:30")
        page.get_by_label("Wednesday: until").fill("08:30")
        save(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        axe(page)
        page.get_by_role("link", name="Wednesday: until").press("Enter")
        expect(page.get_by_label("Wednesday: until")).to_be_focused()
