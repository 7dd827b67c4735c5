"""Which part of a long list is shown? Links to its pages that keep what else was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page

# What is asked of a page by its address: a text, or several, under each name.
Asked = Mapping[str, str | Sequence[str]]
# As many rows as a person looks through at once.
ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link to a page of a list; `current` is the one that is shown."""

    label: str
    href: str
    current: bool


def page_links(page: "Page[Any]", *, address: str, asked: Asked) -> tuple[PageLink, ...]:
    """Links to every page of a list at an address, shown as `asked`; none where one is all."""
    numbers = page.paginator.page_range
    if len(numbers) == 1:
        return ()
    return tuple(
        PageLink(
            label=str(number),
            href=address_asking(address, {**asked, "page": str(number) if number > 1 else ""}),
            current=number == page.number,
        )
        for number in numbers
    )


def address_asking(address: str, asked: Asked) -> str:
    """The address with what is asked of it; what is empty is not said."""
    query = urlencode({name: value for name, value in asked.items() if value}, doseq=True)
    return f"{address}?{query}" if query else address
