"""Is a place found by its name, however it is typed?"""

import pytest
from django.urls import reverse

from people.folding import fold, search_key
from people.load import load_places
from people.models import Place
from people.parse import PlaceRow
from people.services import refresh_search_names

pytestmark = pytest.mark.django_db

ROWS = [
    ("Swindon", "Swindon", "GB", 201_669),
    ("Wroughton", "Swindon", "GB", 6_474),
    ("Newport", "Newport", "GB", 161_506),
    ("Newport", "Isle of Wight", "GB", 24_884),
    ("Newport Pagnell", "Milton Keynes", "GB", 15_118),
    ("Newport News", "Virginia", "US", 186_247),
    ("New York", "New York", "US", 8_804_190),
    ("King's Lynn", "Norfolk", "GB", 46_093),
    ("Stoke-on-Trent", "Stoke-on-Trent", "GB", 270_726),
    ("Dún Laoghaire", "Leinster", "IE", 26_525),
    ("Ash", "Surrey", "GB", 6_120),
    ("Ashford", "Kent", "GB", 83_213),
]


@pytest.fixture(autouse=True)
def gazetteer():
    load_places(
        PlaceRow(line, line, name, region, country, population, 51.5, -1.8)
        for line, (name, region, country, population) in enumerate(ROWS, start=2)
    )


def found(text):
    return [f"{place.name}, {place.region}" for place in Place.objects.search(text)]


@pytest.mark.parametrize(
    "text",
    [
        "wrough",
        "WROUGHTON",
        "Wroughton, Swindon",
        "Wroughton, Swindon, GB",
        "swindon wroughton",
        "  wroughton ,swindon ",
    ],
)
def test_one_place_typed_in_many_ways(text):
    assert found(text) == ["Wroughton, Swindon"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("kings lynn", "King's Lynn, Norfolk"),
        ("King’s Lynn", "King's Lynn, Norfolk"),
        ("stoke on trent", "Stoke-on-Trent, Stoke-on-Trent"),
        ("dun laoghaire", "Dún Laoghaire, Leinster"),
        ("DÚN", "Dún Laoghaire, Leinster"),
    ],
)
def test_accents_and_signs_do_not_matter(text, name):
    assert found(text) == [name]


def test_the_name_itself_first_then_what_begins_so_then_the_rest_and_the_largest_first():
    assert found("newport") == [
        "Newport, Newport",
        "Newport, Isle of Wight",
        "Newport News, Virginia",
        "Newport Pagnell, Milton Keynes",
    ]
    assert found("ash") == ["Ash, Surrey", "Ashford, Kent"]
    assert found("swindon") == ["Swindon, Swindon", "Wroughton, Swindon"]


@pytest.mark.parametrize("text", ["", "  ", ",", "xyzzy", "%", "_", "\x00"])
def test_nothing_is_found_by_nothing(text):
    assert found(text) == []


def test_folding():
    assert fold("Café Ö") == "cafe o"
    assert search_key("St. Ives / Porth-Ia") == "st ives porth ia"


def test_a_renamed_place_is_found_by_its_new_name():
    place = Place.objects.get(name="Ash")
    place.name = "Elm"
    place.save()
    refresh_search_names([place])
    assert found("elm") == ["Elm, Surrey"]
    assert found("ash") == ["Ashford, Kent"]


# As one types -------------------------------------------------------------------------------


def test_the_list_as_one_types(signed_in, django_assert_num_queries):
    with django_assert_num_queries(3):  # session, user, places
        page = signed_in.get(reverse("account_places"), {"field": "home", "home": "newport"})
    assert page.text.count('name="home_place"') == 4
    assert "Newport, Isle of Wight, GB</label>" in page.text
    assert "4 places: choose one." in page.text
    assert " checked" not in page.text


def test_the_only_place_found_is_chosen_already(signed_in):
    page = signed_in.get(reverse("account_places"), {"field": "home", "home": "wroughton"})
    assert page.text.count(" checked") == 1


def test_nothing_found_says_what_to_do(signed_in):
    page = signed_in.get(reverse("account_places"), {"field": "home", "home": "<xyzzy>"})
    assert "No place has that name. Try the next larger one." in page.text


@pytest.mark.parametrize("field", ["", '"><script>', "a b", "1"])
def test_a_field_is_a_name(signed_in, field):
    assert signed_in.get(reverse("account_places"), {"field": field}).status_code == 404
