"""Where does an event take place that a calendar tells of?"""

import pytest

from events.placing import Gazetteer, Whereabouts
from people.models import Place
from people.services import set_search_name
from tests.events.ical_samples import EVENING, read_one
from tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db


def town(name, region="", country="GB", **values):
    place = PlaceFactory(name=name, region=region, country=country, **values)
    set_search_name(place)
    place.save()
    return place


@pytest.fixture
def towns():
    """A city with a hamlet of its name, and several of one name here and elsewhere."""
    town("Swindon", "Gloucestershire", population=0, latitude=51.92363, longitude=-2.09839)
    town("Swindon", "Swindon", population=201_669, latitude=51.55797, longitude=-1.78116)
    town("Newport", "Isle of Wight", population=24_884)
    town("Newport", "Essex", population=2_352)
    town("Newport", "Mayo", "IE")
    town("London", "Greater London")
    town("London", "Ontario", "CA")
    town("St Andrews", "Fife")


def found(location, country="GB"):
    pk = Gazetteer(country=country).find(location)
    return str(Place.objects.get(pk=pk)) if pk else ""


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("Swindon", "Swindon, Swindon, GB"),
        ("Central Library, Regent Circus, SWINDON SN1 1QG", "Swindon, Swindon, GB"),
        ("Room 3 (Swindon)\nUK", "Swindon, Swindon, GB"),
        ("Swindon Central Library", ""),  # may be anywhere
        ("Swindon, Gloucestershire", "Swindon, Gloucestershire, GB"),
        ("Newport", ""),  # ten times as many people are not enough
        ("Newport, Isle of Wight", "Newport, Isle of Wight, GB"),
        ("Newport, Ireland", "Newport, Mayo, IE"),
        ("London", "London, Greater London, GB"),
        ("London, Canada", "London, Ontario, CA"),
        ("St. Andrew’s, London", ""),
        ("Swindon, London", ""),  # one of them is a street or a house
        ("", ""),
    ],
)
def test_a_town_is_found_where_it_is_clear(towns, location, place):
    assert found(location) == place


def test_without_a_country_of_ones_own_two_of_a_name_are_two(towns):
    assert found("London", country="") == ""


def test_a_point_is_in_the_town_next_to_it(towns):
    row = read_one(EVENING, "GEO:51.5627;-1.7855", "LOCATION:A field")
    swindon = Place.objects.get(name="Swindon", region="Swindon").pk
    assert Gazetteer(country="").place(row) == Whereabouts(
        "face_to_face", swindon, "A field", 51.5627, -1.7855
    )


def test_a_point_far_from_every_town_is_in_none(towns):
    # 0.2 degrees are 22.2 km
    row = read_one(EVENING, "GEO:51.75797;-1.78116")
    assert Gazetteer(country="").place(row).place_id is None


@pytest.mark.parametrize(
    ("lines", "mode", "address"),
    [
        (("LOCATION:Town Hall",), "face_to_face", "Town Hall"),
        ((), "face_to_face", ""),
        (("LOCATION:Online",), "online", ""),
        (("LOCATION:Microsoft Teams Meeting",), "online", ""),
        (("LOCATION:via Zoom",), "online", ""),
        (("LOCATION:https://example.zoom.us/j/1",), "online", ""),
        (("CONFERENCE:https://meet.example.org/1",), "online", ""),
        (("CONFERENCE:https://meet.example.org/1", "LOCATION:Town Hall"), "hybrid", "Town Hall"),
        (("LOCATION:The Online Bookshop",), "face_to_face", "The Online Bookshop"),
    ],
)
def test_how_one_takes_part(lines, mode, address):
    where = Gazetteer(country="").place(read_one(EVENING, *lines))
    assert (where.mode, where.address) == (mode, address)
