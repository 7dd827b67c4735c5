"""Which part of a long list is shown? Links to its pages that keep what else was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page

# What is asked of a page by its address: a text, or several, under each name.
Asked = Mapping[str, str | Sequence[str]]
# As many rows as a person looks through at once; fewer where each has several lines.
ROWS_A_PAGE = 50
LONG_ROWS_A_PAGE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link to a page of a list; `current` is the one that is shown. No `href`: a gap."""

    label: str
    href: str
    current: bool


def page_links(page: "Page[Any]", *, address: str, asked: Asked) -> tuple[PageLink, ...]:
    """Links to the pages of a list at an address, shown as `asked`; none where one is all.

    Of many pages those at the ends and beside this one.
    """
    if page.paginator.num_pages == 1:
        return ()
    return tuple(
        PageLink(
            label=str(number),
            href=address_asking(address, {**asked, "page": str(number) if number > 1 else ""})
            if isinstance(number, int)
            else "",
            current=number == page.number,
        )
        for number in page.paginator.get_elided_page_range(page.number)
    )


def address_asking(address: str, asked: Asked) -> str:
    """The address with what is asked of it; what is empty is not said."""
    query = urlencode({name: value for name, value in asked.items() if value}, doseq=True)
    return f"{address}?{query}" if query else address
