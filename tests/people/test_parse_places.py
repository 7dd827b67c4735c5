"""Reading the gazetteer."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.parse import PlaceRow, parse_places
from people.problems import BadDataError

HEADER = "geonames_id,name,region,country,population,latitude,longitude\n"
SWINDON = "2636389,Swindon,Swindon,GB,201669,51.55797,-1.78116\n"
GOOD = (HEADER + SWINDON).encode()


def problems(content: bytes) -> list[str]:
    with pytest.raises(BadDataError) as caught:
        parse_places(content)
    return str(caught.value).split("\n")


def test_a_place():
    assert parse_places(GOOD) == (
        PlaceRow(2, 2636389, "Swindon", "Swindon", "GB", 201669, 51.55797, -1.78116),
    )


def test_a_quoted_name_over_two_lines_keeps_the_count_of_lines():
    content = HEADER + '1,"A,\nB",,GB,0,0,0\n' + "2,C,,GB,0,0,0\n"
    assert [(row.line, row.name) for row in parse_places(content.encode())] == [
        (2, "A,\nB"),
        (4, "C"),
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x,A,,GB,0,0,0", "field “geonames_id”: must be a whole number from 1, not “x”"),
        ("0,A,,GB,0,0,0", "field “geonames_id”: must be a whole number from 1, not “0”"),
        ("1,,,GB,0,0,0", "field “name”: must not be empty"),
        (
            "1,A,,gb,0,0,0",
            "field “country”: must be the two capital letters of a country, not “gb”",
        ),
        ("1,A,,GB,-1,0,0", "field “population”: must be a whole number from 0, not “-1”"),
        (
            "1,A,,GB,9999999999,0,0",
            "field “population”: must be a whole number from 0, not “9999999999”",
        ),
        ("1,A,,GB,0,90.1,0", "field “latitude”: must be a number from -90 to 90, not “90.1”"),
        ("1,A,,GB,0,nan,0", "field “latitude”: must be a number from -90 to 90, not “nan”"),
        ("1,A,,GB,0,0,-181", "field “longitude”: must be a number from -180 to 180, not “-181”"),
        ("1,A,,GB,0,0,east", "field “longitude”: must be a number from -180 to 180, not “east”"),
        (
            "1," + "A" * 201 + ",,GB,0,0,0",
            "field “name”: has 201 characters; at most 200 are allowed",
        ),
    ],
)
def test_what_is_wrong_is_named_with_line_and_field(row, message):
    assert problems((HEADER + SWINDON + row + "\n").encode()) == [f"places.csv, line 3, {message}"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "line 1: the first line must be " + HEADER.strip()),
        (b"a,b\n", "line 1: the first line must be " + HEADER.strip()),
        (GOOD + b"1,A\n", "line 3: must have 7 cells, not 2"),
        (GOOD + b'"1,A\n', "line 3: not readable as CSV: unexpected end of data"),
        (GOOD + b"1,\xff,,GB,0,0,0\n", "line 3: the file must be text in UTF-8"),
        (
            GOOD + b"1," + b"A" * 10_000_000 + b",,GB,0,0,0\n",
            "line 3: not readable as CSV: field larger than field limit (131072)",
        ),
        (b"x" * 20_000_001, "line 1: the file is larger than 20,000,000 bytes"),
    ],
    ids=["empty", "header", "cells", "quote", "encoding", "10 MB field", "20 MB file"],
)
def test_what_is_no_gazetteer_is_refused(content, message):
    assert problems(content) == [f"places.csv, {message}"]


def test_everything_wrong_is_said_at_once():
    content = HEADER + "1,,,GB,0,0,0\n" + SWINDON + "x,A,,GB,0,91,0\n" + SWINDON
    assert problems(content.encode()) == [
        "places.csv, line 2, field “name”: must not be empty",
        "places.csv, line 4, field “geonames_id”: must be a whole number from 1, not “x”",
        "places.csv, line 4, field “latitude”: must be a number from -90 to 90, not “91”",
        "places.csv, line 5, field “geonames_id”: 2636389 stands in line 3 already",
    ]


@given(st.binary(max_size=40), st.integers(0, len(GOOD)), st.integers(0, 40))
def test_a_damaged_file_gives_rows_or_the_parsers_own_error(junk, at, dropped):
    with suppress(BadDataError):
        parse_places(GOOD[:at] + junk + GOOD[at + dropped :])
