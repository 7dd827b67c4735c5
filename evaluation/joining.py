"""What could I join? The page object: what would add most to the goals, first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.choices import Joinable, Status
from catalogue.filters import OrganisationFilter
from catalogue.models import Organisation
from catalogue.pages.finding import UNSHOWN, write_counts
from catalogue.words import about, lowest_fee, standing
from evaluation import figures
from evaluation.candidates import Gain
from people.paging import LONG_ROWS_A_PAGE, PageLink, address_asking, page_links

GONE = (Status.RENAMED, Status.MERGED, Status.DISSOLVED)
NOT_FOR_A_PERSON = (Joinable.CLOSED, Joinable.INSTITUTION_ONLY, Joinable.EMPLOYER_STAFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An organisation that might be joined. `parents` says what else joining it takes."""

    uuid: str
    url: str
    why_url: str
    label: str
    name: str
    about: str
    standing: str
    gain: str
    hours: str
    fee: str
    parents: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """What might be joined, a page of it, as `address` asks for it."""

    address: str
    count: str
    counts: tuple[tuple[str, str], ...]
    sentence: str
    left_out: str
    candidates: tuple[Candidate, ...]
    clear: str
    csv: str
    pages: tuple[PageLink, ...]


def open_to_a_person(organisations: QuerySet[Any]) -> QuerySet[Any]:
    """Those that are still there and that somebody may join for themself."""
    return organisations.exclude(Q(status__in=GONE) | Q(joinable__in=NOT_FOR_A_PERSON))


def build_joining(
    *,
    filtered: OrganisationFilter,
    gains: Mapping[int, Gain],
    held: frozenset[int],
    number: str | None,
) -> Joining:
    """The organisations that a filter leaves, by what each would add by itself.

    `gains` are by primary key, `held` are the primary keys of what is held.
    """
    found = _found(filtered)
    ranked = _ranked(found, gains)
    page = Paginator(ranked, LONG_ROWS_A_PAGE).get_page(number)
    shown = _load(filtered, list(page))
    parents = _parents(filtered, shown.values(), held)
    address = reverse("evaluation:joining")
    out = len([pk for pk in found if pk not in gains and pk not in held])
    return Joining(
        address=address_asking(address, filtered.asked),
        count=_count(len(ranked)),
        counts=tuple(write_counts(filtered, filtered.count())),
        sentence=_sentence([(shown[pk], gains[pk]) for pk in list(page)[:1]], bool(gains)),
        left_out=_left_out(out),
        candidates=tuple(
            _candidate(shown[pk], gains[pk], parents, filtered.currency) for pk in page
        ),
        clear=address if filtered.asked else "",
        csv=address_asking(reverse("evaluation:joining_csv"), filtered.asked),
        pages=page_links(page, address=address, asked=filtered.asked),
    )


def _found(filtered: OrganisationFilter) -> list[int]:
    return list(filtered.qs.order_by("name", "pk").values_list("pk", flat=True))


def _ranked(found: Iterable[int], gains: Mapping[int, Gain]) -> list[int]:
    """What would add most first; what would add alike by name."""
    return sorted((pk for pk in found if pk in gains), key=lambda pk: -gains[pk].gain)


def _load(filtered: OrganisationFilter, pks: Sequence[int]) -> dict[int, Any]:
    there = filtered.queryset.select_related("parent", "place", "successor").defer(*UNSHOWN)
    return dict(there.in_bulk(pks))


def table_as_text(
    *,
    filtered: OrganisationFilter,
    gains: Mapping[int, Gain],
    held: frozenset[int],
) -> Iterable[Sequence[str]]:
    """All that a filter leaves as lines of text in the order of the page, headings first."""
    yield (
        _("Name"), _("Short name"), _("Kind"), _("Scope"), _("Would add, points"),
        _("Hours a year"), _("Lowest fee a year"), _("Currency"), _("Fee of the year"),
        _("Also takes"), _("Status"), _("Website"),
    )  # fmt: skip
    ranked = _ranked(_found(filtered), gains)
    there = _load(filtered, ranked)
    parents = _parents(filtered, there.values(), held)
    for pk in ranked:
        each, amount = there[pk], there[pk].lowest_fee
        yield (
            each.name, each.short_name, each.get_kind_display(), each.get_scope_display(),
            f"{gains[pk].gain:.1f}", f"{gains[pk].hours:.1f}",
            "" if amount is None else f"{amount:.2f}", "" if amount is None else filtered.currency,
            str(each.fee_year or ""), "; ".join(parent.name for parent in parents[pk]),
            each.get_status_display(), each.website,
        )  # fmt: skip


def _count(count: int) -> str:
    return ngettext("%(count)s organisation.", "%(count)s organisations.", count) % {"count": count}


def _left_out(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s more is ended, closed or not for a person to join.",
        "%(count)s more are ended, closed or not for a person to join.",
        count,
    ) % {"count": count}


def _sentence(best: Sequence[tuple[Organisation, Gain]], any_known: bool) -> str:
    if not any_known:
        return _("Once you have goals, this page shows what would serve them.")
    if not best or not best[0][1].gain:
        return _("Nothing that is found here would add to what you have: join nothing.")
    organisation, result = best[0]
    return _(
        "%(label)s would add most: up to %(gain)s points, if you used all of it. Using more of "
        "what you have may add more, and costs nothing."
    ) % {"label": organisation.label, "gain": figures.points(result.gain)}


def _parents(
    filtered: OrganisationFilter, shown: Any, held: frozenset[int]
) -> dict[int, list[Any]]:
    """What each of those shown is a group of, not held yet, with its lowest fee."""
    above = {each.pk: each for each in filtered.queryset.above(*(each.pk for each in shown))}
    lines: dict[int, list[Any]] = {}
    for each in shown:
        line: list[Any] = []
        parent = above.get(each.parent_id)
        while parent is not None and parent.pk not in held and parent not in line:
            line.append(parent)
            parent = above.get(parent.parent_id)
        lines[each.pk] = line
    return lines


def _candidate(
    organisation: Any, gain: Gain, parents: Mapping[int, list[Any]], currency: str
) -> Candidate:
    return Candidate(
        uuid=str(organisation.uuid),
        url=reverse("catalogue:organisation", args=[organisation.uuid]),
        why_url=reverse("evaluation:gain", args=[organisation.uuid]),
        label=organisation.label,
        name=organisation.name if organisation.short_name else "",
        about=about(organisation),
        standing=standing(organisation),
        gain=figures.points(gain.gain),
        hours=figures.hours(gain.hours),
        fee=lowest_fee(organisation.lowest_fee, organisation.fee_year, currency)
        or _("fee not known"),
        parents=_with_parents(parents[organisation.pk], currency),
    )


def _with_parents(parents: Sequence[Any], currency: str) -> str:
    """“and CILIP (from 38.00 GBP a year), of which it is a group”."""
    if not parents:
        return ""
    names = [
        _("%(name)s (%(fee)s)")
        % {
            "name": parent.label,
            "fee": lowest_fee(parent.lowest_fee, parent.fee_year, currency) or _("fee not known"),
        }
        for parent in parents
    ]
    return _("and %(names)s, of which it is a group") % {"names": _(" and ").join(names)}
