"""The catalogue: found as one types and without script, read, compared, by everybody."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import open_page

NARROW = 320


def assert_fits(page: Page) -> None:
    """At 320 px nothing scrolls sideways but tables in their own region."""
    page.set_viewport_size({"width": NARROW, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW, page.url


def box(page: Page, label: str) -> Locator:
    """The box of an answer, beside which stands a number."""
    return page.get_by_role("checkbox", name=re.compile(rf"^{label} \(\d+\)$"))


def test_an_organisation_is_found_as_one_types_and_read(page, axe):
    page.goto("/")
    page.get_by_role("link", name="Catalogue", exact=True).click()
    axe(page)
    page.get_by_label("Words of a name").press_sequentially("DEVELOPMENT career")
    found = page.locator("#found")
    expect(found.get_by_role("link", name="CDG", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/catalogue/\?q=DEVELOPMENT\+career$"))
    page.get_by_text("Narrow it down").click()
    box(page, "National").check()
    expect(page).to_have_url(re.compile("scope=national"))
    found.get_by_role("link", name="CDG", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("CDG")
    expect(page.get_by_role("main")).to_contain_text("Merged into another: see CILIP SW")
    axe(page)
    assert_fits(page)
    page.go_back()
    expect(box(page, "National")).to_be_checked()
    assert_fits(page)


def test_two_are_compared_without_script_and_one_is_taken_away(browser, live_url):
    with browser.new_context(base_url=live_url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/catalogue/?q=library&sort=fee")
        for label in ("ALA", "IFLA"):
            page.get_by_label(f"Compare {label}", exact=True).check()
        page.get_by_role("button", name="Compare the ticked ones").click()
        heads = page.get_by_role("columnheader")
        expect(heads).to_have_count(2)
        assert_fits(page)
        page.get_by_role("link", name="Take away ALA").click()
        expect(heads).to_have_count(1)
        expect(page.get_by_text("Tick two, three or four")).to_be_visible()


def test_by_keyboard_alone(browser, live_url, axe):
    with open_page(browser, live_url, width=NARROW) as page:
        page.goto("/catalogue/")
        page.get_by_label("Words of a name").focus()
        page.keyboard.type("swindon")
        page.keyboard.press("Enter")
        expect(page.locator("#found")).to_contain_text("Swindon Pride")
        page.wait_for_load_state("networkidle")  # an answer still to come would take the focus
        page.get_by_role("link", name="Swindon Pride").focus()
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Compare it").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Which of these?")
        axe(page)
