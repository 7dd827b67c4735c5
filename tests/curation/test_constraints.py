"""What the database refuses about suggestions and merges."""

from datetime import timedelta

import pytest
from django.utils import timezone

from curation.models import MergedRow
from tests.constraints import assert_refused, constraints_of, twice
from tests.factories import MergeFactory, OrganisationFactory, SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db


def twice_for_one():
    user, organisation = UserFactory(), OrganisationFactory()
    for _ in range(2):
        SuggestionFactory(suggester=user, organisation=organisation, purpose="correction")


def gone_twice():
    gone = OrganisationFactory()
    twice(lambda: MergeFactory(gone=gone))()


def written_twice():
    merge = MergeFactory()
    row = {"merge": merge, "model": "catalogue.fee", "row": 1, "after": "x"}
    twice(lambda: MergedRow.objects.create(**row))()


def merged_with_itself():
    organisation = OrganisationFactory()
    MergeFactory(kept=organisation, gone=organisation)


WRITES = {
    "merge_of_two": merged_with_itself,
    "merge_stands_once": gone_twice,
    "merge_undone_afterwards": lambda: MergeFactory(undone_at=timezone.now() - timedelta(days=1)),
    "mergedrow_once": written_twice,
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


def test_what_was_undone_can_be_merged_again():
    undone = MergeFactory(undone_at=timezone.now() + timedelta(seconds=1))
    MergeFactory(gone=undone.gone)
