"""An organisation's page, and up to four of them side by side."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.models import Organisation, OrganisationName, Source
from catalogue.pages.comparing import load_comparison
from catalogue.pages.organisation import FeeLine, Reference, edit_url, load_page
from catalogue.roles import Role, give_role
from catalogue.services import raise_revision
from people.models import User
from tests.factories import (
    BenefitFactory,
    BenefitKindFactory,
    ExperienceKindFactory,
    FeeFactory,
    OrganisationFactory,
    PlaceFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
HOSTILE = "<script>alert(1)</script>"


def load(organisation, user=None):
    return load_page(organisation=organisation, user=user or AnonymousUser(), on=TODAY)


def get(client, organisation):
    return client.get(reverse("catalogue:organisation", args=[organisation.uuid]))


class TestOrganisation:
    def test_says_what_it_is_where_and_how_old_that_is(self):
        body = OrganisationFactory(
            name="Library Guild",
            short_name="LG",
            place=PlaceFactory(name="Oxford"),
            country="GB",
            joinable="closed",
            checked_on=date(2024, 5, 1),
        )
        OrganisationName.objects.create(organisation=body, name="Book Guild", kind="former")
        page = load(body)
        assert (page.label, page.name) == ("LG", "Library Guild")
        assert page.about == "Professional body · national · Oxford, GB"
        assert dict(page.facts) == {
            "Kind": "Professional body",
            "Scope": "National",
            "Where": "Oxford, GB",
            "Also known as": "Book Guild",
            "Who may join": "Nobody: closed",
            "Status": "Active",
            "Last checked": "1 May 2024, 2 years ago",
        }

    def test_that_never_was_checked_says_so(self):
        assert dict(load(OrganisationFactory()).facts)["Last checked"] == "never"

    def test_that_is_gone_says_what_followed_and_what_is_near(self):
        body = OrganisationFactory(
            status="merged", successor=OrganisationFactory(name="Heir"), short_name="B"
        )
        body.see_instead.add(OrganisationFactory(name="Neighbour"))
        page = load(body)
        assert page.standing == "Merged into another: see Heir"
        assert page.successor.label == "Heir"
        assert [link.label for link in page.instead] == ["Neighbour"]

    def test_stands_in_its_tree_to_any_depth_without_what_is_private(self):
        top = OrganisationFactory(name="Top")
        body = OrganisationFactory(name="Body", parent=top)
        group = OrganisationFactory(name="B group", parent=body)
        deep = OrganisationFactory(name="Deep", parent=group)
        OrganisationFactory(name="A group", parent=body)
        owner = UserFactory()
        OrganisationFactory(name="Circle", parent=body, key=None, owner=owner)
        page = load(body)
        assert [link.label for link in page.parents] == ["Top"]
        assert [(link.label, link.indent) for link in page.groups] == [
            ("A group", 0),
            ("B group", 0),
            ("Deep", 1),
        ]
        assert [link.label for link in load(deep).parents] == ["Top", "Body", "B group"]
        assert "Circle" in [link.label for link in load(body, owner).groups]

    def test_says_what_it_offers_by_kind_with_skills_from_the_strongest(self):
        ExperienceKindFactory(key="chairing", label="Chaired a meeting")
        ExperienceKindFactory(key="writing", label="Written for others")
        committee = BenefitKindFactory(
            label="Committee", position=2, hours=40, requires=[["chairing", "writing"]]
        )
        course = BenefitKindFactory(label="Course", position=1, gives=["writing"])
        body = OrganisationFactory()
        skills = {SkillFactory(name="Advocacy"): 1, SkillFactory(name="Leadership"): 3}
        BenefitFactory(organisation=body, kind=committee, title="Council", requires=["chairing"])
        BenefitFactory(
            organisation=body,
            kind=course,
            title="Speaking up",
            strengths=skills,
            hours=6,
            level="local",
            audience="anyone",
            requires=["none"],
        )
        BenefitFactory(organisation=body, title="Gone", retired_on="2020-01-01")
        first, second = load(body).kinds
        assert (first.label, second.label) == ("Course", "Committee")
        assert [offer.title for offer in first.offers + second.offers] == ["Speaking up", "Council"]
        offer = first.offers[0]
        assert offer.skills == ("Leadership: aimed at it", "Advocacy: touches it")
        assert (offer.way, offer.level) == ("Online, working with others", "Local")
        assert (offer.hours, offer.audience) == ("6 h", "Anyone")
        assert (offer.needs, offer.gives) == ("", "Written for others")
        council = second.offers[0]
        assert council.needs == "Chaired a meeting or Written for others; Chaired a meeting"
        assert (council.hours, council.level) == (
            "40 h, as usual for its kind",
            "as the organisation’s scope",
        )

    def test_says_what_it_costs_and_how_old_and_whose_word_that_is(self):
        fee = FeeFactory(amount=189, year=2011, source="https://example.org/fees/2011?of=all")
        FeeFactory(organisation=fee.organisation, grade="Student", amount=None, year=2026)
        student, individual = load(fee.organisation).fees
        assert student == FeeLine(
            grade="Student",
            amount="not known",
            age="2026, less than a year ago",
            source=Reference(label="", url=""),
        )
        assert individual == FeeLine(
            grade="Individual",
            amount="189.00 GBP a year",
            age="2011, 15 years ago",
            source=Reference(label="example.org", url="https://example.org/fees/2011?of=all"),
        )

    def test_names_its_sources(self):
        body = OrganisationFactory()
        Source.objects.create(organisation=body, text="Its own pages", read_on=date(2026, 1, 2))
        Source.objects.create(organisation=body, text="https://example.org/about")
        Source.objects.create(organisation=body, text="javascript:alert(1)")
        assert load(body).sources == (
            Reference(label="Its own pages", url="", read_on="2 January 2026"),
            Reference(label="https://example.org/about", url="https://example.org/about"),
            Reference(label="javascript:alert(1)", url=""),
        )

    def test_leads_a_curator_to_its_form(self):
        body, curator = OrganisationFactory(), UserFactory()
        private = OrganisationFactory(owner=curator, key=None)
        assert edit_url(organisation=body, user=curator) == ""
        give_role(user=curator, role=Role.CURATOR)
        trusted = User.objects.get(pk=curator.pk)
        form = reverse("admin:catalogue_organisation_change", args=[body.pk])
        assert edit_url(organisation=body, user=trusted) == form
        assert edit_url(organisation=private, user=trusted) == ""

    def test_that_becomes_a_curator_sees_the_way_to_its_form_at_once(self, client):
        body, curator = OrganisationFactory(), UserFactory()
        form = reverse("admin:catalogue_organisation_change", args=[body.pk])
        client.force_login(curator)
        assert form not in get(client, body).content.decode()
        give_role(user=curator, role=Role.CURATOR)
        assert form in get(client, body).content.decode()

    def test_is_kept_until_the_catalogue_changes(self, client):
        body = OrganisationFactory(name="Library Guild")
        assert b"Library Guild" in get(client, body).content
        with CaptureQueriesContext(connection) as kept:
            get(client, body)
        Organisation.objects.update(name="Guild of Librarians")
        raise_revision()
        with CaptureQueriesContext(connection) as anew:
            assert b"Guild of Librarians" in get(client, body).content
        assert len(kept) == 2 < len(anew)  # the organisation, the stamp

    def test_a_group_is_named_in_full(self):
        body = OrganisationFactory()
        OrganisationFactory(
            name="Young Readers Group", short_name="YRG", parent=body, kind="special_interest_group"
        )
        OrganisationFactory(name="Zebra Circle", parent=body, kind="community")
        assert [(group.label, group.note) for group in load(body).groups] == [
            ("YRG", "Young Readers Group · Special interest group"),
            ("Zebra Circle", "Community or informal group"),
        ]

    @pytest.mark.parametrize(
        ("website", "url"),
        [
            ("https://example.org/a", "https://example.org/a"),
            ("example.org", "https://example.org"),
            ("javascript:alert(1)", ""),
            ("//example.org", ""),
            ("a phone number", ""),
        ],
    )
    def test_a_website_is_followed_only_where_it_is_one(self, website, url):
        assert load(OrganisationFactory(website=website)).website_url == url

    def test_everybody_reads_a_public_one_and_nobody_else_a_private_one(self, client):
        owner = UserFactory()
        private = OrganisationFactory(key=None, owner=owner)
        assert get(client, OrganisationFactory()).status_code == 200
        assert get(client, private).status_code == 404
        client.force_login(UserFactory(is_staff=True))
        assert get(client, private).status_code == 404
        client.force_login(owner)
        assert "nobody else sees it" in get(client, private).content.decode()

    def test_a_duplicate_leads_to_what_replaced_it(self, client):
        kept = OrganisationFactory()
        response = get(client, OrganisationFactory(merged_into=kept))
        assert response["Location"] == reverse("catalogue:organisation", args=[kept.uuid])

    def test_hostile_text_is_shown_literally(self, client):
        body = OrganisationFactory(name=HOSTILE, note=HOSTILE, website=HOSTILE, place_text=HOSTILE)
        FeeFactory(organisation=body, grade=HOSTILE, source=HOSTILE)
        BenefitFactory(organisation=body, title=HOSTILE, kind__label=HOSTILE)
        assert "<script>alert" not in get(client, body).content.decode()

    def test_takes_as_many_queries_for_three_of_all_as_for_one(
        self, client, django_assert_num_queries
    ):
        body = OrganisationFactory(parent=OrganisationFactory())
        for _number in (1, 3):
            while body.benefits.count() < _number:
                BenefitFactory(organisation=body, strengths={SkillFactory(): 1})
                FeeFactory(organisation=body)
                OrganisationFactory(parent=body)
            raise_revision()
            with django_assert_num_queries(11):
                get(client, body)


class TestComparing:
    def test_shows_what_only_one_offers(self):
        course, forum = BenefitKindFactory(label="Course"), BenefitKindFactory(label="Forum")
        advocacy, leading = SkillFactory(name="Advocacy"), SkillFactory(name="Leading")
        a, b = OrganisationFactory(name="A"), OrganisationFactory(name="B", scope="local")
        BenefitFactory(organisation=a, kind=course, title="C1", strengths={advocacy: 1, leading: 3})
        BenefitFactory(organisation=b, kind=course, title="C2", strengths={advocacy: 2})
        BenefitFactory(organisation=b, kind=forum, title="F", level="international")
        FeeFactory(organisation=b, amount=12, year=2024)
        page = load_comparison(organisations=[a, b])
        lines = {line.heading: line.cells for line in page.lines}
        assert lines["Offers"] == (("C1",), ("C2", "F"))
        assert lines["Serves"] == (("Leading", "Advocacy"), ("Advocacy",))
        assert lines["Only this one offers or serves"] == (("Leading",), ("Forum",))
        assert lines["Fees"] == ((), ("Individual: 12.00 GBP a year (2024)",))
        assert lines["Reaches"] == (
            ("National, its scope",),
            ("International", "Local, its scope"),
        )
        assert page.heads[0].without == f"/catalogue/compare/?with={b.uuid}"

    @pytest.mark.parametrize(("count", "said"), [(0, "two, three or four"), (5, "first four")])
    def test_says_how_many_fit(self, client, count, said):
        uuids = [OrganisationFactory().uuid for _number in range(count)]
        response = client.get(reverse("catalogue:compare"), {"with": uuids})
        assert said in response.content.decode()
        assert len(response.context["page"].heads) == min(count, 4)

    def test_leaves_out_what_is_private_unknown_or_named_twice(self, client):
        private = OrganisationFactory(key=None, owner=UserFactory())
        body = OrganisationFactory()
        asked = [private.uuid, "nonsense", body.uuid, body.uuid, "00000000-" + "0" * 27]
        response = client.get(reverse("catalogue:compare"), {"with": asked})
        assert [head.label for head in response.context["page"].heads] == [body.label]

    def test_takes_as_many_queries_for_four_as_for_two(self, client, django_assert_num_queries):
        bodies = [
            BenefitFactory(strengths={SkillFactory(): 1}).organisation for _number in range(4)
        ]
        for some in (bodies[:2], bodies):
            with django_assert_num_queries(5):
                client.get(reverse("catalogue:compare"), {"with": [body.uuid for body in some]})
