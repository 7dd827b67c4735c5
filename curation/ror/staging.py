"""Where does a file of records wait until its curator has decided?

In the cache, for a day, under a number that only its curator's pages know.
"""

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from django.core.cache import cache
from django.utils import timezone

from curation.ror.parse import Record, parse_records
from people.models import User

KEPT_FOR = 24 * 60 * 60  # seconds
NEW, LEAVE, OPEN = "new", "leave", ""  # instead of the UUID of an entry


@dataclass(frozen=True, slots=True)
class Answer:
    """What a curator said of a record: which entry it is, and what of it shall be taken.

    `take` are places in the list of changes that was `seen` (its fingerprint). `kind` and `scope`
    are what a new entry cannot be without and ROR does not know.
    """

    target: str
    take: tuple[int, ...] = ()
    seen: str = ""
    kind: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that waits: its records, the day it came, and answers by the records' numbers.

    `uuids` are those that new entries would have.
    """

    uuid: UUID
    user: int
    records: tuple[Record, ...]
    read_on: datetime.date
    uuids: Mapping[str, str]
    answers: Mapping[str, Answer] = field(default_factory=dict)


def stage(*, user: User, content: bytes) -> Staged:
    """Keep a file. Raises `BadRecordsError`."""
    records = parse_records(content)
    staged = Staged(
        uuid=uuid4(),
        user=user.pk,
        records=records,
        read_on=timezone.localdate(),
        uuids={record.number: str(uuid4()) for record in records},
    )
    _keep(staged, content)
    return staged


def find_staged(*, user: User, uuid: UUID) -> Staged | None:
    """The curator's own file, if it is still there."""
    kept: dict[str, Any] | None = cache.get(_key(user.pk, uuid))
    if kept is None:
        return None
    return Staged(
        uuid=uuid,
        user=user.pk,
        records=parse_records(kept["content"]),
        read_on=kept["read_on"],
        uuids=kept["uuids"],
        answers={number: Answer(**answer) for number, answer in kept["answers"].items()},
    )


def keep_answers(*, staged: Staged, answers: Mapping[str, Answer]) -> Staged:
    """The file with what was said of its records."""
    kept = cache.get(_key(staged.user, staged.uuid))
    changed = replace(staged, answers=dict(answers))
    if kept is not None:
        _keep(changed, kept["content"])
    return changed


def forget(*, staged: Staged) -> None:
    """It was written, or is not wanted."""
    cache.delete(_key(staged.user, staged.uuid))


def _keep(staged: Staged, content: bytes) -> None:
    kept = {
        "content": content,
        "read_on": staged.read_on,
        "uuids": staged.uuids,
        "answers": {number: asdict(answer) for number, answer in staged.answers.items()},
    }
    cache.set(_key(staged.user, staged.uuid), kept, KEPT_FOR)


def _key(user: int, uuid: UUID) -> str:
    return f"ror:{user}:{uuid}"
