"""Which two entries are the same, what would become of them, and what was merged?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.models import Fee, Organisation
from catalogue.words import about, standing
from curation.members import members_in_words, with_members
from curation.merging import demand_mergeable
from curation.models import Merge
from curation.plan import Plan, make_plan
from memberships.pages.finding import clean_query
from people.figures import day, money
from people.paging import ROWS_A_PAGE, PageLink, page_links

MOST_FOUND = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An entry to choose."""

    url: str
    name: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """The search for the first entry, or for the other of `one`, its name and UUID."""

    heading: str
    one: str
    text: str
    count: str
    results: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An entry as far as it helps to decide which of two is kept."""

    name: str
    url: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that becomes of it, counted, with the first of what it is."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would be if one took the place of the other, or why it cannot (`refused`)."""

    heading: str
    refused: str
    kept: Side
    gone: Side
    swap: str
    version: str
    moving: tuple[Part, ...]
    staying: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A merge in the list; it can be undone where `undo` is an address."""

    names: str
    kept: str
    kept_url: str
    when: str
    undo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeList:
    """What was merged, a page of it, the newest first."""

    count: str
    rows: tuple[Merged, ...]
    pages: tuple[PageLink, ...]


def load_choosing(*, one: Organisation | None, text: str) -> Choosing:
    """The entries that every word of the text leads to, each with the way on."""
    text = clean_query(text)
    public = Organisation.objects.public().filter(merged_into=None)
    found = public.search(text) if text else public.none()
    if one is not None:
        found = found.exclude(pk=one.pk)
    total = found.count()
    shown = found.names_first(text).select_related("parent", "place")[:MOST_FOUND]
    count = ngettext("%(count)s entry.", "%(count)s entries.", total) % {"count": total}
    if total > MOST_FOUND:
        count = _("%(count)s entries, of which the first %(shown)s: say more of its name.") % {
            "count": total,
            "shown": MOST_FOUND,
        }
    return Choosing(
        heading=_("Which entry is the same as %(name)s?") % {"name": one.label}
        if one
        else _("Which entry is there twice?"),
        one=str(one.uuid) if one else "",
        text=text,
        count=count if text else "",
        results=tuple(
            Found(url=_way_on(one, each), name=each.name, about=about(each)) for each in shown
        ),
    )


def _way_on(one: Organisation | None, found: Organisation) -> str:
    if one is None:
        return f"{reverse('curation:choose_merge')}?one={found.uuid}"
    return address_of(kept=one, gone=found)


def address_of(*, kept: Organisation, gone: Organisation) -> str:
    """Where it is shown what would be if one took the place of the other."""
    return reverse("curation:merge", args=[gone.uuid, kept.uuid])


def load_preview(*, kept: Organisation, gone: Organisation) -> Preview:
    """What would move, and what the entry that is kept has already. It tells of nobody's own."""
    refused, plan = "", None
    try:
        demand_mergeable(kept=kept, gone=gone)
    except ValidationError as error:
        refused = " ".join(error.messages)
    else:
        plan = make_plan(kept=kept, gone=gone)
    both = Organisation.objects.filter(pk__in=[kept.pk, gone.pk])
    rows = with_members(both.select_related("parent", "place", "successor")).in_bulk()
    return Preview(
        heading=_("Shall %(gone)s become part of %(kept)s?")
        % {"gone": gone.label, "kept": kept.label},
        refused=refused,
        kept=_side(rows[kept.pk]),
        gone=_side(rows[gone.pk]),
        swap=address_of(kept=gone, gone=kept),
        version=plan.version if plan else "",
        moving=tuple(_moving(plan)) if plan else (),
        staying=tuple(_staying(plan)) if plan else (),
    )


