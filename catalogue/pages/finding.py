"""What is there? The page object of the search."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.filters import MAIN, Counts, OrganisationFilter
from catalogue.words import about, lowest_fee, standing
from people.paging import LONG_ROWS_A_PAGE, PageLink, address_asking, page_links

BY_NAME, BY_FEE = "name", "fee"
# What is long, and in no row of a list.
UNSHOWN = [
    f"{row}{column}"
    for row in ("", "parent__", "successor__")
    for column in ("search_text", "seed", "note")
]
SORTED = {BY_NAME: gettext_lazy("Name"), BY_FEE: gettext_lazy("Fee a year, the lowest first")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An organisation found."""

    uuid: str
    url: str
    label: str
    name: str
    about: str
    standing: str
    fee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is found, a page of it.

    `address` says how it is asked for, and `clear` is the way to all where something is; `counts`
    are what stands beside the answers, by the id of its element.
    """

    address: str
    count: str
    counts: tuple[tuple[str, str], ...]
    results: tuple[Result, ...]
    sorted_by: tuple[PageLink, ...]
    kept: tuple[tuple[str, str], ...]
    clear: str
    csv: str
    suggest: str
    pages: tuple[PageLink, ...]


def load_finding(*, filtered: OrganisationFilter, asked: Mapping[str, str]) -> Finding:
    """What a filter leaves, `asked` to `sort` and for a `page`; nonsense is as usual."""
    order = _order(asked)
    counts = filtered.count()
    paginator = Paginator(find_organisations(filtered=filtered, order=order), LONG_ROWS_A_PAGE)
    paginator.count = counts.total  # known by now, and to count again takes another query
    page = paginator.get_page(asked.get("page"))
    address = reverse("catalogue:find")
    kept = {"sort": order} if order != BY_NAME else {}
    now = {**filtered.asked, **kept}
    return Finding(
        address=address_asking(address, now),
        counts=tuple(write_counts(filtered, counts)),
        count=ngettext("%(count)s organisation.", "%(count)s organisations.", counts.total)
        % {"count": counts.total}
        if counts.total
        else _("Nothing is found. Ask for less, or with fewer words."),
        results=tuple(_result(each, filtered.currency) for each in page),
        sorted_by=tuple(
            PageLink(
                label=str(label),
                href=address_asking(
                    address, {**filtered.asked, "sort": key if key != BY_NAME else ""}
                ),
                current=key == order,
            )
            for key, label in SORTED.items()
        ),
        kept=tuple(kept.items()),
        clear=address_asking(address, kept) if filtered.asked else "",
        csv=address_asking(reverse("catalogue:csv"), now),
        suggest=address_asking(reverse("curation:suggest"), {"name": filtered.text}),
        pages=page_links(page, address=address, asked=now),
    )


def find_organisations(*, filtered: OrganisationFilter, order: str) -> Any:
    """The organisations that a filter leaves, in an order of SORTED, as a queryset."""
    found = filtered.qs.select_related("parent", "place", "successor").defer(*UNSHOWN)
    if order == BY_FEE:
        return found.order_by(F("lowest_fee").asc(nulls_last=True), "name", "pk")
    return found.names_first(filtered.text)


def write_counts(filtered: OrganisationFilter, counts: Counts) -> Iterator[tuple[str, str]]:
    """Write beside each answer of the main filters how many organisations it would leave."""
    for name in MAIN:
        field = filtered.form.fields[name]
        choices = []
        for value, label in field.choices:
            at, count = f"count-{name}-{value}", f"({counts.by_answer[name][value]})"
            choices.append((value, format_html('{} <span id="{}">{}</span>', label, at, count)))
            yield at, count
        field.choices = choices


def table_as_text(
    *, filtered: OrganisationFilter, asked: Mapping[str, str]
) -> Iterable[Sequence[str]]:
    """All that a filter leaves as lines of text, headings first."""
    yield (
        _("Name"), _("Short name"), _("Kind"), _("Group of"), _("Scope"), _("Where"), _("Country"),
        _("Who may join"), _("Status"), _("Lowest fee a year"), _("Currency"), _("Fee of the year"),
        _("Website"),
    )  # fmt: skip
    for each in find_organisations(filtered=filtered, order=_order(asked)):
        amount = each.lowest_fee
        yield (
            each.name, each.short_name, each.get_kind_display(),
            each.parent.name if each.parent else "", each.get_scope_display(),
            each.place.name if each.place else each.place_text, each.country,
            each.get_joinable_display(), each.get_status_display(),
            "" if amount is None else f"{amount:.2f}", "" if amount is None else filtered.currency,
            str(each.fee_year or ""), each.website,
        )  # fmt: skip


def _order(asked: Mapping[str, str]) -> str:
    order = asked.get("sort", BY_NAME)
    return order if order in SORTED else BY_NAME


def _result(organisation: Any, currency: str) -> Result:
    """The row of an organisation with its `lowest_fee` and `fee_year`."""
    return Result(
        uuid=str(organisation.uuid),
        url=reverse("catalogue:organisation", args=[organisation.uuid]),
        label=organisation.label,
        name=organisation.name if organisation.short_name else "",
        about=about(organisation),
        standing=standing(organisation),
        fee=lowest_fee(organisation.lowest_fee, organisation.fee_year, currency),
    )
