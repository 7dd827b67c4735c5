"""How do the rows of the gazetteer reach the database?"""

from collections.abc import Iterable
from dataclasses import asdict
from operator import attrgetter

from people.models import Place
from people.parse import PlaceRow
from people.seed import Loaded, SeedTable


def load_places(rows: Iterable[PlaceRow]) -> Loaded:
    """Add and update places, within the caller's transaction."""
    table = SeedTable(Place, key=attrgetter("geonames_id"))
    table.load({row.geonames_id: _columns(row) for row in rows})
    return table.loaded


def _columns(row: PlaceRow) -> dict[str, object]:
    columns = asdict(row)
    del columns["line"]
    return columns
