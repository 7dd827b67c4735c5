"""Goals in a browser: added, ranked by hand and by keys, weighed, deleted and brought back."""

import re

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def librarian(page: Page, sign_in) -> Page:
    """Somebody with seven goals; what one test moves, another finds moved."""
    sign_in(page, "librarian")
    page.goto("/goals/")
    return page


@pytest.fixture
def curator(page: Page, sign_in) -> Page:
    """Somebody without goals."""
    sign_in(page, "curator")
    page.goto("/goals/")
    return page


def order_of(page: Page) -> list[str]:
    """The goals from the top, without the place that stands before each."""
    texts = page.locator(".goals h2").all_inner_texts()
    return [re.sub(r"^\d+ (= )?", "", text) for text in texts]


def expect_order(page: Page, goals: list[str]) -> None:
    ends = [re.compile(f"{re.escape(goal)}$") for goal in goals]
    expect(page.locator(".goals h2")).to_have_text(ends)


def expect_places(page: Page, *places: str) -> None:
    expect(page.locator(".goals .place")).to_have_text(list(places))


def expect_weights(page: Page, *weights: str) -> None:
    expect(page.locator(".goal-weight .number")).to_have_text(list(weights))


def line(page: Page, name: str):
    return page.locator(".goals > li").filter(has=page.get_by_role("heading", name=name))


def expect_said(page: Page, text: str) -> None:
    expect(page.locator("#said")).to_have_text(text)


def test_a_suggestion_becomes_a_goal_that_is_changed_deleted_and_brought_back(curator, axe):
    axe(curator)
    curator.get_by_role("link", name="Get better at speaking up for libraries").click()
    axe(curator)
    assert curator.get_by_label("Advocacy").input_value() == "1"
    curator.get_by_label("Advocacy").select_option("Very")
    curator.get_by_role("checkbox", name="National", exact=True).check()
    curator.get_by_label("How able are you today?").select_option("No experience yet")
    curator.get_by_label("How able do you want to be?").select_option("Sure of it")
    curator.get_by_role("button", name="Add this goal").click()
    expect(curator.locator("#status")).to_contain_text("is now in place 1 of 1")
    expect(curator.locator(".goal-facts dd")).to_have_text(
        ["Advocacy (very important)", "National", "No experience yet", "Sure of it"]
    )
    curator.get_by_role("link", name="Change “").click()
    curator.get_by_label("What do you want?").fill("Be heard")
    curator.get_by_label("How able are you today?").select_option("Beginning, with help")
    curator.get_by_role("button", name="Save").click()
    curator.get_by_role("link", name="Change “Be heard”").click()
    history = curator.get_by_role("table", name="Your ability over time").locator("tbody td")
    expect(history).to_have_text(
        ["Beginning, with help", "Sure of it", "No experience yet", "Sure of it"]
    )
    axe(curator)
    curator.get_by_role("button", name="Delete this goal").click()
    expect(curator.get_by_role("button", name="Undo")).to_be_focused()
    axe(curator)
    curator.get_by_role("button", name="Undo").click()
    expect_order(curator, ["Be heard"])
    curator.get_by_role("main").get_by_role("link", name="Suggestions").click()
    axe(curator)
    curator.get_by_role("link", name="Back to your goals").click()
    curator.get_by_role("button", name="Delete “Be heard”").click()
    curator.get_by_role("link", name="1 deleted goal").click()
    axe(curator)
    curator.get_by_role("button", name="Bring it back").click()
    expect_order(curator, ["Be heard"])


