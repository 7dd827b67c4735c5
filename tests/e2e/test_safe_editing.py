"""What one typed is never lost: two tabs, a session that ended, a new sign-in elsewhere."""

from playwright.sync_api import Page, expect

from tests.e2e.browsing import fill_in_sign_in
from tests.e2e.server import PASSWORD

NAME = "/account/name/"


def type_name(page: Page, name: str) -> None:
    page.goto(NAME)
    page.get_by_label("Name").fill(name)


def save(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save").press("Enter")


def name_now(page: Page) -> str:
    page.goto(NAME)
    return page.get_by_label("Name").input_value()


def test_two_tabs(page, sign_in, axe):
    sign_in(page, "librarian")
    other = page.context.new_page()
    type_name(page, "Typed here")
    type_name(other, "Typed in the other tab")
    save(other)

    save(page)
    summary = page.locator(".error-summary")
    assert "changed meanwhile, perhaps in another tab" in summary.inner_text()
    assert "Saved meanwhile: Typed in the other tab" in summary.inner_text()
    expect(page.get_by_role("heading", name="Please put this right")).to_be_focused()
    assert page.get_by_label("Name").input_value() == "Typed here"
    axe(page)

    save(page)
    assert name_now(page) == "Typed here"


def test_a_session_that_ended_while_one_typed(page, sign_in, axe):
    sign_in(page, "colleague")
    type_name(page, "Colin “the <b>” Colleague")
    page.context.clear_cookies(name="sessionid")
    save(page)
    assert "Nothing is lost: sign in again." in page.get_by_role("status").inner_text()
    axe(page)

    page.fill("input[name=login]", "colleague@example.org")
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")
    heading = page.get_by_role("heading", level=1)
    assert heading.inner_text() == "You were signed out while you were writing"
    assert "Colin “the <b>” Colleague" in page.inner_text("main")
    axe(page)

    with page.expect_navigation():
        page.get_by_role("button", name="Send it").press("Enter")
    assert name_now(page) == "Colin “the <b>” Colleague"
    page.goto("/account/send-again/")
    assert "Nothing of yours is waiting" in page.get_by_role("status").inner_text()


def test_a_new_sign_in_in_another_tab(page, live_url):
    fill_in_sign_in(page, "coordinator")
    type_name(page, "Typed before")
    other = page.context.new_page()
    other.context.clear_cookies(name="sessionid")
    fill_in_sign_in(other, "coordinator")

    save(page)
    assert "Typed before" in page.inner_text("main")
    with page.expect_navigation():
        page.get_by_role("button", name="Send it").press("Enter")
    assert name_now(page) == "Typed before"
