"""How is the table of memberships headed, sorted and written as CSV?"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.pages import Overview, Row
from people.paging import ROWS_A_PAGE, PageLink, address_asking, page_links

BY_SCORE = "score"
MANY = 10  # more than one takes in at a look


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the table: the address that sorts by it, and whether it does so now."""

    label: str
    href: str
    aria_sort: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows as they are asked for: what a filter leaves, sorted, one page of it.

    `is_long` is a table worth a filter, `clear` the way to all of it where one is asked for,
    `kept` what its form says of the order, and `csv` the address of the rows of all pages.
    """

    rows: tuple[Row, ...]
    count: str
    headings: tuple[Heading, ...]
    is_long: bool
    clear: str
    kept: tuple[tuple[str, str], ...]
    csv: str
    pages: tuple[PageLink, ...]


def build_table(
    rows: tuple[Row, ...],
    *,
    order: str,
    asked: Mapping[str, str],
    left: Collection[str],
    number: str | None,
) -> Table:
    """The table by a column of SORTS, of the organisations `left` by the filter `asked`, by key.

    `number` is the page asked for; nonsense is the first one, too far is the last one.
    """
    found = find_rows(rows, order=order, asked=asked, left=left)
    page = Paginator(found, ROWS_A_PAGE).get_page(number)
    address = reverse("evaluation:overview")
    kept = {"sort": order} if order != BY_SCORE else {}
    now = {**kept, **asked}
    return Table(
        rows=tuple(page),
        count=ngettext("%(count)s organisation.", "%(count)s organisations.", len(found))
        % {"count": len(found)},
        headings=_headings(order, address, asked),
        is_long=len(rows) > MANY,
        clear=address_asking(address, kept) if asked else "",
        kept=tuple(kept.items()),
        csv=address_asking(reverse("evaluation:overview_csv"), now),
        pages=page_links(page, address=address, asked=now),
    )


def find_rows(
    rows: tuple[Row, ...], *, order: str, asked: Mapping[str, str], left: Collection[str]
) -> tuple[Row, ...]:
    """The rows that a filter leaves, if one is asked for, by a column of SORTS."""
    return sort_rows(tuple(row for row in rows if not asked or row.key in left), order)


def _headings(order: str, address: str, asked: Mapping[str, str]) -> tuple[Heading, ...]:
    labels = {
        "name": _("Membership"),
        "score": _("Score"),
        "unknown": _("With uses not known"),
        "potential": _("Potential"),
        "contribution": _("Contribution"),
        "loss": _("Loss if dropped"),
        "overlap": _("Overlap"),
        "fee": _("Fee a year"),
    }
    direction = "ascending" if order == "name" else "descending"
    return tuple(
        Heading(
            label=label,
            href=address_asking(address, {"sort": key, **asked}),
            aria_sort=direction if key == order else "",
        )
        for key, label in labels.items()
    )


SORTS: dict[str, Callable[[Row], Any]] = {
    "score": lambda row: row.place.value,
    "name": lambda row: row.label.casefold(),
    "potential": lambda row: -row.potential.value,
    "unknown": lambda row: -row.unknown.value,
    "contribution": lambda row: -row.contribution.value,
    "loss": lambda row: -row.loss.value,
    "overlap": lambda row: -row.overlap.value,
    "fee": lambda row: -row.fee.value,
}


def sort_rows(rows: tuple[Row, ...], order: str) -> tuple[Row, ...]:
    """The rows by a column of SORTS: names from A, numbers from the largest."""
    return tuple(sorted(rows, key=SORTS[order]))


def table_as_text(page: Overview, rows: tuple[Row, ...]) -> list[list[str]]:
    """The rows as lines of text, headings first."""
    head = [
        _("Membership"), _("Kind"), _("Place"), _("Score"), _("With uses not known"),
        _("Potential"), _("Hours a year"), _("Contribution"), _("Loss if dropped"), _("Overlap"),
        _("Fee a year"), *(goal.text for goal in page.goals), _("Sensitive"),
    ]  # fmt: skip
    lines = [
        [
            row.name or row.label, row.kinds, row.place.text, row.score.text, row.unknown.text,
            row.potential.text, row.hours, row.contribution.text, row.loss.text, row.overlap.text,
            row.fee.text, *(cell.text for cell in row.cells),
            _("sensitive") if row.sensitive else "",
        ]
        for row in rows
    ]  # fmt: skip
    return [head, *lines]
