"""How is the journal asked for?"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, When

from people.folding import fold

if TYPE_CHECKING:
    from journal.models import Entry  # noqa: F401 - named in strings
    from people.models import User

MOST_WORDS = 20  # each is a condition of its own, and a database takes only so many


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries of the journal."""

    def of(self, user: "User") -> "EntryQuerySet":
        """A person's own, without what they removed."""
        return self.filter(user=user, removed_at=None)

    def complete(self) -> "EntryQuerySet":
        """Those that are finished, the only ones that count."""
        return self.exclude(completed_at=None)

    def to_finish_first(self) -> "EntryQuerySet":
        """Those that still need something, then the others; the newest of each first."""
        return self.order_by(Case(When(completed_at=None, then=0), default=1), "-on", "-pk")

    def search(self, text: str) -> "EntryQuerySet":
        """Those in whose texts every word stands, whatever its case and accents."""
        queryset = self
        for word in fold(text).split()[:MOST_WORDS]:
            queryset = queryset.filter(search_text__contains=word)
        return queryset
