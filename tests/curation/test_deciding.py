"""What curators decide: accepted, edited and accepted, declined, or the same as another entry."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from catalogue.models import Benefit, Organisation, OrganisationName, Revision
from catalogue.roles import Role, give_role
from curation.models import Suggestion
from curation.services import (
    accept_as_duplicate,
    accept_suggestion,
    decline_suggestion,
    suggest,
    withdraw_suggestion,
)
from memberships.models import Membership
from tests.curation.entries import HOSTILE, LITERAL, as_posted, entry, entry_of
from tests.factories import (
    BenefitFactory,
    BenefitKindFactory,
    FeeFactory,
    MembershipFactory,
    OrganisationFactory,
    SkillFactory,
    SuggestionFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
QUEUE = "/curation/queue/"


def url(name, suggestion):
    return reverse(f"curation:{name}", args=[suggestion.uuid])


@pytest.fixture
def deciding(client, curator):
    client.force_login(curator)
    return client


def correct(organisation, **changes):
    base = entry_of(organisation)
    return suggest(user=UserFactory(), organisation=organisation, base=base, payload=base | changes)


class TestSomethingNew:
    def test_is_in_the_catalogue_once_accepted(self, curator):
        skill, kind, parent = SkillFactory(), BenefitKindFactory(), OrganisationFactory()
        OrganisationFactory(key="new_guild")
        said = entry(
            parent=str(parent.uuid),
            other_names=[{"name": "Old guild", "kind": "former"}],
            sources=[{"text": "A leaflet", "read_on": "2026-03-27"}],
            fees=[{
                "id": "", "grade": "Full", "amount": "30.00", "currency": "EUR",
                "period": "year", "year": 2026, "source": "",
            }],
            benefits=[{
                "id": "", "kind": kind.key, "title": "Course", "mode": "online",
                "interactivity": "passive", "level": "local", "hours": "4.5",
                "audience": "anyone", "basis": "sourced", "skills": {skill.key: 3},
            }],
        )  # fmt: skip
        suggestion = SuggestionFactory(payload=said)
        before = Revision.objects.get_or_create(pk=1)[0].number
        made = accept_suggestion(suggestion=suggestion, curator=curator, entry=said)
        fee, benefit = made.fees.get(), made.benefits.get()
        assert entry_of(made) == said | {
            "fees": [said["fees"][0] | {"id": str(fee.pk)}],
            "benefits": [said["benefits"][0] | {"id": str(benefit.uuid)}],
        }
        assert (made.owner, made.key, made.parent) == (None, "new_guild_2", parent)
        assert list(Organisation.objects.search("old guild course")) == [made]
        assert Revision.objects.get().number > before
        assert (suggestion.state, suggestion.outcome, suggestion.decided_by) == (
            "accepted", made, curator,
        )  # fmt: skip

    @pytest.mark.parametrize("name", ["図書館", "!!!", "-", "x" * 300])
    def test_has_a_key_whatever_it_is_called(self, curator, name):
        keys = set()
        for _ in range(2):
            suggestion = SuggestionFactory()
            made = accept_suggestion(suggestion=suggestion, curator=curator, entry=entry(name=name))
            keys.add(made.key)
        assert len(keys) == 2


class TestACorrection:
    def test_is_shown_field_by_field_and_accepted_as_suggested(self, deciding, organisation):
        suggestion = correct(organisation, website=HOSTILE, status="dissolved")
        page = deciding.get(url("review", suggestion))
        lines = [(line.heading, line.now, line.suggested) for line in page.context["page"].lines]
        assert lines == [
            ("Website", "guild.example.org", HOSTILE),
            ("Status", "Active", "Dissolved"),
        ]
        assert LITERAL in page.content.decode()
        answer = deciding.post(
            url("accept", suggestion), {"version": page.context["version"]}, follow=True
        )
        assert answer.redirect_chain == [(QUEUE, 302)]
        organisation.refresh_from_db()
        assert (organisation.website, organisation.status) == (HOSTILE, "dissolved")
        seen = deciding.get(reverse("catalogue:organisation", args=[organisation.uuid]))
        assert LITERAL in seen.content.decode()

    def test_is_edited_and_accepted(self, deciding, organisation):
        suggestion = correct(organisation, website="a.example.org")
        data = as_posted(deciding, url("review", suggestion))
        assert data["website"] == "a.example.org"
        deciding.post(url("review", suggestion), data | {"website": "b.example.org"})
        organisation.refresh_from_db()
        suggestion.refresh_from_db()
        assert organisation.website == "b.example.org"
        assert suggestion.state == "accepted"
        assert suggestion.payload["website"] == "a.example.org"

    @pytest.mark.parametrize("data", [{}, {"more": "fees"}, {"more": "x"}, {"name": "A"}])
    def test_nothing_or_nonsense_decides_nothing(self, deciding, organisation, data):
        suggestion = correct(organisation, website="a.example.org")
        for name in ("review", "accept", "decline", "duplicate"):
            deciding.post(url(name, suggestion), data)
        suggestion.refresh_from_db()
        assert suggestion.state == "open"

    def test_what_is_wrong_in_the_edited_form_is_said_and_kept(self, deciding, organisation):
        suggestion = correct(organisation, website="a.example.org")
        data = as_posted(deciding, url("review", suggestion)) | {"name": "", "note": "Kept"}
        page = deciding.post(url("review", suggestion), data).content.decode()
        assert "Please put this right" in page
        assert "Kept" in page
        suggestion.refresh_from_db()
        assert suggestion.state == "open"

    def test_leaves_alone_what_has_changed_meanwhile_elsewhere(self, deciding, organisation):
        BenefitFactory(organisation=organisation, title="Old")
        suggestion = correct(organisation, website="new.example.org")
        fee = FeeFactory(organisation=organisation, grade="Later")
        organisation.note = "Later"
        organisation.save()
        assert deciding.get(QUEUE).context["page"].rows[0].stale == (
            "The entry has changed since this was suggested."
        )
        page = deciding.get(url("review", suggestion))
        assert [line.heading for line in page.context["page"].lines] == ["Website"]
        deciding.post(url("accept", suggestion), {"version": page.context["version"]})
        organisation.refresh_from_db()
        assert (organisation.website, organisation.note) == ("new.example.org", "Later")
        assert organisation.fees.get() == fee
        assert organisation.benefits.offered().get().title == "Old"

    def test_says_what_both_have_changed(self, deciding, organisation):
        suggestion = correct(organisation, website="new.example.org")
        organisation.website = "other.example.org"
        organisation.save()
        (line,) = deciding.get(url("review", suggestion)).context["page"].lines
        assert (line.now, line.suggested, line.meanwhile) == (
            "other.example.org",
            "new.example.org",
            "Changed meanwhile; it was: guild.example.org",
        )

    def test_is_not_accepted_unseen_where_the_page_is_out_of_date(self, deciding, organisation):
        suggestion = correct(organisation, website="new.example.org")
        page = deciding.get(url("review", suggestion))
        organisation.note = "Later"
        organisation.save()
        answer = deciding.post(
            url("accept", suggestion), {"version": page.context["version"]}, follow=True
        )
        assert "It has changed since you opened the page" in answer.content.decode()
        suggestion.refresh_from_db()
        assert suggestion.state == "open"

    def test_rows_keep_what_hangs_on_them(self, curator, organisation):
        fee = FeeFactory(organisation=organisation, seed_key="guild/full")
        kept = BenefitFactory(
            organisation=organisation, seed_key="guild/a", strengths={SkillFactory(): 1}
        )
        gone = BenefitFactory(organisation=organisation)
        organisation.other_names.create(name="Guild", kind="alias")
        skill = SkillFactory()
        base = entry_of(organisation)
        said = base | {
            "other_names": [{"name": "The Guild", "kind": "alias"}],
            "fees": [base["fees"][0] | {"amount": "120.00"}],
            "benefits": [base["benefits"][0] | {"title": "Better", "skills": {skill.key: 2}}],
        }
        suggestion = suggest(user=UserFactory(), organisation=organisation, base=base, payload=said)
        accept_suggestion(suggestion=suggestion, curator=curator, entry=said)
        fee.refresh_from_db()
        kept.refresh_from_db()
        gone.refresh_from_db()
        assert (fee.amount, fee.seed_key) == (120, "guild/full")
        assert (kept.title, kept.seed_key) == ("Better", "guild/a")
        assert list(kept.benefit_skills.values_list("skill__key", "strength")) == [(skill.key, 2)]
        assert gone.retired_on is not None
        assert list(OrganisationName.objects.values_list("name", flat=True)) == ["The Guild"]

    def test_reaches_no_row_of_another_organisation(self, curator, organisation):
        others = BenefitFactory(title="Another's")
        row = entry_of(others.organisation)["benefits"][0] | {"title": "Mine now"}
        suggestion = correct(organisation, benefits=[row])
        accept_suggestion(suggestion=suggestion, curator=curator, entry=suggestion.payload)
        others.refresh_from_db()
        assert others.title == "Another's"
        assert organisation.benefits.get().title == "Mine now"

    def test_that_would_make_a_circle_is_refused_whole(self, deciding, organisation):
        group = OrganisationFactory(parent=organisation)
        suggestion = correct(organisation, parent=str(group.uuid), website="new.example.org")
        page = deciding.get(url("review", suggestion))
        answer = deciding.post(url("accept", suggestion), {"version": page.context["version"]})
        assert "A circle" in answer.content.decode()
        organisation.refresh_from_db()
        suggestion.refresh_from_db()
        assert (organisation.website, suggestion.state) == ("guild.example.org", "open")


class TestDeclining:
    def test_needs_a_reason_that_the_suggester_sees(self, deciding, organisation):
        suggestion = correct(organisation, website="new.example.org")
        page = deciding.post(url("decline", suggestion), {"reason": "  "})
        assert "This field is required." in page.content.decode()
        deciding.post(url("decline", suggestion), {"reason": "It has moved back."})
        organisation.refresh_from_db()
        assert organisation.website == "guild.example.org"
        deciding.force_login(suggestion.suggester)
        row = deciding.get("/curation/").context["page"].rows[0]
        assert row.state.startswith("Declined on ")
        assert row.reason == "It has moved back."


class TestTwoAtOnce:
    @pytest.mark.parametrize("action", ["review", "accept", "decline", "duplicate"])
    def test_the_second_is_told(self, deciding, curator, organisation, action):
        suggestion = correct(organisation, website="new.example.org")
        data = as_posted(deciding, url("review", suggestion)) | {"reason": "No"}
        decline_suggestion(suggestion=suggestion, curator=UserFactory(), reason="First")
        answer = deciding.post(url(action, suggestion), data, follow=True)
        assert "Somebody has declined it meanwhile." in answer.content.decode()
        assert "Accept it as suggested" not in answer.content.decode()
        suggestion.refresh_from_db()
        assert suggestion.reason == "First"

    @pytest.mark.parametrize("state", ["accepted", "declined", "withdrawn"])
    def test_nothing_is_decided_twice(self, curator, state):
        suggestion = SuggestionFactory()
        if state == "accepted":
            accept_suggestion(suggestion=suggestion, curator=curator, entry=suggestion.payload)
        elif state == "declined":
            decline_suggestion(suggestion=suggestion, curator=curator, reason="No")
        else:
            withdraw_suggestion(suggestion=suggestion)
        there = Organisation.objects.count()
        with pytest.raises(ValidationError, match="meanwhile"):
            accept_suggestion(suggestion=suggestion, curator=curator, entry=suggestion.payload)
        with pytest.raises(ValidationError, match="meanwhile"):
            decline_suggestion(suggestion=suggestion, curator=curator, reason="No")
        assert Organisation.objects.count() == there

    def test_what_was_withdrawn_is_no_longer_there_to_be_decided(self, deciding, organisation):
        suggestion = correct(organisation, website="new.example.org")
        withdraw_suggestion(suggestion=suggestion)
        assert deciding.get(url("review", suggestion)).status_code == 404
        assert deciding.get(QUEUE).context["page"].rows == ()


class TestAnOffer:
    @pytest.fixture
    def membership(self):
        owner = UserFactory(email="owner@example.org", name="Olive Owner")
        private = OrganisationFactory(name="Reading circle", key=None, owner=owner)
        membership = MembershipFactory(user=owner, organisation=private, notes="Private notes")
        TermFactory(membership=membership)
        return membership

    @pytest.fixture
    def offer(self, membership):
        private = membership.organisation
        return suggest(
            user=membership.user, organisation=private, payload=entry_of(private) | {"note": ""}
        )

    def test_becomes_public_and_its_membership_stays_with_it(self, membership, offer, curator):
        private = membership.organisation
        private.other_names.create(name="Secret name", kind="alias")
        made = accept_suggestion(suggestion=offer, curator=curator, entry=offer.payload)
        membership.refresh_from_db()
        assert made.pk == private.pk == membership.organisation_id
        assert (made.owner, made.key, made.uuid) == (None, "reading_circle", private.uuid)
        assert membership.notes == "Private notes"
        assert membership.terms.count() == 1
        assert not made.other_names.exists()
        versions = [*Organisation.history.all(), *OrganisationName.history.all()]
        assert [version.name for version in versions] == ["Reading circle"]

    def test_names_its_owner_to_no_curator(self, membership, offer, deciding):
        for address in (QUEUE, url("review", offer)):
            page = deciding.get(address).content.decode()
            assert "Reading circle" in page
            assert "owner@example.org" not in page
            assert "Olive Owner" not in page
            assert "Private notes" not in page

    def test_shows_nothing_that_was_kept_back(self, membership, deciding):
        private = membership.organisation
        private.note, private.place_text = "A secret", "Swindon"
        private.save()
        offer = suggest(
            user=membership.user,
            organisation=private,
            payload=entry_of(private) | {"note": "", "place_text": ""},
        )
        page = deciding.get(url("review", offer))
        assert "A secret" not in page.content.decode()
        deciding.post(url("accept", offer), {"version": page.context["version"]})
        private.refresh_from_db()
        assert (private.owner, private.note, private.place_text) == (None, "", "")

    def test_what_it_reveals_makes_the_membership_sensitive(self, membership, offer, curator):
        accept_suggestion(
            suggestion=offer, curator=curator, entry=offer.payload | {"kind": "union"}
        )
        membership.refresh_from_db()
        assert membership.sensitive

    def test_that_is_there_already_moves_the_membership(self, membership, offer, deciding):
        private = membership.organisation
        existing = OrganisationFactory(name="Reading Circle of Swindon")
        group = OrganisationFactory(key=None, owner=membership.user, parent=private)
        assert deciding.get(url("review", offer)).context["page"].is_offer
        wrong = deciding.post(url("duplicate", offer), {"existing": "Nothing"})
        assert "No entry has that name" in wrong.content.decode()
        deciding.post(url("duplicate", offer), {"existing": "Reading Circle of Swindon"})
        for row in (membership, private, group, offer):
            row.refresh_from_db()
        assert membership.organisation == existing
        assert (membership.notes, membership.terms.count()) == ("Private notes", 1)
        assert (private.owner, private.merged_into) == (membership.user, existing)
        assert group.parent == existing
        assert (offer.state, offer.outcome) == ("accepted", existing)

    def test_that_is_held_there_in_the_same_way_stays_as_it_is(self, membership, offer, curator):
        existing = OrganisationFactory()
        MembershipFactory(user=membership.user, organisation=existing)
        accept_as_duplicate(suggestion=offer, curator=curator, existing=existing)
        membership.refresh_from_db()
        membership.organisation.refresh_from_db()
        assert membership.organisation.merged_into is None
        assert Membership.objects.filter(user=membership.user).count() == 2
        assert offer.outcome == existing

    def test_is_the_same_as_no_private_entry(self, offer, curator):
        for existing in (
            OrganisationFactory(key=None, owner=curator),
            OrganisationFactory(merged_into=OrganisationFactory()),
        ):
            with pytest.raises(ValidationError, match="everybody's catalogue"):
                accept_as_duplicate(suggestion=offer, curator=curator, existing=existing)

    def test_only_an_offer_can_be_a_duplicate(self, curator):
        with pytest.raises(ValidationError, match="Only what somebody offers"):
            accept_as_duplicate(
                suggestion=SuggestionFactory(), curator=curator, existing=OrganisationFactory()
            )

    def test_leads_to_what_may_be_the_same(self, offer, deciding):
        OrganisationFactory(name="The Reading Circle", search_text="the reading circle")
        OrganisationFactory(
            name="Hidden", search_text="reading circle", key=None, owner=UserFactory()
        )
        similar = deciding.get(url("review", offer)).context["page"].similar
        assert [name for name, _ in similar] == ["The Reading Circle"]


class TestTheQueue:
    def test_is_counted_for_curators_alone(self, client, curator):
        SuggestionFactory.create_batch(2)
        SuggestionFactory(state="withdrawn")
        for who, text in ((UserFactory(), ""), (curator, "(2)")):
            client.force_login(who)
            assert client.get("/curation/queue/count/").content.decode() == text

    def test_is_linked_for_curators_alone(self, client, curator):
        coordinator = UserFactory()
        give_role(user=coordinator, role=Role.COORDINATOR)
        for who, is_there in ((UserFactory(), False), (coordinator, False), (curator, True)):
            client.force_login(who)
            page = client.get(reverse("catalogue:find")).content.decode()
            assert (f'href="{QUEUE}"' in page) is is_there
        page = client.get(reverse("admin:catalogue_organisation_changelist"))
        assert f'href="{QUEUE}"' in page.content.decode()

    def test_takes_as_many_queries_for_three_as_for_one(self, deciding, django_assert_num_queries):
        def add():
            organisation = OrganisationFactory(parent=OrganisationFactory())
            BenefitFactory(organisation=organisation, strengths={SkillFactory(): 2})
            correct(organisation, website="new.example.org")

        add()
        deciding.get(QUEUE)
        with django_assert_num_queries(16):
            deciding.get(QUEUE)
        add()
        add()
        with django_assert_num_queries(16):
            assert len(deciding.get(QUEUE).context["page"].rows) == 3


def test_an_account_that_is_erased_takes_its_suggestions_along(curator, organisation):
    suggestion = SuggestionFactory()
    made = accept_suggestion(suggestion=suggestion, curator=curator, entry=suggestion.payload)
    other = SuggestionFactory()
    decline_suggestion(suggestion=other, curator=curator, reason="No")
    suggestion.suggester.delete()
    curator.delete()
    other.refresh_from_db()
    assert not Suggestion.objects.filter(pk=suggestion.pk).exists()
    assert Organisation.objects.filter(pk=made.pk).exists()
    assert (other.state, other.decided_by) == ("declined", None)


def test_no_benefit_is_ever_deleted(curator, organisation):
    BenefitFactory(organisation=organisation)
    suggestion = correct(organisation, benefits=[])
    accept_suggestion(suggestion=suggestion, curator=curator, entry=suggestion.payload)
    assert Benefit.objects.filter(organisation=organisation).count() == 1
