"""Suggested, reviewed, accepted and seen: by people with and without script, and by keyboard."""

from playwright.sync_api import Page, expect

from tests.e2e.browsing import open_page

NARROW = 320


def assert_fits(page: Page) -> None:
    """At 320 px nothing scrolls sideways but tables in their own region."""
    page.set_viewport_size({"width": NARROW, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW, page.url


def test_what_is_missing_is_suggested_accepted_and_found(browser, live_url, sign_in, axe):
    with open_page(browser, live_url) as page:
        sign_in(page, "librarian")
        page.goto("/catalogue/?q=Poetry+in+the+stacks")
        page.get_by_role("link", name="Suggest what is missing").click()
        expect(page.get_by_label("Name").first).to_have_value("Poetry in the stacks")
        page.get_by_label("Kind").first.select_option("Community or informal group")
        page.get_by_label("Scope").select_option("Local")
        page.get_by_label("Town").fill("Swindon")
        page.get_by_role("button", name="More rows (What it costs)").click()
        page.get_by_label("Swindon, Swindon, GB").check()
        grades = page.get_by_label("Grade")
        expect(grades).to_have_count(4)
        expect(page.get_by_label("Scope")).to_have_value("local")
        axe(page)
        assert_fits(page)
        grades.first.fill("Everybody")
        page.get_by_label("Amount").first.fill("3")
        page.get_by_label("Grade").first.press("Enter")
        expect(page.get_by_role("status").first).to_contain_text("A curator will look at it")
        page.get_by_text("changes: Poetry in the stacks").click()
        axe(page)
        assert_fits(page)
    with open_page(browser, live_url) as page:
        sign_in(page, "curator")
        page.get_by_role("link", name="Suggestions (1)").click()
        axe(page)
        assert_fits(page)
        page.get_by_role("link", name="Poetry in the stacks").click()
        expect(page.get_by_role("table")).to_contain_text("Everybody: 3.00 GBP a year")
        page.get_by_text("Edit it and accept it").click()
        axe(page)
        assert_fits(page)
        page.get_by_label("Website").fill("poetry.example.org")
        page.get_by_role("button", name="Accept it as it stands here").last.click()
        expect(page.get_by_role("status").first).to_contain_text("Accepted")
    with open_page(browser, live_url) as page:
        page.goto("/catalogue/?q=poetry")
        page.get_by_role("link", name="Poetry in the stacks").click()
        expect(page.get_by_role("main")).to_contain_text("poetry.example.org")


def test_a_correction_is_declined_without_script_for_a_reason(browser, live_url, sign_in):
    with open_page(browser, live_url, javascript=False, width=NARROW) as page:
        sign_in(page, "colleague")
        page.goto("/catalogue/?q=IFLA&sort=name")
        page.get_by_role("link", name="IFLA", exact=True).click()
        page.get_by_role("link", name="Suggest a correction").click()
        page.get_by_label("Website").fill("elsewhere.example.org")
        page.get_by_role("button", name="Suggest it").last.click()
        expect(page.get_by_role("main")).to_contain_text("Waiting for a curator")
    with open_page(browser, live_url, javascript=False, width=NARROW) as page:
        sign_in(page, "curator")
        page.get_by_role("link", name="Suggestions").click()
        page.get_by_role("main").get_by_role("link").first.click()
        expect(page.get_by_role("table")).to_contain_text("elsewhere.example.org")
        page.get_by_text("Decline it").first.click()
        page.get_by_label("Why?").fill("That site is somebody else's.")
        page.get_by_role("button", name="Decline it").click()
        expect(page.get_by_role("main")).to_contain_text("Declined. Whoever suggested it")
    with open_page(browser, live_url, javascript=False, width=NARROW) as page:
        sign_in(page, "colleague")
        page.goto("/curation/")
        expect(page.get_by_role("main")).to_contain_text("That site is somebody else's.")
