"""What renews when: from the timeline to the brief, its PDF and the next term."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import browsing
from tests.e2e.browsing import open_page

NARROW = 320


def follow(page: Page, name: str) -> None:
    browsing.follow(page.get_by_role("link", name=name, exact=True))


def row_of(page: Page, label: str) -> str:
    """What the timeline says of a membership, in one line."""
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=label, exact=True))
    return " ".join(row.inner_text().split())


def assert_fits(page: Page) -> None:
    """At 320 px nothing scrolls sideways but tables in their own region."""
    page.set_viewport_size({"width": NARROW, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW, page.url
    page.set_viewport_size({"width": 1280, "height": 720})


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_timeline_to_the_next_term(browser, live_url, sign_in, javascript):
    """The colleague's CILIP is renewed by each of the two; so its year is one later each time."""
    with open_page(browser, live_url, javascript=javascript) as page:
        sign_in(page, "colleague")
        page.goto("/memberships/")
        follow(page, "What renews when?")
        before = row_of(page, "CILIP")
        assert "else it renews by itself on" in before
        follow(page, "Brief CILIP")
        expect(page.get_by_role("heading", level=1)).to_have_text("Is CILIP worth renewing?")
        main = page.locator("main")
        expect(main).to_contain_text("160.00 GBP")
        expect(main).to_contain_text("your share 50 %")
        expect(main).to_contain_text("Professional registration")
        form = page.locator("form").filter(has_text="This brief as PDF")
        pdf = page.request.get(form.evaluate("form => form.action"))
        assert pdf.headers["content-type"] == "application/pdf"
        assert pdf.body().startswith(b"%PDF-")
        page.get_by_label("Count 1 other membership, which is sensitive, in its numbers").check()
        follow(page, "Renew it")
        expect(page.get_by_role("heading", level=1)).to_have_text("Renew CILIP")
        first_day = page.get_by_label("First day").input_value()
        page.get_by_role("button", name="Save the term").click()
        page.goto("/memberships/renewals/")
        after = row_of(page, "CILIP")
        assert year_of(after) == year_of(before) + 1
        assert first_day[-4:] in before


def year_of(row: str) -> int:
    """The year in which it renews by itself."""
    [year] = re.findall(r"by itself on \d+ \w+ (\d{4})", row)
    return int(year)


def test_the_days_come_as_a_calendar_with_what_is_ticked(page, sign_in):
    sign_in(page, "colleague")
    page.goto("/memberships/renewals/")
    files = []
    for tick in (False, True):
        if tick:
            page.get_by_label("Include 1 sensitive membership").check()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Calendar file").click()
        assert waiting.value.suggested_filename == "renewals.ics"
        files.append(waiting.value.path().read_text())
    assert "CILIP: last day to give notice" in files[0]
    assert ["UNISON" in text for text in files] == [False, True]


@pytest.mark.parametrize("who", ["librarian", "colleague", "curator"])
def test_it_reads_well_everywhere(page, sign_in, axe, who):
    """With thirty memberships of which no dates are known, with dates, and with nothing."""
    sign_in(page, who)
    page.goto("/memberships/renewals/")
    axe(page)
    assert_fits(page)
    if who != "curator":
        page.goto("/memberships/")
        browsing.follow(page.get_by_role("link", name="CILIP", exact=True).first)
        follow(page, "Is it worth renewing?")
        axe(page)
        assert_fits(page)


def test_by_keyboard_alone(page, sign_in):
    sign_in(page, "colleague")
    page.goto("/memberships/renewals/")
    for name, heading in (("Brief CILIP", "Is CILIP worth renewing?"), ("End it", "End your")):
        tab_to(page, name)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the link of that text has the focus."""
    page.wait_for_load_state()
    for _step in range(80):
        page.keyboard.press("Tab")
        text = page.evaluate("document.activeElement.textContent")
        if " ".join(text.split()) == wanted:
            return
    raise AssertionError(f"The Tab key never comes to {wanted} on {page.url}.")
