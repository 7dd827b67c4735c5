"""Curators look for what is there twice, see what would become of it, merge it, and undo it."""

from datetime import date

import pytest
from django.urls import reverse

from catalogue.models import Organisation
from catalogue.roles import Role, give_role
from catalogue.services import refresh_search_text
from curation.models import Merge
from memberships.models import Membership
from tests.curation.entries import HOSTILE, LITERAL
from tests.factories import (
    BenefitFactory,
    BenefitKindFactory,
    FeeFactory,
    MembershipFactory,
    MergeFactory,
    OrganisationFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MERGES = "/curation/merges/"


@pytest.fixture
def curating(client, curator):
    client.force_login(curator)
    return client


@pytest.fixture
def both():
    kept = OrganisationFactory(name="Library Guild")
    gone = OrganisationFactory(name="Guild of Libraries", short_name="GoL")
    refresh_search_text(organisations=[kept, gone])
    return kept, gone


def address(kept, gone):
    return reverse("curation:merge", args=[gone.uuid, kept.uuid])


def parts(page):
    return {part.title: part.lines for part in (*page.moving, *page.staying)}


class TestChoosing:
    def test_leads_from_one_to_the_other_and_to_both(self, curating, both):
        kept, gone = both
        choose = reverse("curation:choose_merge")
        first = curating.get(choose, {"q": "library guild"}).context["page"]
        assert [(row.name, row.url) for row in first.results] == [
            ("Library Guild", f"{choose}?one={kept.uuid}")
        ]
        second = curating.get(choose, {"one": kept.uuid, "q": "guild"}).context["page"]
        assert second.heading == "Which entry is the same as Library Guild?"
        assert [row.url for row in second.results] == [address(kept, gone)]

    def test_finds_what_is_everybodys_and_stands(self, curating, both):
        OrganisationFactory(search_text="guild", merged_into=both[0])
        OrganisationFactory(search_text="guild", key=None, owner=UserFactory())
        page = curating.get(reverse("curation:choose_merge"), {"q": "guild"}).context["page"]
        assert {row.name for row in page.results} == {each.name for each in both}

    @pytest.mark.parametrize("one", ["nothing", "00000000-0000-4000-8000-000000000000", "\x00"])
    def test_of_nothing_is_not_found(self, curating, one):
        assert curating.get(reverse("curation:choose_merge"), {"one": one}).status_code == 404

    def test_says_how_many_there_are(self, curating):
        for number in range(22):
            OrganisationFactory(name=f"Guild {number}", search_text="guild")
        page = curating.get(reverse("curation:choose_merge"), {"q": "guild"}).context["page"]
        assert page.count == "22 entries, of which the first 20: say more of its name."
        assert len(page.results) == 20

    def test_is_offered_where_something_may_be_there_twice(self, client, curating):
        kept = OrganisationFactory(name="Museums Association")
        gone = OrganisationFactory(name="The Museums Assoc.")
        links = [
            (reverse("admin:curation_attention"), address(kept, gone)),
            (
                reverse("admin:catalogue_organisation_change", args=[kept.pk]),
                f"{reverse('curation:choose_merge')}?one={kept.uuid}",
            ),
        ]
        for page, link in links:
            assert f'href="{link}"' in curating.get(page).content.decode()
        coordinator = UserFactory()
        give_role(user=coordinator, role=Role.COORDINATOR)
        client.force_login(coordinator)
        for page, link in links:
            answer = client.get(page)
            assert answer.status_code == 200
            assert f'href="{link}"' not in answer.content.decode()


class TestThePreview:
    def test_shows_what_would_move(self, curating, both):
        kept, gone = both
        kind = BenefitKindFactory(label="Journal")
        BenefitFactory(organisation=kept, kind=kind, title="News")
        BenefitFactory(organisation=gone, kind=kind, title="NEWS")
        BenefitFactory(organisation=gone, title="Conference")
        FeeFactory(organisation=kept, grade="Full", year=2026)
        FeeFactory(organisation=gone, grade="Full", year=2026, amount=90)
        FeeFactory(organisation=gone, grade="Student", year=2026, amount=None)
        gone.sources.create(text="gone.example.org", read_on=date(2026, 1, 1))
        OrganisationFactory(name="A group", parent=gone)
        OrganisationFactory(name="Private group", key=None, owner=UserFactory(), parent=gone)
        OrganisationFactory(name="Forerunner", successor=gone)
        Organisation.objects.filter(pk=gone.pk).update(
            website="gol.example.org", special_category="health"
        )
        page = curating.get(address(kept, gone))
        assert parts(page.context["page"]) == {
            "Names that it gains (2)": ("Guild of Libraries", "GoL"),
            "Said where it says nothing (2)": (
                "Website: gol.example.org", "Belonging may reveal: Health or disability",
            ),
            "Sources (1)": ("gone.example.org",),
            "Fees (1)": ("Student, not known, a year, 2026",),
            "What it offers (1)": ("Conference",),
            "Groups (1)": ("A group",),
            "What it succeeds (1)": ("Forerunner",),
            "Offered by both: what people say of it is put together (1)": ("NEWS (Journal)",),
            "Fees that are there already (1)": ("Full, 90.00 GBP, a year, 2026",),
        }  # fmt: skip
        assert "Private group" not in page.content.decode()

    def test_tells_of_nobodys_own(self, curating, both):
        kept, gone = both
        membership = MembershipFactory(
            organisation=gone, user__email="owner@example.org", notes="Private notes", number="777"
        )
        MembershipFactory.create_batch(6, organisation=kept)
        page = curating.get(address(kept, gone))
        shown = page.context["page"]
        facts = [dict(side.facts)["Members here"] for side in (shown.kept, shown.gone)]
        assert facts == ["5 or more", "fewer than 5"]
        for words in (membership.user.email, "Private notes", "777"):
            assert words not in page.content.decode()

    def test_can_be_turned_round(self, curating, both):
        kept, gone = both
        page = curating.get(address(kept, gone)).context["page"]
        turned = curating.get(page.swap).context["page"]
        assert (turned.kept.name, turned.gone.name) == (page.gone.name, page.kept.name)

    def test_says_why_not(self, curating, both):
        kept, gone = both
        Organisation.objects.filter(pk=kept.pk).update(parent=gone)
        page = curating.get(address(kept, gone))
        assert "is a group of “Guild of Libraries”" in page.context["page"].refused
        assert "Merge them" not in page.content.decode()
        assert curating.get(address(kept, kept)).context["page"].refused

    def test_prints_what_others_wrote_as_it_is(self, curating, both):
        kept, gone = both
        Organisation.objects.filter(pk=gone.pk).update(name=HOSTILE)
        BenefitFactory(organisation=gone, title=HOSTILE)
        page = curating.get(address(kept, gone)).content.decode()
        assert page.count(LITERAL) == 3
        assert HOSTILE not in page

    def test_takes_as_many_queries_for_three_rows_as_for_one(
        self, curating, both, django_assert_num_queries
    ):
        kept, gone = both

        def add(number):
            for each in both:
                BenefitFactory(organisation=each, strengths={SkillFactory(): 1})
                FeeFactory(organisation=each, year=2000 + number)
                each.other_names.create(name=f"{each.pk} {number}", kind="former")
                each.sources.create(text=f"{each.pk} {number}")
                MembershipFactory(organisation=each)
            OrganisationFactory(parent=gone, successor=gone)

        add(1)
        curating.get(address(kept, gone))
        with django_assert_num_queries(19):
            curating.get(address(kept, gone))
        add(2)
        add(3)
        with django_assert_num_queries(19):
            curating.get(address(kept, gone))


class TestMerging:
    def test_is_done_as_it_was_seen_and_undone(self, curating, both):
        kept, gone = both
        MembershipFactory(organisation=gone)
        seen = curating.get(address(kept, gone)).context["page"].version
        answer = curating.post(address(kept, gone), {"version": seen}, follow=True)
        assert answer.redirect_chain == [(MERGES, 302)]
        assert "“Guild of Libraries” is part of “Library Guild” now." in answer.content.decode()
        assert Membership.objects.get().organisation == kept
        [row] = answer.context["page"].rows
        assert row.names == "“Guild of Libraries” into “Library Guild”"
        answer = curating.post(row.undo, follow=True)
        assert "are two entries again" in answer.content.decode()
        assert Membership.objects.get().organisation == gone
        [row] = answer.context["page"].rows
        assert (row.undo, "undone on" in row.when) == ("", True)

    def test_is_not_done_where_something_changed_meanwhile(self, curating, both):
        kept, gone = both
        seen = curating.get(address(kept, gone)).context["page"].version
        BenefitFactory(organisation=gone)
        answer = curating.post(address(kept, gone), {"version": seen}, follow=True)
        assert "look once more" in answer.content.decode()
        assert not Merge.objects.exists()
        curating.post(address(kept, gone))
        assert not Merge.objects.exists()

    def test_twice_at_once_is_done_once(self, curating, both):
        kept, gone = both
        seen = {"version": curating.get(address(kept, gone)).context["page"].version}
        curating.post(address(kept, gone), seen)
        answer = curating.post(address(kept, gone), seen, follow=True)
        assert "was merged into “Library Guild”" in answer.content.decode()
        assert Merge.objects.count() == 1

    def test_that_was_touched_says_what(self, curating, both):
        kept, gone = both
        membership = MembershipFactory(organisation=gone, user__email="owner@example.org")
        seen = curating.get(address(kept, gone)).context["page"].version
        curating.post(address(kept, gone), {"version": seen})
        Membership.objects.filter(pk=membership.pk).update(notes="New")
        answer = curating.post(
            reverse("curation:undo_merge", args=[Merge.objects.get().uuid]), follow=True
        )
        text = answer.content.decode()
        assert "changed since: what members keep (memberships)." in text
        assert "owner@example.org" not in text

    def test_leaves_an_entry_that_is_only_looked_at(self, curating, both):
        kept, gone = both
        listed = reverse("admin:catalogue_organisation_changelist")
        seen = curating.get(address(kept, gone)).context["page"].version
        curating.post(address(kept, gone), {"version": seen})
        for asked, names in (({}, {kept.name}), ({"merged": "yes"}, {gone.name})):
            rows = curating.get(listed, asked).context["cl"].queryset
            assert {row.name for row in rows} == names
        url = reverse("admin:catalogue_organisation_change", args=[gone.pk])
        page = curating.get(url).content.decode()
        assert "Merged into Library Guild" in page
        assert 'name="_save"' not in page
        assert curating.post(url, {"name": "Other"}).status_code == 403

    def test_what_its_members_see(self, client, curating, both):
        kept, gone = both
        membership = MembershipFactory(organisation=gone)
        seen = curating.get(address(kept, gone)).context["page"].version
        curating.post(address(kept, gone), {"version": seen}, follow=True)
        client.force_login(membership.user)
        page = client.get(reverse("memberships:list")).content.decode()
        assert "Library Guild" in page
        assert "Guild of Libraries" not in page
        detail = client.get(reverse("memberships:detail", args=[membership.uuid]))
        assert detail.status_code == 200


def test_the_list_takes_as_many_queries_for_three_as_for_one(curating, django_assert_num_queries):
    MergeFactory()
    curating.get(MERGES)
    with django_assert_num_queries(6):
        curating.get(MERGES)
    MergeFactory.create_batch(2)
    with django_assert_num_queries(6):
        assert len(curating.get(MERGES).context["page"].rows) == 3
