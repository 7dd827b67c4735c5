"""Reading kinds of benefit and organisations."""

import dataclasses
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.models import Benefit, Fee, Organisation, Source
from catalogue.parse import (
    BenefitKindRow,
    BenefitRow,
    FeeRow,
    Kinds,
    Words,
    parse_kinds,
    parse_organisations,
)
from goals.parse import ExperienceKindRow
from people.problems import BadDataError
from tests.catalogue.files import KINDS, ORGANISATIONS

SIZES = ["days", "term"]
WORDS = Words(
    organisation_kinds=["professional_body", "special_interest_group"],
    scopes=["national", "regional"],
    joinable=["anyone", "closed"],
    statuses=["active", "merged"],
    special_categories=["union"],
    benefit_kinds=["conference", "committee_role"],
    modes=["face_to_face", "hybrid"],
    interactivities=["passive", "interactive"],
    audiences=["anyone", "members", "personal_members"],
    bases=["sourced", "general_knowledge"],
    periods=["year", "once"],
    skills=["leading", "chairing", "budgets"],
    experience=["member", "writing", "speaking"],
)
GUILD = "organisation “guild”"
OLD = "organisation “old_guild”"


def test_kinds():
    assert parse_kinds(KINDS.encode(), sizes=SIZES) == Kinds(
        benefits=(
            BenefitKindRow("conference", "Conference", Decimal(16), "days", (), ()),
            BenefitKindRow(
                key="committee_role",
                label="Committee role",
                hours=Decimal("40.5"),
                size="term",
                requires=(("writing", "speaking"),),
                gives=("speaking",),
            ),
        ),
        experience=(
            ExperienceKindRow("member", "A member"),
            ExperienceKindRow("writing", "Written for others"),
            ExperienceKindRow("speaking", "Spoken in public"),
        ),
    )


def test_an_organisation():
    guild, old = parse_organisations(ORGANISATIONS.encode(), words=WORDS)
    assert (guild.key, guild.short_name, guild.parent, guild.evidence_year) == (
        "guild",
        "GoL",
        "",
        2025,
    )
    assert (old.parent, old.successor, old.special_category) == ("guild", "guild", "union")
    assert (old.see_instead, old.short_name, old.evidence_year) == (("guild",), "", None)
    assert guild.sources == ("https://guild.example.org/about",)


def test_a_fee():
    guild, _ = parse_organisations(ORGANISATIONS.encode(), words=WORDS)
    assert guild.fees == (
        FeeRow(
            key="full-member/2010",
            grade="Full member",
            amount=Decimal(184),
            currency="GBP",
            period="year",
            year=2010,
            source="https://guild.example.org/fees",
        ),
    )


def test_benefits():
    guild, _ = parse_organisations(ORGANISATIONS.encode(), words=WORDS)
    conference = BenefitRow(
        key="conference",
        kind="conference",
        title="Yearly conference",
        mode="face_to_face",
        interactivity="interactive",
        skills={"chairing": 2, "budgets": 2},
        requires=("none",),
        gives=("speaking",),
        hours=None,
        frequency="yearly",
        audience="anyone",
        basis="sourced",
    )
    committee = BenefitRow(
        key="committee_role",
        kind="committee_role",
        title="Committee posts",
        mode="hybrid",
        interactivity="interactive",
        skills={"chairing": 3},
        requires=("member", "writing"),
        gives=(),
        hours=Decimal("12.5"),
        frequency="",
        audience="personal_members",
        basis="general_knowledge",
    )
    assert guild.benefits == (conference, committee)


def test_who_may_use_what_asks_for_something():
    text = ORGANISATIONS.replace("    audience: personal_members\n", "")
    guild, _ = parse_organisations(text.encode(), words=WORDS)
    assert [benefit.audience for benefit in guild.benefits] == ["anyone", "members"]


