"""What was read of a list or a file, what would become of it, and what did? Page objects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Case, Count, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.models import Organisation
from memberships.choices import Decision, MembershipKind, Origin, State, Verdict
from memberships.columns import COLUMNS, LIFETIME, ORGANISATION, TAKEN
from memberships.confirming import find_undoing
from memberships.filters import ImportRowFilter
from memberships.judging import OPEN, TO_ADD
from memberships.models import ImportBatch, ImportRow
from memberships.pages.finding import standing
from people.choices import Step
from people.editing import version_of
from people.guide import url_after
from people.paging import ROWS_A_PAGE, PageLink, address_asking, page_links

# In the order in which one looks at them.
SHOWN = (
    Verdict.ASK, Verdict.WRONG, Verdict.FOUND, Verdict.NEW, Verdict.HELD, Verdict.TWICE,
    Verdict.LEFT,
)  # fmt: skip
# What is said of those that ask nothing.
PARTS = {
    Verdict.FOUND: gettext_lazy("%(count)s found in the catalogue"),
    Verdict.NEW: gettext_lazy("%(count)s new"),
    Verdict.HELD: gettext_lazy("%(count)s yours already"),
    Verdict.TWICE: gettext_lazy("%(count)s here twice"),
    Verdict.LEFT: gettext_lazy("%(count)s left out"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link that shows the rows of one verdict, or all; `current` are those that are shown."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a row may become: its value in the form, and what it is in words."""

    value: str
    label: str
    about: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row in words. `asks` says that it waits for an answer; `parent` may be added with it."""

    line: int
    written: str
    verdict: str
    taken_for: str
    kinds: tuple[Answer, ...]
    facts: str
    problems: tuple[str, ...]
    answers: tuple[Answer, ...]
    asks: bool
    parent: str
    edit_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The rows as they stand, and what would happen to them now."""

    sentence: str
    read_as: str
    ways: tuple[Way, ...]
    rows: tuple[Row, ...]
    pages: tuple[PageLink, ...]
    skipped: tuple[str, ...]
    adding: str
    leaving: str
    version: str
    number: int
    shown: str
    answer_url: str
    discard_url: str
    columns_url: str
    guide_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the matching is."""

    sentence: str
    done: int
    total: int
    next_url: str
    discard_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was added, and what was not. `undo_url` is empty where nothing can be taken back.

    `kept` says what was changed since, which `undo`, the words for taking back, leaves alone.
    """

    sentence: str
    lines: tuple[str, ...]
    left: tuple[str, ...]
    kept: str
    undo: str
    undo_url: str
    guide_url: str


def load_preview(*, batch: ImportBatch, filtered: ImportRowFilter, page: str | None) -> Preview:
    """The rows that a filter leaves, a page of them, in as many queries for many as for few."""
    counts = dict(batch.rows.order_by().values_list("verdict").annotate(Count("pk")))
    address = _url("batch", batch)
    shown = Paginator(_in_order(filtered.qs), ROWS_A_PAGE).get_page(page)
    adding = sum(counts.get(verdict, 0) for verdict in TO_ADD)
    leaving = sum(counts.get(verdict, 0) for verdict in OPEN)
    return Preview(
        sentence=_sentence(counts),
        read_as=_read_as(batch),
        ways=tuple(_ways(counts, filtered.asked.get("verdict", ""), address)),
        rows=tuple(_rows(batch, list(shown.object_list))),
        pages=page_links(shown, address=address, asked=filtered.asked),
        skipped=tuple(batch.skipped),
        adding=_count_added(adding) if adding else "",
        leaving=_count_open(leaving) if leaving else "",
        version=version_of(batch),
        number=shown.number,
        shown=filtered.asked.get("verdict", ""),
        answer_url=_url("answer_rows", batch),
        discard_url=_url("discard_batch", batch),
        columns_url=_url("map_columns", batch) if batch.origin == Origin.FILE else "",
        guide_url=_guide_url(batch),
    )


def place_of(*, row: ImportRow) -> str:
    """The address of the page on which a row is shown among all, and its place there."""
    lines = list(_in_order(row.batch.rows.all()).values_list("line", flat=True))
    number = lines.index(row.line) // ROWS_A_PAGE + 1
    asked = {"page": str(number)} if number > 1 else {}
    return f"{address_asking(_url('batch', row.batch), asked)}#row-{row.line}"


def _in_order(rows: QuerySet[ImportRow]) -> QuerySet[ImportRow]:
    """What asks something first, then what is new, then all else, each as it was brought in."""
    asked_first = Case(When(verdict__in=OPEN, then=0), When(verdict=Verdict.NEW, then=1), default=2)
    return rows.order_by(asked_first, "line")


