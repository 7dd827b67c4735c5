"""Starting data follow their file until somebody edits them."""

import dataclasses
import datetime
from decimal import Decimal

import pytest

from people.load import load_places
from people.models import Place
from people.parse import PlaceRow
from people.seed import follow, plain

SWINDON = PlaceRow(2, 2636389, "Swindon", "Swindon", "GB", 201669, 51.55797, -1.78116)
OXFORD = PlaceRow(3, 2640729, "Oxford", "Oxfordshire", "GB", 171380, 51.75222, -1.25596)


@pytest.mark.parametrize(
    ("current", "seed", "new", "outcome"),
    [
        ({"a": 1}, {"a": 1}, {"a": 1}, (set(), set())),
        ({"a": 1}, {"a": 1}, {"a": 2}, ({"a"}, set())),
        ({"a": 9}, {"a": 1}, {"a": 2}, (set(), {"a"})),
        ({"a": 9}, {"a": 1}, {"a": 1}, (set(), {"a"})),
        ({"a": 2}, {"a": 1}, {"a": 2}, (set(), set())),
        ({"a": ""}, {}, {"a": "x"}, ({"a"}, set())),
        ({"a": 0}, {}, {"a": 5}, (set(), {"a"})),
        ({"a": None}, {"a": 1}, {"a": 2}, (set(), {"a"})),
    ],
    ids=[
        "the same",
        "the file changed",
        "edited, the file changed",
        "edited",
        "edited to what the file says now",
        "never loaded and empty",
        "never loaded and filled",
        "emptied by a curator",
    ],
)
def test_follow(current, seed, new, outcome):
    assert follow(current=current, seed=seed, new=new) == outcome


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("16.0"), "16"),
        (Decimal(100), "100"),
        (Decimal("0.10"), "0.1"),
        (datetime.date(2026, 1, 2), "2026-01-02"),
        ((1, (2, "x")), [1, [2, "x"]]),
        (51.5, 51.5),
    ],
)
def test_plain(value, expected):
    assert plain(value) == expected


def test_a_second_load_changes_nothing(db):
    first = load_places([SWINDON, OXFORD])
    second = load_places([SWINDON, OXFORD])
    assert (len(first.added), first.changed, first.unchanged) == (2, True, 0)
    assert (second.added, second.updated, second.changed, second.unchanged) == (
        set(),
        set(),
        False,
        2,
    )


def test_an_edit_stays_and_the_other_fields_follow(db):
    load_places([SWINDON])
    Place.objects.update(name="Swindon (edited)")
    loaded = load_places([dataclasses.replace(SWINDON, name="SWINDON", population=210_000)])
    place = Place.objects.get()
    assert (place.name, place.population) == ("Swindon (edited)", 210_000)
    assert loaded.updated == {"place 2636389"}
    assert loaded.kept == {"place 2636389: name"}


def test_what_left_the_file_is_named_and_stays(db):
    load_places([SWINDON, OXFORD])
    loaded = load_places([SWINDON])
    assert loaded.gone == {"place 2640729"}
    assert Place.objects.count() == 2


def test_what_somebody_made_is_none_of_the_files_business(db):
    Place.objects.create(
        geonames_id=SWINDON.geonames_id, name="Mine", country="GB", latitude=1, longitude=2
    )
    loaded = load_places([SWINDON])
    assert Place.objects.get().name == "Mine"
    assert "place 2636389: name" in loaded.kept
    assert load_places([]).gone == {"place 2636389"}