CONFERENCE = f"{GUILD}, benefit “conference”, field"
COMMITTEE = f"{GUILD}, benefit “committee_role”, field"
FEE = f"{GUILD}, fee “Full member”, field"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("amount: 184", "amount: -1", f"line 16, {FEE} “amount”: must not be negative, but is -1"),
        ("amount: 184", "amount: .nan", f"line 16, {FEE} “amount”: must be a number, not “.nan”"),
        ("amount: 184", "amount: true", f"line 16, {FEE} “amount”: must be a number, not true"),
        (
            "amount: 184",
            "amount: 1.999",
            f"line 16, {FEE} “amount”: may have 7 digits and 2 decimal places, not 1.999",
        ),
        (
            "currency: GBP",
            "currency: pounds",
            f"line 17, {FEE} “currency”: must be 3 capital letters, not “pounds”",
        ),
        (
            "period: year",
            "period: decade",
            f"line 18, {FEE} “period”: must be one of once, year, not “decade”",
        ),
        (
            "strength: 3",
            "strength: 7",
            f"line 40, {COMMITTEE} “strength”: must be a whole number from 1 to 3, not “7”",
        ),
        (
            "strength: 3",
            "strength: true",
            f"line 40, {COMMITTEE} “strength”: must be a whole number from 1 to 3, not true",
        ),
        (
            "skills: [chairing]",
            "skills: [chairng]",
            (
                f"line 39, {COMMITTEE} “skills”: must be one of budgets, chairing, leading, not "
                "“chairng”"
            ),
        ),
        (
            "kind: conference",
            "kind: congress",
            (
                f"line 23, {CONFERENCE} “kind”: must be one of committee_role, conference, not "
                "“congress”"
            ),
        ),
        (
            "[none]",
            "[none, member]",
            f"line 29, {CONFERENCE} “experience_required”: must be [none] or a list of other words",
        ),
        (
            "[none]",
            "[]",
            f"line 29, {CONFERENCE} “experience_required”: must be [none] or a list of other words",
        ),
        (
            "hours_per_year: 12.5",
            "hours_per_year: 0",
            f"line 43, {COMMITTEE} “hours_per_year”: must be more than 0, or null",
        ),
        (
            "- key: committee_role",
            "- key: conference",
            (
                f"line 34, {GUILD}, benefit “conference”, field “key”: “conference” stands in "
                "line 22 already"
            ),
        ),
        (
            "- key: old_guild",
            "- key: guild",
            f"line 52, {GUILD}, field “key”: “guild” stands in line 2 already",
        ),
        (
            "parent: guild",
            "parent: gild",
            f"line 56, {OLD}, field “parent”: there is no organisation “gild”",
        ),
        (
            "parent: guild",
            "parent: old_guild",
            f"line 56, {OLD}, field “parent”: must not be the organisation itself",
        ),
        (
            "parent: null",
            "parent: old_guild",
            f"line 6, {GUILD}, field “parent”: these stand in a circle: guild → old_guild → guild",
        ),
        (
            "successor: null",
            "successor: old_guild",
            (
                f"line 13, {GUILD}, field “successor”: these stand in a circle: guild → "
                "old_guild → guild"
            ),
        ),
        (
            "see_instead: [guild]",
            "see_instead: [gild]",
            f"line 70, {OLD}, field “see_instead”: there is no organisation “gild”",
        ),
        (
            "note: Closed",
            "nota: Closed",
            f"line 69, {OLD}, field “nota”: is not a known field",
        ),
        (
            "note: null",
            f"note: {'x' * 10_000_000}",
            (
                f"line 50, {GUILD}, field “note”: has 10,000,000 characters; at most 10,000 are "
                "allowed"
            ),
        ),
        (
            "country: GB\n  place: Swindon",
            "country: GBR\n  place: Swindon",
            f"line 8, {GUILD}, field “country”: must be 2 capital letters, not “GBR”",
        ),
        (
            "as_of: 2025",
            "as_of: 20250",
            (
                f"line 49, {GUILD}, field “as_of”: must be a whole number from 1800 to 2200, not "
                "“20250”"
            ),
        ),
    ],
    ids=lambda value: value[:30],
)
def test_what_is_wrong_is_named_with_line_record_and_field(old, new, message):
    assert ORGANISATIONS.count(old) == 1
    with pytest.raises(BadDataError) as caught:
        parse_organisations(ORGANISATIONS.replace(old, new).encode(), words=WORDS)
    assert f"organisations.yaml, {message}" in str(caught.value).split("\n")


def test_two_fees_of_one_grade_and_year():
    start, end = ORGANISATIONS.index("  - tier"), ORGANISATIONS.index("  benefits")
    text = ORGANISATIONS[:end] + ORGANISATIONS[start:]
    with pytest.raises(BadDataError, match=r"line 21, .*: “full-member/2010” stands in line 15"):
        parse_organisations(text.encode(), words=WORDS)


