"""Reading the demo's persona."""

import datetime
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memberships.parse import (
    ExperienceRow,
    GoalRow,
    MembershipRow,
    Persona,
    Words,
    parse_persona,
)
from people.problems import BadDataError

GOOD = """\
persona:
  as_of: 2011-08-11
  home: {place: Swindon, country: GB, region: South West}
  employer: museum
  label: what tells the story is not read
  experience:
  - {type: writing, where: guild, note: keeps a blog}
goals:
- {key: lead, skill: leading, text: Lead, priority: 1, level: null}
- {key: count, skill: budgets, text: Count, priority: 2, level: [national]}
memberships:
- {organisation: guild, kind: personal, role: member, as_written: GUILD, match: certain}
- {organisation: guild, kind: institutional, role: staff, as_written: G, match: inferred, note: why}
uses:
  by_organisation: {museum: fully}
  by_kind: {course: none}
"""
WORDS = Words(
    organisations=["museum", "guild"],
    benefit_kinds=["course"],
    skills=["leading", "budgets"],
    experience=["writing"],
    levels=["local", "national"],
    uses=["none", "fully"],
)


def test_the_persona():
    assert parse_persona(GOOD.encode(), words=WORDS) == Persona(
        as_of=datetime.date(2011, 8, 11),
        town="Swindon",
        country="GB",
        employer="museum",
        experience=(ExperienceRow("writing", "guild", "keeps a blog"),),
        goals=(
            GoalRow("Lead", "leading", 1, ()),
            GoalRow("Count", "budgets", 2, ("national",)),
        ),
        memberships=(
            MembershipRow("guild", "personal", "member", "GUILD", "certain", ""),
            MembershipRow("guild", "institutional", "staff", "G", "inferred", "why"),
        ),
        uses_by_organisation={"museum": "fully"},
        uses_by_kind={"course": "none"},
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "2011-08-11",
            "yesterday",
            "line 2, field “as_of”: must be a date such as 2011-08-11, not “yesterday”",
        ),
        (
            "employer: museum",
            "employer: shop",
            "line 4, field “employer”: must be one of guild, museum, not “shop”",
        ),
        (
            "skill: budgets",
            "skill: sums",
            "line 10, goal “count”, field “skill”: must be one of budgets, leading, not “sums”",
        ),
        (
            "priority: 2",
            "priority: 0",
            (
                "line 10, goal “count”, field “priority”: must be a whole number from 1 to 100, "
                "not “0”"
            ),
        ),
        (
            "kind: institutional",
            "kind: personal",
            (
                "line 13, membership “guild”, field “organisation”: “guild personal” stands in "
                "line 12 already"
            ),
        ),
        (
            "{museum: fully}",
            "{museum: a lot}",
            "line 15, field “museum”: must be one of fully, none, not “a lot”",
        ),
        (
            "{course: none}",
            "{curse: none}",
            "line 16, field “curse”: is not a known field",
        ),
        (
            "uses:\n  by_organisation: {museum: fully}\n  by_kind: {course: none}\n",
            "",
            "line 1, field “uses”: is missing",
        ),
    ],
)
def test_what_is_wrong_is_named(old, new, message):
    assert GOOD.count(old) == 1
    with pytest.raises(BadDataError) as caught:
        parse_persona(GOOD.replace(old, new).encode(), words=WORDS)
    assert f"persona.yaml, {message}" in str(caught.value).split("\n")


@given(
    st.text(alphabet="[]{}:,-&*\n abc12", max_size=15),
    st.integers(0, len(GOOD)),
    st.integers(0, 60),
)
def test_a_damaged_file_gives_a_persona_or_the_parsers_own_error(junk, at, dropped):
    with suppress(BadDataError):
        parse_persona((GOOD[:at] + junk + GOOD[at + dropped :]).encode(), words=WORDS)
