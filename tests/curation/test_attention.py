"""What needs a curator's attention, and what curators are told of members."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Organisation
from catalogue.roles import Role, give_role
from catalogue.services import raise_revision
from curation.attention import list_concerns
from curation.members import with_members
from tests.factories import (
    BenefitFactory,
    FeeFactory,
    MembershipFactory,
    OrganisationFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
YEAR = timezone.localdate().year


@pytest.fixture
def curator(client):
    user = UserFactory()
    give_role(user=user, role=Role.CURATOR)
    client.force_login(user)
    return client


def well_kept(**values):
    """An organisation that needs nobody's attention."""
    organisation = OrganisationFactory(checked_on=TODAY(), **values)
    BenefitFactory(organisation=organisation, strengths={SkillFactory(): 2})
    return organisation


def told():
    """What is told, but not the concerns that are nobody's."""
    return {
        concern.anchor: [(line.name, line.why) for line in concern.lines]
        for concern in list_concerns()
        if concern.count
    }


def test_what_is_well_kept_needs_nothing():
    well_kept(name="Archives")
    FeeFactory(organisation=well_kept(name="Music"), year=YEAR - 3)
    assert told() == {}


def test_what_was_never_checked_comes_before_what_was_checked_long_ago():
    long_ago = well_kept(name="Archives")
    Organisation.objects.update(checked_on=TODAY() - timedelta(days=366))
    Organisation.objects.filter(pk=well_kept(name="Music").pk).update(checked_on=None)
    [first, second] = told()["checked"]
    assert first == ("Music", "never")
    assert second[0] == long_ago.name
    assert second[1].startswith("on ")


def test_only_the_newest_fee_counts():
    organisation = well_kept(name="Archives")
    FeeFactory(organisation=organisation, year=YEAR - 4)
    assert told() == {"fees": [("Archives", f"of {YEAR - 4}")]}
    FeeFactory(organisation=organisation, year=YEAR)
    assert told() == {}


def test_what_offers_nothing_that_serves_a_skill():
    nothing = OrganisationFactory(name="Archives", checked_on=TODAY())
    BenefitFactory(organisation=nothing)
    retired = OrganisationFactory(name="Music", checked_on=TODAY())
    BenefitFactory(organisation=retired, strengths={SkillFactory(): 2}, retired_on=TODAY())
    assert told() == {"skills": [("Archives", ""), ("Music", "")]}


def test_groups_of_what_has_ended():
    ended = OrganisationFactory(name="Old Society", status="dissolved")
    well_kept(name="Archives", parent=ended)
    assert told() == {"parent": [("Archives", "of Old Society")]}


def test_what_ended_itself_and_what_was_merged_needs_nothing():
    OrganisationFactory(name="Archives", status="dissolved")
    OrganisationFactory(name="Archives", merged_into=well_kept(name="Archives of Britain"))
    assert told() == {}


def test_what_is_likely_the_same_twice():
    well_kept(name="Museums Association")
    well_kept(name="The Museums Assoc.")
    assert told() == {"duplicates": [("The Museums Assoc.", "and Museums Association")]}


def test_nothing_private_is_told():
    well_kept(name="Archives")
    OrganisationFactory(name="Archives", key=None, owner=UserFactory())
    assert told() == {}


def test_so_many_are_shown_and_all_are_counted():
    for number in range(22):
        OrganisationFactory(name=f"{number:03} unlike", checked_on=TODAY())
    [skills] = [concern for concern in list_concerns() if concern.anchor == "skills"]
    assert (skills.count, len(skills.lines), skills.more) == (22, 20, "and 2 more")


def test_the_page_leads_to_each(curator, django_assert_num_queries):
    url = reverse("admin:curation_attention")
    one = OrganisationFactory(name="Archives")
    with django_assert_num_queries(14):
        page = curator.get(url)
    assert reverse("admin:catalogue_organisation_change", args=[one.pk]) in page.content.decode()
    FeeFactory(organisation=OrganisationFactory(name="Music"), year=1990)
    OrganisationFactory(name="Musics", parent=OrganisationFactory(status="dissolved"))
    raise_revision()
    with django_assert_num_queries(14):
        page = curator.get(url)
    assert "Musics" in page.content.decode()
    with django_assert_num_queries(5):  # nothing has changed
        assert "Musics" in curator.get(url).content.decode()
    assert url in curator.get(reverse("admin:catalogue_organisation_changelist")).content.decode()


def members(organisation):
    [row] = with_members(Organisation.objects.filter(pk=organisation.pk))
    return vars(row)["members"]


def test_members_are_counted_in_full_fives():
    organisation = OrganisationFactory()
    numbers = []
    for _each in range(11):
        MembershipFactory(organisation=organisation)
        numbers.append(members(organisation))
    assert numbers == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]


@pytest.mark.parametrize("hidden", [{"sensitive": True}, {"state": "ended"}, {"state": "removed"}])
def test_what_is_sensitive_or_not_held_is_not_counted(hidden):
    organisation = OrganisationFactory()
    MembershipFactory.create_batch(4, organisation=organisation)
    MembershipFactory(organisation=organisation, **hidden)
    assert members(organisation) == 0


def test_a_person_counts_once_however_they_belong():
    organisation = OrganisationFactory()
    MembershipFactory.create_batch(4, organisation=organisation)
    user = organisation.memberships.first().user
    MembershipFactory(organisation=organisation, user=user, kind="employer")
    assert members(organisation) == 0


def test_nobody_is_counted_where_belonging_reveals_something(curator):
    union = OrganisationFactory(name="Union", special_category="union")
    MembershipFactory.create_batch(6, organisation=union, sensitive=False)
    few = OrganisationFactory(name="Few")
    MembershipFactory.create_batch(4, organisation=few)
    many = OrganisationFactory(name="Many")
    MembershipFactory.create_batch(6, organisation=many)
    assert members(union) == 0
    url = reverse("admin:catalogue_organisation_changelist")
    page = curator.get(url)
    shown = page.context["cl"].model_admin.number_of_members
    assert {row.name: shown(row) for row in page.context["cl"].queryset} == {
        "Union": "not counted",
        "Few": "fewer than 5",
        "Many": "5 or more",
    }
    narrowed = [
        {row.name for row in curator.get(url, {"members": each}).context["cl"].queryset}
        for each in ("told", "few")
    ]
    assert narrowed == [{"Many"}, {"Union", "Few"}]
