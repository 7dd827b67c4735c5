"""What if somebody brings in a whole file? Every page that counts with all of it still answers."""

import pytest
from django.urls import reverse

from engine.check import MOST_OWNERS
from memberships.confirming import add_batch
from memberships.importing import match_next, start_from_file
from memberships.services import MOST_HELD
from memberships.sheets import MOST_ROWS, parse_sheet
from tests.factories import GoalFactory, SkillFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGES = [
    reverse(name)
    for name in (
        "evaluation:overview",
        "evaluation:costs",
        "evaluation:questions",
        "evaluation:joining",
        "evaluation:problem",
        "memberships:list",
        "memberships:guide_activity",
    )
]


def test_what_one_may_bring_in_hold_and_compare_fits_the_engine():
    assert MOST_ROWS < MOST_HELD
    assert MOST_HELD <= MOST_OWNERS


def test_two_thousand_memberships_are_evaluated(client):
    user = UserFactory()
    client.force_login(user)
    GoalFactory(user=user, for_skills=[SkillFactory()])
    text = "organisation\n" + "".join(f"Evening of letter {n}\n" for n in range(MOST_ROWS))
    batch = start_from_file(user=user, name="a.csv", sheet=parse_sheet(text.encode()))
    while match_next(batch=batch):
        pass
    add_batch(batch=batch)
    assert {page: client.get(page).status_code for page in PAGES} == dict.fromkeys(PAGES, 200)
