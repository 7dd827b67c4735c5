"""What of a journal stays away from others, because of what it came through?"""

from django.db.models import Q

from catalogue.models import Organisation
from journal.models import Entry
from memberships.choices import State
from memberships.models import Membership
from memberships.services import find_sensitive, why_sensitive
from people.models import User


def is_sensitive(
    *, user: User, membership: Membership | None, organisation: Organisation | None = None
) -> bool:
    """Whether what came through these is sensitive, whatever its owner ticks.

    A membership decides for itself and its organisation; without one, what the organisation is.
    """
    hidden = _sensitive_organisations(user)
    if membership is not None and (membership.sensitive or membership.organisation_id in hidden):
        return True
    if organisation is None:
        return False
    if Membership.objects.filter(user=user, organisation=organisation).exists():
        return organisation.pk in hidden
    return bool(why_sensitive(user=user, organisation=organisation))


def sensitive_through(entry: Entry) -> Organisation | None:
    """The organisation because of which an entry is sensitive, whatever its owner ticks.

    It is what the entry came through, else who organises the event that it tells of.
    """
    through = entry.membership.organisation if entry.membership else entry.organisation
    if is_sensitive(user=entry.user, membership=entry.membership, organisation=through):
        return through
    host = entry.event.organisation if entry.event else None
    return host if is_sensitive(user=entry.user, membership=None, organisation=host) else None


def hidden_entries(*, user: User) -> Q:
    """Which of a person's entries stay away from others: for `filter` and `exclude`. 3 queries."""
    return _hidden_entries(_sensitive_organisations(user))


def hidden_steps(*, user: User) -> Q:
    """Which of a person's steps stay away from others, those of such entries too. 3 queries."""
    organisations = _sensitive_organisations(user)
    hidden = Entry.objects.filter(_hidden_entries(organisations), user=user)
    return (
        Q(sensitive=True)
        | Q(membership__sensitive=True)
        | Q(membership__organisation__in=organisations)
        | Q(pk__in=hidden.exclude(next_step=None).values("next_step"))
    )


def _hidden_entries(organisations: set[int]) -> Q:
    return (
        Q(confidential=True)
        | Q(sensitive=True)
        | Q(membership__sensitive=True)
        | Q(membership__organisation__in=organisations)
        | Q(organisation__in=organisations)
        | Q(event__organisation__in=organisations)
    )


def _sensitive_organisations(user: User) -> set[int]:
    """Of the organisations that a person belongs to, or tells of, those that stay away."""
    mine = Membership.objects.filter(user=user).exclude(state=State.REMOVED)
    entries = Entry.objects.filter(user=user).order_by()
    met = (
        mine.order_by()
        .values_list("organisation")
        .union(entries.values_list("organisation"), entries.values_list("event__organisation"))
    )
    return find_sensitive(user=user, organisations={pk for (pk,) in met if pk is not None})
