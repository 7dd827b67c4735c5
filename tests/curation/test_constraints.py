"""What the database refuses about suggestions."""

import pytest
from django.utils import timezone

from tests.constraints import assert_refused, constraints_of
from tests.factories import OrganisationFactory, SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db


def twice_for_one():
    user, organisation = UserFactory(), OrganisationFactory()
    for _ in range(2):
        SuggestionFactory(suggester=user, organisation=organisation, purpose="correction")


WRITES = {
    "suggestion_purpose_known": lambda: SuggestionFactory(
        purpose="joke", organisation=OrganisationFactory()
    ),
    "suggestion_state_known": lambda: SuggestionFactory(state="asleep"),
    "suggestion_of_an_organisation": lambda: SuggestionFactory(organisation=OrganisationFactory()),
    "suggestion_declined_for_a_reason": lambda: SuggestionFactory(
        state="declined", decided_at=timezone.now()
    ),
    "suggestion_accepted_for_an_entry": lambda: SuggestionFactory(
        state="accepted", decided_at=timezone.now()
    ),
    "suggestion_decided_at_a_time": lambda: SuggestionFactory(decided_at=timezone.now()),
    "suggestion_open_once": twice_for_one,
}


@pytest.mark.parametrize("name", WRITES)
def test_the_database_refuses(name):
    assert_refused(name, WRITES[name])


def test_no_constraint_is_left_out():
    assert set(WRITES) == constraints_of("curation")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("suggestion_of_an_organisation", {"purpose": "correction"}),
        ("suggestion_declined_for_a_reason", {"reason": "Because"}),
        ("suggestion_decided_at_a_time", {"state": "declined", "reason": "Because"}),
    ],
)
def test_the_other_half_of_it(name, wrong):
    assert_refused(name, lambda: SuggestionFactory(**wrong))


def test_an_open_one_has_no_outcome():
    write = lambda: SuggestionFactory(outcome=OrganisationFactory())  # noqa: E731
    assert_refused("suggestion_accepted_for_an_entry", write)
