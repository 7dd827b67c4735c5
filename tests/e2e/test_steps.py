"""Next steps in a browser, and what an entry changed; with and without script, on a phone too."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import follow, open_page

PHONE = 320


@pytest.fixture(params=[True, False], ids=["script", "plain"])
def phone(request, browser, live_url):
    with open_page(browser, live_url, javascript=request.param, width=PHONE) as page:
        yield page


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def press(page: Page, name: str) -> None:
    """Press a link or a button by keyboard."""
    link = page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first
    link.focus()
    page.keyboard.press("Enter")


def test_added_moved_dropped_opened_again_and_written_down(phone, sign_in, request):
    """Every button by keyboard; the queue answers in the row or as a page."""
    sign_in(phone, "colleague")
    action = f"ask for a place on the panel {request.node.callspec.id}"
    sentence = f"When the agenda comes, I will {action}"
    phone.goto("/journal/steps/")
    press(phone, "Add a step")
    phone.locator("input[name=cue]").fill("the agenda comes")
    phone.locator("input[name=action]").fill(action)
    phone.locator("input[name=due]").fill("1 March 2030")
    press(phone, "Add the step")
    expect(phone.get_by_role("link", name=sentence, exact=True)).to_be_visible()
    assert_fits(phone)

    for undone in (True, False):
        press(phone, f"Move “{sentence}”")
        phone.get_by_label("To which day?").fill("3 March 2030")
        phone.get_by_label("Why?").fill("Half-term")
        press(phone, "Move it")
        expect(phone.get_by_role("button", name="Undo")).to_be_focused()
        if undone:
            phone.keyboard.press("Enter")
            expect(phone.get_by_text("Due on 1 March 2030 as before")).to_be_visible()
    expect(phone.get_by_text("Moved from 1 March 2030 to 3 March 2030: Half-term")).to_be_visible()
    assert_fits(phone)

    press(phone, f"Drop “{sentence}”")
    press(phone, "Drop it")
    expect(phone.get_by_role("heading", name="Please put this right")).to_be_focused()
    phone.get_by_label("Why?").fill("Too far")
    press(phone, "Drop it")
    expect(phone.get_by_text(f"Dropped: “{sentence}”.")).to_be_visible()
    expect(phone.get_by_role("button", name="Undo")).to_be_focused()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("link", name=sentence, exact=True)).to_be_visible()

    press(phone, f"Done “{sentence}”")
    phone.get_by_label("What came of it?").fill("They asked me to come.")
    press(phone, "Done, and write it down")
    phone.get_by_label("What was it?").fill(action)
    phone.get_by_label("Type").select_option("Speaking")
    hours = {"script": "2", "plain": "3"}  # the same twice on a day would be asked about
    phone.get_by_label("How long did it take?").fill(hours[request.node.callspec.id])
    phone.get_by_label("Or none, because").fill("It was the last one.")
    phone.get_by_role("button", name="Save", exact=True).press("Enter")
    chain = phone.get_by_role("list", name="What led to what").get_by_role("listitem")
    expect(chain).to_have_count(2)
    expect(chain.nth(0)).to_contain_text(sentence)
    expect(chain.nth(1)).to_contain_text(f"{action} (you are here)")
    assert_fits(phone)
    press(phone, "Yes, put it on record")
    expect(phone.get_by_role("button", name="Undo On record: Spoken in public.")).to_be_visible()


def write(page: Page, title: str, hours: int) -> None:
    """An entry of so many hours' reading that every use is more than is on record."""
    page.goto("/journal/new/")
    page.get_by_label("What was it?").fill(title)
    page.get_by_label("Type").select_option("Reading and following")
    page.get_by_label("How long did it take?").fill(str(hours))
    option = page.locator("select[name=membership] option", has_text="CILIP (").first
    page.locator("select[name=membership]").select_option(option.get_attribute("value"))
    page.get_by_label("Or none, because").fill("I shall go on reading.")
    page.get_by_text("More about it").press("Enter")
    page.locator("input[name=goals]").first.check()
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="What did it change?")).to_be_visible()


def test_what_an_entry_says_of_a_use_is_asked_and_changes_the_evaluation(page, sign_in, axe):
    sign_in(page, "librarian")
    write(page, "A year of the journal", 200)
    address = page.url
    axe(page)
    asked = page.locator("form.asked", has=page.get_by_role("button", name="Yes, “Fully”")).first
    title = asked.get_by_role("heading").inner_text().split("“")[1].split("”")[0]
    asked.get_by_role("button", name="Yes, “Fully”").press("Enter")
    expect(page.locator("#answers .message")).to_have_text(
        f"“{title}” is set to “Fully”; your evaluation follows."
    )
    expect(page.get_by_role("heading", name="What did it change?")).to_be_focused()
    axe(page)
    page.goto("/evaluation/")
    follow(page.get_by_role("link", name="CILIP", exact=True).first)
    use = page.get_by_label(f"Use of {title}", exact=True)
    expect(use).to_have_value("3")
    page.goto(address)
    page.get_by_role("button", name=f"Undo “{title}” was set").press("Enter")
    expect(page.locator("#answers .message")).to_have_text(f"Taken back: “{title}” is as it was.")


def test_growth_leads_to_the_entry_that_moved_it(page, sign_in, axe):
    sign_in(page, "librarian")
    write(page, "A year of the magazine", 100)
    asked = page.locator("form.asked", has=page.get_by_label("How able are you now?")).first
    asked.get_by_label("How able are you now?").select_option("Managing most of it alone")
    asked.get_by_label("How able do you want to be?").select_option("Guiding others")
    asked.get_by_role("button", name="Save").press("Enter")
    expect(page.locator("#answers .message")).to_contain_text("Saved: how able you are")
    address = page.url
    page.set_viewport_size({"width": PHONE, "height": 720})
    page.goto("/journal/growth/")
    assert_fits(page)
    axe(page)
    point = page.get_by_role(
        "link", name="Managing most of it alone, after “A year of the magazine”"
    )
    point.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(address.split("#")[0])


@pytest.mark.parametrize(
    "address", ["/journal/steps/", "/journal/steps/closed/", "/journal/steps/new/"]
)
def test_nobody_is_kept_out(page, sign_in, axe, address):
    sign_in(page, "librarian")
    page.goto(address)
    axe(page)
    if address == "/journal/steps/":
        page.get_by_role("link", name="Move “").first.click()
        expect(page.get_by_label("To which day?")).to_be_focused()
        axe(page)
        page.get_by_role("main").locator(".step-words a").first.click()
        axe(page)
