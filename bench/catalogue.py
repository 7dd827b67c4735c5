"""The pages of a large catalogue against the account page: `python -m bench.catalogue`.

Ten thousand organisations with fifty thousand benefits, invented and always the same, on SQLite;
run by `scripts.postgres`, on PostgreSQL. Every page is asked for in turn with the account page of
the same person, from a server as deployed (as in `bench.pages`); the median counts. Once while
nothing changes, so that what was made is kept, and once after a change each time, so that nothing
is: a curator's, or a use of the person's own. How many queries a page takes that is made anew is
counted with the catalogue as it comes, a hundred or two, and with all.
"""

import io
import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import django
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.visitor import ACCOUNT, Visitor, change_use, find_membership, measure
from tests.e2e.server import prepare_once, serve

TIMES, WARM_UP = 9, 2
LIST, BY_GAIN = 5, 10  # times the account page, at most
LIBRARIAN, CURATOR = "librarian@example.org", "curator@example.org"
FIND, JOIN, ADMIN = "/catalogue/", "/evaluation/join/", "/admin/catalogue/organisation/"


@dataclass(frozen=True, slots=True)
class Page:
    """A page that somebody looks at, and its goal."""

    name: str
    path: str
    whose: str = LIBRARIAN
    goal: int = LIST
    own: bool = False  # what changes is the person's, and not the catalogue


def pages(uuids: list[str]) -> list[Page]:
    """What is measured; the organisations looked at are the first of `uuids`."""
    compared = "&".join(f"with={uuid}" for uuid in uuids[:4])
    return [
        Page("catalogue", FIND),
        Page("  two words", f"{FIND}?q=harbour+mentoring"),
        Page("  filters", f"{FIND}?kind=charity&scope=national&mode=online&interactivity=passive"),
        Page("  skill, fee and distance", f"{FIND}?skill=advocacy&fee=100&distance=200"),
        Page("  by fee", f"{FIND}?sort=fee"),
        Page("  page 3", f"{FIND}?page=3"),
        Page("organisation", f"{FIND}{uuids[0]}/"),
        Page("four compared", f"{FIND}compare/?{compared}"),
        Page("by gain", JOIN, goal=BY_GAIN),
        Page("  filters", f"{JOIN}?scope=national&mode=online", goal=BY_GAIN),
        Page("  changed is a use", JOIN, goal=BY_GAIN, own=True),
        Page("admin", ADMIN, CURATOR),
        Page("  two words", f"{ADMIN}?q=harbour+mentoring", CURATOR),
        Page("  filters", f"{ADMIN}?kind__exact=charity&checked=never", CURATOR),
        Page("  page 3", f"{ADMIN}?p=3", CURATOR),
        Page("needs attention", f"{ADMIN}attention/", CURATOR),
        Page("suggestions", "/curation/queue/", CURATOR),
    ]


def count_queries(asked: Iterable[Page]) -> list[int]:
    """How many queries each page takes that nothing is kept of."""
    from django.core.cache import caches

    from people.models import User

    counts = []
    for page in asked:
        client = Client(SERVER_NAME="localhost")
        client.force_login(User.objects.get(email=page.whose))
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(page.path)
        assert response.status_code == 200, f"{page.path}: {response.status_code}"
        counts.append(len(queries))
    return counts


def change_status(curator: Visitor, *, turn: int) -> None:
    """Change the status of the first organisation of the admin's list there."""
    _, page = curator.ask(ADMIN)
    chosen = re.search(rb'name="_selected_action" value="(\d+)"', page)
    assert chosen is not None, "the list of the admin is empty"
    status = ("active", "unknown")[turn % 2]
    form = {"action": "change_status", "status": status, "_selected_action": chosen[1].decode()}
    curator.send(ADMIN, **form)


def compare(page: Page, url: str, *, changing: bool) -> str:
    """Ask for the page and the account page in turn; in words, how long the page took."""
    # Signed in anew, as the server closes a connection that rests.
    visitor, curator = sign_in(url, page.whose), sign_in(url, CURATOR)
    membership = find_membership(visitor) if page.own else ""
    accounts, answers = [], []
    for turn in range(WARM_UP + TIMES):
        if changing and page.own:
            change_use(visitor, membership=membership, turn=turn)
        elif changing:
            change_status(curator, turn=turn)
        accounts.append(measure(visitor, ACCOUNT))
        answers.append(measure(visitor, page.path))
    seconds, account = (
        median(each for each, _size in taken[WARM_UP:]) for taken in (answers, accounts)
    )
    ratio = seconds / account
    met = "met" if ratio <= page.goal else "not met"
    return f"{seconds * 1000:7.1f} ms {ratio:6.1f} x ({met:>7})"


def sign_in(url: str, email: str) -> Visitor:
    """Somebody who has just signed in."""
    visitor = Visitor(url)
    visitor.sign_in(email)
    return visitor


def main() -> None:
    """Prepare the demo, count, invent, count, serve, compare."""
    database = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory(prefix="cpd-bench-") as folder:
        prepared = prepare_once(Path(folder, "prepared"), database=database)
        os.environ |= {"DATA_DIR": str(prepared), "DJANGO_SETTINGS_MODULE": "cpd_tracker.settings"}
        django.setup()
        from catalogue.models import Organisation

        public = Organisation.objects.public().order_by("pk")
        before, asked = public.count(), pages([str(each.uuid) for each in public[:4]])
        few = count_queries(asked)
        call_command("make_bulk", stdout=io.StringIO())
        many, after = count_queries(asked), public.count()
        connection.close()
        print(f"{connection.vendor}, {after} organisations, queries with {before} and with them")
        print(" " * 39 + "nothing changed" + " " * 12 + "after a change")
        with serve(prepared, workers=2, database=database) as url:
            for page, some, all_of_them in zip(asked, few, many, strict=True):
                kept, anew = (compare(page, url, changing=each) for each in (False, True))
                queries = f"{some:3} {all_of_them:3} queries"
                print(f"{page.name:<26} at most {page.goal:2} x {kept} {anew} {queries}")


if __name__ == "__main__":
    main()
