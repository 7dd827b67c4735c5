"""Answering in place: the numbers follow at once, by keyboard, without script, on a phone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import follow

CAMPAIGNS = re.compile("^Use of National campaigns")


@pytest.fixture
def explanation(page: Page, sign_in) -> Page:
    sign_in(page, "librarian")
    follow(page.get_by_role("link", name="CILIP", exact=True).first)
    return page


def figure(page: Page, name: str) -> str:
    row = page.locator(".facts > div").filter(has=page.get_by_text(name, exact=True))
    return row.locator("strong").inner_text()


def moved(page: Page) -> str:
    """How far CILIP moves the first goal: the cell of the heat map, with more places."""
    table = page.get_by_role("table", name="How the score was worked out")
    return table.locator("tbody tr").first.get_by_role("cell").nth(1).inner_text()


def test_score_cell_and_portfolio_follow_without_a_reload(explanation, axe):
    before = [figure(explanation, name) for name in ("Score", "All your memberships together")]
    cell = moved(explanation)
    explanation.evaluate("window.still_here = true")
    explanation.get_by_label(CAMPAIGNS).select_option("Fully")
    expect(explanation.get_by_role("status")).to_contain_text("saved.")
    after = [figure(explanation, name) for name in ("Score", "All your memberships together")]
    assert after[0] > before[0]
    assert after[1] != before[1]
    assert moved(explanation) > cell
    assert explanation.evaluate("window.still_here") is True
    axe(explanation)


def test_by_keyboard_alone(explanation):
    choice = explanation.get_by_label(re.compile("^Use of CILIP Conference"))
    choice.focus()
    with explanation.expect_response("**/use/"):
        explanation.keyboard.press("ArrowDown")
    expect(explanation.get_by_role("status")).to_contain_text("“CILIP Conference” saved.")
    expect(choice).to_be_focused()
    expect(choice).to_have_value("2")


def test_quick_keys_end_where_they_stop(explanation):
    choice = explanation.get_by_label(re.compile("^Use of Professional registration"))
    choice.focus()
    with explanation.expect_response("**/use/"):
        for _ in range(3):
            explanation.keyboard.press("ArrowDown", delay=30)
    expect(explanation.get_by_role("status")).to_contain_text("saved.")
    explanation.reload()
    expect(choice).to_have_value("2")


def test_two_tabs_notice_each_other(explanation, browser, live_url, sign_in):
    with browser.new_context(base_url=live_url) as context:
        other = context.new_page()
        sign_in(other, "librarian")
        other.goto(explanation.url)
        label = re.compile("^Use of Being mentored")
        with explanation.expect_response("**/use/"):
            explanation.get_by_label(label).select_option("Often")
        with other.expect_response("**/use/"):
            other.get_by_label(label).select_option("Fully")
        expect(other.get_by_role("alert").first).to_contain_text("Saved meanwhile: Often")
        expect(other.get_by_label(label)).to_have_value("3")


def test_without_script_and_on_a_phone(explanation, browser, live_url):
    with browser.new_context(
        base_url=live_url, java_script_enabled=False, viewport={"width": 320, "height": 700}
    ) as context:
        context.add_cookies(explanation.context.cookies())
        page = context.new_page()
        page.goto(explanation.url)
        row = page.get_by_role("row").filter(has=page.get_by_label(CAMPAIGNS))
        row.get_by_label(CAMPAIGNS).select_option("Not at all")
        row.get_by_role("button", name="Save").click()
        assert "saved." in page.locator("#status").inner_text()
        assert page.get_by_label(CAMPAIGNS).input_value() == "0"
        page.get_by_label("I take part often").check()
        page.get_by_role("button", name="Set by kind").click()
        assert "Saved:" in page.locator("form.message").inner_text()
        page.get_by_role("button", name="Undo").click()
        assert not page.get_by_label("I take part often").is_checked()


def test_all_of_one_benefit(explanation, axe):
    explanation.get_by_role("link", name="CILIP Conference").click()
    explanation.get_by_label("What came of it").fill("Met <b>Ada</b> & planned a visit")
    explanation.get_by_label("How many of its occasions").fill("120")
    explanation.get_by_role("button", name="Save").click()
    expect(explanation.get_by_text("Give a whole number from 0 to 100.").first).to_be_visible()
    assert "planned a visit" in explanation.get_by_label("What came of it").input_value()
    axe(explanation)
    explanation.get_by_label("How many of its occasions").fill("50")
    explanation.get_by_label("Your rating").select_option("4: very useful")
    explanation.get_by_role("button", name="Save").click()
    expect(explanation.get_by_text("your own figure")).to_be_visible()


def below(page: Page, benefit: str) -> Locator:
    """What opens below the row of a benefit."""
    summary = page.locator("summary").filter(has_text=f"More about it: {benefit}")
    return page.locator(".more details").filter(has=summary)


def test_more_about_a_benefit_below_its_row(explanation, axe):
    more = below(explanation, "Being mentored")
    more.locator("summary").press("Enter")
    more.get_by_label("What came of it").fill("Met <b>Grace</b>")
    with explanation.expect_response("**/use/"):
        explanation.get_by_label(CAMPAIGNS).select_option("Now and then")
    expect(explanation.get_by_role("status")).to_contain_text("saved.")
    expect(more.get_by_label("What came of it")).to_have_value("Met <b>Grace</b>")

    more.get_by_label("How many of its occasions").fill("120")
    more.get_by_role("button", name="Save").click()
    expect(more.get_by_role("heading", name="Please put this right")).to_be_focused()
    axe(explanation)
    more.get_by_label("How many of its occasions").fill("50")
    more.get_by_label("Your rating").select_option("5: would not miss it")
    more.get_by_role("button", name="Save").click()
    expect(explanation.get_by_role("status")).to_contain_text("“Being mentored, or")
    expect(more.locator("summary")).to_be_focused()
    row = explanation.get_by_role("row").filter(has_text="your own figure")
    expect(row.filter(has_text="Being mentored")).to_be_visible()

    more.locator("summary").press("Enter")
    expect(more.get_by_label("What came of it")).to_have_value("Met <b>Grace</b>")
    expect(more.get_by_role("listitem")).to_contain_text(": 5")


def test_more_about_a_benefit_without_script_on_a_phone(explanation, browser, live_url):
    with browser.new_context(
        base_url=live_url, java_script_enabled=False, viewport={"width": 320, "height": 700}
    ) as context:
        context.add_cookies(explanation.context.cookies())
        page = context.new_page()
        page.goto(explanation.url)
        more = below(page, "CILIP Conference")
        more.locator("summary").press("Enter")
        more.get_by_role("link").press("Enter")
        page.get_by_label("What came of it").fill("Planned a visit")
        page.get_by_role("button", name="Save").press("Enter")
        expect(page).to_have_url(re.compile(r"#benefit-[0-9a-f-]{36}$"))
        assert "“CILIP Conference” saved." in page.locator("#status").inner_text()


def test_a_few_questions_with_three_taps(explanation, axe):
    explanation.goto("/evaluation/")
    follow(explanation.get_by_role("link", name="Answer up to ten questions"))
    axe(explanation)
    questions = explanation.locator(".questions > li")
    assert questions.count() == 10
    first = questions.first.locator("strong").inner_text()
    questions.first.get_by_role("button", name="Now and then").click()
    expect(explanation.locator("form.message")).to_contain_text(f"“{first}” saved: Now and then.")
    assert first not in explanation.locator(".questions").inner_text()