def test_goals_are_ranked_and_tied_by_keyboard_alone(librarian, axe):
    """Five of the seven are the most important, and the last two share the next place."""
    before = order_of(librarian)
    last = before[-1]
    expect_places(librarian, *["1 ="] * 5, *["6 ="] * 2)
    up = librarian.get_by_role("button", name=f"Up “{last}”")
    up.focus()
    librarian.keyboard.press("Enter")
    expect_said(librarian, f"“{last}” is now in place 6 of 7.")
    expect(up).to_be_focused()
    expect_order(librarian, [*before[:5], last, before[5]])
    expect_places(librarian, *["1 ="] * 5, "6", "7")

    librarian.keyboard.press("Tab")
    librarian.keyboard.press("Tab")
    librarian.keyboard.press("Enter")
    expect_said(librarian, f"“{last}” is now in place 1 of 7, as important as 5 others.")
    expect_places(librarian, *["1 ="] * 6, "7")
    axe(librarian)
    librarian.keyboard.press("Enter")
    expect_said(librarian, f"“{last}” is now in place 6 of 7.")

    handle = line(librarian, last).locator(".drag-handle")
    handle.focus()
    librarian.keyboard.press("ArrowUp")
    expect_said(librarian, f"“{last}” is now in place 1 of 7.")
    expect(handle).to_be_focused()
    expect_order(librarian, [last, *before[:6]])
    librarian.keyboard.press("ArrowDown")
    expect_said(librarian, f"“{last}” is now in place 6 of 7.")


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
def test_a_goal_is_dragged_to_the_top(browser, live_url, librarian, touch):
    options = {"has_touch": touch, "viewport": {"width": 900, "height": 2400}}
    with browser.new_context(base_url=live_url, **options) as context:
        context.add_cookies(librarian.context.cookies())
        page = context.new_page()
        page.goto("/goals/")
        before = order_of(page)
        start = line(page, before[2]).locator(".drag-handle").bounding_box()
        goal = line(page, before[0]).bounding_box()
        assert start is not None
        assert goal is not None
        drag = drag_by_touch if touch else drag_by_mouse
        drag(page, (start["x"] + 8, start["y"] + 8), (start["x"] + 8, goal["y"] + 3))
        expect_said(page, f"“{before[2]}” is now in place 1 of 7.")
        expect_order(page, [before[2], before[0], before[1], *before[3:]])
        page.reload()
        expect_order(page, [before[2], before[0], before[1], *before[3:]])


def drag_by_mouse(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=8)
    page.mouse.up()


def drag_by_touch(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", start)
    for step in range(1, 9):
        touch("touchMove", (start[0], start[1] + (end[1] - start[1]) * step / 8))
    touch("touchEnd")


def test_a_drag_that_is_broken_off_changes_nothing(librarian):
    before = order_of(librarian)
    box = line(librarian, before[0]).locator(".drag-handle").bounding_box()
    assert box is not None
    librarian.mouse.move(box["x"] + 8, box["y"] + 8)
    librarian.mouse.down()
    librarian.mouse.move(box["x"] + 8, box["y"] + 400, steps=5)
    assert order_of(librarian) != before
    librarian.keyboard.press("Escape")
    librarian.mouse.up()
    expect_order(librarian, before)
    librarian.reload()
    expect_order(librarian, before)


def test_points_take_the_place_of_the_order_and_come_back(page, sign_in, axe):
    sign_in(page, "colleague")
    page.goto("/goals/")
    expect_weights(page, "70 %", "30 %")
    page.get_by_role("link", name="Give points instead of places").click()
    fields = page.get_by_role("textbox")
    fields.first.fill("")
    page.get_by_role("button", name="Save the points").click()
    expect(page.locator(".error-summary")).to_contain_text("Give this goal points too")
    assert fields.last.input_value() == "30"
    axe(page)
    fields.first.fill("10")
    page.get_by_role("button", name="Save the points").click()
    expect_weights(page, "25 %", "75 %")
    expect(page.get_by_text("by points; by rank 75 %")).to_have_count(1)
    page.get_by_role("link", name="Give points instead of places").click()
    page.get_by_role("button", name="Delete the points").click()
    expect_weights(page, "75 %", "25 %")
    page.get_by_role("button", name="Undo").click()
    expect_weights(page, "25 %", "75 %")


def test_it_all_works_without_javascript(browser, live_url, librarian):
    cookies = librarian.context.cookies()
    with browser.new_context(base_url=live_url, java_script_enabled=False) as context:
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto("/goals/")
        assert not page.locator(".drag-handle").first.is_visible()
        before = order_of(page)
        page.get_by_role("button", name=f"Down “{before[0]}”").click()
        expect(page.locator("#status")).to_contain_text(f"“{before[0]}” is now in place")
        page.reload()
        moved = order_of(page)
        assert moved.index(before[0]) > 0
        page.get_by_role("button", name=f"Delete “{moved[1]}”").click()
        expect_order(page, [moved[0], *moved[2:]])
        page.get_by_role("button", name="Undo").click()
        expect_order(page, moved)
        page.get_by_role("link", name="Suggestions").click()
        page.get_by_role("link", name="Get better at running people").click()
        page.get_by_role("button", name="Add this goal").click()
        expect(page.locator(".goals h2").last).to_contain_text("Get better at running people")
        page.get_by_role("button", name="Delete “Get better at running people").click()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(librarian, width):
    librarian.set_viewport_size({"width": width, "height": 900})
    edit = librarian.get_by_role("link", name="Change “").first.get_attribute("href")
    assert edit is not None
    for address in ("", "suggestions/", "add/", "points/", "deleted/"):
        librarian.goto(f"/goals/{address}")
        assert librarian.evaluate("document.documentElement.scrollWidth") == width, address
    librarian.goto(edit)
    assert librarian.evaluate("document.documentElement.scrollWidth") == width