def test_everything_wrong_is_said_at_once_in_the_order_of_lines():
    text = ORGANISATIONS.replace("strength: 3", "strength: 0").replace("amount: 184", "amount: -2")
    with pytest.raises(BadDataError) as caught:
        parse_organisations(text.encode(), words=WORDS)
    assert [(problem.line, problem.field) for problem in caught.value.problems] == [
        (16, "amount"),
        (40, "strength"),
    ]


def test_an_unknown_word_among_many_gets_a_suggestion():
    many = [f"skill_{number}" for number in range(20)]
    words = dataclasses.replace(WORDS, skills=[*many, "chairing", "budgets"])
    text = ORGANISATIONS.replace("skills: [chairing]", "skills: [chairng]")
    with pytest.raises(BadDataError, match="“chairng” is not known; is it “chairing”"):
        parse_organisations(text.encode(), words=words)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "hours: 16",
            "hours: 0",
            "line 2, kind “conference”, field “hours”: must be more than 0",
        ),
        (
            "[[writing, speaking]]",
            "[[writing, dancing]]",
            (
                "line 7, kind “committee_role”, field “requires”: must be one of member, speaking, "
                "writing, not “dancing”"
            ),
        ),
        (
            "[[writing, speaking]]",
            "[[]]",
            "line 7, kind “committee_role”, field “requires”: must not hold an empty list",
        ),
        (
            "[[writing, speaking]]",
            "[writing]",
            "line 7, kind “committee_role”, field “requires”: must be a list, not “writing”",
        ),
        (
            "size: term",
            "size: years",
            "line 6, kind “committee_role”, field “size”: must be one of days, term, not “years”",
        ),
        (
            "key: speaking",
            "key: writing",
            "line 12, experience “writing”, field “key”: “writing” stands in line 11 already",
        ),
    ],
)
def test_what_is_wrong_with_a_kind(old, new, message):
    assert KINDS.count(old) == 1
    with pytest.raises(BadDataError) as caught:
        parse_kinds(KINDS.replace(old, new).encode(), sizes=SIZES)
    assert f"benefit_kinds.yaml, {message}" in str(caught.value).split("\n")


@given(
    st.text(alphabet="[]{}:,-&*!|>'\"# \nabc12~", max_size=15),
    st.integers(0, len(ORGANISATIONS)),
    st.integers(0, 80),
)
def test_a_damaged_file_gives_rows_or_the_parsers_own_error(junk, at, dropped):
    with suppress(BadDataError):
        text = ORGANISATIONS[:at] + junk + ORGANISATIONS[at + dropped :]
        parse_organisations(text.encode(), words=WORDS)


@given(st.data())
def test_a_field_of_any_other_shape_gives_the_parsers_own_error(data):
    lines = ORGANISATIONS.splitlines()
    numbers = [number for number, line in enumerate(lines) if ": " in line]
    number = data.draw(st.sampled_from(numbers))
    value = data.draw(st.sampled_from(["null", "[]", "{}", "[[]]", "-1", "1.5", "true", "x", "''"]))
    lines[number] = f"{lines[number].split(': ')[0]}: {value}"
    with suppress(BadDataError):
        parse_organisations("\n".join(lines).encode(), words=WORDS)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("  name: Guild of Librarians", Organisation._meta.get_field("name")),
        ("  short_name: GoL", Organisation._meta.get_field("short_name")),
        ("  place: Swindon", Organisation._meta.get_field("place_text")),
        ("  website: guild.example.org", Organisation._meta.get_field("website")),
        ("  - tier: Full member", Fee._meta.get_field("grade")),
        ("    source: https://guild.example.org/fees", Fee._meta.get_field("source")),
        ("    title: Yearly conference", Benefit._meta.get_field("title")),
        ("    frequency: yearly", Benefit._meta.get_field("frequency")),
        ("  - https://guild.example.org/about", Source._meta.get_field("text")),
    ],
)
def test_texts_are_as_long_as_their_columns(line, field):
    assert ORGANISATIONS.count(f"{line}\n") == 1
    start = line[: -len(line.split(maxsplit=2 if "- tier" in line else 1)[-1])]
    longest = ORGANISATIONS.replace(line, start + "x" * field.max_length)
    parse_organisations(longest.encode(), words=WORDS)
    with pytest.raises(BadDataError, match=f"at most {field.max_length} are allowed"):
        parse_organisations(longest.replace("xxx", "xxxx", 1).encode(), words=WORDS)
