"""The first ten minutes: from no account at all to an evaluation that says something.

The whole way is gone with and without JavaScript, at its own server, whose mail is read.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import fill_in_sign_in, follow, open_page
from tests.e2e.server import serve

PASSWORD = "quiet-reading-room"
NARROW = 320
GROUPS = ["CDG", "LIRG", "PLG"]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server prints: its mail."""
    return tmp_path_factory.mktemp("guide") / "log"


@pytest.fixture(scope="module")
def url(prepared: Path, log: Path) -> Iterator[str]:
    with serve(prepared, log=log) as url:
        yield url


class Newcomer:
    """Somebody at a page, whose every click and every field filled in is counted."""

    def __init__(self, page: Page, log: Path) -> None:
        self.page = page
        self.log = log
        self.actions = 0

    def press(self, name: str) -> None:
        self.actions += 1
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def fill(self, label: str, text: str) -> None:
        self.actions += 1
        self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$")).fill(text)

    def tick(self, label: str) -> None:
        self.actions += 1
        self.page.get_by_label(label, exact=True).check()

    def press_matching(self, pattern: str) -> None:
        self.actions += 1
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=re.compile(pattern)).first.click()

    def follow(self, name: str) -> None:
        self.actions += 1
        follow(self.page.get_by_role("link", name=name, exact=True))

    def search(self, text: str) -> None:
        raise NotImplementedError

    def sign_up(self, address: str) -> None:
        page = self.page
        page.goto("/account/signup/")
        self.fill("Email", address)
        self.fill("Password", PASSWORD)
        self.fill("Password (again)", PASSWORD)
        self.press("Make my account")
        expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
        mail = self.log.read_text().rpartition(f"To: {address}")[2]
        (link,) = re.findall(r"^http://\S+$", mail, re.MULTILINE)
        self.actions += 1
        page.goto(link)
        self.press("Yes, confirm it")

    def say_where(self) -> None:
        expect_step(self.page, 1, "Where are you, and when do you work?")
        self.fill("Home", "Wroughton, Swindon, GB")
        self.tick("Train")
        self.fill("Usual day: from", "9")
        self.fill("Usual day: until", "5.30pm")
        self.fill("Usual day: home by", "22:30")

    def want(self) -> None:
        expect_step(self.page, 2, "What do you want?")
        for skill in ("speaking up", "getting library evidence", "setting direction"):
            self.actions += 1
            self.page.get_by_label(f"Get better at {skill}").check()
        self.fill("In your own words (1)", "Help somebody else along")
        self.actions += 1
        self.page.get_by_label("What is that about? (1)").select_option("Mentoring and coaching")

    def belong(self) -> None:
        expect_step(self.page, 3, "What do you belong to?")
        self.search("CILIP")
        found = self.page.locator("#choosing")
        found.get_by_label("CILIP", exact=True).check()
        self.actions += 1
        for group in GROUPS:
            self.search(group)
            found.get_by_label(re.compile(group)).first.check()
            self.actions += 1
        self.search("special libraries association")
        self.tick("SLA")

    def say_how_active(self) -> None:
        expect_step(self.page, 4, "How active are you?")
        rows = self.page.locator(".answers tbody tr")
        expect(rows).to_have_count(2 + len(GROUPS))
        for row in rows.all():
            row.get_by_role("radio").nth(2).check()
            self.actions += 1

    def answer_questions(self) -> None:
        expect_step(self.page, 4, "How much do you use these?")
        for _ in range(2):
            self.actions += 1
            with self.page.expect_navigation():
                self.page.get_by_role("button", name="Now and then").first.click()
            assert self.page.url.endswith("/evaluation/questions/?guide=1&undo=1")


class WithScript(Newcomer):
    def search(self, text: str) -> None:
        self.fill("Its name, or words of it in any order", text)
        with self.page.expect_response("**/memberships/guide/"):
            pass
        self.page.wait_for_url(re.compile("q="))


class WithoutScript(Newcomer):
    def search(self, text: str) -> None:
        self.fill("Its name, or words of it in any order", text)
        self.press("Search")


def expect_step(page: Page, number: int, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.locator(".stepper")).to_contain_text(f"Step {number} of 4")
    expect(page.locator(".stepper [aria-current=step]")).to_have_count(1)


def expect_evaluation(page: Page) -> None:
    page.get_by_role("link", name="What are your memberships doing for you?").click()
    sentence = page.locator(".lead-sentence").inner_text()
    assert re.match(r"Your 5 memberships bring you .* of 100 points", sentence), sentence
    expect(page.locator(".heatmap tbody tr")).to_have_count(5)


@pytest.mark.parametrize(
    ("kind", "javascript"), [(WithScript, True), (WithoutScript, False)], ids=["script", "none"]
)
def test_from_no_account_to_an_evaluation(
    browser: Browser, url: str, log: Path, axe, kind: type[Newcomer], javascript: bool
) -> None:
    with open_page(browser, url, javascript=javascript) as page:
        somebody = kind(page, log)
        look = axe if javascript else lambda page: None
        somebody.sign_up(f"{kind.__name__.lower()}@example.org")
        somebody.say_where()
        look(page)
        somebody.press("Save and go on")
        somebody.want()
        look(page)
        somebody.press("Save and go on")
        expect(page.locator("#undone")).to_have_text("4 goals have been added.")
        somebody.belong()
        look(page)
        somebody.press("Add what is ticked and go on")
        expect(page.locator("#undone")).to_have_text("5 memberships have been added.")
        somebody.say_how_active()
        look(page)
        somebody.press("Save and go on")
        somebody.answer_questions()
        look(page)
        expect_evaluation(page)
        page.goto("/account/")
        expect(page.locator("main")).to_contain_text("Go through the guide again")


