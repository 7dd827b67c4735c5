"""What did I do? The page object of the journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.entries import missing
from journal.filters import EntryFilter
from journal.hours import hours_and_minutes
from journal.models import Draft, Entry
from journal.pages.entry import days, needs_in_words, time
from journal.pages.through import marks, through
from journal.pages.writing import kept_at
from people.models import User
from people.paging import ROWS_A_PAGE, PageLink, address_asking, page_links

MANY = 10  # more than one takes in at a look


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An entry; `needs` says what it still needs, and then `url` is where it is written."""

    url: str
    title: str
    facts: str
    marks: tuple[str, ...]
    needs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows under a heading."""

    key: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """What is being written and not saved."""

    url: str
    title: str
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The journal as it is shown; `sentence` has the totals of what is finished among it.

    `is_long` is one worth a filter; `clear` is the way to all where a filter is asked for; `csv`
    the address of all its pages as a file.
    """

    sentence: str
    is_long: bool
    empty: str
    clear: str
    drafts: tuple[DraftLine, ...]
    sections: tuple[Section, ...]
    pages: tuple[PageLink, ...]
    csv: str


def load_listing(*, user: User, filtered: EntryFilter, asked: Mapping[str, str]) -> Listing:
    """The person's entries as far as a filter leaves them; `asked` may say which `page`."""
    address = reverse("journal:list")
    pages = Paginator(
        filtered.qs.select_related("membership__organisation", "organisation"), ROWS_A_PAGE
    )
    page = pages.get_page(asked.get("page"))
    number = Entry.objects.of(user).count()
    return Listing(
        sentence=_sentence(filtered),
        is_long=number > MANY,
        empty="" if pages.count else _empty(number),
        clear=address if filtered.asked else "",
        drafts=_drafts(user),
        sections=_sections(list(page)),
        pages=page_links(page, address=address, asked=filtered.asked),
        csv=address_asking(reverse("journal:list_csv"), filtered.asked),
    )


def _sentence(filtered: EntryFilter) -> str:
    """How many are finished, how long they took, and how many still wait."""
    shown = filtered.qs.order_by().aggregate(all=Count("pk"))["all"]
    total = (
        filtered.qs.order_by()
        .complete()
        .aggregate(
            count=Count("pk"), minutes=Sum("minutes"), taking_part=Sum("participatory_minutes")
        )
    )
    waiting = shown - total["count"]
    sentences = []
    if total["count"]:
        sentences.append(
            ngettext(
                "%(count)s entry: %(time)s, of it %(part)s taking part.",
                "%(count)s entries: %(time)s, of it %(part)s taking part.",
                total["count"],
            )
            % {
                "count": total["count"],
                "time": hours_and_minutes(total["minutes"]),
                "part": hours_and_minutes(total["taking_part"]),
            }
        )
    if waiting:
        sentences.append(
            ngettext(
                "%(count)s waits to be finished and counts nowhere.",
                "%(count)s wait to be finished and count nowhere.",
                waiting,
            )
            % {"count": waiting}
        )
    return " ".join(sentences)


def _drafts(user: User) -> tuple[DraftLine, ...]:
    """Drafts of new entries and of those that are there; none of what was removed."""
    drafts = list(Draft.objects.filter(user=user))
    entries = Entry.objects.filter(uuid__in=[draft.entry for draft in drafts])
    saved: dict[UUID, Entry] = {entry.uuid: entry for entry in entries}
    return tuple(
        DraftLine(
            url=reverse("journal:write", args=[draft.entry]),
            title=_title(draft, saved.get(draft.entry)),
            kept=kept_at(draft),
        )
        for draft in drafts
        if draft.entry not in saved or saved[draft.entry].removed_at is None
    )


def _title(draft: Draft, saved: Entry | None) -> str:
    """The title as it is typed, else as it is saved."""
    typed = " ".join(draft.fields.get("title", [])).strip()
    return typed or (saved.title if saved else _("No title yet"))


def _sections(entries: Sequence[Entry]) -> tuple[Section, ...]:
    unfinished = tuple(_row(entry) for entry in entries if entry.completed_at is None)
    finished = tuple(_row(entry) for entry in entries if entry.completed_at is not None)
    sections = (
        Section(key="unfinished", heading=_("Waiting to be finished"), rows=unfinished),
        Section(key="finished", heading=_("Entries"), rows=finished),
    )
    return tuple(section for section in sections if section.rows)


def _row(entry: Entry) -> Row:
    facts = (days(entry), entry.get_type_display(), time(entry), through(entry))
    view = "journal:entry" if entry.completed_at else "journal:write"
    return Row(
        url=reverse(view, args=[entry.uuid]),
        title=entry.title,
        facts=" · ".join(fact for fact in facts if fact),
        marks=marks(entry),
        needs=needs_in_words(missing(entry)) if entry.completed_at is None else "",
    )


def _empty(number: int) -> str:
    if number:
        return _("Nothing in your journal is like that.")
    return _(
        "Here will stand what you did for your development: what it was, how long it took, what "
        "came of it, and what you will do next."
    )