def load_progress(*, batch: ImportBatch) -> Progress:
    """How many rows have been matched. Two queries."""
    total = batch.rows.count()
    done = total - batch.rows.filter(verdict=Verdict.UNREAD).count()
    return Progress(
        sentence=_("%(done)s of %(total)s rows have been looked up in the catalogue.")
        % {"done": done, "total": total},
        done=done,
        total=total,
        next_url=_url("match_rows", batch),
        discard_url=_url("discard_batch", batch),
    )


def load_result(*, batch: ImportBatch) -> Result:
    """What became of a batch that was added, in as many queries for many rows as for few."""
    rows = list(batch.rows.select_related("organisation").order_by("line"))
    memberships = sum(row.membership_id is not None for row in rows)
    terms = sum(row.term_id is not None for row in rows)
    undoing = find_undoing(batch=batch)
    can_undo = undoing.memberships or undoing.terms
    return Result(
        sentence=_added(memberships, terms),
        lines=tuple(_other_lines(rows)),
        left=tuple(
            _("Line %(line)s: %(name)s") % {"line": row.line, "name": _written(row)}
            for row in rows
            if row.verdict == Verdict.LEFT
        ),
        kept=_kept(undoing.kept) if undoing.kept else "",
        undo=_("Take back the others") if undoing.kept else _("Undo: take all of it back"),
        undo_url=_url("undo_batch", batch) if can_undo else "",
        guide_url=url_after(Step.BELONG) if batch.guide else "",
    )


def _kept(count: int) -> str:
    return ngettext(
        "%(count)s of these memberships has been changed since and stays.",
        "%(count)s of these memberships have been changed since and stay.",
        count,
    ) % {"count": count}


def _url(name: str, batch: ImportBatch, *more: int) -> str:
    return reverse(f"memberships:{name}", args=[batch.uuid, *more])


def _guide_url(batch: ImportBatch) -> str:
    return reverse("memberships:guide") if batch.guide else ""


def _sentence(counts: Mapping[str, int]) -> str:
    """All rows, and what they are in parts that add up to them."""
    total = sum(counts.values())
    asking = sum(counts.get(verdict, 0) for verdict in OPEN)
    parts = [_count_asking(asking)] if asking else []
    for verdict, words in PARTS.items():
        if counts.get(verdict):
            parts.append(words % {"count": counts[verdict]})
    text = ngettext("%(total)s row: %(parts)s.", "%(total)s rows: %(parts)s.", total)
    return text % {"total": total, "parts": ", ".join(parts)}


def _count_asking(count: int) -> str:
    return ngettext("%(count)s asks something", "%(count)s ask something", count) % {"count": count}


def _count_open(count: int) -> str:
    return ngettext(
        "%(count)s still asks something.", "%(count)s still ask something.", count
    ) % {"count": count}  # fmt: skip


def _count_added(count: int) -> str:
    return ngettext("Add %(count)s row", "Add %(count)s rows", count) % {"count": count}


def _read_as(batch: ImportBatch) -> str:
    if batch.origin == Origin.LIST:
        return ""
    words = {"name": batch.name, "encoding": batch.encoding.upper()}
    text = _("%(name)s, read as %(encoding)s.") % words
    left = [
        heading for place, heading in enumerate(batch.columns) if str(place) not in batch.mapping
    ]
    if left:
        text += " " + _("Columns left out: %(columns)s.") % {"columns": ", ".join(left)}
    return text


def _ways(counts: Mapping[str, int], asked: str, address: str) -> Iterable[Way]:
    total = sum(counts.values())
    yield Way(label=_("All (%(count)s)") % {"count": total}, href=address, current=not asked)
    for verdict in SHOWN:
        if counts.get(verdict):
            words = {"verdict": verdict.label, "count": counts[verdict]}
            yield Way(
                label=_("%(verdict)s (%(count)s)") % words,
                href=address_asking(address, {"verdict": verdict.value}),
                current=asked == verdict,
            )


def _rows(batch: ImportBatch, rows: Sequence[ImportRow]) -> Iterable[Row]:
    pks = {pk for row in rows for pk in (*row.candidates, row.organisation_id) if pk}
    visible = Organisation.objects.visible_to(batch.user).select_related("parent", "successor")
    organisations = visible.in_bulk(pks)
    mine = batch.user.memberships.exclude(state=State.REMOVED)
    near: set[int | None] = set(mine.values_list("organisation_id", flat=True))
    near |= set(batch.rows.order_by().values_list("organisation_id", flat=True))
    for row in rows:
        yield _row(batch, row, organisations, near)


