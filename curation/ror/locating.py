"""Which place of the gazetteer is where ROR says? By its number in GeoNames, or the nearest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from curation.ror.parse import Location, Record
from engine.journeys import Point, distance_km
from people.models import Place

NEAREST_KM = 20
DEGREES = 0.2  # of latitude, a little more than that
LONGITUDES = 0.6  # as many kilometres as far north as 70 degrees


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an organisation is: the number in GeoNames of a place of the gazetteer, or a text."""

    country: str
    place: int | None
    text: str


def locate(records: Iterable[Record]) -> Mapping[str, Spot]:
    """Where each is, by its number; of several locations the first. Those without are left out.

    Two queries, however many there are.
    """
    first = {record.number: record.locations[0] for record in records if record.locations}
    numbers = {location.geonames_id for location in first.values()}
    named = set(Place.objects.filter(geonames_id__in=numbers).values_list("geonames_id", flat=True))
    around = _load_around([each for each in first.values() if each.geonames_id not in named])
    return {
        number: _spot(location, named=named, around=around) for number, location in first.items()
    }


def _load_around(locations: Iterable[Location]) -> list[Place]:
    boxes = Q(pk=None)
    for each in locations:
        boxes |= Q(
            country=each.country,
            latitude__range=(each.latitude - DEGREES, each.latitude + DEGREES),
            longitude__range=(each.longitude - LONGITUDES, each.longitude + LONGITUDES),
        )
    return list(Place.objects.filter(boxes).order_by("geonames_id"))


def _spot(location: Location, *, named: set[int], around: Iterable[Place]) -> Spot:
    if location.geonames_id in named:
        return Spot(location.country, location.geonames_id, "")
    here = Point(location.latitude, location.longitude)
    distances = [
        (distance_km(here, Point(place.latitude, place.longitude)), place.geonames_id)
        for place in around
        if place.country == location.country
    ]
    distance, nearest = min(distances, default=(NEAREST_KM, None))
    if distance < NEAREST_KM:
        return Spot(location.country, nearest, "")
    return Spot(location.country, None, location.name[:200])
