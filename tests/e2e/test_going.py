"""Going to an event, or not, and writing it down: by keyboard on a phone, also without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import open_page

PHONE = 320
# Each way of the tests has its own events, as all share one server.
TO_COME = {"script": "Planning ahead in public libraries", "plain": "TeachMeet over tea"}
OVER = {
    "script": "Public libraries and the plan of the town",
    "plain": "Speaking up: an evening with two councillors",
}


@pytest.fixture(params=["script", "plain"])
def way(request):
    return request.param


@pytest.fixture
def phone(way, browser, live_url):
    with open_page(browser, live_url, javascript=way == "script", width=PHONE) as page:
        yield page


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def press(page: Page, name: str) -> None:
    """Press a link or a button by keyboard."""
    link = page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first
    link.focus()
    page.keyboard.press("Enter")


def said(page: Page, words: str) -> None:
    expect(page.locator("#going").get_by_text(words, exact=True).last).to_be_visible()


def test_said_taken_back_and_not_possible(phone, way, sign_in, axe):
    title = TO_COME[way]
    sign_in(phone, "coordinator")
    phone.goto("/events/")
    press(phone, title)
    expect(phone.get_by_role("heading", name=title, level=1)).to_be_visible()
    said(phone, "You say nothing of it.")
    assert_fits(phone)
    phone.get_by_role("radio", name="Going").check()
    press(phone, "Save")
    said(phone, "You go.")
    expect(phone.get_by_role("button", name="Undo")).to_be_focused()
    if way == "script":
        axe(phone)
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("Taken back.")).to_be_visible()
    said(phone, "You say nothing of it.")

    phone.get_by_role("radio", name="Could not").check()
    press(phone, "Save")
    expect(phone.get_by_role("heading", name="Please put this right")).to_be_focused()
    phone.get_by_label("If you could not: why?").select_option("Too late home")
    phone.get_by_label("Note").fill("The last train goes at nine")
    press(phone, "Save")
    said(phone, "You could not go: too late home.")
    phone.goto("/events/mine/")
    expect(phone.get_by_text("Could not go once: too late home 1.").or_(
        phone.get_by_text("Could not go 2 times: too late home 2.")
    )).to_be_visible()  # fmt: skip
    expect(phone.get_by_role("link", name=title)).to_be_visible()
    expect(phone.get_by_text("The last train goes at nine").first).to_be_visible()
    assert_fits(phone)
    if way == "script":
        axe(phone)


def test_gone_and_written_down(phone, way, sign_in, axe):
    title = OVER[way]
    sign_in(phone, "colleague")
    phone.goto("/events/")
    press(phone, "What is over")
    press(phone, title)
    expect(phone.get_by_role("heading", name=title, level=1)).to_be_visible()
    phone.get_by_role("radio", name="Went").check()
    press(phone, "Save")
    said(phone, "You went.")
    phone.goto("/journal/")
    expect(phone.get_by_role("heading", name="Not written down yet")).to_be_visible()
    assert_fits(phone)
    if way == "script":
        axe(phone)
    press(phone, f"Write it down “{title}”")
    expect(phone.get_by_label("What was it?")).to_have_value(title)
    expect(phone.get_by_label("How long did it take?")).to_have_value("2:30")
    expect(phone.get_by_label("Type")).to_have_value("meeting")
    phone.get_by_label("… I will …").fill("ask who keeps the plan")
    phone.get_by_label("… by").fill("1 March 2030")
    press(phone, "Save")
    expect(phone.get_by_text(f"“{title}” is saved.")).to_be_visible()
    expect(phone.get_by_role("link", name=title)).to_be_visible()
    phone.goto("/journal/")
    expect(phone.get_by_role("link", name=title, exact=True)).to_be_visible()
    expect(phone.get_by_role("link", name=f"Write it down “{title}”")).to_be_hidden()


def test_a_cancelled_one_is_told(page, sign_in):
    sign_in(page, "librarian")
    expect(page.get_by_role("link", name="Events (1 changed)")).to_be_visible()
    page.goto("/events/mine/")
    expect(page.get_by_text("It has been cancelled.")).to_be_visible()
    press(page, "Old bindings, new readers")
    press(page, "I could not go: it was cancelled")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    expect(page.get_by_role("link", name="Events", exact=True)).to_be_visible()
