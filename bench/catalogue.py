"""The pages of a large catalogue against the account page: `python -m bench.catalogue`.

Ten thousand organisations with fifty thousand benefits, invented and always the same, on SQLite;
run by `scripts.postgres`, on PostgreSQL. Every page is asked for in turn with the account page of
the same person, from a server as deployed (as in `bench.pages`); the median counts. How many
queries it takes is counted with the catalogue as it comes, a hundred or two, and with all.
"""

import io
import os
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

TIMES, WARM_UP = 15, 3
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
    changing: bool = False


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
        Page("by gain, nothing changed", JOIN, goal=BY_GAIN),
        Page("by gain, filters", f"{JOIN}?scope=national&mode=online", goal=BY_GAIN),
        Page("by gain, after a change", JOIN, goal=BY_GAIN, changing=True),
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


def compare(page: Page, visitor: Visitor) -> str:
    """Ask for the page and the account page in turn; a line that says how long they took."""
    accounts, answers = [], []
    membership = find_membership(visitor) if page.changing else ""
    for turn in range(WARM_UP + TIMES):
        if page.changing:
            change_use(visitor, membership=membership, turn=turn)
        accounts.append(measure(visitor, ACCOUNT))
        answers.append(measure(visitor, page.path))
    seconds, account = (
        median(each for each, _size in taken[WARM_UP:]) for taken in (answers, accounts)
    )
    ratio = seconds / account
    met = "met" if ratio <= page.goal else "NOT MET"
    return (
        f"{seconds * 1000:8.1f} ms {answers[-1][1] / 1000:7.1f} kB {ratio:7.1f}"
        f" (goal: at most {page.goal}, {met})"
    )


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
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("ANALYZE")  # which it does by itself within minutes
        many, after = count_queries(asked), public.count()
        connection.close()
        print(f"{connection.vendor}, {after} organisations, queries with {before} and with them")
        with serve(prepared, workers=2, database=database) as url:
            for page, some, all_of_them in zip(asked, few, many, strict=True):
                visitor = Visitor(url)  # anew, as the server closes a connection that rests
                visitor.sign_in(page.whose)
                line = compare(page, visitor)
                print(f"{page.name:<26}{line} {some:3} {all_of_them:3} queries", flush=True)


if __name__ == "__main__":
    main()