def _side(organisation: Any) -> Side:
    """Of an organisation that `with_members` gave."""
    checked = organisation.checked_on
    facts = (
        (_("What it is"), about(organisation)),
        (_("Short name"), organisation.short_name),
        (_("Standing"), standing(organisation)),
        (_("Website"), organisation.website),
        (_("Last checked"), day(checked) if checked else _("never")),
        (_("Members here"), members_in_words(organisation)),
    )
    return Side(
        name=organisation.name,
        url=reverse("catalogue:organisation", args=[organisation.uuid]),
        facts=tuple((label, text) for label, text in facts if text),
    )


def _moving(plan: Plan) -> Iterable[Part]:
    names = [*(name for name, _kind in plan.new_names), *(each.name for each in plan.names)]
    yield from _part(_("Names that it gains"), names)
    yield from _part(_("Said where it says nothing"), _filled(plan))
    read = [each.text for each in plan.sources]
    later = [
        _("%(text)s, read again on %(day)s") % {"text": each.text, "day": day(each.read_on)}
        for _source, each in plan.dated
        if each.read_on
    ]
    yield from _part(_("Sources"), [*plan.new_sources, *read, *later])
    yield from _part(_("Fees"), map(_fee, plan.fees))
    yield from _part(_("What it offers"), (each.title for each in plan.benefits))
    yield from _part(_("Groups"), (each.name for each in plan.groups if each.owner_id is None))
    before = (each.name for each in plan.predecessors if each.owner_id is None)
    yield from _part(_("What it succeeds"), before)


def _staying(plan: Plan) -> Iterable[Part]:
    offers = (f"{each.title} ({each.kind.label})" for each, _same in plan.pairs)
    yield from _part(_("Offered by both: what people say of it is put together"), offers)
    yield from _part(_("Fees that are there already"), map(_fee, plan.fees_left))


def _part(title: str, lines: Iterable[str]) -> Iterable[Part]:
    """Nothing where there are none."""
    found = tuple(lines)
    if found:
        words = {"title": title, "count": len(found)}
        yield Part(title=_("%(title)s (%(count)s)") % words, lines=found)


def _filled(plan: Plan) -> Iterable[str]:
    for name, value in plan.filled.items():
        field: Any = Organisation._meta.get_field(name)
        text = dict(field.flatchoices).get(value, value)
        words = {"field": str(field.verbose_name).capitalize(), "text": str(text)}
        yield _("%(field)s: %(text)s") % words


def _fee(fee: Fee) -> str:
    amount = _("not known") if fee.amount is None else money(fee.amount, fee.currency)
    parts: Sequence[Any] = (fee.grade, amount, fee.get_period_display().lower(), fee.year)
    return ", ".join(str(part) for part in parts if part)


def load_merges(*, page: str | None) -> MergeList:
    """What was merged, undone or not. As many queries for many as for one."""
    merges = Merge.objects.select_related("kept", "gone")
    shown = Paginator(merges, ROWS_A_PAGE).get_page(page)
    total = shown.paginator.count
    return MergeList(
        count=ngettext("%(count)s merge.", "%(count)s merges.", total) % {"count": total}
        if total
        else _("Nothing was merged yet."),
        rows=tuple(_merged(each) for each in shown),
        pages=page_links(shown, address=reverse("curation:merges"), asked={}),
    )


def _merged(merge: Merge) -> Merged:
    when = _("Merged on %(day)s") % {"day": day(timezone.localdate(merge.merged_at))}
    if merge.undone_at is not None:
        undone = {"merged": when, "day": day(timezone.localdate(merge.undone_at))}
        when = _("%(merged)s, undone on %(day)s") % undone
    return Merged(
        names=_("“%(gone)s” into “%(kept)s”") % {"gone": merge.gone.name, "kept": merge.kept.name},
        kept=merge.kept.name,
        kept_url=reverse("catalogue:organisation", args=[merge.kept.uuid]),
        when=when,
        undo=reverse("curation:undo_merge", args=[merge.uuid]) if merge.undone_at is None else "",
    )
