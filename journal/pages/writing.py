"""How is an entry written? The page object of the form."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BoundField
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.choices import StepState
from journal.forms import DRAFT_VERSION, STEP, TEXTS, EntryForm
from journal.models import Draft, Entry
from journal.pages.through import inherited
from journal.word_count import count_words
from people.editing import version_of
from people.figures import day

SHORT = {
    "title", "type", "on", "minutes", "membership", "no_step_because", *STEP,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of the form, and how many words stand in it."""

    field: BoundField
    words_id: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """An entry that may be the same."""

    url: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """The form of an entry. `kept` says that what was typed is kept but not saved.

    `step` says what became of a next step that is closed; `below_open` that what stands below the
    disclosure has something in it, or something wrong.
    """

    heading: str
    form: EntryForm
    texts: tuple[Text, ...]
    kept: str
    draft_field: str
    draft_version: str
    inherited: str
    step: str
    alike: tuple[Alike, ...]
    below_open: bool
    save_url: str
    draft_url: str
    throw_away_url: str
    back: str


def load_writing(*, form: EntryForm, draft: Draft | None, alike: Iterable[Entry] = ()) -> Writing:
    """The page of a form of an entry, going on with a draft, if there is one."""
    entry = form.instance
    address = [entry.uuid]
    return Writing(
        heading=_("What did you do, and what next?") if entry.pk is None else entry.title,
        form=form,
        texts=tuple(_text(form[name]) for name in TEXTS if not form[name].is_hidden),
        kept=kept_at(draft) if draft else "",
        draft_field=DRAFT_VERSION,
        draft_version=version_of(draft) if draft else "",
        inherited=inherited(entry),
        step=_closed_step(entry),
        alike=tuple(_alike(other) for other in alike),
        below_open=_below_open(form),
        save_url=reverse("journal:write", args=address),
        draft_url=reverse("journal:draft", args=address),
        throw_away_url=reverse("journal:throw_away", args=address),
        back=reverse("journal:entry", args=address) if entry.pk else reverse("journal:list"),
    )


def kept_at(draft: Draft) -> str:
    """That what is typed is kept, since when, and that it is not saved."""
    kept = timezone.localtime(draft.changed_at)
    if kept.date() == timezone.localdate():
        return _("Kept at %(time)s, not saved yet.") % {"time": time_format(kept, "H:i")}
    return _("Kept on %(day)s at %(time)s, not saved yet.") % {
        "day": day(kept.date()),
        "time": time_format(kept, "H:i"),
    }


def words_of(text: str) -> str:
    """“1 word”, “250 words”."""
    count = count_words(text)
    return ngettext("%(count)s word", "%(count)s words", count) % {"count": f"{count:,}"}


def words_id(name: str) -> str:
    """Where the form counts the words of a text."""
    return f"words-{name}"


def _text(field: BoundField) -> Text:
    return Text(field=field, words_id=words_id(field.name), words=words_of(field.value() or ""))


def _closed_step(entry: Entry) -> str:
    step = entry.next_step
    if step is None or step.state == StepState.OPEN or step.closed_on is None:
        return ""
    return _("%(action)s – %(state)s on %(day)s.") % {
        "action": step.action,
        "state": step.get_state_display().lower(),
        "day": day(step.closed_on),
    }


def _alike(entry: Entry) -> Alike:
    text = _("%(title)s, %(day)s") % {"title": entry.title, "day": day(entry.on)}
    return Alike(url=reverse("journal:entry", args=[entry.uuid]), text=text)


def _below_open(form: EntryForm) -> bool:
    below = [field for field in form.visible_fields() if field.name not in SHORT]
    return any(field.errors or _says_something(field) for field in below)


def _says_something(field: BoundField) -> bool:
    value = field.value()
    return bool(any(value) if isinstance(value, tuple) else value)


def load_words(texts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Of each text typed, where its words are counted and how many there are."""
    return tuple((words_id(name), words_of(text)) for name, text in texts if name in TEXTS)
