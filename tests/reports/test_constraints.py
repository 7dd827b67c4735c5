"""What the database refuses about reports."""

import pytest
from django.utils import timezone

from reports.models import FeedToken
from tests.constraints import assert_refused, constraints_of
from tests.factories import ReportTemplateFactory, UserFactory

pytestmark = pytest.mark.django_db


def same_name_twice():
    user = UserFactory()
    ReportTemplateFactory(user=user, name="CILIP")
    ReportTemplateFactory(user=user, name="cilip")


WRITES = {
    "reporttemplate_name_once": same_name_twice,
    "feedtoken_events_known": lambda: FeedToken.objects.create(
        user=UserFactory(), events="odd", made_at=timezone.now()
    ),
    "reporttemplate_named": lambda: ReportTemplateFactory(name=""),
}


@pytest.mark.parametrize("name", WRITES)
def test_the_database_refuses(name):
    assert_refused(name, WRITES[name])


def test_two_people_may_call_theirs_the_same():
    ReportTemplateFactory(name="CILIP")
    ReportTemplateFactory(name="CILIP")


def test_no_constraint_is_left_out():
    assert set(WRITES) == constraints_of("reports")
