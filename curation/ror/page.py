"""What would records of ROR change? The page object, on which nothing is written yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from curation.entries import Entry
from curation.ror.cases import Case
from curation.ror.forms import RecordForm
from curation.ror.parse import ADDRESS, WITHDRAWN
from curation.ror.proposing import ROR, apply
from curation.ror.staging import LEAVE, NEW, OPEN, Staged
from curation.words import Line, Names, compare, load_names
from people.figures import day

STANDINGS = {
    NEW: gettext_lazy("New"),
    LEAVE: gettext_lazy("Left out"),
    OPEN: gettext_lazy("Perhaps there already: which one is it?"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """A change with its box: the value that the box sends, and what it would change."""

    value: int
    id: str
    lines: tuple[Line, ...]
    is_ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """A record with its form, what it says, and what would change."""

    anchor: str
    name: str
    url: str
    about: str
    standing: str
    entry_url: str
    note: str
    changes_heading: str
    take_name: str
    seen_name: str
    seen: str
    changes: tuple[Ticked, ...]
    asks_kind: bool
    asks_which: bool
    form: RecordForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A file of records before anything is written."""

    uuid: str
    count: str
    read_on: str
    rows: tuple[RecordRow, ...]


def load_preview(*, staged: Staged, cases: Sequence[Case], forms: Sequence[RecordForm]) -> Preview:
    """The cases of a file, each with its form. Four queries."""
    new = {case.uuid: case.record.display for case in cases if case.target == NEW}
    entries = {case.uuid: _entries(case, staged) for case in cases}
    names = load_names(entry for each in entries.values() for entry in each)
    names = replace(names, organisations={**_labelled(new), **names.organisations})
    return Preview(
        uuid=str(staged.uuid),
        count=ngettext("%(count)s record.", "%(count)s records.", len(cases))
        % {"count": len(cases)},
        read_on=day(staged.read_on),
        rows=tuple(
            _row(case, form, entries[case.uuid], names)
            for case, form in zip(cases, forms, strict=True)
        ),
    )


def _labelled(new: Mapping[str, str]) -> dict[str, str]:
    return {uuid: _("%(name)s (new)") % {"name": name} for uuid, name in new.items()}


def _entries(case: Case, staged: Staged) -> list[Entry]:
    """What the entry would say with each of its changes alone; its source is said of all."""
    return [
        apply(case.now, [change], read_on=staged.read_on, number=case.record.number)
        | {"sources": case.now["sources"]}
        for change in case.changes
    ]


def _row(case: Case, form: RecordForm, entries: Iterable[Entry], names: Names) -> RecordRow:
    record, organisation = case.record, case.organisation
    return RecordRow(
        anchor=f"ror-{record.number}",
        name=record.display,
        url=f"{ADDRESS}{record.number}",
        about=_about(case),
        standing=_standing(case),
        entry_url=reverse("catalogue:organisation", args=[organisation.uuid])
        if organisation
        else "",
        note=_note(case),
        changes_heading=_("What would change for %(name)s") % {"name": record.display},
        take_name=form.add_prefix("take"),
        seen_name=form.add_prefix("seen"),
        seen=case.seen,
        changes=tuple(
            _ticked(case, at, entry, names, at in form.ticked) for at, entry in enumerate(entries)
        ),
        asks_kind=case.target == NEW or bool({"kind", "scope"} & form.errors.keys()),
        asks_which=case.target == OPEN or bool({"target", "other"} & form.errors.keys()),
        form=form,
    )


def _ticked(case: Case, at: int, entry: Entry, names: Names, is_ticked: bool) -> Ticked:
    change = case.changes[at]
    if change.field == ROR:
        before = case.organisation.ror if case.organisation else ""
        heading = _("ROR number")
        lines = [Line(heading=heading, now=before, suggested=change.value, meanwhile="")]
    else:
        lines = compare(now=case.now, suggested=entry, names=names)
    return Ticked(
        value=at,
        id=f"take-{case.record.number}-{at}",
        lines=tuple(lines),
        is_ticked=is_ticked,
    )


def _about(case: Case) -> str:
    record = case.record
    places = [f"{each.name}, {each.country}" for each in record.locations]
    return " · ".join([*places, *record.types, record.website]).strip(" ·")


def _standing(case: Case) -> str:
    if case.target in STANDINGS:
        return str(STANDINGS[case.target])
    if case.found.is_known:
        return _("In the catalogue, with this ROR number")
    return _("In the catalogue") if case.found.is_sure else _("In the catalogue, you say")


def _note(case: Case) -> str:
    if case.record.status == WITHDRAWN:
        return _("ROR has withdrawn this record.")
    if case.now and not case.changes:
        return _("The catalogue says all of this already.")
    return ""
