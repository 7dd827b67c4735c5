"""The main job: sign in, see what each membership does, follow a number, take the PDF away."""

import io
import subprocess
from decimal import Decimal
from math import prod

import pikepdf
import pytest
from playwright.sync_api import Page

from tests.e2e.browsing import follow


@pytest.fixture
def librarian(page: Page, sign_in) -> Page:
    sign_in(page, "librarian")
    return page


def table(page: Page, name: str):
    return page.get_by_role("table", name=name)


def row_of(page: Page, name: str, label: str) -> list[str]:
    """The cells of the row whose header holds a link with exactly this label."""
    link = page.get_by_role("link", name=label, exact=True)
    row = table(page, name).get_by_role("row").filter(has=link)
    return [text.strip() for text in row.get_by_role("cell").all_inner_texts()]


def test_the_librarian_reads_what_serves_which_goal(librarian, axe):
    assert librarian.get_by_role("heading", level=1).inner_text() == (
        "What are your memberships doing for you?"
    )
    assert "Your 30 memberships bring you" in librarian.locator(".lead-sentence").inner_text()
    assert librarian.get_by_text("as of 11 August 2011; the catalogue is of today").count() == 1
    heat_map = table(librarian, "What serves which goal")
    assert heat_map.get_by_role("columnheader").count() == 8  # memberships, and seven goals
    assert heat_map.locator("tbody tr").count() == 29  # CILIP is held twice and counts once
    # Entrypoints: used fully, aimed (0.25) at management, interactive, at her own employer
    assert row_of(librarian, "What serves which goal", "Entrypoints")[5] == "25"
    axe(librarian)


def test_an_explanation_adds_up_to_the_score(librarian, axe):
    """CILIP, line by line: the products, what they make of each goal, the points, the score."""
    follow(librarian.get_by_role("link", name="CILIP", exact=True).first)
    assert librarian.get_by_role("heading", level=1).inner_text() == "What does CILIP do for you?"
    points = Decimal(0)
    rows = table(librarian, "How the score was worked out").locator("tbody tr")
    for row in rows.all():
        goal = row.get_by_role("rowheader").inner_text()
        weight, moved, written = row.get_by_role("cell").all_inner_texts()
        points += Decimal(written)
        assert float(written) == pytest.approx(100 * float(weight) * float(moved), abs=0.02)
        lines = table(librarian, goal).locator("tbody tr")
        realised = [0.0]
        for line in lines.all():
            *_, relevance, level, way, reach, value, use, used = line.get_by_role(
                "cell"
            ).all_inner_texts()
            product = prod(float(factor) for factor in (relevance, level, way, reach))
            assert float(value) == pytest.approx(product, abs=0.0002)
            share = 0.0 if use == "not known" else float(use)
            assert float(used) == pytest.approx(share * float(value), abs=0.0002)
            realised.append(float(used))
        assert float(moved) == pytest.approx(1 - prod(1 - x for x in realised), abs=0.001)
    score = table(librarian, "How the score was worked out").locator("tfoot td").last.inner_text()
    assert points == Decimal(score)
    follow(librarian.get_by_role("link", name="All your memberships"))
    shown = row_of(librarian, "Your memberships", "CILIP")[0]
    assert Decimal(shown) == Decimal(score).quantize(Decimal("0.1"))
    axe(librarian)


def test_the_table_is_sorted_in_place_and_the_address_says_so(librarian):
    librarian.get_by_role("link", name="Potential", exact=True).click()
    librarian.wait_for_url("**/evaluation/?sort=potential")
    header = librarian.get_by_role("columnheader", name="Potential", exact=True)
    assert header.get_attribute("aria-sort") == "descending"
    first = table(librarian, "Your memberships").locator("tbody tr").first
    assert "CILIP" in first.inner_text()
    librarian.go_back()
    librarian.wait_for_url("**/evaluation/")
    assert "Diversity Panel" in (
        table(librarian, "Your memberships").locator("tbody tr").first.inner_text()
    )


def test_it_is_all_there_without_javascript(browser, live_url, librarian):
    cookies = librarian.context.cookies()
    with browser.new_context(base_url=live_url, java_script_enabled=False) as context:
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto("/evaluation/")
        follow(page.get_by_role("link", name="Membership", exact=True))
        assert page.url.endswith("?sort=name")
        first = table(page, "Your memberships").locator("tbody tr").first
        assert "ARA" in first.inner_text()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(librarian, width):
    librarian.set_viewport_size({"width": width, "height": 900})
    follow(librarian.get_by_role("link", name="CILIP", exact=True).first)
    for address in ("/evaluation/", librarian.url):
        librarian.goto(address)
        assert librarian.evaluate("document.documentElement.scrollWidth") == width


def download_review(page: Page) -> bytes:
    form = page.get_by_role("button", name="Membership review as PDF")
    # A PDF opens in the browser's own viewer, so it is fetched as the form asks for it.
    address = form.evaluate("button => button.form.action + '?' + new URLSearchParams("
                            "new FormData(button.form)).toString()")  # fmt: skip
    response = page.request.get(address)
    assert response.headers["content-type"] == "application/pdf"
    return response.body()


def text_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def test_the_review_is_tagged_and_leaves_the_sensitive_out(librarian):
    pdf = download_review(librarian)
    text = text_of(pdf)
    assert "Membership review" in text
    assert "NMSI Diversity Panel" in text
    assert "LGBT" not in text
    assert "2 memberships are left out here" in text
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        root = opened.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang).lower().startswith("en")
        assert opened.docinfo.Title == "Membership review"
        assert root.StructTreeRoot.K is not None
        assert "/Outlines" in root


def test_its_owner_may_include_the_sensitive(librarian):
    librarian.get_by_label("Include 2 sensitive memberships").check()
    text = text_of(download_review(librarian))
    assert "Swindon LGBT community project" in text
    assert "left out" not in text


def test_a_colleague_cannot_see_the_librarians_explanation(librarian, browser, live_url, sign_in):
    address = librarian.get_by_role("link", name="CILIP", exact=True).first.get_attribute("href")
    with browser.new_context(base_url=live_url) as context:
        page = context.new_page()
        sign_in(page, "colleague")
        assert page.request.get(address).status == 404
