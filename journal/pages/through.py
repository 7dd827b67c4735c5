"""What did an entry come through, and what of it stays away from others? In words."""

from django.utils.translation import gettext as _

from journal.models import Entry
from journal.sensitivity import sensitive_through


def through(entry: Entry) -> str:
    """The membership or organisation that an entry came through, short; empty without."""
    if entry.membership is not None:
        return entry.membership.organisation.label
    return entry.organisation.label if entry.organisation is not None else ""


def marks(entry: Entry) -> tuple[str, ...]:
    """The words beside what is left out of things made for others."""
    words = ((entry.sensitive, _("sensitive")), (entry.confidential, _("confidential")))
    return tuple(word for is_so, word in words if is_so)


def inherited(entry: Entry) -> str:
    """Why an entry is sensitive whatever its owner ticks; empty where that is theirs to say."""
    source = sensitive_through(entry)
    if source is None:
        return ""
    return _(
        "Sensitive, as %(name)s is: left out of everything made for others, unless you include "
        "it there."
    ) % {"name": source.label}
