"""How does what somebody brought in become theirs, and how is that taken back?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.models import Organisation
from catalogue.services import add_private_organisations, raise_revision
from memberships.bringing_in import Wanted, add_all
from memberships.choices import BatchState, Decision, State, Verdict
from memberships.columns import NO, ORGANISATION, YES
from memberships.import_forms import RowFields, RowReader
from memberships.importing import is_to_check, judge_all, save_rows
from memberships.judging import OPEN, TO_ADD
from memberships.models import ImportBatch, ImportRow, Membership, Term
from people.folding import fold
from people.models import User

FLAGS = {YES: True, NO: False, "": None}
OUTCOME = ["organisation", "membership", "term", "made_organisation", "decision", "verdict"]


@transaction.atomic
def add_batch(*, batch: ImportBatch, leave_open: bool = False) -> None:
    """Add all rows that are in order: organisations, memberships and terms, or nothing at all.

    They are judged once more, as something may have been added elsewhere meanwhile. With
    `leave_open` the rows that still ask something are left out; without it they raise
    `ValidationError`.
    """
    User.objects.select_for_update().get(pk=batch.user_id)
    if not is_to_check(batch=batch):
        raise ValidationError(_("Not all of this has been looked up yet. Then it can be added."))
    rows = judge_all(batch=batch)
    still_open = [row for row in rows if row.verdict in OPEN]
    if still_open and not leave_open:
        raise ValidationError(_("Some rows still ask something. Answer them, or leave them out."))
    for row in still_open:
        row.decision, row.verdict = Decision.LEAVE, Verdict.LEFT
    adding = [row for row in rows if row.verdict in TO_ADD]
    _add_organisations(batch.user, adding)
    made = add_all(user=batch.user, wanted=_wanted(adding))
    for row, result in zip(adding, made, strict=True):
        row.membership, row.term = result.membership, result.term
    save_rows([*still_open, *adding], OUTCOME)
    batch.state = BatchState.DONE
    batch.done_at = timezone.now()
    batch.save()


def _add_organisations(user: User, rows: Sequence[ImportRow]) -> None:
    private = [row for row in rows if row.decision == Decision.PRIVATE]
    if not private:
        return
    before = set(Organisation.objects.filter(owner=user).values_list("pk", flat=True))
    names = [row.values[ORGANISATION] for row in private]
    own = {fold(each.name): each for each in add_private_organisations(user=user, names=names)}
    for row in private:
        row.organisation = own[fold(row.values[ORGANISATION])]
        row.made_organisation = row.organisation.pk not in before


def _wanted(rows: Sequence[ImportRow]) -> list[Wanted]:
    reader = RowReader()
    return [_wanted_by(row, reader.read(row.values)) for row in rows]


def _wanted_by(row: ImportRow, form: RowFields) -> Wanted:
    """What a row says that was judged to be in order."""
    answers = form.cleaned_data
    return Wanted(
        organisation=cast(Organisation, row.organisation),
        kind=answers["kind"],
        details={
            "state": answers["state"] or State.HELD,
            **{name: answers[name] for name in ("number", "keep_reason", "notes")},
        },
        sensitive=FLAGS[answers["sensitive"]],
        term=_term(answers) if form.has_term else None,
    )


def _term(answers: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: answers[name] for name in ("starts", "ends", "grade", "fee", "payer", "share")},
        "currency": answers["currency"] or "GBP",
        "tax_relief": answers["tax_relief"] or 0,
        "notice_days": answers["notice_days"] or 0,
        "auto_renews": answers["auto_renews"] == YES,
    }


@dataclass(frozen=True, slots=True)
class Undoing:
    """What can be taken back, by primary keys; `kept` memberships were changed since and stay."""

    memberships: frozenset[int]
    terms: frozenset[int]
    kept: int


def find_undoing(*, batch: ImportBatch) -> Undoing:
    """What of a batch is still as it was made, so that taking it back loses nothing.

    Terms stay with a membership that stays. Three queries.
    """
    if batch.done_at is None:
        return Undoing(memberships=frozenset(), terms=frozenset(), kept=0)
    pks = list(batch.rows.values_list("membership", "term", "term__membership"))
    memberships = {membership for membership, _term, _of in pks if membership}
    of = {term: membership for _membership, term, membership in pks if term}
    since = {"changed_at__gt": batch.done_at}
    touched = set(Term.objects.filter(pk__in=of, **since).values_list("pk", flat=True))
    others = Term.objects.filter(membership=OuterRef("pk")).exclude(pk__in=of)
    grown = Q(roles__isnull=False) | Q(expenses__isnull=False) | Q(endings__isnull=False)
    changed = Q(**since) | grown | Exists(others) | Q(pk__in={of[term] for term in touched})
    made = Membership.objects.filter(changed, pk__in=memberships)
    staying = set(made.values_list("pk", flat=True))
    terms = {term for term in of if term not in touched and of[term] not in staying}
    return Undoing(
        memberships=frozenset(memberships - staying),
        terms=frozenset(terms),
        kept=len(staying | {of[term] for term in touched}),
    )


def can_undo(*, batch: ImportBatch) -> bool:
    """Whether anything that the batch made is still as it was made."""
    undoing = find_undoing(batch=batch)
    return bool(undoing.memberships or undoing.terms)


@transaction.atomic
def undo_batch(*, batch: ImportBatch) -> int:
    """Take back what the batch made, but what was changed since; how many memberships that keeps.

    Its rows can be put right and added again. Raises `ValidationError` where nothing can be taken
    back.
    """
    User.objects.select_for_update().get(pk=batch.user_id)
    undoing = find_undoing(batch=batch)
    if not (undoing.memberships or undoing.terms):
        raise ValidationError(
            _("All of this has been changed since. Remove single memberships instead.")
        )
    rows = list(batch.rows.all())
    Term.objects.filter(pk__in=undoing.terms).delete()
    Membership.objects.filter(pk__in=undoing.memberships).delete()
    own = [row.organisation_id for row in rows if row.made_organisation and row.organisation_id]
    unused = Organisation.objects.filter(
        owner=batch.user, pk__in=own, changed_at__lte=batch.done_at
    )
    if unused.filter(memberships=None, groups=None).delete()[0]:
        raise_revision()
    # What stays is no longer the batch's: a second undo would else take it for untouched.
    batch.rows.update(made_organisation=False, membership=None, term=None)
    batch.state, batch.done_at = BatchState.TO_CHECK, None
    batch.save()
    judge_all(batch=batch)
    return undoing.kept