def _row(
    batch: ImportBatch,
    row: ImportRow,
    organisations: Mapping[int, Organisation],
    near: set[int | None],
) -> Row:
    taken_for = organisations.get(row.organisation_id or 0)
    parent = taken_for.parent if taken_for and row.verdict == Verdict.FOUND else None
    return Row(
        line=row.line,
        written=_written(row),
        verdict=str(Verdict(row.verdict).label),
        taken_for=_taken_for(row, taken_for),
        kinds=tuple(_kinds(row)),
        facts=" · ".join(_facts(row)),
        problems=tuple(row.problems),
        answers=tuple(_answers(row, organisations)),
        asks=row.verdict == Verdict.ASK,
        parent=parent.label if parent and parent.pk not in near else "",
        edit_url=_url("import_row", batch, row.line),
    )


def _written(row: ImportRow) -> str:
    return row.values.get(ORGANISATION) or _("(no name)")


def _taken_for(row: ImportRow, organisation: Organisation | None) -> str:
    if row.decision == Decision.PRIVATE:
        return _("Added for you alone; you can say more about it afterwards.")
    if organisation is None:
        return ""
    return " · ".join(text for text in (organisation.name, standing(organisation)) if text)


def _facts(row: ImportRow) -> Iterable[str]:
    """What the row says beside the name and the kind, as it is written."""
    values = row.values
    state = values.get("state", "")
    if state not in {"", State.HELD}:
        yield str(dict(State.choices).get(state, state))
    for key in ("grade", "number"):
        if values.get(key):
            yield f"{COLUMNS[key].label}: {values[key]}"
    ends = _("for life") if values.get(LIFETIME) else values.get("ends", "")
    if values.get("starts") or ends:
        days = f"{values.get('starts', '?')} – {ends or '?'}"
        yield _("taken for %(days)s") % {"days": days} if values.get(TAKEN) else days
    if values.get("fee"):
        yield f"{values['fee']} {values.get('currency', '')}".strip()
    if values.get("notes"):
        yield values["notes"][:80]


def _kinds(row: ImportRow) -> Iterable[Answer]:
    """How one may belong; a word that is none of ours stands first, until another is chosen."""
    said = row.values.get("kind", "")
    if said not in MembershipKind.values:
        yield Answer(value="", label=said or _("not said"), about="", chosen=True)
    for value, label in MembershipKind.choices:
        yield Answer(value=value, label=str(label), about="", chosen=value == said)


def _answers(row: ImportRow, organisations: Mapping[int, Organisation]) -> Iterable[Answer]:
    for pk in row.candidates:
        if pk in organisations:
            organisation = organisations[pk]
            yield Answer(
                value=str(pk),
                label=organisation.name,
                about=" · ".join(_about(organisation)),
                chosen=row.decision == Decision.ADD and row.organisation_id == pk,
            )
    yield Answer(
        value=Decision.PRIVATE,
        label=_("None of these: add it for me alone")
        if row.candidates
        else _("Add it for me alone"),
        about="",
        chosen=row.decision == Decision.PRIVATE,
    )
    yield Answer(
        value=Decision.LEAVE,
        label=_("Leave it out"),
        about="",
        chosen=row.decision == Decision.LEAVE,
    )


def _about(organisation: Organisation) -> Iterable[str]:
    yield organisation.get_kind_display()
    if organisation.parent:
        yield _("group of %(parent)s") % {"parent": organisation.parent.label}
    if standing(organisation):
        yield standing(organisation)


def _added(memberships: int, terms: int) -> str:
    if not memberships and not terms:
        return _("Nothing was added: all of it was yours already, or was left out.")
    texts = []
    if memberships:
        texts.append(
            ngettext("%(count)s membership", "%(count)s memberships", memberships)
            % {"count": memberships}
        )
    if terms:
        texts.append(ngettext("%(count)s term", "%(count)s terms", terms) % {"count": terms})
    return _("Added: %(things)s.") % {"things": _(" and ").join(texts)}


def _other_lines(rows: Sequence[ImportRow]) -> Iterable[str]:
    private = sum(row.made_organisation for row in rows)
    if private:
        yield ngettext(
            "%(count)s organisation that stands in your own catalogue alone.",
            "%(count)s organisations that stand in your own catalogue alone.",
            private,
        ) % {"count": private}
    for verdict in (Verdict.HELD, Verdict.TWICE, Verdict.LEFT):
        count = sum(row.verdict == verdict for row in rows)
        if count:
            yield f"{verdict.label}: {count}"
