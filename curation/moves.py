"""What did a merge write, and how is it taken back? Row by row, whatever they are rows of.

Of each row it is kept what its columns said before, and a fingerprint of the row as the merge left
it. Nothing here knows what a merge is for.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import models

from curation.entries import fingerprint
from curation.models import Merge, MergedRow
from people.seed import plain

BATCH = 500
# What other things than people and curators write: an hour's search text, a load of the seed data.
UNTOLD = {"changed_at", "seed", "search_text"}

Key = tuple[str, int]
Row = Any  # of any model


class Ledger:
    """What is about to be written, all of it at once by `write`.

    `owner` is the primary key of the person whose row it is; None for what is everybody's.
    """

    def __init__(self) -> None:
        self.rows: dict[Key, Row] = {}
        self.before: dict[Key, dict[str, Any]] = defaultdict(dict)
        self.owners: dict[Key, int | None] = {}
        self.made: list[tuple[Row, int | None]] = []

    def change(self, row: Row, *, owner: int | None, **values: Any) -> None:
        """Let a row say something else; columns that say it already are left alone."""
        key = key_of(row)
        row = self.rows.get(key, row)
        for name, value in values.items():
            column = row._meta.get_field(name).attname
            said = value.pk if isinstance(value, models.Model) else value
            if getattr(row, column) != said:
                self.rows[key], self.owners[key] = row, owner
                self.before[key].setdefault(column, plain(getattr(row, column)))
                setattr(row, name, value)

    def make(self, row: Row, *, owner: int | None) -> None:
        """Let there be a new row."""
        self.made.append((row, owner))

    def write(self, merge: Merge) -> None:
        """Write all of it, and what is needed to take it back."""
        write_rows(self._columns(), self.owners)
        make_rows(self.made)
        owners = self.owners | {key_of(row): owner for row, owner in self.made}
        states = read_states(owners)
        MergedRow.objects.bulk_create(
            [
                MergedRow(
                    merge=merge,
                    owner_id=owner,
                    model=key[0],
                    row=key[1],
                    before=self.before.get(key),
                    after=states[key],
                )
                for key, owner in owners.items()
            ],
            batch_size=BATCH,
        )

    def _columns(self) -> list[tuple[Row, Collection[str]]]:
        return [(row, self.before[key].keys()) for key, row in self.rows.items()]


def key_of(row: Row) -> Key:
    """The model and the primary key of a row."""
    return row._meta.label_lower, row.pk


def write_rows(
    changed: Iterable[tuple[Row, Collection[str]]],
    owners: Mapping[Key, int | None],
) -> None:
    """Write the columns of rows.

    One by one what is everybody's, as each has its history; at once what is somebody's.
    """
    at_once: dict[Any, list[Row]] = defaultdict(list)
    columns: dict[Any, set[str]] = defaultdict(set)
    for row, names in changed:
        if owners[key_of(row)] is None:
            row.save()
        else:
            at_once[type(row)].append(row)
            columns[type(row)] |= set(names)
    for model, rows in at_once.items():
        told = {field.attname for field in model._meta.concrete_fields}
        # They are there: this is an update, in a tenth of the time that `bulk_update` takes.
        model._default_manager.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=sorted(columns[model] | (told & {"changed_at"})),
        )


def make_rows(made: Sequence[tuple[Row, int | None]]) -> None:
    """Add rows: one by one what is everybody's, at once what is somebody's."""
    at_once: dict[Any, list[Row]] = defaultdict(list)
    for row, owner in made:
        if owner is None:
            row.save()
        else:
            at_once[type(row)].append(row)
    for model, rows in at_once.items():
        model._default_manager.bulk_create(rows, batch_size=BATCH)


def read_rows(keys: Iterable[Key]) -> dict[Key, Row]:
    """The rows that are still there, locked until the transaction ends."""
    return {
        key_of(row): row
        for model, pks in _by_model(keys)
        for part in _parts(pks)
        for row in model._default_manager.select_for_update().filter(pk__in=part).order_by("pk")
    }


def read_states(keys: Iterable[Key]) -> dict[Key, str]:
    """A fingerprint of each row as the database holds it."""
    return {key: state_of(row) for key, row in read_rows(keys).items()}


def state_of(row: Row) -> str:
    """A fingerprint of all that a row says."""
    fields = [field.attname for field in row._meta.concrete_fields if field.attname not in UNTOLD]
    return fingerprint({name: plain(getattr(row, name)) for name in fields})


def find_touched(rows: Iterable[MergedRow], there: Mapping[Key, Row]) -> list[MergedRow]:
    """Those that are gone, or say something else than the merge let them say."""
    return [
        each
        for each in rows
        if (row := there.get((each.model, each.row))) is None or state_of(row) != each.after
    ]


def take_back(rows: Sequence[MergedRow], there: Mapping[Key, Row]) -> None:
    """Let every row say what it said before; what was made goes."""
    changed: list[tuple[Row, Collection[str]]] = []
    made: dict[Any, list[int]] = defaultdict(list)
    for each in rows:
        row = there[each.model, each.row]
        if each.before is None:
            made[type(row)].append(row.pk)
            continue
        for column, value in each.before.items():
            setattr(row, column, row._meta.get_field(column).to_python(value))
        changed.append((row, each.before.keys()))
    for model, pks in made.items():
        for part in _parts(pks):
            model._default_manager.filter(pk__in=part).delete()
    write_rows(changed, {(each.model, each.row): each.owner_id for each in rows})


def _by_model(keys: Iterable[Key]) -> Iterator[tuple[Any, list[int]]]:
    pks: dict[str, list[int]] = defaultdict(list)
    for label, pk in keys:
        pks[label].append(pk)
    for label, found in pks.items():
        yield apps.get_model(label), found


def _parts(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    """So many at a time as any database takes in one question."""
    for start in range(0, len(pks), BATCH):
        yield pks[start : start + BATCH]
