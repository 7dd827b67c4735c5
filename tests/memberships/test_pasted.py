"""Which names stand in a text that somebody pasted?"""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memberships.pasted import Pasted, PastedName, Skipped, parse_names

KNOWN = {
    "cilip", "cdg", "cilip, cdg", "lirg", "sla", "ifla", "ara", "archives and records association",
    "core: leadership, infrastructure, futures", "nlpn, a network for new professionals",
    "library and information research group", "sla (uk)", "libraries connected", "facebook",
    "public libraries 2030", "thanks for the books",
}  # fmt: skip


def knows(text):
    return text.lower() in KNOWN


def names(text):
    return [name.text for name in parse_names(text, knows=knows).names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CILIP\nSLA", ["CILIP", "SLA"]),
        ("- CILIP\n* SLA\n• IFLA\n1. ARA\n2) CDG\na) LIRG\n[x] Guild",
         ["CILIP", "SLA", "IFLA", "ARA", "CDG", "LIRG", "Guild"]),
        ("> > CILIP\n> - SLA", ["CILIP", "SLA"]),
        ("CILIP, SLA, IFLA and ARA.", ["CILIP", "SLA", "IFLA", "ARA"]),
        ("CILIP; SLA\tIFLA | ARA / CDG", ["CILIP", "SLA", "IFLA", "ARA", "CDG"]),
        ("CILIP and SLA", ["CILIP", "SLA"]),
        ("• CILIP • SLA (UK) • IFLA", ["CILIP", "SLA (UK)", "IFLA"]),
        ("Guild (CDG, LIRG) and SLA", ["Guild", "CDG", "LIRG", "SLA"]),
        ("CILIP, CDG, LIRG", ["CILIP", "CDG", "LIRG"]),  # “CILIP, CDG” is known as one, too
        ("I am in CILIP; also SLA. We joined IFLA.\nBest,\nA. Reader", ["CILIP", "SLA", "IFLA"]),
        ("Archives and Records Association, SLA", ["Archives and Records Association", "SLA"]),
        ("Friends and Readers", ["Friends and Readers"]),
        ("SLA, Friends of the Library and CILIP", ["SLA", "Friends of the Library", "CILIP"]),
        ("Core: Leadership, Infrastructure, Futures",
         ["Core: Leadership, Infrastructure, Futures"]),
        ("SLA, NLPN, a network for new professionals, ARA",
         ["SLA", "NLPN, a network for new professionals", "ARA"]),
        ("CILIP (CDG, LIRG), SLA", ["CILIP", "CDG", "LIRG", "SLA"]),
        ("CILIP (Scotland)", ["CILIP (Scotland)"]),
        ("SLA (UK)", ["SLA (UK)"]),
        ("I belong to CILIP and SLA.", ["CILIP", "SLA"]),
        ("I am also a member of the Guild", ["the Guild"]),
        ("“CILIP”", ["CILIP"]),
        ("Public Libraries Assoc.", ["Public Libraries Assoc"]),
        ("Public Libraries 2030", ["Public Libraries 2030"]),
        ("23 Things", ["23 Things"]),
        ("", []),
        ("\n \n--\n", []),
    ],
)  # fmt: skip
def test_one_name_an_item(text, expected):
    assert names(text) == expected


LETTER = """\
From: A reader <reader@example.org>
Subject: What I belong to
Hi there,

I hope that this finds you well and that the summer has been kind to you and yours.
Personal memberships:
CILIP (since 2009)
- SLA – lapsed
Through work: IFLA, ARA, until 2011
Online profiles
Facebook

Best wishes,
A reader
Guild of Readers, Reading Town
> CDG
"""


def test_a_whole_letter_with_what_it_says_of_kind_and_dates():
    assert parse_names(LETTER, knows=knows) == Pasted(
        names=(
            PastedName(7, "CILIP", "personal", "since 2009"),
            PastedName(8, "SLA", "personal", "lapsed"),
            PastedName(9, "IFLA", "employer"),
            PastedName(9, "ARA", "employer", "until 2011"),
            PastedName(11, "Facebook", "profile"),
            PastedName(16, "CDG", "profile"),
        ),
        skipped=(
            Skipped(1, "From: A reader <reader@example.org>"),
            Skipped(2, "Subject: What I belong to"),
            Skipped(3, "Hi there,"),
            Skipped(
                5,
                "I hope that this finds you well and that the summer has been kind to you"
                " and yours.",
            ),
            Skipped(6, "Personal memberships:"),
            Skipped(9, "Through work:"),
            Skipped(10, "Online profiles"),
            Skipped(13, "Best wishes,"),
            Skipped(14, "A reader"),
            Skipped(15, "Guild of Readers, Reading Town"),
        ),
    )


WRITTEN = st.text(
    alphabet=st.sampled_from("CILPcilp AND and,;:()->*1.\n\t–since 2009\x00\u2028é"), max_size=200
)


@given(st.one_of(WRITTEN, st.text(max_size=200)))
def test_whatever_is_pasted_is_read_and_nothing_is_invented(text):
    pasted = parse_names(text, knows=knows)
    lines = [re.sub(r"[^\S\t]+", " ", line) for line in text.splitlines()]
    for name in pasted.names:
        assert name.text in lines[name.line - 1]
        assert any(char.isalnum() for char in name.text)
    for skipped in pasted.skipped:
        assert skipped.text in lines[skipped.line - 1]


@given(st.lists(st.from_regex(r"[A-Z][a-z]{3,9} (Circle|Forum)", fullmatch=True), max_size=20))
def test_a_name_a_line_comes_back_as_it_was(written):
    assert names("\n".join(written)) == written


@given(WRITTEN)
def test_every_word_but_list_marks_is_shown(text):
    pasted = parse_names(text, knows=knows)
    parts: list[PastedName | Skipped] = [*pasted.names, *pasted.skipped]
    for number, line in enumerate(text.splitlines(), start=1):
        shown = Counter(
            word
            for part in parts
            if part.line == number
            for word in re.findall(r"\w+", f"{part.text} {getattr(part, 'note', '')}")
        )
        lost = Counter(re.findall(r"\w+", line)) - shown
        assert all(word.lower() in {"and", "plus"} or len(word) <= 3 for word in lost)


def test_a_very_long_line_is_read_quickly():
    assert len(names(", ".join(["Reading Circle"] * 5000))) == 5000


@pytest.mark.parametrize(
    "text",
    [
        "a" + " " * 90_000 + "b", "@" * 90_000 + " x", "x(" + "a," * 40_000, "a," * 45_000,
        "(a,b)" * 15_000, "Foo (a,b) " * 9_000, "of " * 30_000, "(" * 90_000, "(a," * 30_000,
    ],
)  # fmt: skip
def test_no_text_is_read_twice_over_and_over(text):
    """Each would take minutes if something in it were looked at again for every letter."""
    assert parse_names(text, knows=knows) is not None


def test_a_heading_before_a_dash():
    pasted = parse_names("Through work - IFLA, ARA\nCILIP - since 2009", knows=knows)
    assert [(name.text, name.kind) for name in pasted.names] == [
        ("IFLA", "employer"),
        ("ARA", "employer"),
        ("CILIP", ""),
    ]
