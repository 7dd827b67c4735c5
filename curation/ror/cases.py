"""What would become of each record of a file, as its curator has answered so far?"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from catalogue.models import Organisation
from curation.entries import Entry, fingerprint, new_entry, read_entry, with_rows
from curation.ror.locating import locate
from curation.ror.parse import WITHDRAWN, Record
from curation.ror.proposing import Change, propose
from curation.ror.recognising import Found, Known, load_known, recognise
from curation.ror.staging import LEAVE, NEW, OPEN, Answer, Staged


@dataclass(frozen=True, slots=True)
class Case:
    """A record, the entry that it is about (`target`: its UUID, NEW, LEAVE, OPEN) and the changes.

    `candidates` are UUIDs and names of entries to choose from. `seen` differs as soon as what is
    shown of it does. What is not about an entry, old or new, has no changes.
    """

    record: Record
    uuid: str
    found: Found
    candidates: tuple[tuple[str, str], ...]
    answer: Answer
    organisation: Organisation | None
    now: Entry
    changes: tuple[Change, ...]
    seen: str

    @property
    def target(self) -> str:
        return self.answer.target

    @property
    def ticked(self) -> frozenset[int]:
        """The places of the changes that are ticked: by hand, or at first by what they are."""
        if self.answer.seen == self.seen:
            return frozenset(self.answer.take)
        return frozenset(at for at, change in enumerate(self.changes) if change.ticked)

    @property
    def taken(self) -> tuple[Change, ...]:
        """The changes that are ticked."""
        return tuple(change for at, change in enumerate(self.changes) if at in self.ticked)


def load_cases(staged: Staged, *, lock: bool = False) -> list[Case]:
    """Every record of a file; as many queries for many as for one.

    `lock` the entries that they are about until the transaction ends.
    """
    known = load_known()
    found = recognise(staged.records, known)
    answers = {
        record.number: _given(staged, record, found[record.number])
        or Answer(_usual(record, found[record.number], known))
        for record in staged.records
    }
    organisations = _load({answer.target for answer in answers.values()}, lock=lock)
    spots = locate(staged.records)
    others = _others(staged, answers, known, organisations)
    cases = []
    for record in staged.records:
        answer = answers[record.number]
        organisation = organisations.get(answer.target)
        now = _now(record, answer, organisation)
        changes = (
            propose(
                record=record,
                now=now,
                number=_number(record, organisation, known),
                spot=spots.get(record.number),
                others=others,
            )
            if now
            else ()
        )
        cases.append(
            Case(
                record=record,
                uuid=staged.uuids[record.number],
                found=found[record.number],
                candidates=_candidates(found[record.number], organisation, known),
                answer=answer,
                organisation=organisation,
                now=now,
                changes=changes,
                seen=fingerprint(answer.target, now, [asdict(change) for change in changes]),
            )
        )
    return cases


def _given(staged: Staged, record: Record, found: Found) -> Answer | None:
    """What its curator said; that it is new holds until somebody has written it."""
    answer = staged.answers.get(record.number)
    return None if answer and answer.target == NEW and found.is_known else answer


def _usual(record: Record, found: Found, known: Mapping[int, Known]) -> str:
    """The answer before anybody has given one."""
    if found.is_sure:
        return known[found.candidates[0]].uuid
    if record.status == WITHDRAWN:  # a mistake of ROR's, or none of its organisations
        return LEAVE
    return OPEN if found.candidates else NEW


def _load(targets: set[str], *, lock: bool) -> dict[str, Organisation]:
    uuids = targets - {NEW, LEAVE, OPEN}
    kept = Organisation.objects.public().filter(merged_into=None, uuid__in=uuids)
    if lock:
        kept = kept.select_for_update(of=("self",))
    return {str(each.uuid): each for each in with_rows(kept.order_by("pk"))}


def _others(
    staged: Staged,
    answers: Mapping[str, Answer],
    known: Mapping[int, Known],
    organisations: Mapping[str, Organisation],
) -> dict[str, str]:
    """The UUIDs of what may be led to, by ROR number: what is there, and what this file brings."""
    others = {entry.ror: known[entry.kept].uuid for entry in known.values() if entry.ror}
    for number, answer in answers.items():
        if answer.target == NEW:
            others[number] = staged.uuids[number]
        elif answer.target in organisations:
            others[number] = answer.target
    return others


def _now(record: Record, answer: Answer, organisation: Organisation | None) -> Entry:
    if organisation is not None:
        return read_entry(organisation)
    return new_entry(name=record.display) if answer.target == NEW else {}


def _number(
    record: Record, organisation: Organisation | None, known: Mapping[int, Known]
) -> str | None:
    """The ROR number of an entry, or of a duplicate that it has replaced; the record's first."""
    if organisation is None:
        return None
    numbers = {entry.ror for entry in known.values() if entry.kept == organisation.pk} - {""}
    return record.number if record.number in numbers else min(numbers, default="")


def _candidates(
    found: Found, organisation: Organisation | None, known: Mapping[int, Known]
) -> tuple[tuple[str, str], ...]:
    choices = {known[pk].uuid: known[pk].name for pk in found.candidates}
    if organisation is not None:
        choices[str(organisation.uuid)] = organisation.name
    return tuple(choices.items())
