"""What do you belong to? The page object of the list."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from memberships.choices import MembershipKind, State
from memberships.filters import MembershipFilter
from memberships.ledger import cost_of
from memberships.models import Membership, Term
from memberships.money import TermCost, fee_is_asked, term_of_the_day
from memberships.words import fee_of
from people.figures import day
from people.models import User
from people.paging import ROWS_A_PAGE, PageLink, address_asking, page_links

EVERYTHING = "all"
SHOWN = {
    State.HELD: gettext_lazy("Held"),
    State.INTENDED: gettext_lazy("Intended"),
    State.ENDED: gettext_lazy("Ended"),
    EVERYTHING: gettext_lazy("All"),
}
BY_ORGANISATION, BY_KIND = "organisation", "kind"
ARRANGED = {
    BY_ORGANISATION: gettext_lazy("Groups under their organisation"),
    BY_KIND: gettext_lazy("By how you belong"),
}
MOST_INDENTED = 3
MANY = 10  # more than one takes in at a look


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A membership. `fee_url` asks for a fee that is not known, `renew_url` for the next term."""

    url: str
    label: str
    name: str
    kind: str
    state: str
    indent: int
    sensitive: bool
    grade: str
    fee: str
    ends: str
    fee_url: str
    renew_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows under a heading."""

    key: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The list as it is shown, `csv` the address of its pages together as a file.

    `is_long` is one worth a filter; `found` counts what that leaves and `clear` is the way to all,
    where it is asked for; `kept` is what its form says of the ways to show the list.
    """

    sentence: str
    is_long: bool
    empty: str
    found: str
    clear: str
    kept: tuple[tuple[str, str], ...]
    shown: tuple[PageLink, ...]
    arranged: tuple[PageLink, ...]
    sections: tuple[Section, ...]
    pages: tuple[PageLink, ...]
    csv: str


def load_listing(
    *, user: User, filtered: MembershipFilter, asked: Mapping[str, str], on: date
) -> Listing:
    """The person's memberships as of a day, as far as a filter leaves them.

    `asked` may say which states to `show`, `by` what to arrange them, and which `page`; what it
    says wrongly is as usual.
    """
    show, by = ways_to_show(asked)
    mine = list(user.memberships.exclude(state=State.REMOVED).select_related("organisation"))
    terms: dict[int, list[Term]] = defaultdict(list)
    for term in Term.objects.filter(membership__in=mine).order_by("starts"):
        terms[term.membership_id].append(term)
    left = set(filtered.qs.values_list("pk", flat=True))
    wanted = [each for each in mine if show in (EVERYTHING, each.state) and each.pk in left]
    pages = Paginator(_pages(arrange(wanted, by)), 1)
    page = pages.get_page(asked.get("page"))
    rows = [(each, _row(each, terms[each.pk], indent, on)) for each, indent in page[0]]
    now = {"show": show, "by": by, **filtered.asked}
    return Listing(
        sentence=_sentence(mine, terms, on),
        is_long=len(mine) > MANY,
        empty="" if wanted else _empty(mine),
        found=_found(len(wanted)) if filtered.asked else "",
        clear=_href({"show": show, "by": by}) if filtered.asked else "",
        kept=tuple(_said({"show": show, "by": by}).items()),
        shown=_shown(mine, now),
        arranged=tuple(
            PageLink(label=str(label), href=_href({**now, "by": key}), current=key == by)
            for key, label in ARRANGED.items()
        ),
        sections=_by_kind(rows) if by == BY_KIND else _by_organisation(rows),
        pages=page_links(page, address=reverse("memberships:list"), asked=_said(now)),
        csv=address_asking(reverse("memberships:list_csv"), _said(now)),
    )


def ways_to_show(asked: Mapping[str, str]) -> tuple[str, str]:
    """Which states to show and what to arrange them by; what is said wrongly is as usual."""
    show, by = asked.get("show", ""), asked.get("by", "")
    return (
        show if show in SHOWN else State.HELD,
        by if by in ARRANGED else BY_ORGANISATION,
    )


def arrange(memberships: Sequence[Membership], by: str) -> list[tuple[Membership, int]]:
    """Each with its depth: groups after the organisation they belong to, or kind after kind."""
    rows = list(_in_tree_order(memberships))
    if by == BY_KIND:
        order = MembershipKind.values.index
        rows.sort(key=lambda row: order(row[0].kind))
    return rows


def costs(terms: Iterable[Term]) -> list[TermCost]:
    """The terms as arithmetic sees them."""
    return [cost_of(term) for term in terms]


def asks_for_fee(membership: Membership, terms: Sequence[Term], on: date) -> bool:
    """Whether the fee of what is held hangs on something only its owner knows."""
    held = membership.state == State.HELD
    return held and fee_is_asked(kind=membership.kind, terms=costs(terms), on=on)


def term_in_force(terms: Sequence[Term], on: date) -> Term | None:
    """The term of the day, as the yearly cost takes it."""
    if not terms:
        return None
    starts = term_of_the_day(costs(terms), on).starts
    return next(term for term in terms if term.starts == starts)


