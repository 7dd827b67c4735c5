"""How is the journal asked for?"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, When
from django.db.models.expressions import RawSQL

from people.folding import fold

if TYPE_CHECKING:
    from journal.models import Entry  # noqa: F401 - named in strings
    from people.models import User

MOST_WORDS = 20  # each is a condition of its own, and a database takes only so many


# A chain has any length, so the database walks it: up to where it began, and down every branch.
# Of what leads in a circle each entry comes once, as UNION adds nothing twice.
CHAIN = """
    WITH RECURSIVE chain(id, after_id, next_id) AS (
        SELECT id, after_step_id, next_step_id FROM journal_entry
        WHERE id = %s OR next_step_id = %s OR after_step_id = %s
        UNION
        SELECT entry.id, entry.after_step_id, entry.next_step_id
        FROM journal_entry entry JOIN chain ON entry.after_step_id = chain.next_id
            OR entry.next_step_id = chain.after_id OR entry.after_step_id = chain.after_id
    )
    SELECT id FROM chain
"""


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

    def in_chain(self, *, entry: int | None = None, step: int | None = None) -> "EntryQuerySet":
        """Every entry that an entry or a step (primary keys) leads to or came from, by steps."""
        return self.filter(pk__in=RawSQL(CHAIN, [entry, step, step]))  # noqa: S611 - placeholders
