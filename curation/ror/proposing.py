"""What of an entry would change if it said what a record says?"""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.choices import NameKind, Status
from catalogue.matching import canonical
from curation.entries import Entry
from curation.ror.locating import Spot
from curation.ror.parse import (
    ACRONYM,
    ACTIVE,
    ADDRESS,
    DISPLAY,
    INACTIVE,
    PARENT,
    SUCCESSOR,
    Name,
    Record,
)
from curation.rows import MOST_ROWS

ENDED = (Status.DISSOLVED, Status.MERGED, Status.RENAMED)
ROR = "ror"  # a field of the organisation that stands in no entry
NAMES = "other_names"
LONGEST_SHORT = 100  # characters of a short name


@dataclass(frozen=True, slots=True)
class Change:
    """A statement of a record that the entry does not make. `ticked`: before anybody has looked.

    `value` is as in an entry; of `other_names` it is a row to add.
    """

    field: str
    value: Any
    ticked: bool


def propose(
    *,
    record: Record,
    now: Entry,
    number: str | None,
    spot: Spot | None,
    others: Mapping[str, str],
) -> tuple[Change, ...]:
    """What would change, in the order of the form.

    `now` is what the entry says and `number` the ROR number that it has, None where the entry is
    new; `others` are the UUIDs of entries by their numbers. Ticked is what a new entry says, and
    what is said for the first time of one that is there: what stands there already, or was taken
    out since its number is known, changes by hand alone.
    """
    is_new = number is None
    changes = [
        *_names(record, now),
        *_links(record, now, others),
        *_location(now, spot),
        *_status(record, now),
    ]
    if record.website and _bare(record.website) != _bare(now["website"]):
        changes.append(("website", record.website))
    if number != record.number:
        changes.append((ROR, record.number))
    return tuple(
        Change(field, value, ticked=is_new or (not number and _says_nothing(now, field)))
        for field, value in changes
    )


def apply(now: Entry, changes: Iterable[Change], *, read_on: datetime.date, number: str) -> Entry:
    """What the entry would say with these changes, and that ROR was read on that day."""
    entry: Entry = {**now, NAMES: list(now[NAMES])}
    for change in changes:
        if change.field == NAMES:
            entry[NAMES].append(change.value)
        elif change.field != ROR:
            entry[change.field] = change.value
        if change.field == "place":
            entry["place_text"] = ""
    if now["name"] != entry["name"]:  # what it was called is still one of its names
        entry[NAMES].append({"name": now["name"], "kind": NameKind.ALIAS.value})
    names = {row["name"]: row for row in entry[NAMES] if row["name"] != entry["name"]}
    entry[NAMES] = list(names.values())
    source = {"text": f"{ADDRESS}{number}", "read_on": read_on.isoformat()}
    others = [row for row in now["sources"] if row["text"] != source["text"]]
    return entry | {"sources": [*others, source]}


def _says_nothing(now: Entry, field: str) -> bool:
    if field in {NAMES, ROR}:
        return True
    if field == "status":
        return bool(now["status"] == Status.UNKNOWN)
    if field in {"place", "place_text"}:
        return not now["place"] and not now["place_text"]
    return not now[field]


def _names(record: Record, now: Entry) -> Iterator[tuple[str, Any]]:
    """A name, a short name, and names to add, as many as an entry has room for."""
    said = {canonical(row["name"]) for row in now[NAMES]}
    said |= {canonical(text) for text in (now["name"], now["short_name"]) if text}
    if canonical(record.display) not in said:
        yield "name", record.display
    new = [name for name in _once(record.names) if canonical(name.text) not in said]
    if not now["short_name"]:
        short = next(
            (name for name in new if ACRONYM in name.types and len(name.text) <= LONGEST_SHORT),
            None,
        )
        if short is not None:
            new.remove(short)
            yield "short_name", short.text
    for name in new[: max(0, MOST_ROWS - len(now[NAMES]) - 1)]:
        kind = NameKind.SHORT if name.types == {ACRONYM} else NameKind.ALIAS
        yield NAMES, {"name": name.text, "kind": kind.value}


def _once(names: Collection[Name]) -> list[Name]:
    """The names that are written differently, the one that is shown first."""
    by_text: dict[str, Name] = {}
    for name in sorted(names, key=lambda each: DISPLAY not in each.types):
        by_text.setdefault(canonical(name.text), name)
    return list(by_text.values())


def _links(record: Record, now: Entry, others: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What it is a group of and what succeeds it, where the catalogue has that."""
    for kind, field in ((PARENT, "parent"), (SUCCESSOR, "successor")):
        numbers = [each.number for each in record.relations if each.kind == kind]
        there = [others[number] for number in numbers if number in others]
        if there and now[field] not in there:
            yield field, there[0]


def _location(now: Entry, spot: Spot | None) -> Iterator[tuple[str, Any]]:
    if spot is None:
        return
    if spot.country != now["country"]:
        yield "country", spot.country
    if spot.place is not None and spot.place != now["place"]:
        yield "place", spot.place
    if spot.place is None and now["place"] is None and spot.text != now["place_text"]:
        yield "place_text", spot.text


def _status(record: Record, now: Entry) -> Iterator[tuple[str, str]]:
    """Ended, if ROR says so; how it ended is told by whether something succeeds it."""
    if record.status == ACTIVE and now["status"] != Status.ACTIVE:
        yield "status", Status.ACTIVE.value
    if record.status == INACTIVE and now["status"] not in ENDED:
        succeeded = any(each.kind == SUCCESSOR for each in record.relations)
        yield "status", (Status.MERGED if succeeded else Status.DISSOLVED).value


def _bare(website: str) -> str:
    address = website.lower().rpartition("://")[2].rstrip("/")
    return address.removeprefix("www.")
