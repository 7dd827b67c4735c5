"""Bytes become records, or a list of what is wrong with them and where."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.ror.forms import REASONS, trouble_in_words
from curation.ror.parse import (
    LARGEST,
    MOST_RECORDS,
    BadRecordsError,
    Location,
    Name,
    Reason,
    Record,
    Relation,
    number_of,
    parse_records,
    website_of,
)
from tests.curation.ror.records import (
    GUILD,
    LEAGUE,
    UNION,
    as_file,
    location,
    name,
    number,
    record,
    relation,
    website,
)


def refused(content):
    with pytest.raises(BadRecordsError) as caught:
        parse_records(content)
    return [trouble_in_words(trouble) for trouble in caught.value.troubles]


def test_a_whole_record():
    whole = record(
        names=[
            name("Guild of Map Keepers", "ror_display", "label"),
            name("  Urdd\nMapiau ", "label", lang="cy"),
            name("GMK", "acronym", lang=None),
        ],
        domains=["MAPS.example.org"],
        links=[
            {"type": "wikipedia", "value": "https://en.wikipedia.org/wiki/Map"},
            website("https://www.maps.example.org/"),
        ],
        locations=[location()],
        relationships=[relation("parent", UNION), relation("successor", LEAGUE, "League")],
    )
    assert parse_records(b"\xef\xbb\xbf\n" + json.dumps(whole).encode()) == (
        Record(
            line=2,
            number=GUILD,
            status="active",
            names=(
                Name("Guild of Map Keepers", frozenset({"ror_display", "label"}), "en"),
                Name("Urdd Mapiau", frozenset({"label"}), "cy"),
                Name("GMK", frozenset({"acronym"}), ""),
            ),
            locations=(Location(1, "Mapton", "GB", 52.0, -1.0),),
            website="www.maps.example.org",
            domains=("maps.example.org",),
            relations=(Relation("parent", UNION, "Other"), Relation("successor", LEAGUE, "League")),
            types=("nonprofit",),
        ),
    )


def test_each_of_a_list_says_where_it_begins():
    content = f"[\n{json.dumps(record())},\n\n  {json.dumps(record(UNION), indent=1)}\n]\n"
    assert [(each.line, each.number) for each in parse_records(content.encode())] == [
        (2, GUILD),
        (4, UNION),
    ]


def test_what_a_later_schema_brings_is_left_alone():
    assert parse_records(as_file(record(fame=9)))[0].number == GUILD


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"id": "https://ror.org/x"}, "id: “https://ror.org/x” is no ROR number, or was mistyped."),
        ({"id": f"{GUILD[:-1]}0"}, f"id: “{GUILD[:-1]}0” is no ROR number, or was mistyped."),
        ({"id": None}, "id: is missing."),
        ({"id": 7}, "id: must be a text, not “7”."),
        ({"status": "asleep"}, "status: “asleep” is no word of ROR's schema 2."),
        ({"names": []}, "names: just one of the names must be the “ror_display”."),
        ({"names": {}}, "names: must be a list in brackets."),
        ({"names": [3]}, "names[0]: must be an object in braces."),
        (
            {"names": [name("A" * 301, "ror_display")]},
            f"names[0].value: “{'A' * 60}…” is too long: at most 300 characters are taken.",
        ),
        (
            {"names": [name("A\0", "ror_display")]},
            "names[0].value: 'A\\x00' holds signs that no text has.",
        ),
        (
            {"names": [name("\ud800", "ror_display")]},
            "names[0].value: '\\ud800' holds signs that no text has.",
        ),
        (
            {"names": [name("A", "ror_display"), *[name("B", "alias")] * 40]},
            "names: 41 names; at most 40 are taken.",
        ),
        (
            {"locations": [location(geonames_id="1")]},
            "locations[0].geonames_id: “1” is no number that can stand here.",
        ),
        (
            {"locations": [location(lat=91)]},
            "locations[0].geonames_details.lat: “91” is no number that can stand here.",
        ),
        (
            {"locations": [location(lng=10**400)]},
            f"locations[0].geonames_details.lng: “1{'0' * 59}” is no number that can stand here.",
        ),
        (
            {"locations": [location(country="gb")]},
            "locations[0].geonames_details.country_code: “gb” is not the two capital letters",
        ),
        ({"locations": [{"geonames_id": 1}]}, "locations[0].geonames_details: must be an object"),
        (
            {"links": [website("javascript:alert(1)")]},
            "links[0].value: “javascript:alert(1)” is no address of a website.",
        ),
        (
            {"relationships": [relation("cousin", UNION)]},
            "relationships[0].type: “cousin” is no word of ROR's schema 2.",
        ),
        (
            {"relationships": [relation("parent", "me")]},
            "relationships[0].id: “https://ror.org/me” is no ROR number, or was mistyped.",
        ),
    ],
)
def test_what_is_wrong_is_named(change, wrong):
    assert refused(as_file(record(UNION), record() | change))[0].startswith(
        f"Line 1, record 2, {wrong}"
    )


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "The file: there is no record in the file."),
        (b" [ ] ", "The file: there is no record in the file."),
        (b"\n\xff", "Line 2: it is no text in UTF-8."),
        (b"{", "Line 1: it is no JSON"),
        (b"[{}\n", "Line 2: it is no JSON"),
        (b"[{}]", "Line 1, record 1, id: is missing."),
        (b'{"a": 1} x', "Line 1: it is no JSON"),
        (b'{"a": NaN}', "Line 1: it is no JSON"),
        (b'{"a": 1, "a": 2}', "Line 1: “a” stands twice in one object."),
        (b'{"a": ' + b"9" * 5_000 + b"}", "Line 1: it is no JSON"),
        (b"[" * 100_000, "Line 1: it is no JSON"),
        (b'{"a":' * 100_000, "Line 1: it is no JSON"),
        (b'"text"', "Line 1, record 1: must be an object in braces."),
        (b'{"name": "A", "id": "x"}', "Line 1, record 1, name: this is a record of schema 1."),
        (b" " * (LARGEST + 1), "The file: the file is too large."),
    ],
)
def test_what_is_no_record_is_refused(content, wrong):
    found = refused(content)
    assert any(line.startswith(wrong) for line in found), found


def test_a_record_twice_and_too_many():
    assert refused(as_file(record(), record())) == [
        f"Line 1, record 2, id: “{GUILD}” stands in the file already."
    ]
    many = [record(number(value)) for value in range(1, MOST_RECORDS + 2)]
    assert len(parse_records(as_file(*many[:-1]))) == MOST_RECORDS
    assert refused(as_file(*many))[0].startswith("Line 1: more than 50 records.")


def test_more_names_than_a_form_can_send():
    names = [name("A", "ror_display"), *[name("B", "alias")] * 30]
    many = [record(number(value), names=names) for value in range(1, 11)]
    assert len(parse_records(as_file(*many[:-1]))) == 9
    assert refused(as_file(*many))[0].startswith("Line 1, record 10: more than 300 names in all.")


def test_everything_wrong_is_said_at_once():
    assert len(refused(as_file(record(status=""), record(UNION, status="x", types=3)))) == 3


def test_every_reason_has_words():
    assert set(REASONS) == set(Reason)


def test_numbers_that_everybody_can_look_up():
    """Of the California Digital Library and of the University of California, as ROR shows them."""
    assert number_of("https://ror.org/03yrm5c26") == "03yrm5c26"
    assert number_of("00pjdza24") == "00pjdza24"
    assert number_of("03yrm5c27") == ""


@pytest.mark.parametrize(
    ("text", "website"),
    [
        ("https://a.example.org/", "a.example.org"),
        ("HTTP://A.example.org/B?c=d#e", "a.example.org/B?c=d"),
        ("https://me@a.example.org", ""),
        ("ftp://a.example.org", ""),
        ("http://[", ""),
        ("https://a b.example.org", ""),
    ],
)
def test_an_address_as_the_catalogue_writes_it(text, website):
    assert website_of(text) == website


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def read(content):
    """The records, or none and the parser's own error in words."""
    try:
        return parse_records(content), []
    except BadRecordsError as error:
        return (), [trouble_in_words(trouble) for trouble in error.troubles]


@given(field=st.sampled_from(sorted(record())), value=JSON)
def test_a_field_of_anything_gives_a_record_or_the_parsers_own_error(field, value):
    records, wrong = read(json.dumps(record() | {field: value}).encode())
    assert [each.display for each in records] or all(wrong)


@given(junk=st.binary(max_size=20), at=st.integers(0, 400), dropped=st.integers(0, 40))
def test_a_damaged_file_gives_records_or_the_parsers_own_error(junk, at, dropped):
    content = as_file(record(), record(UNION, locations=[location()]))
    records, wrong = read(content[:at] + junk + content[at + dropped :])
    assert bool(records) != bool(wrong)
    assert all(each.number == number_of(each.number) for each in records)
