"""The journal on a phone: written, left, gone on with, finished and found; also without script."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.browsing import fill_in_sign_in, open_page
from tests.e2e.server import PASSWORD

PHONE = 320
PATIENT = 20_000  # milliseconds: what is kept is kept a second after it was typed


@pytest.fixture
def phone(browser, live_url):
    with open_page(browser, live_url, width=PHONE) as page:
        yield page


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def begin(page: Page) -> None:
    page.goto("/journal/")
    page.get_by_role("link", name="Write an entry").press("Enter")
    expect(page.get_by_label("What was it?")).to_be_visible()
    page.wait_for_load_state()  # with its script, which keeps what is typed


def save(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).press("Enter")


def test_written_left_gone_on_with_finished_and_found(phone, sign_in, axe):
    sign_in(phone, "librarian")
    begin(phone)
    assert_fits(phone)
    axe(phone)
    phone.get_by_label("What was it?").fill("Walk through the stacks")
    phone.get_by_label("Type").select_option("Visit or shadowing")
    phone.get_by_text("More about it").press("Enter")
    happened = phone.get_by_label("What happened")
    happened.press_sequentially("We **walked** down")
    expect(phone.locator("#kept")).to_have_text(
        re.compile(r"Kept at \d\d:\d\d, not saved yet\."), timeout=PATIENT
    )
    expect(phone.locator("#words-what")).to_have_text("3 words", timeout=PATIENT)
    expect(happened).to_be_focused()
    assert_fits(phone)
    axe(phone)

    phone.goto("/journal/")
    phone.get_by_role("link", name="Walk through the stacks").press("Enter")
    expect(phone.get_by_text("Here is what you typed and have not saved.")).to_be_visible()
    expect(phone.get_by_label("What happened")).to_have_value("We **walked** down")
    save(phone)
    assert "To be finished: how long it took" in phone.inner_text("main")
    axe(phone)

    phone.get_by_role("link", name="Finish it").press("Enter")
    phone.get_by_label("How long did it take?").fill("1:15")
    phone.get_by_label("… I will …").fill("draw the plan of the stacks")
    phone.get_by_label("… by").fill("1 March 2030")
    save(phone)
    assert "1 h 15 min" in phone.inner_text("main")
    assert phone.locator(".written-text strong").inner_text() == "walked"
    phone.goto("/journal/")
    expect(phone.get_by_role("link", name="Walk through the stacks")).to_be_visible()
    assert_fits(phone)
    axe(phone)


def test_what_is_typed_before_a_script_runs_is_kept(page, sign_in):
    sign_in(page, "curator")
    script, held = re.compile(r"htmx.*\.js"), []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(script, hold)
    with page.expect_request(script):
        page.goto("/journal/new/", wait_until="commit")
    page.get_by_label("What was it?").fill("Quick as a reader")
    (route,) = held
    route.continue_()
    expect(page.locator("#kept")).to_have_text(re.compile("not saved yet"), timeout=PATIENT)


def test_by_keyboard_what_is_thrown_away_comes_back(page, sign_in):
    sign_in(page, "colleague")
    begin(page)
    page.get_by_label("What was it?").focus()
    page.keyboard.type("Half a thought")
    page.keyboard.press("Tab")
    page.keyboard.type("Webinar")
    expect(page.locator("#kept")).to_contain_text("Kept at", timeout=PATIENT)
    expect(page.get_by_label("Type")).to_be_focused()
    page.reload()
    page.get_by_role("button", name="Throw it away").press("Enter")
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_label("What was it?")).to_have_value("Half a thought")
    page.get_by_role("button", name="Throw it away").press("Enter")
    expect(page.get_by_text("Here will stand what you did")).to_be_visible()


def test_two_tabs_and_a_session_that_ended(page, live_url):
    fill_in_sign_in(page, "curator")
    begin(page)
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_label("What was it?").fill("Typed here")
    expect(page.locator("#kept")).to_contain_text("Kept at", timeout=PATIENT)
    other.get_by_label("What was it?").fill("Typed there")
    expect(other.locator("#kept")).to_contain_text("in another tab as well", timeout=PATIENT)
    other.close()

    page.context.clear_cookies(name="sessionid")
    page.get_by_label("What was it?").fill("Typed here and on")
    page.wait_for_url("**/account/login/**", timeout=PATIENT)
    assert "Nothing is lost: sign in again." in page.get_by_role("status").inner_text()
    page.fill("input[name=login]", "curator@example.org")
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")
    with page.expect_navigation():
        page.get_by_role("button", name="Send it").press("Enter")
    expect(page.get_by_label("What was it?")).to_have_value("Typed here and on")


def test_an_organisation_is_found_as_one_types(page, sign_in):
    sign_in(page, "coordinator")
    begin(page)
    page.get_by_text("More about it").press("Enter")
    page.get_by_label("Or through an organisation").press_sequentially("arlis")
    expect(page.locator("#organisation-count")).to_contain_text("found", timeout=PATIENT)
    expect(page.get_by_label("Or through an organisation")).to_be_focused()


def test_without_javascript(browser, live_url, sign_in):
    with open_page(browser, live_url, javascript=False, width=PHONE) as page:
        sign_in(page, "librarian")
        begin(page)
        page.get_by_label("What was it?").fill("Read without a script")
        with page.expect_navigation():
            page.get_by_role("button", name="Keep for later").press("Enter")
        assert "Kept as you typed it." in page.inner_text("main")
        page.get_by_label("Type").select_option("Reading and following")
        page.get_by_label("How long did it take?").fill("20 min")
        page.get_by_label("Or none, because").fill("It was for pleasure.")
        page.get_by_text("More about it").press("Enter")
        page.get_by_label("Description").fill("Three short words")
        save(page)
        assert "3 words" in page.inner_text("main")
        assert "Nothing, because: It was for pleasure." in page.inner_text("main")
        with page.expect_navigation():
            page.get_by_role("button", name="Remove it").press("Enter")
        with page.expect_navigation():
            page.get_by_role("button", name="Undo").press("Enter")
        assert "“Read without a script” is back." in page.inner_text("main")
