"""How are accounts and places asked for?"""

from math import cos, pi, radians
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager
from django.db import models
from django.db.models import Case, Q, Value, When

from engine.journeys import EARTH_RADIUS_KM, Point, distance_km
from people.folding import search_key

if TYPE_CHECKING:
    from people.models import Place, User


KM_A_DEGREE = EARTH_RADIUS_KM * pi / 180


class UserManager(BaseUserManager["User"]):
    """Makes accounts and finds them by e-mail without regard to case."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new account; without a password nobody can sign in to it."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new account that may do everything in the admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class PlaceQuerySet(models.QuerySet["Place"]):
    """The gazetteer."""

    def named(self, name: str, country: str) -> "PlaceQuerySet":
        """Places of exactly that name (whatever its case) in a country, the largest first."""
        return self.filter(name__iexact=name, country=country).order_by("-population", "pk")

    def search(self, text: str) -> "PlaceQuerySet":
        """Places with every word of the text in their name, county and country.

        Case, accents and order do not matter. Places of just that name come first, then those
        whose name begins so, then the others; the largest first among each.
        """
        key = search_key(text)
        if not key:
            return self.none()
        words = [Q(search_name__contains=word) for word in key.replace(",", "").split()]
        named = When(search_name__startswith=f"{key},", then=Value(0))
        begun = When(search_name__startswith=key, then=Value(1))
        order = Case(named, begun, default=Value(2))
        return self.filter(*words).order_by(order, "-population", "search_name", "pk")

    def nearest(self, point: Point, *, km: float) -> "Place | None":
        """The place next to a point, as the crow flies, no further than so many kilometres."""
        north = km / KM_A_DEGREE
        east = north / max(cos(radians(point.latitude)), 0.01)
        near = self.filter(
            latitude__range=(point.latitude - north, point.latitude + north),
            longitude__range=(point.longitude - east, point.longitude + east),
        )
        found = ((distance_km(point, Point(each.latitude, each.longitude)), each) for each in near)
        within = [each for each in found if each[0] <= km]
        return min(within, key=lambda each: (each[0], each[1].pk))[1] if within else None
