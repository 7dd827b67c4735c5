"""How is the journal asked for?"""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from journal.models import Entry  # noqa: F401 - named in strings
    from people.models import User


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries of the journal."""

    def of(self, user: "User") -> "EntryQuerySet":
        """A person's own, without what they removed."""
        return self.filter(user=user, removed_at=None)
