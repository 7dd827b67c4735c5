"""What belonging costs: a rate said, a journey entered, the table sorted, a question asked."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import browsing
from tests.e2e.browsing import fill_in_sign_in, open_page

NARROW = 320
TRAIN = "Travel, Train to London, 12.50 GBP"


@pytest.fixture
def without_script(browser, live_url) -> Iterator[Page]:
    """The colleague in a browser that runs no script."""
    with open_page(browser, live_url) as page:
        fill_in_sign_in(page, "colleague")
        cookies = page.context.cookies()
    with browser.new_context(base_url=live_url, java_script_enabled=False) as context:
        context.add_cookies(cookies)
        yield context.new_page()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    browsing.follow(page.get_by_role("link", name=name, exact=True).first)


def field(page: Page, label: str) -> Locator:
    """The field of that label, which ends in a star that nobody sees where it is needed."""
    return page.get_by_label(re.compile(rf"^\s*{label}\s*\*?\s*$"))


def say_what_a_dollar_is(page: Page, check: Callable[[], None]) -> None:
    page.goto("/evaluation/costs/")
    unknown = "What USD is to you in GBP is not known, and not guessed."
    expect(page.locator("main")).to_contain_text(unknown)
    check()
    follow(page, "Say what it is")
    follow(page, "Say what it is USD")
    field(page, "One USD in GBP").fill("nothing much")
    press(page, "Save the rate")
    check()
    field(page, "One USD in GBP").fill("0.75")
    press(page, "Save the rate")
    expect(page.locator("main")).to_contain_text("1 USD is 0.75 GBP, as you said on")
    check()
    page.goto("/evaluation/costs/")
    expect(page.locator(".lead-sentence")).to_contain_text("by your rates")
    expect(page.locator("main")).not_to_contain_text(unknown)


def enter_a_journey(page: Page, check: Callable[[], None]) -> None:
    page.goto("/memberships/")
    follow(page, "CILIP")
    follow(page, "Add an expense")
    check()
    field(page, "Note").fill("Train to London")
    field(page, "Amount").fill("12.50")
    field(page, "Minutes of travelling").fill("90")
    press(page, "Save the expense")
    expect(page.locator("main")).to_contain_text(TRAIN)
    check()


def sort_and_ask(page: Page, check: Callable[[], None]) -> None:
    page.goto("/evaluation/costs/")
    row = page.locator("#memberships tbody tr").filter(has_text="CILIP").first
    expect(row).to_contain_text("12.50 GBP")
    expect(row).to_contain_text("1.5")
    follow(page, "Membership")
    page.wait_for_url("**/costs/?sort=name")
    names = page.locator("#memberships tbody th a").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    follow(page, "If my employer stopped paying")
    expect(page.locator(".lead-sentence")).to_contain_text("nothing has been changed.")
    expect(page.locator("main")).to_contain_text("SCONUL")
    check()
    follow(page, "As it is")
    expect(page.locator("#memberships")).to_contain_text("SCONUL")


def take_it_back(page: Page) -> None:
    page.goto("/memberships/rates/")
    press(page, "Remove USD")
    expect(page.locator("#undone")).to_contain_text("What one USD is to you has been forgotten.")
    press(page, "Undo")
    expect(page.locator("main")).to_contain_text("1 USD is 0.75 GBP")
    press(page, "Remove USD")
    page.goto("/memberships/")
    follow(page, "CILIP")
    page.get_by_role("button", name=re.compile(f"^Remove .*{TRAIN}$")).click()
    expect(page.locator("#undone")).to_contain_text("The expense of 12.50 GBP on")


def test_costs_are_said_and_asked_about(page, sign_in, axe):
    """For everybody, also at 320 px, where nothing scrolls sideways but tables in their region."""

    def check() -> None:
        axe(page)
        page.set_viewport_size({"width": NARROW, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == NARROW, page.url
        page.set_viewport_size({"width": 1280, "height": 720})

    sign_in(page, "colleague")
    say_what_a_dollar_is(page, check)
    enter_a_journey(page, check)
    sort_and_ask(page, check)
    take_it_back(page)


def test_all_of_it_works_without_a_script(without_script):
    def check() -> None:
        """The looks are those of the other test."""

    say_what_a_dollar_is(without_script, check)
    enter_a_journey(without_script, check)
    sort_and_ask(without_script, check)
    take_it_back(without_script)
