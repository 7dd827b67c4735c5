"""What the database refuses about organisations and what they offer."""

import pytest
from django.db.models import F

from catalogue.models import BenefitSkill, Organisation, OrganisationName, Revision, Source
from tests.constraints import assert_refused, constraints_of, twice
from tests.factories import (
    BenefitFactory,
    BenefitKindFactory,
    FeeFactory,
    OrganisationFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def itself(field):
    def write():
        OrganisationFactory()
        Organisation.objects.update(**{field: F("pk")})

    return write


def same_name_twice():
    organisation = OrganisationFactory()
    twice(
        lambda: OrganisationName.objects.create(organisation=organisation, name="A", kind="alias")
    )()


def same_source_twice():
    organisation = OrganisationFactory()
    twice(lambda: Source.objects.create(organisation=organisation, text="A letter"))()


def same_skill_twice():
    benefit, skill = BenefitFactory(), SkillFactory()
    twice(lambda: BenefitSkill.objects.create(benefit=benefit, skill=skill, strength=1))()


WRITES = {
    "organisation_parent_not_itself": itself("parent"),
    "organisation_successor_not_itself": itself("successor"),
    "organisation_merged_into_not_itself": itself("merged_into"),
    "organisation_key_where_public": lambda: OrganisationFactory(owner=UserFactory()),
    "organisation_ror_once": twice(lambda: OrganisationFactory(ror="03yrm5c26")),
    "organisation_kind_known": lambda: OrganisationFactory(kind="club"),
    "organisation_scope_known": lambda: OrganisationFactory(scope="galactic"),
    "organisation_joinable_known": lambda: OrganisationFactory(joinable="maybe"),
    "organisation_status_known": lambda: OrganisationFactory(status="asleep"),
    "organisation_special_category_known": lambda: OrganisationFactory(special_category="secret"),
    "organisationname_once": same_name_twice,
    "organisationname_kind_known": lambda: OrganisationName.objects.create(
        organisation=OrganisationFactory(), name="A", kind="nick"
    ),
    "source_once": same_source_twice,
    "benefitkind_hours_positive": lambda: BenefitKindFactory(hours=0),
    "benefitkind_size_known": lambda: BenefitKindFactory(size="weeks"),
    "benefit_hours_positive": lambda: BenefitFactory(hours=0),
    "benefit_level_known": lambda: BenefitFactory(level="galactic"),
    "benefit_mode_known": lambda: BenefitFactory(mode="post"),
    "benefit_interactivity_known": lambda: BenefitFactory(interactivity="some"),
    "benefit_audience_known": lambda: BenefitFactory(audience="friends"),
    "benefit_basis_known": lambda: BenefitFactory(basis="rumour"),
    "benefitskill_once": same_skill_twice,
    "benefitskill_strength_known": lambda: BenefitFactory(strengths={SkillFactory(): 4}),
    "fee_amount_not_negative": lambda: FeeFactory(amount=-1),
    "fee_period_known": lambda: FeeFactory(period="decade"),
    "revision_one_row": lambda: Revision.objects.create(pk=2),
}


@pytest.mark.parametrize("name", WRITES)
def test_the_database_refuses(name):
    assert_refused(name, WRITES[name])


def test_no_constraint_is_left_out():
    assert set(WRITES) == constraints_of("catalogue")


def test_a_public_organisation_without_a_key():
    assert_refused("organisation_key_where_public", lambda: OrganisationFactory(key=None))
