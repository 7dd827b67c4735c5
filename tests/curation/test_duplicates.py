"""What may be the same twice."""

import pytest

from curation.duplicates import Entry, find_likely_duplicates


def pairs(*entries):
    return [(one.name, other.name) for one, other in find_likely_duplicates(entries)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Museums Association", "The Museums Assoc."),
        ("Library Leadership Network", "Leadership Network, Library"),
        ("Society of Archivists", "Society of Archivist"),
        ("Bibliothécaires de France", "Bibliothecaires de France"),
    ],
)
def test_nearly_the_same_names_are_told(one, other):
    assert pairs(Entry(1, one, None, None), Entry(2, other, None, None)) == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Museums Association", "Library Association"),
        ("Health Libraries Group", "Prison Libraries Group"),
        ("ARLIS", "CILIP"),
    ],
)
def test_different_names_are_not(one, other):
    assert pairs(Entry(1, one, None, None), Entry(2, other, None, None)) == []


def test_what_the_catalogue_says_are_two_is_not_told():
    one = Entry(1, "Archives Network", None, None)
    assert pairs(one, Entry(2, "Archives Network", None, 1)) == []
    assert pairs(one, Entry(2, "Archives Network", 1, None)) == []
    branches = Entry(3, "North Branch", 1, None), Entry(4, "North Branch", 2, None)
    assert pairs(*branches) == []


def test_the_likeliest_pair_stands_first():
    assert pairs(
        Entry(1, "Society of Archivists", None, None),
        Entry(2, "Music Libraries Forum", None, None),
        Entry(3, "Society of Archivist", None, None),
        Entry(4, "Music Libraries Forum", None, None),
    ) == [
        ("Music Libraries Forum", "Music Libraries Forum"),
        ("Society of Archivists", "Society of Archivist"),
    ]
