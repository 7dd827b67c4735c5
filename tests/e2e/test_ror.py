"""Records of ROR: sent, looked at, answered, written; by keyboard and without script as well."""

import json

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.curation.ror.records import as_file, location, name, number, record, relation, website
from tests.e2e.browsing import open_page

NARROW = 320


def a_file(kind: str, first: int) -> tuple[bytes, list[str]]:
    """A guild that is part of a union, and what has the address of an entry; with their numbers."""
    guild, union, league = numbers = [number(first + place) for place in range(3)]
    return as_file(
        record(
            guild,
            names=[
                name(f"Guild of {kind}", "ror_display"),
                name(f"G{kind[:2].upper()}", "acronym"),
            ],
            links=[website("https://maps.example.org/")],
            locations=[location(lat=51.56, lng=-1.78, town="Swindon")],
            relationships=[relation("parent", union)],
        ),
        record(union, f"Union of {kind}", status="inactive"),
        record(league, f"{kind} House", links=[website("https://www.cilip.org.uk/")]),
    ), numbers


def send(page: Page, content: bytes) -> None:
    page.goto("/curation/ror/")
    file = FilePayload(name="ror.json", mimeType="application/json", buffer=content)
    page.get_by_label("A JSON file").set_input_files(file)
    page.get_by_role("button", name="Look at it first").press("Enter")


def part(page: Page, number: str) -> Locator:
    return page.locator(f"#ror-{number}")


@pytest.mark.parametrize(
    ("javascript", "kind", "first"),
    [(True, "Cartographers", 1), (False, "Globemakers", 4)],
    ids=["script", "no script"],
)
def test_records_are_looked_at_and_written(browser, live_url, sign_in, javascript, kind, first):
    content, (guild, union, league) = a_file(kind, first)
    with open_page(browser, live_url, javascript=javascript) as page:
        sign_in(page, "curator")
        send(page, b"{")
        expect(page.get_by_text("Line 1: it is no JSON").first).to_be_visible()
        send(page, content)
        asked = part(page, league)
        expect(asked).to_contain_text("Perhaps there already")
        asked.get_by_label("Which entry is it?").select_option("Leave the record out")
        page.get_by_role("button", name="Write what is ticked").press("Enter")
        expect(page.get_by_text("A new entry needs this.").first).to_be_visible()
        for each in (guild, union):
            part(page, each).get_by_label("Kind").select_option("Charity")
            part(page, each).get_by_label("Scope").select_option("Local")
        part(page, guild).get_by_label("Website").press("Space")
        page.get_by_role("button", name="Look again with these answers").press("Enter")
        expect(part(page, league)).to_contain_text("Left out")
        expect(part(page, guild).get_by_label("Website")).not_to_be_checked()
        page.get_by_role("button", name="Write what is ticked").press("Enter")
        expect(page.get_by_text("Written: 2 new, 0 changed.")).to_be_visible()
        page.goto(f"/catalogue/?q=guild+of+{kind}")
        page.get_by_role("link", name=f"G{kind[:2].upper()}", exact=True).click()
        expect(page.locator("main")).to_contain_text(f"Union of {kind}")
        expect(page.locator("main")).not_to_contain_text("maps.example.org")
        send(page, content)
        expect(part(page, union)).to_contain_text("The catalogue says all of this already.")


def test_nobody_is_kept_out(browser, live_url, sign_in, axe):
    with open_page(browser, live_url, width=NARROW) as page:
        sign_in(page, "curator")
        page.goto("/curation/ror/")
        axe(page)
        send(page, json.dumps(["x"]).encode())
        axe(page)
        send(page, a_file("Surveyors", 7)[0])
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") == NARROW
        page.get_by_role("button", name="Write what is ticked").click()
        axe(page)
        page.goto("/admin/catalogue/organisation/")
        page.get_by_role("link", name="Records of ROR").click()
        expect(page).to_have_url(f"{live_url}/curation/ror/")
