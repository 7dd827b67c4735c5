"""The CPD report in a browser: chosen, ordered, kept, read and taken away."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import fill_in_sign_in, open_page

YEARS = "?starts=2020-01-01&ends=2030-12-31"  # whatever day the demo was loaded on


@pytest.fixture
def librarian(page: Page, sign_in) -> Page:
    sign_in(page, "librarian")
    return page


def parts(page: Page) -> list[str]:
    """The parts that are in, from the top."""
    values: list[str] = page.locator(".parts input:checked").evaluate_all(
        "all => all.map(one => one.value)"
    )
    return values


def pdf_of(page: Page) -> bytes:
    address = page.get_by_role("link", name="The report as PDF").get_attribute("href")
    assert address is not None
    return page.request.get(address).body()


def test_a_report_is_chosen_ordered_by_keyboard_kept_read_and_taken_away(librarian, axe):
    page = librarian
    page.goto("/journal/")
    page.get_by_role("link", name="What goes into your CPD report?").click()
    page.get_by_label("First day").fill("1 January 2020")
    page.get_by_label("Last day").fill("31/12/2030")
    page.get_by_role("button", name="Show what is in it then").click()
    expect(page.get_by_text("entries are left out")).to_be_visible()
    axe(page)

    up = page.get_by_role("button", name="Up “Steps”")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("“Steps” is now in place 2 of 8.")
    expect(up).to_be_focused()
    page.get_by_label("Memberships and roles").uncheck()
    page.get_by_role("button", name="Show what is in it then").press("Enter")
    expect(page.get_by_role("button", name="Up “Memberships and roles”")).to_have_count(0)
    assert parts(page)[:3] == ["summary", "steps", "entries"]
    page.reload()
    assert parts(page)[:3] == ["summary", "steps", "entries"]

    page.get_by_role("link", name="Keep this as a template").click()
    page.get_by_label("Name of the template").fill("For CILIP")
    page.get_by_label("Membership or registration number").fill("GR-1")
    axe(page)
    page.get_by_role("button", name="Save the template").click()
    expect(page.get_by_role("link", name="For CILIP", exact=True)).to_have_attribute(
        "aria-current", "true"
    )
    assert parts(page)[:3] == ["summary", "steps", "entries"]
    assert pdf_of(page).startswith(b"%PDF-1.7")

    page.get_by_role("link", name="Read it as a page").click()
    expect(page.get_by_text("GR-1")).to_be_visible()
    expect(page.locator("h2")).to_have_text(
        [
            "Contents", "About this report", "Summary", "Steps", "What I did", "Ability",
            "Plan for what comes next", "Declaration", "Verification",
        ]
    )  # fmt: skip
    axe(page)
    page.get_by_role("link", name="Change what goes into it").click()

    page.get_by_role("button", name="Delete the template “For CILIP”").click()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Change “For CILIP”")).to_be_visible()


def test_it_works_on_a_phone_without_javascript(browser, live_url):
    with open_page(browser, live_url, javascript=False, width=320) as page:
        fill_in_sign_in(page, "librarian")
        page.goto(f"/reports/cpd/{YEARS}")
        before = parts(page)
        page.get_by_role("button", name="Down “Summary”").click()
        assert parts(page) == [before[1], before[0], *before[2:]]
        page.get_by_label("Include what is sensitive or confidential").check()
        page.get_by_role("button", name="Show what is in it then").click()
        expect(page.get_by_text("left out.")).to_have_count(0)
        assert pdf_of(page).startswith(b"%PDF-1.7")
        for name in ("Read it as a page", "Change what goes into it", "Keep this as a template"):
            page.get_by_role("link", name=name).click()
            assert page.evaluate("document.documentElement.scrollWidth") == 320, name


def test_somebody_who_begins_is_told_what_will_stand_there(page, sign_in, axe):
    sign_in(page, "newcomer")
    page.goto("/reports/cpd/")
    expect(page.locator(".lead-sentence")).to_contain_text("Once there is one")
    axe(page)
    page.get_by_role("link", name="Read it as a page").click()
    axe(page)
