"""What was suggested, and what became of it? The page objects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.models import Organisation
from curation.choices import Purpose, SuggestionState
from curation.entries import Entry, read_entry, rebase, with_rows
from curation.models import Suggestion
from curation.words import Line, compare, load_names
from people.figures import day
from people.models import User
from people.paging import ROWS_A_PAGE, PageLink, page_links

MOST_SIMILAR = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A suggestion in a list; `stale` says that the entry has changed since it was made."""

    uuid: str
    name: str
    about: str
    state: str
    reason: str
    outcome: str
    lines: tuple[Line, ...]
    count: str
    stale: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionList:
    """Suggestions, a page of them."""

    count: str
    rows: tuple[Suggested, ...]
    pages: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a curator decides: each change beside what is there now.

    `similar` are entries, with their addresses, that may be the same as what would be new.
    """

    uuid: str
    heading: str
    about: str
    over: str
    reason: str
    entry_url: str
    stale: str
    similar: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    is_open: bool
    is_offer: bool


def load_mine(*, user: User, page: str | None) -> SuggestionList:
    """What the person suggested, the newest first."""
    mine = user.suggestions.order_by("-created_at", "-pk")
    return _load_list(mine, page, reverse("curation:mine"))


def load_queue(*, page: str | None) -> SuggestionList:
    """What waits for a curator, the oldest first. It names nobody."""
    return _load_list(waiting(), page, reverse("curation:queue"))


def waiting() -> QuerySet[Suggestion]:
    """What nobody has decided yet."""
    return Suggestion.objects.filter(state=SuggestionState.OPEN)


def _load_list(
    suggestions: QuerySet[Suggestion], number: str | None, address: str
) -> SuggestionList:
    page = Paginator(suggestions.select_related("outcome"), ROWS_A_PAGE).get_page(number)
    rows = list(page)
    entries = _entries_now(rows)
    names = load_names(
        entry for each in rows for entry in (each.payload, each.base, entries.get(each.pk, {}))
    )
    total = page.paginator.count
    return SuggestionList(
        count=ngettext("%(count)s suggestion.", "%(count)s suggestions.", total) % {"count": total}
        if total
        else _("Nothing here yet."),
        rows=tuple(
            _suggested(
                each,
                compare(now=each.base, suggested=each.payload, names=names),
                entries.get(each.pk, each.base),
            )
            for each in rows
        ),
        pages=page_links(page, address=address, asked={}),
    )


def _entries_now(suggestions: Sequence[Suggestion]) -> dict[int, Entry]:
    """What the catalogue says now of each that corrects it and is open, by its primary key."""
    subjects = {
        each.pk: each.organisation_id
        for each in suggestions
        if each.organisation_id is not None
        and each.purpose == Purpose.CORRECTION
        and each.state == SuggestionState.OPEN
    }
    there = Organisation.objects.filter(pk__in=subjects.values())
    entries = {each.pk: read_entry(each) for each in with_rows(there)}
    return {pk: entries[organisation] for pk, organisation in subjects.items()}


def _suggested(suggestion: Suggestion, lines: list[Line], now: Entry) -> Suggested:
    outcome = suggestion.outcome
    return Suggested(
        uuid=str(suggestion.uuid),
        name=_name(suggestion),
        about=_about(suggestion),
        state=_state(suggestion),
        reason=suggestion.reason,
        outcome=reverse("catalogue:organisation", args=[outcome.uuid]) if outcome else "",
        lines=tuple(lines),
        count=ngettext("%(count)s change", "%(count)s changes", len(lines)) % {"count": len(lines)},
        stale=_stale(now != suggestion.base),
        is_open=suggestion.state == SuggestionState.OPEN,
    )


def _name(suggestion: Suggestion) -> str:
    """What the entry is called, or would be."""
    return str((suggestion.base or suggestion.payload)["name"])


def _about(suggestion: Suggestion) -> str:
    purpose = suggestion.get_purpose_display()
    suggested = day(timezone.localdate(suggestion.created_at))
    return _("%(purpose)s, suggested on %(day)s") % {"purpose": purpose, "day": suggested}


def _state(suggestion: Suggestion) -> str:
    state = suggestion.get_state_display()
    if suggestion.decided_at is None:
        return state
    decided = day(timezone.localdate(suggestion.decided_at))
    return _("%(state)s on %(day)s") % {"state": state, "day": decided}


def _stale(changed: bool) -> str:
    return _("The entry has changed since this was suggested.") if changed else ""


def load_review(*, suggestion: Suggestion, now: Entry) -> Review:
    """What a suggestion would change in what the catalogue says `now` ({}: nothing yet)."""
    suggested = rebase(payload=suggestion.payload, base=suggestion.base, now=now)
    names = load_names([now, suggestion.base, suggested])
    subject = suggestion.outcome
    if suggestion.purpose == Purpose.CORRECTION:
        subject = suggestion.organisation
    is_open = suggestion.state == SuggestionState.OPEN
    # Once it is decided the page says what was asked for, whatever has happened since.
    before, after = (now, suggested) if is_open else (suggestion.base, suggestion.payload)
    base = suggestion.base if is_open and now else None
    return Review(
        uuid=str(suggestion.uuid),
        heading=_("Shall the catalogue say this of %(name)s?") % {"name": _name(suggestion)},
        about=_about(suggestion),
        over="" if is_open else _state(suggestion),
        reason=suggestion.reason,
        entry_url=reverse("catalogue:organisation", args=[subject.uuid]) if subject else "",
        stale=_stale(is_open and now != suggestion.base),
        similar=tuple(_similar(suggestion)) if is_open and not now else (),
        lines=tuple(compare(now=before, suggested=after, names=names, base=base)),
        is_open=is_open,
        is_offer=suggestion.purpose == Purpose.OFFER,
    )


def _similar(suggestion: Suggestion) -> Iterable[tuple[str, str]]:
    public = Organisation.objects.public().filter(merged_into=None)
    for each in public.search(_name(suggestion)).order_by("name", "pk")[:MOST_SIMILAR]:
        yield each.name, reverse("catalogue:organisation", args=[each.uuid])
