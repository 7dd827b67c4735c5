"""What one belongs to: found, added, paid for, renewed, ended, and taken back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import browsing
from tests.e2e.browsing import open_page

NARROW = 320


@pytest.fixture
def colleague(page: Page, sign_in) -> Page:
    sign_in(page, "colleague")
    page.goto("/memberships/")
    return page


@pytest.fixture
def without_script(browser, live_url, sign_in) -> Iterator[Page]:
    """The colleague again, in a browser that runs no script."""
    with open_page(browser, live_url) as page:
        sign_in(page, "colleague")
        cookies = page.context.cookies()
    with browser.new_context(base_url=live_url, java_script_enabled=False) as context:
        context.add_cookies(cookies)
        yield context.new_page()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    browsing.follow(page.get_by_role("link", name=name, exact=True))


def field(page: Page, label: str) -> Locator:
    """The field of that label, which ends in a star that nobody sees where it is needed."""
    return page.get_by_label(re.compile(rf"^\s*{label}\s*\*?\s*$"))


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def assert_fits(page: Page) -> None:
    """At 320 px nothing scrolls sideways but tables in their own region."""
    page.set_viewport_size({"width": NARROW, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW, page.url


def test_a_group_is_found_as_one_types_and_brings_its_parent(colleague, axe):
    page = colleague
    follow(page, "Add a membership")
    axe(page)
    page.get_by_label("Its name, or words of it").press_sequentially("Européan chapter SPECIAL")
    found = page.locator("#found")
    group = found.get_by_role("link").first
    expect(found.get_by_text("group of SLA").first).to_be_visible()
    page.wait_for_url("**?q=Europ*SPECIAL")
    axe(page)
    assert_fits(page)
    group.click()
    assert heading(page).startswith("How do you belong to")
    page.get_by_label("Online profile", exact=True).check()
    page.get_by_label("Also add SLA, of which it is a group").check()
    axe(page)
    assert_fits(page)
    press(page, "Add it")
    expect(page.get_by_role("status").first).to_contain_text(" and SLA.")
    follow(page, "SLA: online profile")
    assert heading(page) == "Your membership of SLA"
    axe(page)
    assert_fits(page)


def test_a_fee_is_asked_for_and_answered_from_what_is_known(colleague, axe):
    page = colleague
    follow(page, "SCONUL")
    press(page, "Remove it: added by mistake")
    expect(page.locator("#undone")).to_contain_text("SCONUL has been removed.")
    axe(page)
    press(page, "Undo")
    expect(page.get_by_role("status").first).to_contain_text("SCONUL is back as it was.")

    page.goto("/memberships/add/?q=association+libraries+special")
    page.locator("#found").get_by_role("link", name="SLA", exact=True).click()
    page.get_by_label("Informal", exact=True).check()
    press(page, "Add it")
    expect(page.locator("main")).not_to_contain_text("What you pay is not known.")
    follow(page, "Change this")
    field(page, "Kind").select_option("Personal")
    press(page, "Save")
    follow(page, "Say what you pay")
    axe(page)
    assert_fits(page)
    page.get_by_label("Top band (writer conversion from USD): 130.00 GBP a year, of 2010").check()
    press(page, "Save the fee")
    main = page.locator("main")
    expect(main).to_contain_text("Top band (writer conversion from USD): fee 130.00 GBP")
    expect(main).not_to_contain_text("What you pay is not known.")


def test_terms_renewal_ending_and_back_without_a_script(without_script):
    page = without_script
    page.goto("/memberships/add/")
    page.get_by_label("Its name, or words of it").fill("tea and cataloguing")
    press(page, "Search")
    follow(page, "Add it privately")
    field(page, "Name").fill("Tea & Cataloguing")
    field(page, "Kind").select_option("Community or informal group")
    field(page, "Scope").select_option("Local")
    page.get_by_label("Informal", exact=True).check()
    press(page, "Add it privately")
    assert heading(page) == "Your membership of Tea & Cataloguing"

    follow(page, "Add a term")
    page.get_by_label("First day").fill("1 March 2023")
    field(page, "Last day").fill("29/2/2024")
    field(page, "Fee").fill("12")
    press(page, "Save the term")
    expect(page.locator("main")).to_contain_text("1 March 2023 to 29 February 2024")
    page.get_by_role("link", name="Renew 1 March 2023").click()
    assert page.get_by_label("First day").input_value() == "01/03/2024"
    assert field(page, "Last day").input_value() == "28/02/2025"
    press(page, "Save the term")
    expect(page.locator(".row-actions")).to_have_count(2)

    page.get_by_role("button", name="Remove 1 March 2023").click()
    expect(page.locator(".row-actions")).to_have_count(1)
    press(page, "Undo")
    expect(page.locator(".row-actions")).to_have_count(2)

    follow(page, "End it")
    page.get_by_label("The last day").fill("28/2/2025")
    page.get_by_label("Why?").fill("Nobody brought biscuits")
    press(page, "End it")
    expect(page.locator("main")).to_contain_text(
        "Ended on 28 February 2025: Nobody brought biscuits"
    )
    press(page, "Undo")
    expect(page.locator("main")).to_contain_text("You belong to Tea & Cataloguing")
    page.goto("/memberships/?by=kind")
    follow(page, "Ended (1)")
    assert page.url.endswith("/memberships/?show=ended&by=kind")


def test_by_keyboard_alone(colleague):
    """From the list to a new role, touching nothing but keys."""
    page = colleague
    tab_to(page, "Add a membership")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What else do you belong to?")).to_be_visible()
    tab_to(page, "search-text")
    page.keyboard.type("facebook")
    expect(page.locator("#found").get_by_role("link", name="Facebook", exact=True)).to_be_visible()
    page.wait_for_url("**q=facebook*")
    tab_to(page, "Facebook")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How do you belong to Facebook?")).to_be_visible()
    tab_to(page, "id_kind_0")
    for _step in range(3):
        page.keyboard.press("ArrowDown")
    tab_to(page, "Add it")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your membership of Facebook")).to_be_visible()
    tab_to(page, "Add a role")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What do you do in Facebook?")).to_be_visible()
    tab_to(page, "id_title")
    page.keyboard.type("Moderator")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your membership")).to_be_visible()
    expect(page.locator("strong")).to_have_text(["Moderator"])


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until what has this text or id has the focus."""
    page.wait_for_load_state()
    for _step in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "[document.activeElement.id, document.activeElement.innerText.trim()]"
        )
        if wanted in focused:
            return
    raise AssertionError(f"The Tab key never comes to {wanted} on {page.url}.")


def test_two_tabs_lose_nothing(colleague):
    first = colleague
    follow(first, "NLPN")
    follow(first, "Change this")
    second = first.context.new_page()
    second.goto(first.url)
    for tab, number in ((first, "one"), (second, "two")):
        tab.get_by_label("Membership number").fill(number)
        press(tab, "Save")
    expect(second.locator("main")).to_contain_text("Saved meanwhile: one")
    press(second, "Save")
    expect(second.locator("main")).to_contain_text("two")
    assert heading(second) == "Your membership of NLPN"


def test_the_list_reads_well_everywhere(colleague, axe):
    page = colleague
    assert heading(page) == "What do you belong to?"
    assert "You hold" in page.locator(".lead-sentence").inner_text()
    for way in ("", "?by=kind", "?show=all", "?show=intended"):
        page.goto(f"/memberships/{way}")
        axe(page)
        assert_fits(page)
    page.goto("/memberships/")
    follow(page, "CILIP")
    axe(page)
    assert_fits(page)
    for action in ("Change this", "Add a term", "End it", "Add a role"):
        address = page.url
        follow(page, action)
        axe(page)
        assert_fits(page)
        page.goto(address)
