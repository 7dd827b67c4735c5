"""A calendar that is brought in, seen first and taken over, and one's own read elsewhere."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.e2e.browsing import follow
from tests.e2e.test_memberships import assert_fits
from tests.events.ical_samples import calendar, event

TOMORROW = f"{datetime.now(UTC) + timedelta(days=1):%Y%m%d}"
FILE = calendar(
    event(f"DTSTART:{TOMORROW}T183000", "SUMMARY:Evening of the file", "LOCATION:Swindon"),
    event("DTSTART:soon", "SUMMARY:Broken", uid="b"),
    head="X-WR-CALNAME:Reading evenings\n",
)


def press(page: Page, name: str) -> None:
    follow(page.get_by_role("button", name=name))


def test_a_file_is_seen_taken_over_and_removed(page, sign_in, axe):
    sign_in(page, "newcomer")
    page.goto("/events/")
    follow(page.get_by_role("link", name="Calendars that are read"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Which calendars do you have read?")
    axe(page)
    assert_fits(page)
    page.get_by_label("A calendar file").set_input_files(
        {"name": "mine.ics", "mimeType": "text/calendar", "buffer": FILE}
    )
    press(page, "Look at the file")
    expect(page.locator(".lead-sentence")).to_have_text(
        "Reading evenings: It holds 1 event: 1 new."
    )
    expect(page.locator("main")).to_contain_text("Event 2, “Broken” was left out")
    axe(page)
    assert_fits(page)
    press(page, "Take the events over")
    expect(page.get_by_role("heading", name="Reading evenings")).to_be_visible()
    axe(page)
    assert_fits(page)
    page.goto("/events/?q=evening+of+the+file")
    follow(page.get_by_role("link", name="Evening of the file"))
    expect(page.locator("main")).to_contain_text("From the calendar “Reading evenings”.")
    page.goto("/events/calendars/")
    follow(page.get_by_role("link", name="Remove it Reading evenings"))
    axe(page)
    assert_fits(page)
    press(page, "Remove it with 1 event")
    expect(page.get_by_role("status")).to_contain_text("“Reading evenings” has been removed.")


def test_an_address_that_is_refused_says_why(page, sign_in, axe):
    sign_in(page, "newcomer")
    page.goto("/events/calendars/")
    address = page.get_by_label("Address of a calendar")
    address.fill("https://127.0.0.1/a.ics")
    press(page, "Look at the calendar")
    expect(page.locator("main")).to_contain_text("The address leads into a private network")
    expect(address).to_have_value("https://127.0.0.1/a.ics")
    axe(page)


def test_ones_own_calendar_has_an_address_that_can_be_another(page, sign_in, axe):
    sign_in(page, "librarian")
    page.goto("/reports/calendar/")
    axe(page)
    press(page, "Make an address")
    shown = page.get_by_label("Copy it, and add it there")
    first = shown.input_value()
    axe(page)
    assert_fits(page)
    answer = page.request.get(first)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.text().startswith("BEGIN:VCALENDAR")
    press(page, "Make another address")
    expect(shown).not_to_have_value(first)
    assert page.request.get(first).status == 404
    assert page.request.get(shown.input_value()).status == 200
    press(page, "Show nothing any more")
    expect(page.get_by_role("status")).to_contain_text("The address shows nothing any more.")
    expect(page.get_by_role("button", name="Make an address")).to_be_visible()
