"""How is the catalogue asked for?"""

from collections.abc import Sequence
from datetime import timedelta
from math import pi, sin
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cos, Length, Radians, Sin, StrIndex
from django.db.models.lookups import LessThanOrEqual

from engine.journeys import EARTH_RADIUS_KM
from people.folding import fold

if TYPE_CHECKING:
    from catalogue.models import Benefit, Organisation  # noqa: F401 - named in strings
    from people.models import Place, User

CHECKED_FOR = timedelta(days=365)  # after that somebody should look again
MOST_WORDS = 20  # each is a condition of its own, and a database takes only so many
KM_A_DEGREE = EARTH_RADIUS_KM * pi / 180

# Trees have any depth, so the database walks them; a loop here would be a query a level.
BELOW = """
    WITH RECURSIVE tree(id) AS (
        SELECT id FROM catalogue_organisation WHERE id IN ({})
        UNION
        SELECT child.id FROM catalogue_organisation child JOIN tree ON child.parent_id = tree.id
    )
    SELECT id FROM tree
"""
LINE = """
    WITH RECURSIVE line(id, next_id) AS (
        SELECT id, {link}_id FROM catalogue_organisation WHERE id IN ({start})
        UNION
        SELECT next.id, next.{link}_id FROM catalogue_organisation next
        JOIN line ON line.next_id = next.id
    )
    SELECT id FROM line
"""


def _placeholders(pks: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(pks)) or "NULL"


def _words(text: str) -> list[str]:
    return fold(text).split()[:MOST_WORDS]


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations and groups."""

    def public(self) -> "OrganisationQuerySet":
        """What is in everybody's catalogue."""
        return self.filter(owner=None)

    def visible_to(self, user: "User | AnonymousUser") -> "OrganisationQuerySet":
        """The public catalogue and the person's own private organisations."""
        return self.filter(Q(owner=None) | Q(owner=user.pk) if user.pk else Q(owner=None))

    def near(self, place: "Place", *, km: float) -> "OrganisationQuerySet":
        """Those whose place is no further from another than so many kilometres, in the air."""
        degrees = km / KM_A_DEGREE
        there = self.filter(
            place__latitude__range=(place.latitude - degrees, place.latitude + degrees)
        )
        home = Radians(Value(place.latitude))
        latitude = Radians("place__latitude")
        north = Sin((latitude - home) / 2)
        east = Sin((Radians("place__longitude") - Radians(Value(place.longitude))) / 2)
        chord = north * north + Cos(home) * Cos(latitude) * east * east
        return there.annotate(chord=chord).filter(chord__lte=sin(km / EARTH_RADIUS_KM / 2) ** 2)

    def search(self, text: str) -> "OrganisationQuerySet":
        """Those in whose names or offers every word of the text stands, whatever its case."""
        queryset = self
        for word in _words(text):
            queryset = queryset.filter(search_text__contains=word)
        return queryset

    def names_first(self, text: str) -> "OrganisationQuerySet":
        """Those with every word of the text in the name or short name, then the others, by name."""
        # The folded names open the folded text, so a word that begins within them stands in them.
        names = Length("name") + Length("short_name") + 1
        named = Q()
        for word in _words(text):
            named &= Q(LessThanOrEqual(StrIndex("search_text", Value(word)), names))
        if not named:
            return self.order_by("name", "pk")
        return self.order_by(Case(When(named, then=0), default=1), "name", "pk")

    def below(self, pks: Sequence[int]) -> "OrganisationQuerySet":
        """The organisations and every group below them, to any depth."""
        tree = BELOW.format(_placeholders(pks))
        return self.filter(pk__in=RawSQL(tree, pks))  # noqa: S611 - placeholders

    def above(self, *pks: int) -> "OrganisationQuerySet":
        """The organisations and everything they are groups of, to any height."""
        line = LINE.format(link="parent", start=_placeholders(pks))
        return self.filter(pk__in=RawSQL(line, pks))  # noqa: S611 - as above

    def succession(self, pk: int) -> "OrganisationQuerySet":
        """The organisation, its successor, the successor of that, and so on."""
        line = LINE.format(link="successor", start="%s")
        return self.filter(pk__in=RawSQL(line, [pk]))  # noqa: S611 - as above


class BenefitQuerySet(models.QuerySet["Benefit"]):
    """What organisations offer."""

    def offered(self) -> "BenefitQuerySet":
        """Benefits that have not been retired."""
        return self.filter(retired_on=None)
