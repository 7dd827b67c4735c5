"""What have I said of events? The page object of one's own list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.db.models import Case, F, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.choices import Going
from events.going_counts import GoingCounts, could_not_in_words, count_going
from events.models import Attendance
from events.pages.news import news_of
from events.words import when, where
from people.models import User
from people.paging import LONG_ROWS_A_PAGE, PageLink, address_asking, page_links


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An event of which something was said; `asks` what is to be said now that it is over."""

    title: str
    url: str
    facts: str
    state: str
    note: str
    news: str
    asks: str
    write_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows under a heading."""

    key: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """The list. `states` narrow it down: label, address, and whether it is shown so."""

    sentence: str
    states: tuple[tuple[str, str, bool], ...]
    empty: str
    sections: tuple[Section, ...]
    pages: tuple[PageLink, ...]


def load_mine(*, user: User, now: datetime, zone: ZoneInfo, asked: Mapping[str, str]) -> Mine:
    """What a person said of events, those to come first; `asked` may say which `state`, `page`.

    Times are on the clocks of `zone`.
    """
    address = reverse("events:mine")
    state = asked.get("state", "")
    state = state if state in Going.values else ""
    counts = count_going(user=user)
    mine = Attendance.objects.filter(user=user, event__removed_at=None)
    mine = mine.filter(state=state) if state else mine
    is_over = Case(When(event__ends_at__lt=now, then=1), default=0)
    soonest_first = Case(When(event__ends_at__gte=now, then=F("event__starts_at")))
    related = ("event__organisation", "event__place", "place_seen")
    rows = mine.select_related(*related).order_by(
        is_over, soonest_first, "-event__starts_at", "-pk"
    )
    page = Paginator(rows, LONG_ROWS_A_PAGE).get_page(asked.get("page"))
    shown = {"state": state}
    return Mine(
        sentence=_sentence(counts),
        states=tuple(_states(counts, address, state)) if counts.states else (),
        empty="" if page.object_list else _empty(state),
        sections=_sections(list(page), now, zone),
        pages=page_links(page, address=address, asked=shown),
    )


def _sentence(counts: GoingCounts) -> str:
    """How often one goes, went and could not."""
    goes, went = counts.states[Going.GOING], counts.states[Going.WENT]
    said = []
    if goes:
        said.append(
            ngettext("You go to one event.", "You go to %(count)s events.", goes) % {"count": goes}
        )
    if went:
        said.append(ngettext("Went to one.", "Went to %(count)s.", went) % {"count": went})
    return " ".join(part for part in (*said, could_not_in_words(counts)) if part)


def _states(counts: GoingCounts, address: str, shown: str) -> list[tuple[str, str, bool]]:
    links = [(_("All"), address, not shown)]
    for state in Going:
        if counts.states[state]:
            label = f"{state.label} ({counts.states[state]})"
            links.append((label, address_asking(address, {"state": state}), shown == state))
    return links


def _sections(said: list[Attendance], now: datetime, zone: ZoneInfo) -> tuple[Section, ...]:
    coming = tuple(_row(each, now, zone) for each in said if each.event.ends_at >= now)
    over = tuple(_row(each, now, zone) for each in said if each.event.ends_at < now)
    sections = (
        Section(key="coming", heading=_("To come"), rows=coming),
        Section(key="over", heading=_("Over"), rows=over),
    )
    return tuple(section for section in sections if section.rows)


def _row(attendance: Attendance, now: datetime, zone: ZoneInfo) -> Row:
    event, state = attendance.event, Going(attendance.state)
    is_over = event.ends_at < now
    reason = str(attendance.get_reason_display()).lower()
    words = (str(state.label), reason) if reason else (str(state.label),)
    host = event.organisation.label if event.organisation else ""
    writes = state == Going.WENT and not attendance.nothing_to_write
    return Row(
        title=event.title,
        url=f"{reverse('events:event', args=[event.uuid])}#going",
        facts=" · ".join(part for part in (when(event, zone), where(event), host) if part),
        state=": ".join(words),
        note=attendance.note,
        news=news_of(attendance, now=now, zone=zone),
        asks=_("Did you go?") if is_over and state in (Going.INTERESTED, Going.GOING) else "",
        write_url=f"{reverse('journal:new')}?attendance={attendance.uuid}" if writes else "",
    )


def _empty(state: str) -> str:
    if state:
        return _("You have said that of nothing.")
    return _("Here will stand the events that you are interested in, go to, or went to.")
