"""May this person see or decide it? What is not theirs does not exist for them."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from catalogue.models import Organisation
from curation.choices import Purpose, SuggestionState
from curation.entries import with_rows
from curation.models import Merge, Suggestion
from people.models import User

DECIDING = ("catalogue.add_organisation", "catalogue.change_organisation")


def get_public_organisation(*, uuid: UUID) -> Organisation:
    """An entry of everybody's catalogue with its rows; else 404."""
    public = Organisation.objects.public().filter(merged_into=None)
    return get_object_or_404(with_rows(public), uuid=uuid)


def get_public_entry(*, user: User, uuid: UUID | str) -> Organisation:
    """An entry of everybody's catalogue, merged or not, for a curator; else 404."""
    demand_curator(user)
    related = Organisation.objects.public().select_related("merged_into")
    try:
        return get_object_or_404(related, uuid=uuid)
    except ValidationError as error:  # it was typed, and is no UUID
        raise Http404 from error


def get_merge(*, user: User, uuid: UUID) -> Merge:
    """A merge with its two entries, for a curator; else 404."""
    demand_curator(user)
    return get_object_or_404(Merge.objects.select_related("kept", "gone"), uuid=uuid)


def get_private_organisation(*, user: User, uuid: UUID) -> Organisation:
    """The person's own private organisation with its rows; else 404."""
    own = Organisation.objects.filter(owner=user, merged_into=None)
    return get_object_or_404(with_rows(own), uuid=uuid)


def get_organisation_of(suggestion: Suggestion) -> Organisation | None:
    """The public entry that a suggestion corrects, with its rows; None where there is none."""
    if suggestion.purpose != Purpose.CORRECTION or suggestion.organisation_id is None:
        return None
    return with_rows(Organisation.objects.all()).get(pk=suggestion.organisation_id)


def get_own_suggestion(*, user: User, uuid: UUID) -> Suggestion:
    """What the person suggested, locked until the transaction ends; else 404."""
    return get_object_or_404(_locked().filter(suggester=user), uuid=uuid)


def find_open_suggestion(*, user: User, organisation: Organisation) -> Suggestion | None:
    """What the person has suggested for an organisation and nobody has decided yet."""
    waiting = user.suggestions.filter(state=SuggestionState.OPEN)
    return waiting.filter(organisation=organisation).first()


def get_suggestion_to_decide(*, user: User, uuid: UUID) -> Suggestion:
    """What anybody suggested, locked until the transaction ends, for a curator; else 404."""
    demand_curator(user)
    return get_object_or_404(_locked().exclude(state=SuggestionState.WITHDRAWN), uuid=uuid)


def demand_curator(user: User) -> None:
    """404 for whoever may not decide what the catalogue says."""
    if not is_curator(user):
        raise Http404


def is_curator(user: User | AnonymousUser) -> bool:
    """Whether this person decides what the catalogue says."""
    return user.has_perms(DECIDING)


def _locked() -> QuerySet[Suggestion]:
    related = Suggestion.objects.select_related("suggester", "organisation", "outcome")
    return related.select_for_update(of=("self",))
