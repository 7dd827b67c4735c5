"""A page in a browser that keeps watch: what it logs, and whether everybody can use it."""

import contextlib
from collections.abc import Iterator
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, sync_playwright

from scripts.tools import find_browser
from tests.e2e.server import PASSWORD

# Chromium without its own errands: none of them can succeed where tests run.
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Without "preload", which would read the stylesheets again and break the policy in doing so.
AXE_OPTIONS = {"resultTypes": ["violations"], "preload": False}
# The admin's links take a moment to change their colour; half-way they are hard to read.
AFTER_TRANSITIONS = "Promise.all(document.getAnimations().map(each => each.finished))"
Scheme = Literal["light", "dark"]


@contextlib.contextmanager
def open_browser() -> Iterator[Browser]:
    """Chromium, found as `make test` finds it."""
    path = find_browser()
    if path is None:
        raise RuntimeError("No Chromium and no Chrome here: `make test` says how to install it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextlib.contextmanager
def open_page(
    browser: Browser, url: str, *, javascript: bool = True, width: int = 1280
) -> Iterator[Page]:
    """A page of the server at `url`, with cookies of its own; `width` in CSS pixels.

    At the end the console must be empty: no error, no warning, no violation of the policy. A test
    that wants an error page asks for it with `page.request`, which the console does not see.
    """
    with browser.new_context(
        base_url=url,
        locale="en-GB",
        reduced_motion="reduce",
        java_script_enabled=javascript,
        viewport={"width": width, "height": 720},
    ) as context:
        logged: list[str] = []

        def keep(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                logged.append(f"{message.location['url']}: {message.text}")

        context.on("console", keep)
        context.on("weberror", lambda error: logged.append(str(error.error)))
        page = context.new_page()
        yield page
        page.evaluate("null")  # what the page logged arrives before this answer
        assert not logged, "\n".join(logged)


def fill_in_sign_in(page: Page, who: str) -> str:
    """Sign in by the form as one of the demo's people, `librarian` for one; the session's key."""
    page.goto("/account/login/")
    page.fill("input[name=login]", f"{who}@example.org")
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")
    assert "/account/login/" not in page.url, page.inner_text("main")
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    return cookies["sessionid"]


def follow(link: Locator) -> None:
    """Click what leads to another page, and wait until that is all there.

    A click alone returns when the page begins to come; what does not wait by itself (`count`,
    `all_inner_texts`) would then read half of it.
    """
    with link.page.expect_navigation():
        link.click()


def find_barriers(page: Page, scheme: Scheme) -> list[str]:
    """What axe finds on the page as it stands, in light or in dark: a sentence for each rule."""
    page.wait_for_load_state()
    page.emulate_media(color_scheme=scheme)
    page.evaluate(AFTER_TRANSITIONS)
    violations = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    return [
        f"{page.url} {scheme}: {violation['help']}, {len(violation['nodes'])} times, first at "
        f"{violation['nodes'][0]['target']}: {violation['nodes'][0]['failureSummary']}"
        for violation in violations
    ]
