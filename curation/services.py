"""How does a suggestion come about, and what becomes of it?"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Organisation
from catalogue.services import raise_revision
from curation.choices import Purpose, SuggestionState
from curation.entries import Entry
from curation.models import Suggestion
from curation.saving import make_key, save_entry
from memberships.choices import State
from memberships.models import Membership
from memberships.services import mark_sensitive, save_membership, why_sensitive
from people.models import User

MOST_OPEN = 50  # of one person; a queue that one person fills serves nobody
OVER = {
    SuggestionState.WITHDRAWN: gettext_lazy("It was withdrawn meanwhile."),
    SuggestionState.ACCEPTED: gettext_lazy("Somebody has accepted it meanwhile."),
    SuggestionState.DECLINED: gettext_lazy("Somebody has declined it meanwhile."),
}


@transaction.atomic
def suggest(
    *,
    user: User,
    payload: Entry,
    base: Entry | None = None,
    organisation: Organisation | None = None,
) -> Suggestion:
    """A new organisation, a correction of a public one (`base`: what it says), or one's own.

    Raises `ValidationError`: for what is suggested already, what changes nothing, and too many.
    """
    # A form sent twice at once: the second waits here, and is then told.
    User.objects.select_for_update().get(pk=user.pk)
    waiting = user.suggestions.filter(state=SuggestionState.OPEN)
    if waiting.count() >= MOST_OPEN:
        message = _("%(most)s suggestions of yours are waiting: wait for a curator to decide.")
        raise ValidationError(message, params={"most": MOST_OPEN})
    if organisation is None and any(each.payload == payload for each in waiting):
        raise ValidationError(_("You have suggested just this already."))
    suggestion = Suggestion(
        suggester=user,
        purpose=_purpose(organisation),
        organisation=organisation,
    )
    return change_suggestion(suggestion=suggestion, payload=payload, base=base or {})


def _purpose(organisation: Organisation | None) -> Purpose:
    if organisation is None:
        return Purpose.NEW
    return Purpose.CORRECTION if organisation.owner_id is None else Purpose.OFFER


def change_suggestion(*, suggestion: Suggestion, payload: Entry, base: Entry) -> Suggestion:
    """Suggest something else, while nobody has decided. Raises `ValidationError`."""
    demand_open(suggestion)
    if payload == base:
        raise ValidationError(_("Nothing of this differs from what the catalogue says."))
    suggestion.payload, suggestion.base = payload, base
    suggestion.full_clean()
    suggestion.save()
    return suggestion


def withdraw_suggestion(*, suggestion: Suggestion) -> None:
    """Its suggester thinks better of it. Raises `ValidationError` once it is decided."""
    demand_open(suggestion)
    suggestion.state = SuggestionState.WITHDRAWN
    suggestion.save()


def restore_suggestion(*, suggestion: Suggestion) -> None:
    """It waits again after it was withdrawn. Raises `ValidationError`."""
    if suggestion.state != SuggestionState.WITHDRAWN:
        raise ValidationError(_("It was not withdrawn."))
    suggestion.state = SuggestionState.OPEN
    suggestion.full_clean()
    suggestion.save()


@transaction.atomic
def accept_suggestion(*, suggestion: Suggestion, curator: User, entry: Entry) -> Organisation:
    """Let the catalogue say what the entry says: as suggested, or as the curator changed it.

    What was offered is everybody's from now on, and its owner's memberships stay with it. Raises
    `ValidationError`, also where it is decided already; then nothing has changed.
    """
    demand_open(suggestion)
    raise_revision()  # first: curators who write at the same time wait for each other here
    organisation = suggestion.organisation or Organisation()
    if suggestion.purpose != Purpose.CORRECTION:
        _make_public(organisation, entry)
    save_entry(organisation=organisation, entry=entry)
    if suggestion.purpose == Purpose.OFFER:
        _mark_what_is_sensitive(suggestion.suggester, organisation)
    _decide(suggestion, curator, SuggestionState.ACCEPTED, outcome=organisation)
    return organisation


def _make_public(organisation: Organisation, entry: Entry) -> None:
    if organisation.pk is not None:
        # What the entry does not say was not shown beforehand. Its rows go while it is still one
        # person's own, when they leave no versions behind, and are made anew.
        organisation.see_instead.clear()
        for rows in (organisation.other_names, organisation.sources, organisation.fees):
            rows.all().delete()
    organisation.owner = None
    organisation.name, organisation.short_name = entry["name"], entry["short_name"]
    organisation.key = make_key(organisation)


@transaction.atomic
def accept_as_duplicate(
    *, suggestion: Suggestion, curator: User, existing: Organisation
) -> Organisation:
    """What is offered is in the catalogue already: its owner's memberships move to that entry.

    Where the owner belongs to both in the same way, everything of theirs stays as it is: a curator
    learns nothing of it. Raises `ValidationError`.
    """
    demand_open(suggestion)
    private = suggestion.organisation
    if suggestion.purpose != Purpose.OFFER or private is None:
        raise ValidationError(_("Only what somebody offers can be the same as an entry."))
    if existing.owner_id is not None or existing.merged_into_id is not None:
        raise ValidationError(_("Choose an entry of everybody's catalogue."))
    raise_revision()
    memberships = list(private.memberships.select_for_update().select_related("user"))
    if not _held_in_the_same_way(memberships, existing):
        _move(memberships, private, existing)
        _mark_what_is_sensitive(suggestion.suggester, existing)
    _decide(suggestion, curator, SuggestionState.ACCEPTED, outcome=existing)
    return existing


def _held_in_the_same_way(memberships: Iterable[Membership], existing: Organisation) -> bool:
    held = existing.memberships.exclude(state=State.REMOVED)
    return any(held.filter(user=each.user, kind=each.kind).exists() for each in memberships)


def _move(memberships: Iterable[Membership], private: Organisation, existing: Organisation) -> None:
    for membership in memberships:
        membership.organisation = existing
        save_membership(membership=membership)
    for group in Organisation.objects.filter(parent=private):  # they are the owner's own as well
        group.parent = existing
        group.save()
    private.merged_into = existing
    private.save()


def _mark_what_is_sensitive(user: User, organisation: Organisation) -> None:
    """What belonging reveals may only be known since a curator has said what it is."""
    if why_sensitive(user=user, organisation=organisation):
        mark_sensitive(user=user, organisation=organisation)


@transaction.atomic
def decline_suggestion(*, suggestion: Suggestion, curator: User, reason: str) -> None:
    """Leave the catalogue as it is; the suggester reads the reason. Raises `ValidationError`."""
    demand_open(suggestion)
    suggestion.reason = reason
    _decide(suggestion, curator, SuggestionState.DECLINED)


def demand_open(suggestion: Suggestion) -> None:
    """Raise `ValidationError`, which says what happened, where nobody can decide any more.

    Whoever calls it holds the suggestion's row locked, if it has one.
    """
    if suggestion.state != SuggestionState.OPEN:
        raise ValidationError(str(OVER[SuggestionState(suggestion.state)]))


def _decide(
    suggestion: Suggestion,
    curator: User,
    state: SuggestionState,
    outcome: Organisation | None = None,
) -> None:
    suggestion.state = state
    suggestion.outcome = outcome
    suggestion.decided_by = curator
    suggestion.decided_at = timezone.now()
    suggestion.full_clean()
    suggestion.save()
