"""What an organisation would add: worked out by hand, and whose pages those are.

One goal, advocacy. A benefit of strength 3 with others online is worth 0.25, one of strength 2
0.12 (`docs/design/evaluation.md`, *Value*). Held is one of 0.25 used fully: 25 points.
"""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Organisation
from catalogue.services import raise_revision, refresh_search_text
from evaluation.gain import load_gain
from people.paging import ROWS_A_PAGE
from tests.factories import (
    BenefitFactory,
    BenefitUseFactory,
    FeeFactory,
    GoalFactory,
    MembershipFactory,
    OrganisationFactory,
    SkillFactory,
    StaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def advocacy():
    return SkillFactory(key="advocacy", name="Advocacy")


@pytest.fixture
def user(client, advocacy):
    user = UserFactory()
    client.force_login(user)
    GoalFactory(user=user, text="Speak up", for_skills=[advocacy])
    held = BenefitFactory(strengths={advocacy: 3}, organisation__name="Held")
    MembershipFactory(user=user, organisation=held.organisation)
    BenefitUseFactory(user=user, benefit=held, use=3)
    return user


def offer(skill, strength=2, *, hours=6, **organisation):
    return BenefitFactory(
        organisation=OrganisationFactory(**organisation), strengths={skill: strength}, hours=hours
    ).organisation


def gain_of(user, organisation):
    return load_gain(user=user, organisation=organisation, on=TODAY)


class TestGain:
    def test_is_what_comes_on_top_of_what_one_has(self, user, advocacy):
        """1 - 0.75 x 0.88 = 0.34, which is 9 points more than 25."""
        page = gain_of(user, offer(advocacy, name="New"))
        assert page.sentence == (
            "Joining New could bring up to 9.0 points on top of what you have, if you used all of "
            "it: about 6 hours a year."
        )
        assert page.lines == (("Speak up", "12 %", "9 %"),)
        assert page.goals[0].together == "0.1200"
        assert [line.use for line in page.goals[0].lines] == ["1"]

    def test_counts_what_one_knew_of_it_as_used_all_the_same(self, user, advocacy):
        new = offer(advocacy, name="New")
        BenefitUseFactory(user=user, benefit=new.benefits.get(), use=0)
        assert "9.0 points" in gain_of(user, new).sentence

    def test_of_what_one_holds_a_group_of_is_its_own(self, user, advocacy):
        """The group held has 0.12 x 0: only the parent's own benefit is new."""
        new = offer(advocacy, name="New")
        MembershipFactory(user=user, organisation__parent=new)
        assert "9.0 points" in gain_of(user, new).sentence

    def test_of_what_serves_nothing_or_offers_nothing(self, user):
        assert "serves any of your goals" in gain_of(user, offer(SkillFactory())).sentence
        assert gain_of(user, OrganisationFactory(name="Bare")).sentence == (
            "Nothing is known of what Bare offers."
        )

    def test_of_what_is_held_leads_to_what_it_does(self, user):
        held = user.memberships.get()
        page = gain_of(user, held.organisation)
        assert page.held_url == reverse("evaluation:membership", args=[held.uuid])

    def test_without_goals_asks_for_them(self, advocacy):
        assert "Once you have goals" in gain_of(UserFactory(), offer(advocacy)).sentence

    def test_is_a_page_and_for_htmx_a_part(self, client, user, advocacy):
        address = reverse("evaluation:gain", args=[offer(advocacy, name="<b>New</b>").uuid])
        page = client.get(address).content.decode()
        assert "What would &lt;b&gt;New&lt;/b&gt; do for you?" in page
        part = client.get(address, headers={"HX-Request": "true"}).content.decode()
        assert "<h1" not in part
        assert "9.0 points" in part

    def test_changes_nothing(self, client, user, advocacy):
        client.get(reverse("evaluation:gain", args=[offer(advocacy).uuid]))
        assert user.memberships.count() == 1


class TestCompared:
    def get(self, client, *organisations):
        asked = {"with": [each.uuid for each in organisations]}
        return client.get(reverse("evaluation:compare"), asked).context["page"]

    def test_each_by_itself_and_what_is_held_by_name(self, client, user, advocacy):
        new, held = offer(advocacy, name="New"), user.memberships.get().organisation
        page = self.get(client, held, new)
        assert page.labels == ("Held", "New")
        assert page.points == ("yours already", "9.0")
        assert page.lines == (("Speak up", ("–", "9 %")),)

    def test_nothing_private_of_others_and_nothing_without_goals(self, client, user, advocacy):
        circle = offer(advocacy, name="Circle", key=None, owner=UserFactory())
        assert self.get(client, circle).labels == ()
        client.force_login(UserFactory())
        assert "Once you have goals" in self.get(client, offer(advocacy)).problem


class TestJoining:
    def get(self, client, **asked):
        refresh_search_text(organisations=Organisation.objects.all())
        return client.get(reverse("evaluation:joining"), asked).context["page"]

    def names(self, page):
        return [candidate.label for candidate in page.candidates]

    def test_has_what_adds_most_first(self, client, user, advocacy):
        """0.12 and 0.05 on top of 0.25: 1 - 0.75 x 0.88 x 0.95 = 0.373, 12.3 more."""
        offer(advocacy, 2, name="Less")
        more = offer(advocacy, 2, name="More")
        BenefitFactory(organisation=more, strengths={advocacy: 1})
        OrganisationFactory(name="Nothing")
        page = self.get(client)
        assert [(each.label, each.gain) for each in page.candidates] == [
            ("More", "12.3"),
            ("Less", "9.0"),
            ("Nothing", "0.0"),
        ]
        assert page.sentence.startswith("More would add most: up to 12.3 points")

    def test_leaves_out_what_is_held_and_counts_what_cannot_be_joined(self, client, user, advocacy):
        for details in (
            {"status": "dissolved"},
            {"joinable": "closed"},
            {"joinable": "institution_only"},
        ):
            offer(advocacy, name="Not this", **details)
        offer(advocacy, name="This")
        page = self.get(client)
        assert self.names(page) == ["This"]
        assert page.left_out == "3 more are ended, closed or not for a person to join."

    def test_has_the_catalogues_filters(self, client, user, advocacy):
        offer(advocacy, name="Near", scope="local")
        offer(advocacy, name="Far", scope="international")
        page = self.get(client, scope="local", q="near")
        assert self.names(page) == ["Near"]
        assert page.address == "/evaluation/join/?q=near&scope=local"
        assert ("count-scope-international", "(0)") in page.counts

    def test_adds_the_fees_of_parents_not_held(self, client, user, advocacy):
        top = OrganisationFactory(name="Top")
        FeeFactory(organisation=top, amount=38, year=2025)
        group = offer(advocacy, name="Group", parent=OrganisationFactory(name="Mid", parent=top))
        FeeFactory(organisation=group, amount=5, year=2025)
        found = {each.label: each for each in self.get(client).candidates}
        assert found["Group"].fee == "from 5.00 GBP a year (2025)"
        assert found["Group"].parents == (
            "and Mid (fee not known) and Top (from 38.00 GBP a year (2025)), of which it is a group"
        )
        MembershipFactory(user=user, organisation=top)
        found = {each.label: each for each in self.get(client).candidates}
        assert found["Group"].parents == "and Mid (fee not known), of which it is a group"

    def test_where_nothing_adds_says_join_nothing(self, client, user):
        OrganisationFactory(name="Nothing")
        assert "join nothing" in self.get(client).sentence

    def test_without_goals_says_what_is_missing(self, client, advocacy):
        client.force_login(UserFactory())
        offer(advocacy)
        page = self.get(client)
        assert page.sentence == "Once you have goals, this page shows what would serve them."
        assert page.candidates == ()

    def test_somebody_elses_private_circle_is_not_there(self, client, user, advocacy):
        offer(advocacy, name="Circle", key=None, owner=UserFactory())
        offer(advocacy, name="Mine", key=None, owner=user)
        assert self.names(self.get(client)) == ["Mine"]

    def test_goes_to_a_spreadsheet_as_it_is_shown_all_pages_of_it(self, client, user, advocacy):
        top = OrganisationFactory(name="Top", scope="national")
        FeeFactory(
            organisation=offer(advocacy, 1, name="=Less", scope="local"), amount=5, year=2025
        )
        offer(advocacy, 2, name="More", scope="local", parent=top, website="more.example.org")
        for number in range(ROWS_A_PAGE):
            OrganisationFactory(name=f"Nothing {number:02}", scope="local")
        page = self.get(client, scope="local")
        response = client.get(page.csv)
        head, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
        assert response["Content-Disposition"] == 'attachment; filename="what-i-could-join.csv"'
        assert head[0] == "Name"
        assert rows[:2] == [
            ["More", "", "Professional body", "Local", "9.0", "6.0", "", "", "", "Top", "Active",
             "more.example.org"],
            ["'=Less", "", "Professional body", "Local", "3.8", "6.0", "5.00", "GBP", "2025", "",
             "Active", ""],
        ]  # fmt: skip
        assert len(rows) == 2 + ROWS_A_PAGE
        assert [row[0] for row in rows[: len(page.candidates)]] == [
            "More", "'=Less", *self.names(page)[2:]
        ]  # fmt: skip

    def test_the_table_takes_as_many_queries_for_three_as_for_one(
        self, client, user, advocacy, django_assert_num_queries
    ):
        for count in (1, 3):
            while Organisation.objects.exclude(name="Held").count() < 2 * count:
                offer(advocacy, parent=OrganisationFactory())
            raise_revision()
            with django_assert_num_queries(35):
                client.get(reverse("evaluation:joining_csv"))
            user.goals.get().save()

    def test_knows_what_is_said_of_offers(self, client, user, advocacy):
        """Own reach 0.5: 1 - 0.75 x 0.94 is 4.5 more than 25; what is not included adds nothing."""
        half = offer(advocacy, name="Half").benefits.get()
        BenefitUseFactory(user=user, benefit=half, own_reach="0.5")
        out = offer(advocacy, name="Out").benefits.get()
        BenefitUseFactory(user=user, benefit=out, included=False)
        page = self.get(client)
        assert [(each.label, each.gain, each.hours) for each in page.candidates] == [
            ("Half", "4.5", "6"),
            ("Out", "0.0", "0"),
        ]

    def test_knows_how_far_it_is_and_who_the_employer_is(self, client, user, advocacy):
        """Met where nobody knows the way: a reach of 0.5; but all of it at one's own employer's,
        where what says no level is organisational, which fits a national goal half as well.
        """
        met = offer(advocacy, name="Met", scope="national").benefits.get()
        at_work = offer(advocacy, name="Work", scope="national").benefits.get()
        for benefit in (met, at_work):
            benefit.mode, benefit.level = "face_to_face", ""
            benefit.save()
        page = self.get(client)
        assert [each.gain for each in page.candidates] == ["4.5", "4.5"]
        employer = at_work.organisation
        StaffFactory(user=user, workplace__organisation=employer, confirmed_at=timezone.now())
        page = self.get(client)
        assert [(each.label, each.gain) for each in page.candidates] == [
            ("Work", "9.0"),
            ("Met", "4.5"),
        ]
        user.goals.get().goal_levels.create(level="national")
        page = self.get(client)
        assert {each.label: each.gain for each in page.candidates} == {"Met": "4.5", "Work": "4.5"}

    def test_follows_what_changes(self, client, user, advocacy):
        offer(advocacy, name="New")
        assert [each.gain for each in self.get(client).candidates] == ["9.0"]
        user.goals.get().delete()
        assert self.get(client).candidates == ()

    def test_takes_as_many_queries_for_three_as_for_one(
        self, client, user, advocacy, django_assert_num_queries
    ):
        for count in (1, 3):
            while Organisation.objects.exclude(name="Held").count() < 2 * count:
                offer(advocacy, parent=OrganisationFactory())
            raise_revision()
            with django_assert_num_queries(40):
                client.get(reverse("evaluation:joining"))
            user.goals.get().save()
