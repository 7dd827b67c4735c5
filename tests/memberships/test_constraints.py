"""What the database refuses about memberships."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from memberships.models import BenefitRating
from tests.constraints import assert_refused, constraints_of, twice
from tests.factories import (
    BenefitFactory,
    BenefitUseFactory,
    ExchangeRateFactory,
    ExpenseFactory,
    ImportBatchFactory,
    ImportRowFactory,
    MembershipFactory,
    OrganisationFactory,
    RoleFactory,
    StaffFactory,
    TermFactory,
    UserFactory,
    WorkplaceFactory,
)

pytestmark = pytest.mark.django_db


def same_membership_twice():
    user, organisation = UserFactory(), OrganisationFactory()
    twice(lambda: MembershipFactory(user=user, organisation=organisation))()


def brought_in_twice():
    user = UserFactory()
    twice(lambda: MembershipFactory(user=user, source="orcid", external_id="1"))()


def same_start_twice():
    membership = MembershipFactory()
    for ends in ("2026-01-01", "2026-12-31"):
        TermFactory(membership=membership, starts="2026-01-01", ends=ends)


def same_rate_twice():
    user = UserFactory()
    twice(lambda: ExchangeRateFactory(user=user, currency="EUR"))()


def same_use_twice():
    user, benefit = UserFactory(), BenefitFactory()
    twice(lambda: BenefitUseFactory(user=user, benefit=benefit))()


def same_staff_twice():
    workplace, user = WorkplaceFactory(), UserFactory()
    twice(lambda: StaffFactory(workplace=workplace, user=user))()


def same_line_twice():
    batch = ImportBatchFactory()
    twice(lambda: ImportRowFactory(batch=batch, line=1))()


WRITES = {
    "importbatch_origin_known": lambda: ImportBatchFactory(origin="letter"),
    "importbatch_state_known": lambda: ImportBatchFactory(state="asleep"),
    "importrow_once_a_line": same_line_twice,
    "importrow_verdict_known": lambda: ImportRowFactory(verdict="perhaps"),
    "importrow_decision_known": lambda: ImportRowFactory(decision="perhaps"),
    "membership_once_a_kind": same_membership_twice,
    "membership_brought_in_once": brought_in_twice,
    "membership_kind_known": lambda: MembershipFactory(kind="friend"),
    "membership_state_known": lambda: MembershipFactory(state="asleep"),
    "membership_keep_reason_known": lambda: MembershipFactory(keep_reason="whim"),
    "membership_activity_known": lambda: MembershipFactory(activity="asleep"),
    "term_once_a_start": same_start_twice,
    "term_ends_after_start": lambda: TermFactory(starts="2026-01-02", ends="2026-01-01"),
    "term_fee_not_negative": lambda: TermFactory(fee=-1),
    "term_within_reason": lambda: TermFactory(ends="9999-12-31"),
    "term_notice_days": lambda: TermFactory(notice_days=3661),
    "term_share": lambda: TermFactory(share=101),
    "term_tax_relief": lambda: TermFactory(tax_relief=-1),
    "term_payer_known": lambda: TermFactory(payer="nobody"),
    "expense_within_reason": lambda: ExpenseFactory(on="1849-12-31"),
    "expense_not_negative": lambda: ExpenseFactory(amount=-1),
    "expense_kind_known": lambda: ExpenseFactory(kind="pleasure"),
    "expense_minutes": lambda: ExpenseFactory(minutes=10081),
    "expense_share": lambda: ExpenseFactory(share=101),
    "expense_payer_known": lambda: ExpenseFactory(payer="nobody"),
    "rate_once_a_currency": same_rate_twice,
    "rate_within_reason": lambda: ExchangeRateFactory(rate="1000000.5"),
    "rate_of_another_currency": lambda: ExchangeRateFactory(currency="GBP"),
    "role_ends_after_start": lambda: RoleFactory(
        starts=datetime.date(2026, 1, 2), ends=datetime.date(2026, 1, 1)
    ),
    "benefituse_once": same_use_twice,
    "benefituse_known": lambda: BenefitUseFactory(use=4),
    "benefituse_own_reach": lambda: BenefitUseFactory(own_reach=2),
    "benefitrating_stars": lambda: BenefitRating.objects.create(
        user=UserFactory(), benefit=BenefitFactory(), stars=6
    ),
    "staff_once": same_staff_twice,
    "staff_role_known": lambda: StaffFactory(role="boss"),
}


@pytest.mark.parametrize("name", WRITES)
def test_the_database_refuses(name):
    assert_refused(name, WRITES[name])


def test_no_constraint_is_left_out():
    assert set(WRITES) == constraints_of("memberships")


def test_postgresql_refuses_an_overlap_itself():
    membership = MembershipFactory()
    TermFactory(membership=membership, starts="2026-01-01", ends="2026-12-31")
    later = {"membership": membership, "starts": "2026-12-31", "ends": "2027-12-30"}
    if connection.vendor == "sqlite":
        assert TermFactory(**later).pk  # the service alone refuses it there
        return
    with pytest.raises(IntegrityError, match="term_no_overlap"), transaction.atomic():
        TermFactory(**later)


def test_what_was_removed_is_in_nobodys_way():
    user, organisation = UserFactory(), OrganisationFactory()
    for state in ("removed", "held", "removed"):
        MembershipFactory(user=user, organisation=organisation, state=state)
    assert user.memberships.count() == 3
