"""What was one entry? The page object of all that is said of it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from journal.entries import missing
from journal.forms import TEXTS
from journal.hours import hours_and_minutes
from journal.markdown import render_markdown
from journal.models import Entry
from journal.pages.through import inherited, marks, through
from journal.pages.writing import words_of
from people.figures import day


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One of the texts of an entry, as safe HTML, with how many words it is."""

    key: str
    heading: str
    html: SafeString
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """An entry: facts as pairs of a name and a text, then its texts, and what can be done.

    `needs` says what is missing before it is complete, `inherited` why it is sensitive whatever
    its owner ticks, `event` the title and the address of what it tells of, `none_because` why
    nothing follows. `draft` is true while changes wait.
    """

    title: str
    marks: tuple[str, ...]
    needs: str
    inherited: str
    facts: tuple[tuple[str, str], ...]
    event: tuple[str, str] | None
    texts: tuple[Text, ...]
    none_because: str
    draft: bool
    edit_url: str
    copy_url: str
    remove_url: str


def load_entry_page(*, entry: Entry, has_draft: bool) -> Detail:
    """The page of one entry, in two queries beside what the entry brought along."""
    needs = missing(entry)
    return Detail(
        title=entry.title,
        marks=marks(entry),
        needs=needs_in_words(needs),
        inherited=inherited(entry),
        facts=tuple((name, text) for name, text in _facts(entry) if text),
        event=_event(entry),
        texts=tuple(_texts(entry)),
        none_because=entry.no_step_because,
        draft=has_draft,
        edit_url=reverse("journal:write", args=[entry.uuid]),
        copy_url=f"{reverse('journal:new')}?copy={entry.uuid}",
        remove_url=reverse("journal:remove", args=[entry.uuid]),
    )


def needs_in_words(needs: list[str]) -> str:
    """“To be finished: how long it took; a next step, or why there is none.”"""
    return _("To be finished: %(needs)s.") % {"needs": "; ".join(needs)} if needs else ""


def days(entry: Entry) -> str:
    """The day of an entry, or its first and last."""
    return span(entry.on, entry.until or entry.on)


def span(first: date, last: date) -> str:
    """A day, or the first and the last of several."""
    if first == last:
        return day(first)
    return _("%(first)s to %(last)s") % {"first": day(first), "last": day(last)}


def time(entry: Entry) -> str:
    """How long it took, if that is known."""
    return "" if entry.minutes is None else hours_and_minutes(entry.minutes)


def _facts(entry: Entry) -> list[tuple[str, str]]:
    participatory = entry.participatory_minutes
    return [
        (_("Day"), days(entry)),
        (_("Type"), entry.get_type_display()),
        (_("Time"), time(entry)),
        (_("Of it taking part"), hours_and_minutes(participatory) if participatory else ""),
        (_("Through"), through(entry)),
        (_("For the goals"), "; ".join(goal.text for goal in entry.goals.all())),
        (_("Skills"), ", ".join(skill.name for skill in entry.skills.all())),
    ]


def _event(entry: Entry) -> tuple[str, str] | None:
    """Of an event that its owner has removed, only the title: its page is gone."""
    event = entry.event
    if event is None:
        return None
    return event.title, "" if event.removed_at else reverse("events:event", args=[event.uuid])


def _texts(entry: Entry) -> list[Text]:
    return [
        Text(
            key=name,
            heading=capfirst(str(Entry._meta.get_field(name).verbose_name)),  # type: ignore[union-attr]  # a text of its own
            html=render_markdown(text),
            words=words_of(text),
        )
        for name in TEXTS
        if (text := getattr(entry, name)).strip()
    ]
