"""May this person see or change it? What is not theirs does not exist for them."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from catalogue.models import Organisation
from memberships.choices import BatchState, State
from memberships.models import (
    ExchangeRate,
    Expense,
    ImportBatch,
    ImportRow,
    Membership,
    Role,
    Term,
)
from memberships.models.importing import KEPT_FOR
from memberships.rates import currencies_to_rate, own_currency
from people.models import User


def get_organisation(*, user: User, uuid: UUID) -> Organisation:
    """An organisation to join: public, or the person's own private one; else 404.

    What replaced a duplicate takes its place.
    """
    visible = Organisation.objects.visible_to(user)
    related = visible.select_related("parent", "merged_into__parent")
    found = get_object_or_404(related, uuid=uuid)
    return found.merged_into or found


def get_private_organisation(*, user: User, uuid: UUID) -> Organisation:
    """The person's own private organisation, locked until the transaction ends; else 404."""
    return get_object_or_404(Organisation.objects.select_for_update(), owner=user, uuid=uuid)


def get_membership(*, user: User, uuid: UUID, lock: bool = False) -> Membership:
    """The person's own membership with its organisation, if it has not been removed; else 404."""
    mine = _of(user, lock=lock).exclude(state=State.REMOVED)
    return get_object_or_404(mine, uuid=uuid)


def get_removed_membership(*, user: User, uuid: UUID) -> Membership:
    """The person's own membership that has been removed; else 404."""
    return get_object_or_404(_of(user).filter(state=State.REMOVED), uuid=uuid)


def get_term(*, membership: Membership, pk: int) -> Term:
    """A term of a membership that `get_membership` gave; else 404."""
    return get_object_or_404(membership.terms, pk=pk)


def get_role(*, membership: Membership, pk: int) -> Role:
    """A role of a membership that `get_membership` gave; else 404."""
    return get_object_or_404(membership.roles, pk=pk)


def get_expense(*, membership: Membership, pk: int) -> Expense:
    """An expense of a membership that `get_membership` gave; else 404."""
    return get_object_or_404(membership.expenses, pk=pk)


def get_rate(*, user: User, currency: str) -> ExchangeRate:
    """What a currency that the person has to do with is to them; locked; else 404.

    A new one, not saved yet, where they have not said.
    """
    own = own_currency(user=user)
    if currency not in currencies_to_rate(user=user, own=own):
        raise Http404
    said = ExchangeRate.objects.select_for_update().filter(user=user, currency=currency, into=own)
    return said.first() or ExchangeRate(user=user, currency=currency, into=own)


def get_batch(*, user: User, uuid: UUID, lock: bool = False) -> ImportBatch:
    """What the person brought in, unless that is too long ago; else 404."""
    batches = ImportBatch.objects.select_for_update() if lock else ImportBatch.objects
    kept = batches.filter(user=user, created_at__gte=timezone.now() - KEPT_FOR)
    return get_object_or_404(kept, uuid=uuid)


def open_batches(*, user: User) -> QuerySet[ImportBatch]:
    """What the person brought in and has not added yet, unless that is too long ago."""
    kept = ImportBatch.objects.filter(user=user, created_at__gte=timezone.now() - KEPT_FOR)
    return kept.exclude(state=BatchState.DONE)


def get_open_batch(*, user: User, uuid: UUID, lock: bool = False) -> ImportBatch:
    """The same, if its rows can still be changed: nothing of it has been added; else 404."""
    batch = get_batch(user=user, uuid=uuid, lock=lock)
    if batch.state == BatchState.DONE:
        raise Http404
    return batch


def get_import_row(*, batch: ImportBatch, line: int) -> ImportRow:
    """A row of a batch that `get_batch` gave; else 404."""
    return get_object_or_404(batch.rows.select_related("organisation__parent"), line=line)


def _of(user: User, *, lock: bool = False) -> QuerySet[Membership]:
    mine = Membership.objects.filter(user=user).select_related("user", "organisation__parent")
    return mine.select_for_update(of=("self",)) if lock else mine
