"""Reading skills and frameworks."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.parse import FrameworkRow, SkillRow, Taxonomy, parse_skills
from people.problems import BadDataError

GOOD = """\
frameworks:
- key: pksb
  version: twelve heads
  name: Knowledge and Skills
  checked: true
  note: null
  headings: [Leading, 'Planning, and more']
areas:
- key: leading
  name: Leading
  summary: Taking responsibility.
  skills:
  - key: chairing
    name: Chairing
    summary: Keeping a meeting on its way.
    facets: [agendas, minutes]
    pksb: ['Planning, and more', Leading]
"""


def test_the_rows():
    assert parse_skills(GOOD.encode()) == Taxonomy(
        frameworks=(
            FrameworkRow(
                key="pksb",
                version="twelve heads",
                name="Knowledge and Skills",
                note="",
                checked=True,
                headings=("Leading", "Planning, and more"),
            ),
        ),
        skills=(
            SkillRow("leading", "Leading", "Taking responsibility.", (), "", {}),
            SkillRow(
                key="chairing",
                name="Chairing",
                summary="Keeping a meeting on its way.",
                facets=("agendas", "minutes"),
                parent="leading",
                headings={"pksb": ("Planning, and more", "Leading")},
            ),
        ),
    )


PKSB = "framework “pksb”, field"
CHAIRING = "area “leading”, skill “chairing”, field"


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        (
            "checked: true",
            "checked: 1",
            [f"line 5, {PKSB} “checked”: must be true or false, not “1”"],
        ),
        (
            "headings: [",
            "headings: [Leading, ",
            [f"line 7, {PKSB} “headings”: “Leading” stands here twice"],
        ),
        ("  version: twelve heads\n", "", [f"line 2, {PKSB} “version”: is missing"]),
        (
            "key: chairing",
            "key: leading",
            [
                (
                    "line 13, area “leading”, skill “leading”, field “key”: “leading” stands in "
                    "line 9 already"
                )
            ],
        ),
        (
            "key: chairing",
            "key: Chair!",
            [
                (
                    "line 13, area “leading”, skill “Chair!”, field “key”: must be small letters, "
                    "digits, _ and -, not “Chair!”"
                )
            ],
        ),
        (
            "[agendas,",
            "[agendas, null,",
            [f"line 16, {CHAIRING} “facets”: must be text, not null"],
        ),
        (
            "[agendas, minutes]",
            "agendas",
            [f"line 16, {CHAIRING} “facets”: must be a list, not “agendas”"],
        ),
        (
            ", Leading]",
            ", Leding]",
            [
                (
                    f"line 17, {CHAIRING} “pksb”: must be one of Leading, Planning, and more, not "
                    "“Leding”"
                )
            ],
        ),
        (
            "summary: Keeping",
            "sumary: Keeping",
            [
                f"line 13, {CHAIRING} “summary”: is missing",
                f"line 15, {CHAIRING} “sumary”: is not a known field",
            ],
        ),
        (
            "name: Chairing",
            "name: [Chairing]",
            [f"line 14, {CHAIRING} “name”: must be text, not a list"],
        ),
        ("name: Chairing", "name: '  '", [f"line 14, {CHAIRING} “name”: must not be empty"]),
    ],
)
def test_what_is_wrong_is_named(old, new, messages):
    assert GOOD.count(old) == 1
    with pytest.raises(BadDataError) as caught:
        parse_skills(GOOD.replace(old, new).encode())
    assert str(caught.value).split("\n") == [f"skills.yaml, {message}" for message in messages]


def test_a_record_that_is_none():
    with pytest.raises(BadDataError, match="line 1, field “areas”: must be a list, not a record"):
        parse_skills(b"areas: {a: 1}\nframeworks: []\n")
    with pytest.raises(BadDataError, match="line 2: must be a record of fields"):
        parse_skills(b"areas:\n- x\nframeworks: []\n")


@given(st.text(max_size=20), st.integers(0, len(GOOD)), st.integers(0, 60))
def test_a_damaged_file_gives_rows_or_the_parsers_own_error(junk, at, dropped):
    with suppress(BadDataError):
        parse_skills((GOOD[:at] + junk + GOOD[at + dropped :]).encode())
