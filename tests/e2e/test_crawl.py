"""Does every link of every page lead somewhere good, and nobody into somebody else's pages?

Of a view with a page for every row, the browser opens the first and the others up to
`MOST_OF_A_VIEW` (in the admin fewer) are fetched. All are checked as HTML. Axe looks at the first
page of each view that the librarian reaches, of the curator's own views, and at each empty page of
the newcomer; pages that look different otherwise have browser tests of their own.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Error, Page

from tests.e2e.browsing import find_barriers, open_page
from tests.e2e.markup import find_mistakes

pytestmark = pytest.mark.sweep

PEOPLE = ("librarian", "colleague", "coordinator", "curator", "newcomer")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Of views with a page for every row and every way of filtering, so many stand for all.
MOST_OF_A_VIEW = 12
# Addresses that name an organisation, which is whose it is whoever asks.
OF_THE_CATALOGUE = (
    "/catalogue/", "/curation/correct/", "/evaluation/join/", "/memberships/add/",
)  # fmt: skip
MOST_OF_THE_CATALOGUE = 6
# Whoever asks gets an empty page there to begin an entry on; of those begun, tests/test_access.py
# says whose they are.
TO_BEGIN_ON = re.compile(r"/journal/[0-9a-f-]{36}/write/")
# Everybody's events, and lists narrowed down to an organisation or a goal; of one's own, and of
# another's goal, tests/test_access.py and tests/events say who sees what.
OF_EVENTS = re.compile(r"/events/((month|new)/)?(\?|[0-9a-f-]{36}[/.])")
NOTHING = re.compile("(?!)")
LINK = re.compile(r'<a\s[^>]*href="([^"]+)"')
MOST_OF_AN_ADMIN_VIEW = 2
# What the demo's people hold (thirty memberships of 29 bodies): a crawl that sees none fails.
LEAST_PERSONAL_PAGES = {"librarian": 40, "colleague": 5}
# Where axe looks at the pages of whom: each view once, whichever worker walks for whom.
EXAMINED = {
    "librarian": re.compile(""),
    "curator": re.compile("admin:|curation:"),
    "newcomer": re.compile(""),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_every_link_of_every_page(browser, live_url, sign_in, tmp_path, who):
    with open_page(browser, live_url) as page:
        sign_in(page, who)
        crawl = Crawl(page, live_url, EXAMINED.get(who, NOTHING))
        crawl.follow_all_links()
    findings = crawl.findings + find_mistakes(crawl.pages, tmp_path)
    assert not findings, "\n".join(findings)
    personal = {path for path in crawl.visited if is_personal(path)}
    assert len(personal) >= LEAST_PERSONAL_PAGES.get(who, 0)
    for other in set(PEOPLE) - {who}:
        with open_page(browser, live_url) as page:
            sign_in(page, other)
            assert find_readable(page, personal) == [], other
    with open_page(browser, live_url) as page:
        assert find_readable(page, personal, refusal=302) == []


@dataclass
class Crawl:
    """A walk along every link from where `page` stands, by the person signed in on `page`.

    Each path must answer, each page must have one heading, and the first page of each view that is
    `examined` must keep nobody out. What is not so is written down, and the walk goes on. `pages`
    are the pages as they were sent, by their paths.
    """

    page: Page
    live_url: str
    examined: re.Pattern[str]
    visited: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)

    def follow_all_links(self) -> None:
        """Walk, nearest pages first; of a view with very many pages, some stand for all."""
        start = self.page.url.removeprefix(self.live_url)
        waiting, seen, views = deque([start]), {start}, Counter[str]()
        while waiting:
            path = waiting.popleft()
            view = name_view(path)
            views[view] += 1
            if views[view] > most_of_a_view(path):
                continue
            self.visited.append(path)
            if views[view] > 1:
                links = self._fetch(path)
            else:
                links = self._look_at(view) if self._open(path) else []
            waiting.extend(link for link in links if link not in seen)
            seen.update(links)

    def _open(self, path: str) -> bool:
        """True for a page to look at; False for a file, which is only fetched, and an error."""
        try:
            response = self.page.goto(path)
        except Error as error:
            if "Download is starting" not in error.message:
                raise
            self._expect(path, self.page.request.get(path).status)
            return False
        assert response is not None
        self._expect(path, response.status)
        if "/login/" in self.page.url:
            self.findings.append(f"{path}: asks somebody signed in to sign in")
        if not (response.ok and response.headers["content-type"].startswith("text/html")):
            return False
        self.pages[path] = response.text()
        return True

    def _fetch(self, path: str) -> list[str]:
        """The links of a page that is not opened, once it has answered."""
        response = self.page.request.get(path)
        self._expect(path, response.status)
        if not response.headers["content-type"].startswith("text/html"):
            return []
        self.pages[path] = response.text()
        hrefs = [unescape(href) for href in LINK.findall(self.pages[path])]
        links = dict.fromkeys(urldefrag(urljoin(response.url, href)).url for href in hrefs)
        return [
            link.removeprefix(self.live_url)
            for link in links
            if link.startswith(f"{self.live_url}/")
        ]

    def _expect(self, path: str, status: int) -> None:
        if status != 200:
            self.findings.append(f"{path}: answers {status}")

    def _look_at(self, view: str) -> list[str]:
        """The links of the open page, once it has been looked at."""
        path = self.page.url.removeprefix(self.live_url)
        headings = self.page.locator("h1").count()
        if headings != 1 and not is_admin(path):
            self.findings.append(f"{path}: has {headings} headings of the first level")
        if self.examined.match(view):
            self.findings += find_barriers(self.page, "light")
            self.findings += find_barriers(self.page, "dark")
        return find_links(self.page, self.live_url)


def find_links(page: Page, live_url: str) -> list[str]:
    """The paths, with their queries, of the links on the page that stay on the server."""
    hrefs = page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
    links = dict.fromkeys(urldefrag(href).url for href in hrefs)
    return [link.removeprefix(live_url) for link in links if link.startswith(f"{live_url}/")]


def name_view(path: str) -> str:
    """The view that answers the path, whatever row and filter it names."""
    match = resolve(urlsplit(path).path)
    return match.view_name or match.route


def most_of_a_view(path: str) -> int:
    """How many of a view's pages stand for all of them."""
    if is_admin(path):
        return MOST_OF_AN_ADMIN_VIEW
    return MOST_OF_THE_CATALOGUE if path.startswith(OF_THE_CATALOGUE) else MOST_OF_A_VIEW


def is_personal(path: str) -> bool:
    """Whether the path names a row that is somebody's; the catalogue's are everybody's."""
    everybodys = (
        path.startswith(OF_THE_CATALOGUE) or TO_BEGIN_ON.match(path) or OF_EVENTS.match(path)
    )
    return bool(UUID.search(path)) and not everybodys


def is_admin(path: str) -> bool:
    return path.startswith("/admin/")


def find_readable(page: Page, paths: Iterable[str], *, refusal: int = 404) -> list[str]:
    """Those of `paths` that the person on `page` is not refused, with what they answer."""
    statuses = {path: page.request.get(path, max_redirects=0).status for path in paths}
    return [f"{path}: {status}" for path, status in statuses.items() if status != refusal]
