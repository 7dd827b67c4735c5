"""What was changed in a record, by whom, and what can be taken back?"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.formats import date_format, localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from catalogue.versions import PARTS, find_versions, linked
from people.history import NOT_BY_HAND

Names = Mapping[type[models.Model], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """What a field said before, and what it says since."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of the record or of a part of it; `reason` says why, where a service said so.

    `model` and `version` say which version comes back; it can where `restore` holds words.
    """

    when: str
    who: str
    what: str
    reason: str
    changes: tuple[Change, ...]
    removed: bool
    model: str
    version: int
    restore: str


@dataclass(frozen=True, slots=True)
class _Step:
    """A version, and what it says against the version before; `before` is empty for the first."""

    model: type[models.Model]
    version: Any
    newest: bool
    before: Mapping[Any, Any]
    after: Mapping[Any, Any]


def list_entries(record: Any) -> tuple[Entry, ...]:
    """The changes of a record and of its parts, the newest first. As many queries for many."""
    found = find_versions(record)
    values = {version: _values(version) for versions in found.values() for version in versions}
    _add_links(values)
    names = _names(values.values())
    steps = [step for model, versions in found.items() for step in _steps(model, versions, values)]
    steps.sort(key=lambda step: (step.version.history_date, step.version.history_id), reverse=True)
    entries = (_entry(step, names) for step in steps)
    return tuple(entry for entry in entries if entry.changes or entry.removed or entry.reason)


def _steps(
    model: type[models.Model], versions: list[Any], values: Mapping[Any, Mapping[Any, Any]]
) -> Iterator[_Step]:
    of_row: dict[int, list[Any]] = defaultdict(list)
    for version in versions:
        of_row[version.id].append(version)
    for line in of_row.values():
        for version, earlier in zip(line, [*line[1:], None], strict=True):
            before = values[earlier] if earlier else {}
            yield _Step(model, version, version is line[0], before, values[version])


def _entry(step: _Step, names: Names) -> Entry:
    version = step.version
    removed = version.history_type == "-"
    moment = date_format(localtime(version.history_date), "j F Y, H:i:s")
    title = _title(step, names)
    words = {"title": title, "moment": moment}
    return Entry(
        when=moment,
        who=_who(version),
        what=_what(step) % {"title": title},
        reason=_reason(version),
        changes=() if removed else tuple(_changes(step, names)),
        removed=removed,
        model=step.model._meta.label_lower,
        version=version.history_id,
        restore=_("Restore “%(title)s” as of %(moment)s") % words
        if removed or not step.newest
        else "",
    )


def _what(step: _Step) -> str:
    if step.version.history_type == "-":
        return _("%(title)s: removed")
    if step.before:
        return _("%(title)s: changed")
    if step.version.history_change_reason == NOT_BY_HAND:
        return _("%(title)s: as it stood")
    return _("%(title)s: added")


def _who(version: Any) -> str:
    if version.history_user is None:
        return _("Nobody by hand") if version.history_change_reason == NOT_BY_HAND else ""
    return str(version.history_user.name or version.history_user.email)


def _reason(version: Any) -> str:
    reason = version.history_change_reason or ""
    return "" if reason == NOT_BY_HAND else str(reason)


def _title(step: _Step, names: Names) -> str:
    """What kind of thing it is, and of a part what it was called then."""
    kind = str(step.model._meta.verbose_name).capitalize()
    for part in (part for parts in PARTS.values() for part in parts if part.model is step.model):
        field = step.model._meta.get_field(part.title)
        name = _text(field, step.after[field], names)
        return _("%(kind)s “%(name)s”") % {"kind": kind, "name": name}
    return kind


def _values(version: Any) -> dict[Any, Any]:
    """What a version says, by field; its number is nothing that it says."""
    fields = [field for field in version.tracked_fields if not field.primary_key]
    return {field: getattr(version, field.attname) for field in fields}


def _add_links(values: dict[Any, dict[Any, Any]]) -> None:
    """Put to each version what its many-to-many fields led to, as sorted keys."""
    wanted: dict[Any, list[Any]] = defaultdict(list)
    for version in values:
        for field, links in linked(version):
            wanted[field, links].append(version)
    for (field, links), versions in wanted.items():
        led_to: dict[int, list[int]] = defaultdict(list)
        rows = links.objects.filter(history__in=versions)
        target = f"{field.m2m_reverse_field_name()}_id"
        for version, pk in rows.values_list("history_id", target):
            led_to[version].append(pk)
        for version in versions:
            values[version][field] = sorted(led_to[version.history_id])


def _names(values: Iterable[Mapping[Any, Any]]) -> Names:
    """What the rows are called that versions lead to, by model and key."""
    pks: dict[Any, set[int]] = defaultdict(set)
    for value in values:
        for field, said in value.items():
            if field.is_relation:
                pks[field.related_model] |= set(said if isinstance(said, list) else [said])
    return {
        model: {row.pk: str(row) for row in model._default_manager.filter(pk__in=wanted)}
        for model, wanted in pks.items()
    }


def _changes(step: _Step, names: Names) -> Iterator[Change]:
    """Every difference that can be seen, but to what a part belongs."""
    links = [part.link for parts in PARTS.values() for part in parts if part.model is step.model]
    for field, said in step.after.items():
        before, after = (_text(field, each, names) for each in (step.before.get(field), said))
        if before != after and field.attname not in links:
            yield Change(str(field.verbose_name).capitalize(), before, after)


def _text(field: Any, value: Any, names: Names) -> str:
    """A value as it is read."""
    if value in (None, "", []):
        return _("nothing")
    if field.is_relation:
        called = names[field.related_model]
        pks = value if isinstance(value, list) else [value]
        return ", ".join(called.get(pk, _("number %(pk)s, gone") % {"pk": pk}) for pk in pks)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(localize(value, use_l10n=True)) if not isinstance(value, int) else str(value)
