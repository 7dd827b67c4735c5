"""How are events asked for?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from catalogue.choices import BenefitMode
from events.choices import EventStatus
from people.folding import fold

if TYPE_CHECKING:
    from events.models import Event  # noqa: F401 - named in strings
    from people.models import User

MOST_WORDS = 20  # each is a condition of its own, and a database takes only so many


class EventQuerySet(models.QuerySet["Event"]):
    """Events of everybody and of one's own."""

    def visible_to(self, user: "User | AnonymousUser") -> "EventQuerySet":
        """Everybody's, and the person's own that they have not removed."""
        there = self.filter(removed_at=None)
        return there.filter(Q(owner=None) | Q(owner=user.pk) if user.pk else Q(owner=None))

    def not_over(self, now: datetime) -> "EventQuerySet":
        """Those that still go on or are to come, cancelled ones among them."""
        return self.filter(ends_at__gte=now)

    def between(self, start: datetime, end: datetime) -> "EventQuerySet":
        """Those that go on at some time from `start` until before `end`."""
        return self.filter(starts_at__lt=end, ends_at__gte=start)

    def take_place(self) -> "EventQuerySet":
        """Without those that are cancelled."""
        return self.exclude(status=EventStatus.CANCELLED)

    def in_person(self) -> "EventQuerySet":
        """Those where one can be there."""
        return self.exclude(mode=BenefitMode.ONLINE)

    def search(self, text: str) -> "EventQuerySet":
        """Those in whose texts every word stands, whatever its case and accents."""
        queryset = self
        for word in fold(text).split()[:MOST_WORDS]:
            queryset = queryset.filter(search_text__contains=word)
        return queryset

    def with_point(self) -> "EventQuerySet":
        """Each with where it takes place: `north` and `east`, None where nobody said."""
        return self.annotate(
            north=Coalesce("latitude", "place__latitude"),
            east=Coalesce("longitude", "place__longitude"),
        )
