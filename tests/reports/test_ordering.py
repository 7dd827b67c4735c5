"""Parts of a report, chosen and moved."""

import pytest

from reports.choices import CpdPart
from reports.ordering import move, read_parts, with_the_rest

ENTRIES, STEPS, PLAN = CpdPart.ENTRIES, CpdPart.STEPS, CpdPart.PLAN
THREE = (ENTRIES, STEPS, PLAN)


@pytest.mark.parametrize(
    ("part", "step", "moved"),
    [
        (STEPS, -1, (STEPS, ENTRIES, PLAN)),
        (STEPS, 1, (ENTRIES, PLAN, STEPS)),
        (ENTRIES, -1, THREE),
        (PLAN, 1, THREE),
        (CpdPart.SUMMARY, 1, THREE),
    ],
)
def test_a_part_moves_by_a_place(part, step, moved):
    assert move(THREE, part, step) == moved


def test_words_that_are_no_parts_are_passed_over():
    assert read_parts(["plan", "nothing", "entries", "plan", ""]) == (PLAN, ENTRIES)


def test_the_others_follow_as_usual():
    assert with_the_rest((PLAN, ENTRIES))[:4] == (PLAN, ENTRIES, CpdPart.SUMMARY, STEPS)
    assert sorted(with_the_rest((PLAN,))) == sorted(CpdPart)
