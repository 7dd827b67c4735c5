"""Where does an event take place that a calendar tells of? In a town, if it is clear which."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from catalogue.choices import BenefitMode
from engine.journeys import Point, distance_km
from events.ical.parse import Row
from events.services import NEAREST_KM
from people.folding import search_key
from people.models import Place
from people.querysets import KM_A_DEGREE

BY_FAR = 20  # times as many people as in all others of its name
_ADDRESS = re.compile(r"https?://\S+")
_PARTS = re.compile(r"[,;\n|()]| [-–—] ")
# A British or Irish postcode, or digits, at the end of a part: “Swindon SN1 1QG”.
_POSTCODE = re.compile(r"\s+(?:[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}|[a-z]\d{2}\s*[a-z\d]{4}|\d+)$")
# What programs and people write where nobody has to go anywhere.
_ONLINE = frozenset(
    {"online", "virtual", "virtually", "webinar", "zoom", "teams", "webex", "remote", "skype"}
)
_BESIDE = frozenset(
    {"a", "an", "at", "by", "call", "cisco", "event", "google", "in", "link", "meet", "meeting"}
    | {"microsoft", "ms", "on", "only", "session", "the", "to", "video", "via"}
)
_COUNTRIES = {
    "uk": "GB", "united kingdom": "GB", "great britain": "GB", "england": "GB", "scotland": "GB",
    "wales": "GB", "northern ireland": "GB", "ireland": "IE", "usa": "US", "united states": "US",
    "germany": "DE", "france": "FR", "netherlands": "NL", "canada": "CA", "australia": "AU",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The columns of an event that say where it takes place."""

    mode: str
    place_id: int | None
    address: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class _Town:
    """A town; its name and region are folded for searching."""

    pk: int
    name: str
    region: str
    country: str
    population: int
    point: Point


class Gazetteer:
    """The towns that there are, read once for many events.

    Of several towns of one name those in the `country` of whoever invites are meant.
    """

    def __init__(self, *, country: str) -> None:
        self._country = country
        self._named: defaultdict[str, list[_Town]] = defaultdict(list)
        self._nearest: dict[Point, int | None] = {}
        rows = Place.objects.order_by("latitude", "pk").values_list(
            "pk", "search_name", "country", "population", "latitude", "longitude"
        )
        # The search name is “name, county, country”, the county not always there.
        self._towns = [
            _Town(pk, *_name_and_region(search_name), country, population, Point(*point))
            for pk, search_name, country, population, *point in rows
        ]
        for town in self._towns:
            self._named[town.name].append(town)
        self._latitudes = [town.point.latitude for town in self._towns]

    def place(self, row: Row) -> Whereabouts:
        """Where it takes place, as far as the calendar says so without doubt."""
        address = _ADDRESS.sub(" ", row.location).strip(" ,;")
        linked = bool(row.online) or address != row.location or says_online(address)
        if says_online(address):
            address = ""
        if linked and not address and row.point is None:
            return Whereabouts(BenefitMode.ONLINE, None, "", None, None)
        mode = BenefitMode.HYBRID if row.online else BenefitMode.FACE_TO_FACE
        latitude, longitude = row.point or (None, None)
        town = self.next_to(Point(*row.point)) if row.point else self.find(address)
        return Whereabouts(mode, town, address, latitude, longitude)

    def find(self, location: str) -> int | None:
        """The only town that a location names, between commas; None where it may be another.

        Of several of one name a county or country beside it decides, else the country of whoever
        invites, else that one is a city and the others are hamlets.
        """
        parts = {_POSTCODE.sub("", search_key(part)) for part in _PARTS.split(location)}
        countries = {_COUNTRIES.get(part, part.upper()) for part in parts}
        found = [town for part in parts for town in self._named.get(part, ())]
        found = _rather(found, lambda town: town.region in parts - {town.name})
        found = _rather(found, lambda town: town.country in countries)
        found = _rather(found, lambda town: town.country == self._country)
        if len({town.name for town in found}) == 1:
            found = _rather(found, lambda town: _is_by_far_the_largest(town, found))
        return found[0].pk if len(found) == 1 else None

    def next_to(self, point: Point) -> int | None:
        """The town next to a point, if there is one within 20 km."""
        if point not in self._nearest:
            self._nearest[point] = self._search(point)
        return self._nearest[point]

    def _search(self, point: Point) -> int | None:
        reach = NEAREST_KM / KM_A_DEGREE
        first = bisect_left(self._latitudes, point.latitude - reach)
        last = bisect_right(self._latitudes, point.latitude + reach)
        near = ((distance_km(point, town.point), town.pk) for town in self._towns[first:last])
        within = [each for each in near if each[0] <= NEAREST_KM]
        return min(within)[1] if within else None


def says_online(location: str) -> bool:
    """Whether all that a location says is that there is none."""
    words = set(search_key(location).replace(",", " ").split())
    return bool(words & _ONLINE) and words <= _ONLINE | _BESIDE


def _name_and_region(search_name: str) -> tuple[str, str]:
    name, _comma, rest = search_name.partition(", ")
    return name, rest.rpartition(", ")[0]


def _is_by_far_the_largest(town: _Town, towns: list[_Town]) -> bool:
    others = sum(each.population for each in towns) - town.population
    return town.population > BY_FAR * others


def _rather(towns: list[_Town], fits: Callable[[_Town], bool]) -> list[_Town]:
    """Those that fit, where there are several and some of them do."""
    return [town for town in towns if fits(town)] or towns if len(towns) > 1 else towns