def _in_tree_order(memberships: Sequence[Membership]) -> Iterable[tuple[Membership, int]]:
    """Each with its depth: groups follow the organisation they belong to, if that is there."""
    there = {each.organisation_id for each in memberships}
    below: dict[int | None, list[Membership]] = defaultdict(list)
    order = MembershipKind.values.index
    for each in sorted(
        memberships, key=lambda each: (each.organisation.name.casefold(), order(each.kind))
    ):
        parent = each.organisation.parent_id
        below[parent if parent in there else None].append(each)
    # A stack, as a tree has any depth; of an organisation held twice the last one has the groups.
    stack = [(each, 0) for each in reversed(below[None])]
    while stack:
        each, depth = stack.pop()
        yield each, min(depth, MOST_INDENTED)
        if not stack or stack[-1][0].organisation_id != each.organisation_id:
            groups = below[each.organisation_id]
            stack.extend((group, depth + 1) for group in reversed(groups))


def _pages(rows: list[tuple[Membership, int]]) -> list[list[tuple[Membership, int]]]:
    """The rows page by page. A page turns between organisations, not between their groups."""
    pages: list[list[tuple[Membership, int]]] = [[]]
    for row in rows:
        if len(pages[-1]) >= ROWS_A_PAGE and not row[1]:
            pages.append([])
        pages[-1].append(row)
    return pages


def _row(membership: Membership, terms: list[Term], indent: int, on: date) -> Row:
    organisation = membership.organisation
    term = term_in_force(terms, on)
    asked = asks_for_fee(membership, terms, on)
    last = terms[-1] if terms else None
    ran_out = membership.state == State.HELD and last and last.ends and last.ends < on
    return Row(
        url=reverse("memberships:detail", args=[membership.uuid]),
        label=organisation.label,
        name=organisation.name if organisation.short_name else "",
        kind=membership.get_kind_display(),
        state="" if membership.state == State.HELD else membership.get_state_display(),
        indent=indent,
        sensitive=membership.sensitive,
        grade=term.grade if term else "",
        fee="" if term is None or asked else fee_of(term),
        ends=_end(membership, last),
        fee_url=reverse("memberships:fee", args=[membership.uuid]) if asked else "",
        renew_url=reverse("memberships:renew", args=[membership.uuid, last.pk])
        if last and ran_out
        else "",
    )


def _end(membership: Membership, last: Term | None) -> str:
    if membership.ended_on:
        return day(membership.ended_on)
    if last is None:
        return ""
    return day(last.ends) if last.ends else _("for life")


def _by_organisation(rows: list[tuple[Membership, Row]]) -> tuple[Section, ...]:
    section = Section(
        key="all", heading=_("Your memberships"), rows=tuple(row for _membership, row in rows)
    )
    return (section,) if rows else ()


def _by_kind(rows: list[tuple[Membership, Row]]) -> tuple[Section, ...]:
    """A section for each kind that there is; its rows keep their order."""
    sections = []
    for kind in MembershipKind:
        of_kind = tuple(row for membership, row in rows if membership.kind == kind)
        if of_kind:
            sections.append(Section(key=kind.value, heading=str(kind.label), rows=of_kind))
    return tuple(sections)


def _shown(mine: Sequence[Membership], now: Mapping[str, str]) -> tuple[PageLink, ...]:
    counts = {key: sum(key in (EVERYTHING, each.state) for each in mine) for key in SHOWN}
    return tuple(
        PageLink(
            label=_("%(label)s (%(count)s)") % {"label": label, "count": counts[key]},
            href=_href({**now, "show": key}),
            current=key == now["show"],
        )
        for key, label in SHOWN.items()
    )


def _href(now: Mapping[str, str]) -> str:
    """The address of the list shown so."""
    return address_asking(reverse("memberships:list"), _said(now))


def _said(now: Mapping[str, str]) -> dict[str, str]:
    """What an address has to say: the usual ways need no words."""
    usual = {"show": State.HELD, "by": BY_ORGANISATION}
    return {name: value for name, value in now.items() if value != usual.get(name)}


def _found(count: int) -> str:
    return ngettext("%(count)s found.", "%(count)s found.", count) % {"count": count}


def _sentence(mine: Sequence[Membership], terms: dict[int, list[Term]], on: date) -> str:
    """How many of which kind, and how many fees are asked for."""
    held = [each for each in mine if each.state == State.HELD]
    if not held:
        return ""
    kinds = ", ".join(_counts(held))
    sentence = ngettext(
        "You hold %(count)s membership: %(kinds)s.",
        "You hold %(count)s memberships: %(kinds)s.",
        len(held),
    ) % {"count": len(held), "kinds": kinds}
    asked = sum(asks_for_fee(each, terms[each.pk], on) for each in held)
    if asked:
        sentence += " " + ngettext(
            "Of %(count)s of them the fee is not known.",
            "Of %(count)s of them the fees are not known.",
            asked,
        ) % {"count": asked}
    return sentence


def _counts(held: Sequence[Membership]) -> Iterable[str]:
    """“10 personal”, “8 online profiles”: of each kind that there is."""
    count = {kind: sum(each.kind == kind for each in held) for kind in MembershipKind}
    number = count[MembershipKind.PROFILE]
    phrases = {
        MembershipKind.PERSONAL: _("%(count)s personal"),
        MembershipKind.EMPLOYER: _("%(count)s through your employer"),
        MembershipKind.INFORMAL: _("%(count)s informal"),
        MembershipKind.PROFILE: ngettext(
            "%(count)s online profile", "%(count)s online profiles", number
        ),
    }
    return (phrase % {"count": count[kind]} for kind, phrase in phrases.items() if count[kind])


def _empty(mine: Sequence[Membership]) -> str:
    if mine:
        return _("There are none of these.")
    return _("Here will stand what you belong to: bodies, groups, networks, online profiles.")