AS_WRITTEN = """
CILIP
CDG
LIRG
PLG
C&IG
RB&SCG
Special Libraries Association
European Chapter
Education Division
Leadership & Management Division
Through work:
IFLA
ARA
CILIP
LMLAG
Public Libraries Assoc.
several local heritage forums
Informal:
Oxford University Library Services Chartership Group
TeachMeet group
local LGBT community project
LGBT in Libraries working group
NMSI Diversity Panel
Entrypoints taskforce
Online profiles:
Facebook
LinkedIn
UWE Alumni Association
Twitter
Blogger
LIS-REG
CPD23 forum
CPD25 training forum
"""
# Ten minutes at eight seconds each, reading included; it takes 66.
MOST_ACTIONS = 75


def test_thirty_memberships_and_no_patience(browser: Browser, url: str, log: Path) -> None:
    """As somebody has them in an email, through to ten questions and an evaluation of all."""
    with open_page(browser, url) as page:
        somebody = WithScript(page, log)
        somebody.sign_up("thirty@example.org")
        somebody.say_where()
        somebody.press("Save and go on")
        somebody.want()
        somebody.press("Save and go on")
        somebody.fill("Names of what you belong to", AS_WRITTEN)
        somebody.press("Look them up")
        asked = page.locator(".brought-in > li > fieldset")
        for question in asked.all():
            question.get_by_role("radio").first.check()
            somebody.actions += 1
        somebody.press_matching(r"^Add ")
        somebody.follow("Go on with the guide")
        for row in page.locator(".answers tbody tr").all():
            row.get_by_role("radio").nth(2).check()
            somebody.actions += 1
        somebody.press("Save and go on")
        for _ in range(page.get_by_role("button", name="Now and then").count()):
            somebody.press_matching("^Now and then$")
        somebody.follow("What are your memberships doing for you?")
        expect(page.locator(".lead-sentence")).to_contain_text("Your 30 memberships bring you")
        assert somebody.actions <= MOST_ACTIONS


def test_it_is_left_and_gone_on_with_by_keyboard(browser, url, axe):
    with open_page(browser, url, width=NARROW) as page:
        fill_in_sign_in(page, "newcomer")
        page.goto("/account/guide/")
        expect_step(page, 1, "Where are you, and when do you work?")
        assert_fits(page)
        page.get_by_role("button", name="Skip this step").press("Enter")
        expect_step(page, 2, "What do you want?")
        expect(page.locator("#undone")).to_have_text("“Where are you?” has been skipped.")
        assert_fits(page)
        axe(page)
        page.get_by_role("button", name="Undo").press("Enter")
        expect_step(page, 1, "Where are you, and when do you work?")
        page.get_by_label("Monday: from").fill("soon")
        page.get_by_role("button", name="Save and go on").press("Enter")
        page.get_by_role("link", name="Monday: from").press("Enter")
        expect(page.get_by_label("Monday: from")).to_be_focused()
        assert_fits(page)
        axe(page)
        page.get_by_role("button", name="Skip this step").press("Enter")
        page.get_by_label("Get better at speaking up").press("Space")
        page.get_by_role("button", name="Save and go on").press("Enter")
        expect_step(page, 3, "What do you belong to?")
        page.get_by_label("Its name, or words of it").press_sequentially("cilip")
        expect(page.locator("#choosing").get_by_label("CILIP", exact=True)).to_be_visible()
        assert_fits(page)
        axe(page)
        page.get_by_role("link", name="Leave the guide").press("Enter")
        page.get_by_role("link", name="Go on: step 3 of 4").press("Enter")
        page.get_by_role("button", name="Skip this step").press("Enter")
        expect_step(page, 4, "How active are you?")
        assert_fits(page)
        axe(page)


def test_what_is_ticked_waits_and_what_is_added_is_taken_back(browser, url):
    with open_page(browser, url) as page:
        fill_in_sign_in(page, "newcomer")
        page.goto("/memberships/guide/?q=archives+records")
        box = page.get_by_label("ARA", exact=True)
        box.check()
        page.get_by_label("How you belong to ARA").select_option("Informal")
        page.get_by_label("Its name, or words of it").fill("ifla")
        expect(page.locator("#choosing summary").first).to_have_text(
            "1 ticked so far, not added yet"
        )
        page.goto("/goals/")
        page.goto("/memberships/guide/")
        page.locator("#choosing summary").click()
        expect(box).to_be_checked()
        expect(page.get_by_label("How you belong to ARA")).to_have_value("informal")
        page.get_by_role("button", name="Add and look for more").click()
        expect(page.locator("#undone")).to_have_text("1 membership has been added.")
        page.get_by_text("You belong to 1 already").click()
        expect(page.locator("main")).to_contain_text("informal")
        page.get_by_role("button", name="Remove ARA").click()
        expect(page.locator("#undone")).to_have_text("ARA has been removed.")
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_role("status").first).to_contain_text("1 membership is back.")


def assert_fits(page: Page) -> None:
    """Nothing scrolls sideways but tables in their own region."""
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW, page.url
