"""How do the rows of the gazetteer reach the database?"""

from collections.abc import Iterable
from operator import attrgetter

from people.models import Place
from people.parse import PlaceRow
from people.seed import Loaded, SeedTable
from people.services import refresh_search_names, set_search_name


def load_places(rows: Iterable[PlaceRow]) -> Loaded:
    """Add and update places, within the caller's transaction."""
    table = SeedTable(Place, key=attrgetter("geonames_id"), complete=set_search_name)
    table.load({row.geonames_id: _columns(row) for row in rows})
    refresh_search_names(Place.objects.only("name", "region", "country", "search_name"))
    return table.loaded


def _columns(row: PlaceRow) -> dict[str, object]:
    return {
        "geonames_id": row.geonames_id,
        "name": row.name,
        "region": row.region,
        "country": row.country,
        "population": row.population,
        "latitude": row.latitude,
        "longitude": row.longitude,
    }
