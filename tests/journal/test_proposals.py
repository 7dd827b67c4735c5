"""What an entry may have changed: the rules, by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.benefits import USE_SHARES
from journal.choices import EntryType
from journal.proposals import BENEFIT_KINDS, EXPERIENCE_KINDS, is_more, types_using, use_of
from memberships.choices import Use

NEVER = {"member", "registered", "manager", "employer_staff", "employer_nomination", "invitation"}


@pytest.mark.parametrize(
    ("minutes", "hours", "use"),
    [
        (0, "12", Use.NONE),
        (1, "12", Use.NOW_AND_THEN),
        (360, "12", Use.NOW_AND_THEN),
        (361, "12", Use.OFTEN),
        (540, "12", Use.OFTEN),
        (600, "12", Use.OFTEN),
        (601, "12", Use.FULLY),
        (6000, "12", Use.FULLY),
        (3, "0.1", Use.NOW_AND_THEN),
    ],
)
def test_what_so_much_time_says(minutes, hours, use):
    assert use_of(minutes=minutes, hours=Decimal(hours)) == use


@given(st.integers(1, 1000), st.integers(1, 100))
def test_the_answer_is_the_nearest_that_the_evaluation_knows_but_none(minutes, hours):
    share = min(minutes / (hours * 60), 1)
    nearest = min(abs(share - USE_SHARES[use]) for use in Use if use != Use.NONE)
    answer = use_of(minutes=minutes, hours=Decimal(hours))
    assert abs(share - USE_SHARES[answer]) == pytest.approx(nearest, abs=1e-9)


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 100))
def test_more_time_is_never_less_use(some, more, hours):
    uses = [use_of(minutes=each, hours=Decimal(hours)) for each in (some, some + more)]
    assert uses == sorted(uses)


@pytest.mark.parametrize(
    ("use", "than", "more"),
    [
        (Use.OFTEN, None, True),
        (Use.OFTEN, Use.NOW_AND_THEN, True),
        (Use.OFTEN, Use.OFTEN, False),
        (Use.OFTEN, Use.FULLY, False),
    ],
)
def test_only_more_is_proposed(use, than, more):
    assert is_more(use, than=than) is more


def test_types_and_kinds_of_the_tables_are_known(demo, db):
    from catalogue.models import BenefitKind
    from goals.models import ExperienceKind

    benefits = set(BenefitKind.objects.values_list("key", flat=True))
    assert {kind for kinds in BENEFIT_KINDS.values() for kind in kinds} <= benefits
    assert set(EXPERIENCE_KINDS.values()) <= set(
        ExperienceKind.objects.values_list("key", flat=True)
    )
    assert (BENEFIT_KINDS.keys() | EXPERIENCE_KINDS.keys()) <= set(EntryType.values)


def test_no_entry_is_what_is_not_done():
    assert not NEVER & set(EXPERIENCE_KINDS.values())


def test_types_that_use_a_kind():
    assert types_using("mentoring") == ("mentoring", "being_mentored")
    assert types_using("job_board") == ("reading",)
    assert types_using("award_bursary") == ()
