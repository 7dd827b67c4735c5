"""What of the catalogue goes from one entry to the other, where both are the same?

Worked out once, for the page that shows it beforehand and for the merge that does it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from catalogue.choices import NameKind, OrganisationKind, SpecialCategory
from catalogue.models import Benefit, Fee, Organisation, OrganisationName, Source
from curation.entries import fingerprint, read_entry, with_rows
from people.folding import fold

FILLED = ("website", "evidence_year", "note")  # where the entry that is kept says nothing
WHERE = ("place", "place_text", "country")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What moves to `kept`, by kind; what stays behind it has itself.

    `filled` are columns of `kept` that said nothing. `dated` are its own sources that were read
    later for `gone`, with the text of each. A benefit of `pairs` is the same as the other of it.
    """

    kept: Organisation
    gone: Organisation
    filled: dict[str, Any]
    new_names: tuple[tuple[str, str], ...]
    names: tuple[OrganisationName, ...]
    new_sources: tuple[str, ...]
    sources: tuple[Source, ...]
    dated: tuple[tuple[Source, Source], ...]
    fees: tuple[Fee, ...]
    fees_left: tuple[Fee, ...]
    benefits: tuple[Benefit, ...]
    pairs: tuple[tuple[Benefit, Benefit], ...]
    groups: tuple[Organisation, ...]
    predecessors: tuple[Organisation, ...]
    version: str


def make_plan(*, kept: Organisation, gone: Organisation) -> Plan:
    """What would move. As many queries for large entries as for small ones."""
    rows = with_rows(Organisation.objects.all()).in_bulk([kept.pk, gone.pk])
    kept, gone = rows[kept.pk], rows[gone.pk]
    groups = tuple(Organisation.objects.filter(parent=gone).order_by("name", "pk"))
    predecessors = tuple(Organisation.objects.filter(successor=gone).order_by("name", "pk"))
    known = {fold(name) for name in (kept.name, kept.short_name)}
    known |= {fold(each.name) for each in kept.other_names.all()}
    new_names = tuple(_new_names(gone, known))
    called = known | {fold(name) for name, _kind in new_names}
    texts = {each.text: each for each in kept.sources.all()}
    # Retired ones too: people have said how they used them.
    offers = list(Benefit.objects.filter(organisation=gone).select_related("kind").order_by("pk"))
    pairs = tuple(_pairs(kept, offers))
    paired = {each.pk for each, _same in pairs}
    fees = {_of_fee(fee) for fee in kept.fees.all()}
    read = [each for each in gone.sources.all() if each.text in texts]
    return Plan(
        kept=kept,
        gone=gone,
        filled=_filled(kept, gone),
        new_names=new_names,
        names=tuple(_once(gone.other_names.all(), called)),
        new_sources=tuple(_new_sources(kept, gone)),
        sources=tuple(each for each in gone.sources.all() if each.text not in texts),
        dated=tuple((texts[each.text], each) for each in read if _is_later(each, texts)),
        fees=tuple(fee for fee in gone.fees.all() if _of_fee(fee) not in fees),
        fees_left=tuple(fee for fee in gone.fees.all() if _of_fee(fee) in fees),
        benefits=tuple(each for each in offers if each.pk not in paired),
        pairs=pairs,
        groups=groups,
        predecessors=predecessors,
        version=fingerprint(
            read_entry(kept),
            read_entry(gone),
            [(each.pk, each.merged_into_id) for each in (kept, gone)],
            [each.pk for each in (*groups, *predecessors) if each.owner_id is None],
        ),
    )


def category_of(organisation: Organisation) -> str:
    """What belonging to it reveals by itself; a trade union says so by its kind."""
    is_union = organisation.kind == OrganisationKind.UNION
    return organisation.special_category or (SpecialCategory.UNION.value if is_union else "")


def _filled(kept: Organisation, gone: Organisation) -> dict[str, Any]:
    filled = {name: getattr(gone, name) for name in FILLED if not getattr(kept, name)}
    if not category_of(kept):
        filled["special_category"] = category_of(gone)
    if not (kept.place or kept.place_text) and kept.country in {"", gone.country}:
        filled |= {name: getattr(gone, name) for name in WHERE}
    return {name: value for name, value in filled.items() if value not in {"", getattr(kept, name)}}


def _new_names(gone: Organisation, known: Iterable[str]) -> Iterable[tuple[str, str]]:
    """What it is called itself, where the other is not called so."""
    seen = set(known)
    for name, kind in ((gone.name, NameKind.ALIAS), (gone.short_name, NameKind.SHORT)):
        if name and fold(name) not in seen:
            seen.add(fold(name))
            yield name, kind.value


def _once(names: Iterable[OrganisationName], known: Iterable[str]) -> Iterable[OrganisationName]:
    seen = set(known)
    for each in names:
        if fold(each.name) not in seen:
            seen.add(fold(each.name))
            yield each


def _new_sources(kept: Organisation, gone: Organisation) -> Iterable[str]:
    """Its website, where the other has one of its own."""
    texts = {each.text for each in (*kept.sources.all(), *gone.sources.all())}
    if gone.website and kept.website and gone.website not in {kept.website, *texts}:
        yield gone.website


def _is_later(source: Source, texts: dict[str, Source]) -> bool:
    before = texts[source.text].read_on
    return source.read_on is not None and (before is None or before < source.read_on)


def _of_fee(fee: Fee) -> tuple[str, str, int | None]:
    return fold(fee.grade), fee.period, fee.year


def _pairs(kept: Organisation, offers: Iterable[Benefit]) -> Iterable[tuple[Benefit, Benefit]]:
    """Each of the offers with the benefit of the same kind and title that `kept` offers."""
    same = {_of_benefit(each): each for each in reversed(list(kept.benefits.all()))}
    for each in offers:
        if _of_benefit(each) in same:
            yield each, same[_of_benefit(each)]


def _of_benefit(benefit: Benefit) -> tuple[int, str]:
    return benefit.kind_id, fold(benefit.title)
