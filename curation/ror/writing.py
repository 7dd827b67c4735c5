"""How does what a curator has ticked reach the catalogue? All of a file, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.choices import Joinable, OrganisationKind
from catalogue.models import Organisation
from catalogue.services import raise_revision
from curation.entries import ENTRIES, Entry
from curation.ror.cases import Case, load_cases
from curation.ror.proposing import ROR, apply
from curation.ror.staging import LEAVE, NEW, OPEN, Staged
from curation.saving import make_key, save_entry


@dataclass(frozen=True, slots=True)
class Written:
    """How many entries are new, and how many were changed."""

    new: int
    changed: int


@transaction.atomic
def write_records(*, staged: Staged) -> Written:
    """Let the catalogue say what is ticked. Where nothing is, nothing is written at all.

    Raises `ValidationError` where something has changed since the curator looked, and for what
    cannot be; then nothing has been written.
    """
    if not any(_is_written(case) for case in load_cases(staged)):
        return Written(new=0, changed=0)
    raise_revision()  # first: curators who write at the same time wait for each other here
    cases = load_cases(staged, lock=True)
    _demand_seen(cases)
    written = [case for case in cases if _is_written(case)]
    entries = {case.uuid: _entry(case, staged) for case in written}
    new = {case.uuid: _add(case, entries[case.uuid]) for case in written if case.target == NEW}
    for case in written:  # once all are there that others lead to
        organisation = case.organisation or new[case.uuid]
        _save(case, organisation, entries[case.uuid])
    return Written(new=len(new), changed=len(written) - len(new))


def _is_written(case: Case) -> bool:
    return case.target not in {LEAVE, OPEN} and bool(case.taken or case.target == NEW)


def _demand_seen(cases: Sequence[Case]) -> None:
    if any(case.answer.seen != case.seen for case in cases if case.now):
        raise ValidationError(
            _(
                "Nothing was written: an answer or the catalogue has changed. Look at what would "
                "change now."
            )
        )


def _entry(case: Case, staged: Staged) -> Entry:
    entry = apply(case.now, case.taken, read_on=staged.read_on, number=case.record.number)
    if case.target == NEW:
        employs = case.answer.kind == OrganisationKind.EMPLOYER_NETWORK
        joinable = Joinable.EMPLOYER_STAFF if employs else Joinable.ANYONE
        entry |= {"kind": case.answer.kind, "scope": case.answer.scope, "joinable": joinable.value}
    return entry


def _add(case: Case, entry: Entry) -> Organisation:
    """A new entry that leads to nothing yet."""
    organisation = Organisation(uuid=case.uuid, name=entry["name"], short_name=entry["short_name"])
    organisation.key = make_key(organisation)
    _attempt(case, organisation, entry | dict.fromkeys(ENTRIES, ""))
    return organisation


def _save(case: Case, organisation: Organisation, entry: Entry) -> None:
    if any(change.field == ROR for change in case.taken):
        organisation.ror = case.record.number
    _attempt(case, organisation, entry)


def _attempt(case: Case, organisation: Organisation, entry: Entry) -> None:
    try:
        save_entry(organisation=organisation, entry=entry)
    except ValidationError as error:
        reason = " ".join(error.messages)
        message = _("Nothing was written. %(name)s: %(reason)s")
        words = {"name": case.record.display, "reason": reason}
        raise ValidationError(message % words) from error
