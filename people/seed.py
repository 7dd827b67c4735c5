"""How do starting data reach rows that people may have edited since?

Every seeded row keeps the values last loaded in `seed`. A field follows the file only while it
still has its seed value: what a curator has edited stays (`docs/design/architecture.md`).
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.db import models
from django.utils import timezone

BATCH = 500
EMPTY: tuple[object, ...] = (None, "", [], {})

M = TypeVar("M", bound=models.Model)


@dataclass(slots=True)
class Loaded:
    """What loading did with the rows of one kind, each named.

    `kept` names rows with fields that differ from the file because somebody edited them, `gone`
    rows that came from a file and are in it no longer.
    """

    what: str
    total: int = 0
    added: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)

    @property
    def changed(self) -> bool:
        """Whether anything was written that somebody can see."""
        return bool(self.added or self.updated)

    @property
    def unchanged(self) -> int:
        """How many rows of the file were there already, just so."""
        return self.total - len(self.added | self.updated)


def follow(
    *, current: Mapping[str, Any], seed: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[set[str], set[str]]:
    """The fields of `new` to write, and those to leave because somebody edited them.

    A field that was never loaded is written where it is empty. All three hold plain values.
    """
    different = {name for name in new if current[name] != new[name]}
    write = {
        name
        for name in different
        if (current[name] == seed[name] if name in seed else current[name] in EMPTY)
    }
    return write, different - write


def plain(value: Any) -> Any:
    """The value as JSON keeps it, the same for equal values: 16.0 and 16 are "16"."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


class SeedTable(Generic[M]):
    """The rows of a model, by the key under which a file knows them. Hold a transaction.

    `complete` fills in, of each new row, what is worked out from its columns.
    """

    def __init__(
        self,
        model: type[M],
        key: Callable[[Any], Any],
        complete: Callable[[Any], object] = lambda _: None,
    ) -> None:
        self.model = model
        self.key = key
        self.complete = complete
        self.objects: dict[Any, Any] = {key(item): item for item in model._default_manager.all()}
        self.gone: list[Any] = []
        self.sets: dict[str, dict[int, list[list[Any]]]] = {}
        self.loaded = Loaded(str(model._meta.verbose_name_plural))

    def pks(self) -> dict[Any, int]:
        """The primary key of every row, by its key."""
        return {key: item.pk for key, item in self.objects.items()}

    def load(self, rows: Mapping[Any, Mapping[str, Any]]) -> None:
        """Add the rows that are new and bring to the others what nobody has edited.

        `rows` are column values by key. What is no longer in them stays, and is named as gone.
        """
        self.loaded.total = len(rows)
        self.gone = [key for key, item in self.objects.items() if item.seed and key not in rows]
        self.loaded.gone = {self._name(key) for key in self.gone}
        changed = [
            self.objects[key]
            for key, values in rows.items()
            if key in self.objects and self._update(key, values)
        ]
        self._add({key: values for key, values in rows.items() if key not in self.objects})
        self._write(changed, {name for values in rows.values() for name in values})

    def load_sets(
        self,
        name: str,
        sets: Mapping[Any, Iterable[tuple[Any, ...]]],
        *,
        link: type[models.Model],
        owner: str,
        columns: tuple[str, ...],
    ) -> None:
        """Do the same for what hangs on each row: a set is one field, edited or not as a whole.

        `sets` are by key tuples of the `columns` of `link`, whose column `owner` names the row.
        """
        there = self.sets[name] = defaultdict(list)
        links = link._default_manager.all()
        for owner_pk, *values in links.values_list(owner, *columns):
            there[owner_pk].append(values)
        changed, make = [], []
        for key, wanted in sets.items():
            item = self.objects[key]
            new = sorted(list(values) for values in wanted)
            current = sorted(there[item.pk])
            writes = self._follow(key, {name: current}, {name: new})
            if item.seed.get(name) != new:
                item.seed[name] = new
                changed.append(item)
            if not writes:
                continue
            for values in (values for values in current if values not in new):
                links.filter(**{owner: item.pk}, **dict(zip(columns, values, strict=True))).delete()
            make += [
                link(**{owner: item.pk}, **dict(zip(columns, values, strict=True)))
                for values in new
                if values not in current
            ]
        links.bulk_create(make, batch_size=BATCH)
        self._write(changed, set())

    def load_gone(self, values: Mapping[str, Any]) -> None:
        """Set these columns, where empty, on rows that left the file and that nobody edited.

        To be called after everything else; rows that have the values already are gone no longer.
        """
        gone = [key for key in self.gone if self._are_empty(self.objects[key], values)]
        self.loaded.gone = {self._name(key) for key in gone}
        untouched = [key for key in gone if self._is_untouched(self.objects[key])]
        changed = [self.objects[key] for key in untouched if self._update(key, values)]
        self._write(changed, set(values))

    def _are_empty(self, item: Any, names: Iterable[str]) -> bool:
        return all(plain(getattr(item, name)) in EMPTY for name in names)

    def _is_untouched(self, item: Any) -> bool:
        return all(
            value
            == (
                sorted(self.sets[name][item.pk])
                if name in self.sets
                else plain(getattr(item, name))
            )
            for name, value in item.seed.items()
        )

    def _name(self, key: Any) -> str:
        words = key if isinstance(key, tuple) else (key,)
        return f"{self.model._meta.verbose_name} {' '.join(str(word) for word in words)}"

    def _follow(self, key: Any, current: dict[str, Any], new: dict[str, Any]) -> set[str]:
        """The fields to write; notes what that makes of the row."""
        item = self.objects[key]
        write, kept = follow(current=current, seed=item.seed, new=new)
        if write and self._name(key) not in self.loaded.added:
            self.loaded.updated.add(self._name(key))
        self.loaded.kept |= {f"{self._name(key)}: {name}" for name in kept}
        return write

    def _update(self, key: Any, values: Mapping[str, Any]) -> bool:
        """Set what nobody has edited; whether there is anything to write."""
        item = self.objects[key]
        new = {name: plain(value) for name, value in values.items()}
        current = {name: plain(getattr(item, name)) for name in values}
        if current == new and item.seed.items() >= new.items():
            return False
        for name in self._follow(key, current, new):
            setattr(item, name, values[name])
        item.seed |= new
        return True

    def _add(self, rows: Mapping[Any, Mapping[str, Any]]) -> None:
        made = {
            key: self.model(**values, seed={name: plain(value) for name, value in values.items()})
            for key, values in rows.items()
        }
        for item in made.values():
            self.complete(item)
        self.model._default_manager.bulk_create(made.values(), batch_size=BATCH)
        self.objects |= made
        self.loaded.added |= {self._name(key) for key in made}

    def _write(self, items: list[Any], names: set[str]) -> None:
        names = names | {"seed"}
        if hasattr(self.model, "changed_at"):  # which bulk_update does not set by itself
            names |= {"changed_at"}
            for item in items:
                item.changed_at = timezone.now()
        self.model._default_manager.bulk_update(items, sorted(names), batch_size=BATCH)
