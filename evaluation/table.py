"""How is the table of memberships headed, sorted and written as CSV?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluation.pages import Overview, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the table: the address that sorts by it, and whether it does so now."""

    label: str
    href: str
    aria_sort: str


def headings(order: str) -> tuple[Heading, ...]:
    """The headings of the table, sorted by `order`."""
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
    address = reverse("evaluation:overview")
    return tuple(
        Heading(
            label=label,
            href=f"{address}?sort={key}",
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
    """The table as lines of a CSV file, headings first, safe to open in a spreadsheet."""
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
    return [[_no_formula(text) for text in line] for line in [head, *lines]]


def _no_formula(text: str) -> str:
    """A text that a spreadsheet would run as a formula, made a text by an apostrophe."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") else text
