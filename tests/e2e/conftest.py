"""A running server, a browser, and somebody signed in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browsing import fill_in_sign_in, find_barriers, open_browser, open_page
from tests.e2e.server import prepare_once, serve

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The DATA_DIR that every server copies: one a run, however many workers there are."""
    base = tmp_path_factory.getbasetemp()
    return prepare_once((base if worker_id == "master" else base.parent) / "prepared")


@pytest.fixture(scope="module")
def live_url(prepared: Path) -> Iterator[str]:
    """The address of a server that this module has for itself."""
    with serve(prepared) as url:
        yield url


# Playwright keeps an event loop running in the thread that started it, in which Django refuses to
# use its database: so the browser ends with the module, before the tests of other rooms go on.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, live_url: str) -> Iterator[Page]:
    """A page nobody is signed in to. The test fails if its console is not empty at the end."""
    with open_page(browser, live_url) as page:
        yield page


@pytest.fixture(scope="module")
def sign_in(live_url: str) -> Callable[[Page, str], None]:
    """`sign_in(page, "librarian")`: by the form at first, with the same session afterwards."""
    sessions: dict[str, str] = {}

    def sign_in(page: Page, who: str) -> None:
        if who not in sessions:
            sessions[who] = fill_in_sign_in(page, who)
        page.context.add_cookies([{"name": "sessionid", "value": sessions[who], "url": live_url}])
        page.goto("/")

    return sign_in


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)`: nobody is kept out of the page as it stands.

    In light: of the same page in dark only the colours differ, which tests/test_contrast.py works
    out and the sweep looks at.
    """

    def axe(page: Page) -> None:
        barriers = find_barriers(page, "light")
        assert not barriers, "\n".join(barriers)

    return axe
