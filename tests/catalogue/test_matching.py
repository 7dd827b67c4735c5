"""Which organisation is meant by what somebody wrote?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.choices import NameKind
from catalogue.matching import Entry, Matcher, load_matcher
from catalogue.models import Organisation, OrganisationName
from tests.factories import OrganisationFactory, UserFactory

ENTRIES = {
    "guild": Entry(1, ("Guild of Readers", "GoR"), "GoR", None, None),
    "chapter": Entry(2, ("GoR North (Northern Chapter of the Guild of Readers)",), "", 1, None),
    "division": Entry(3, ("GoR Teaching & Learning Division", "GTLD"), "GTLD", 1, None),
    "old": Entry(4, ("Book Collectors' Society", "BC&S"), "BC&S", None, 5),
    "new": Entry(
        5, ("Society for the Book", "Book Collectors' Society", "SFTB"), "SFTB", None, None
    ),
    "union_uk": Entry(6, ("Union of Binders (UK)", "UB (UK)"), "UB (UK)", None, None),
    "forum": Entry(7, ("Five Counties Training Consortium", "CPD5"), "CPD5", None, None),
    "north": Entry(8, ("Reading Circle",), "", None, None),
    "south": Entry(9, ("Reading Circle",), "", None, None),
}
KEYS = {entry.pk: key for key, entry in ENTRIES.items()}
MATCHER = Matcher(ENTRIES.values())


def sure(*texts, belonging=()):
    found = MATCHER.find_sure(texts, belonging=[ENTRIES[key].pk for key in belonging])
    return {text: KEYS[pk] for text, pk in found.items()}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("guild of readers", "guild"),
        ("The GUILD of Réaders", "guild"),
        ("GOR", "guild"),
        ("Guild of Readers (GoR)", "guild"),
        ("G.T.L.D.", "division"),
        ("BCS", "old"),
        ("the B.C.S.", "old"),
        ("bc & s", "old"),
        ("Book Collectors’ Soc.", "old"),  # what took its place had the name too, later
        ("Union of Binders", "union_uk"),
        ("UB (UK)", "union_uk"),
        ("GoR Northern Chapter", "chapter"),
        ("the teaching and learning division of the Guild of Readers", "division"),
        ("CPD5 training forum", "forum"),
    ],
)
def test_a_name_that_leaves_no_doubt(text, key):
    assert sure(text) == {text: key}


@pytest.mark.parametrize(
    "text",
    [
        "Northern Chapter",  # of what?
        "Reading Circle",  # which of the two?
        "GoR group",  # one of its groups, perhaps
        "GoR (South)",
        "Guild of Writers",
        "Binders",
        "UK",
        "Readers",
        "",
        "(",
        "of the",
    ],
)
def test_what_leaves_doubt_is_never_sure(text):
    assert sure(text) == {}


def test_a_comma_is_part_of_a_name_only_where_it_stands_in_it():
    comma = Matcher(
        [*ENTRIES.values(), Entry(10, ("Readers, Writers and Binders",), "", None, None)]
    )
    assert comma.knows("readers, writers & binders")
    assert not comma.knows("GoR, Northern Chapter")
    assert comma.knows("GoR Northern Chapter")


def test_a_group_is_sure_once_its_organisation_is_on_the_list():
    texts = ["Northern Chapter", "Teaching & Learning Division", "GoR"]
    assert sure(*texts) == dict(zip(texts, ["chapter", "division", "guild"], strict=True))


def test_a_group_is_sure_where_its_organisation_is_held():
    assert sure("northern chapter", belonging=["guild"]) == {"northern chapter": "chapter"}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Guild of Raeders", ["guild"]),
        ("several local reading circles", ["north", "south"]),
        ("GTLF", ["division"]),
        ("Northern chapter", ["chapter"]),
        ("Reading Circle", ["north", "south"]),
        ("Swimming Club", []),
        ("", []),
    ],
)
def test_what_may_be_meant_is_asked(text, keys):
    assert [KEYS[pk] for pk in MATCHER.find_likely(text)] == keys


def test_who_took_its_place_is_known_also_in_a_circle():
    first = Entry(1, ("First",), "", None, 2)
    second = Entry(2, ("Second",), "", None, 1)
    assert MATCHER.successors(4) == (5,)
    assert Matcher([first, second]).successors(1) == (2,)


@given(st.text(max_size=60))
def test_whatever_is_written_is_read(text):
    assert not MATCHER.knows(text) or text in MATCHER.find_sure([text])
    assert len(MATCHER.find_likely(text)) <= 5


@pytest.mark.django_db
def test_the_catalogue_as_one_person_sees_it(django_assert_num_queries):
    user, stranger = UserFactory(), UserFactory()
    kept = OrganisationFactory(name="Guild of Readers", short_name="GoR")
    OrganisationFactory(name="Readers' Guild", merged_into=kept)
    OrganisationName.objects.create(organisation=kept, name="Book Club", kind=NameKind.FORMER)
    own = OrganisationFactory(name="Our own circle", key=None, owner=user)
    OrganisationFactory(name="Their own circle", key=None, owner=stranger)
    texts = ["gor", "Readers’ Guild", "Book Club", "Our own circle", "Their own circle"]
    with django_assert_num_queries(2):
        matcher = load_matcher(user=user)
    assert matcher.find_sure(texts) == {
        "gor": kept.pk, "Readers’ Guild": kept.pk, "Book Club": kept.pk, "Our own circle": own.pk,
    }  # fmt: skip
    assert Organisation.objects.count() == 4
