"""What anybody suggests: something new, a correction, something of their own."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from catalogue.models import Organisation
from curation.models import Suggestion
from curation.services import MOST_OPEN, suggest, withdraw_suggestion
from tests.curation.entries import HOSTILE, LITERAL, as_posted, entry, entry_of, fields_of
from tests.factories import (
    BenefitFactory,
    BenefitKindFactory,
    FeeFactory,
    OrganisationFactory,
    PlaceFactory,
    SkillFactory,
    SuggestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MINE = "/curation/"
NEW = "/curation/suggest/"


def post(client, url, **values):
    return client.post(url, as_posted(client, url) | values, follow=True)


class TestSomethingNew:
    def test_waits_and_changes_nothing(self, client, suggester):
        SkillFactory(key="advocacy", name="Advocacy")
        kind = BenefitKindFactory(label="Course")
        parent = OrganisationFactory(name="Library Guild", short_name="LG")
        place = PlaceFactory(name="Oxford", search_name="oxford, gb")
        page = post(
            client, NEW,
            **{
                "name": "New guild", "kind": "chapter", "scope": "local", "parent": "lg",
                "country": "GB", "place": "Oxford", "note": "One\r\ntwo",
                "other_names-0-name": "Old guild", "other_names-0-kind": "former",
                "fees-0-grade": "Full", "fees-0-amount": "1,000", "fees-0-year": "2026",
                "fees-0-period": "year",
                "sources-0-text": "A leaflet", "sources-0-read_on": "27 March 2026",
                "benefits-0-title": "Writing to a council", "benefits-0-benefit_kind": kind.key,
                "benefits-0-mode": "online", "benefits-0-interactivity": "interactive",
                "benefits-0-skill_0": "advocacy", "benefits-0-strength_0": "3",
            },
        )  # fmt: skip
        assert page.redirect_chain == [(MINE, 302)]
        suggestion = Suggestion.objects.get()
        assert (suggestion.suggester, suggestion.purpose, suggestion.state, suggestion.base) == (
            suggester, "new", "open", {},
        )  # fmt: skip
        assert suggestion.payload == {
            "name": "New guild", "short_name": "", "kind": "chapter", "scope": "local",
            "parent": str(parent.uuid), "country": "GB", "place": place.geonames_id,
            "place_text": "", "website": "", "joinable": "anyone", "status": "active",
            "successor": "", "special_category": "", "note": "One\ntwo",
            "other_names": [{"name": "Old guild", "kind": "former"}],
            "sources": [{"text": "A leaflet", "read_on": "2026-03-27"}],
            "fees": [{
                "id": "", "grade": "Full", "amount": "1000.00", "currency": "GBP",
                "period": "year", "year": 2026, "source": "",
            }],
            "benefits": [{
                "id": "", "kind": kind.key, "title": "Writing to a council", "mode": "online",
                "interactivity": "interactive", "level": "", "hours": "", "audience": "members",
                "basis": "sourced", "skills": {"advocacy": 3},
            }],
        }  # fmt: skip
        assert Organisation.objects.count() == 1

    def test_begins_with_the_words_that_found_nothing(self, client, suggester):
        found = client.get(reverse("catalogue:find"), {"q": "Reading circle"})
        link = "/curation/suggest/?name=Reading+circle"
        assert f'href="{link}"' in found.content.decode()
        assert client.get(link).context["form"].fields["name"].value() == "Reading circle"

    def test_more_rows_come_without_a_word_of_blame_and_nothing_is_lost(self, client, suggester):
        data = as_posted(client, NEW) | {"name": "Half", "fees-0-grade": "Full", "more": "fees"}
        response = client.post(NEW, data)
        form = response.context["form"]
        assert form.fields["name"].value() == "Half"
        assert [len(part.rows.forms) for part in form.parts] == [1, 1, 4, 1]
        assert 'value="Full"' in response.content.decode()
        assert "Please put this right" not in response.content.decode()
        assert not Suggestion.objects.exists()
        sent = fields_of(form) | {"kind": "union", "scope": "local"}
        client.post(NEW, sent)
        (fee,) = Suggestion.objects.get().payload["fees"]
        assert (fee["grade"], fee["currency"], fee["period"]) == ("Full", "GBP", "year")

    @pytest.mark.parametrize("name", ["other_names", "fees", "nonsense", "benefits-"])
    @pytest.mark.parametrize("total", ["", "-1", "99999999999", "x"])
    def test_nonsense_instead_of_numbers_of_rows(self, client, suggester, name, total):
        data = as_posted(client, NEW) | {f"{name}-TOTAL_FORMS": total}
        for more in ({}, {"more": name}):
            assert client.post(NEW, data | more).status_code == 200

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            ({"name": ""}, "This field is required."),
            ({"name": "\x00"}, "Null characters are not allowed."),
            ({"parent": "Nobody"}, "No entry has that name. Find it in the catalogue first."),
            ({"parent": "\x00"}, "Null characters are not allowed."),
            ({"parent": "guild"}, "No entry has just that name. There are: Library Guild."),
            ({"fees-0-grade": "A", "fees-0-amount": "-1"}, "A fee cannot be negative."),
            ({"sources-0-text": "A", "sources-0-read_on": "soon"}, "Enter a valid date."),
            ({"other_names-0-name": "A"}, "This field is required."),
        ],
    )
    def test_what_is_wrong_is_said(self, client, suggester, organisation, wrong, message):
        organisation.search_text = "library guild"
        organisation.save()
        data = as_posted(client, NEW) | {"name": "A", "kind": "union", "scope": "local"} | wrong
        page = client.post(NEW, data).content.decode()
        assert message in page
        assert "<title>Error:" in page
        assert not Suggestion.objects.exists()

    def test_a_private_organisation_is_no_parent_even_of_ones_own(self, client, suggester):
        private = OrganisationFactory(name="Circle", key=None, owner=suggester)
        for text in ("Circle", str(private.uuid)):
            data = as_posted(client, NEW) | {"parent": text}
            assert "No entry has that name" in client.post(NEW, data).content.decode()

    def test_a_name_that_several_have_is_told_apart_by_address(self, client, suggester):
        first, _ = OrganisationFactory(name="Guild"), OrganisationFactory(name="Guild")
        values = {"name": "A", "kind": "union", "scope": "local"}
        page = post(client, NEW, **values, parent="Guild").content.decode()
        assert "Several entries have that name" in page
        address = f"https://cpd.example.org/catalogue/{first.uuid}/"
        post(client, NEW, **values, parent=address)
        assert Suggestion.objects.get().payload["parent"] == str(first.uuid)

    def test_a_form_sent_twice_is_one_suggestion(self, client, suggester):
        values = {"name": "A", "kind": "union", "scope": "local"}
        post(client, NEW, **values)
        page = post(client, NEW, **values).content.decode()
        assert "You have suggested just this already." in page
        assert Suggestion.objects.count() == 1

    def test_too_many_wait(self, suggester):
        SuggestionFactory.create_batch(MOST_OPEN, suggester=suggester)
        with pytest.raises(ValidationError, match="50 suggestions of yours are waiting"):
            suggest(user=suggester, payload=entry())
        SuggestionFactory(suggester=UserFactory())
        withdraw_suggestion(suggestion=suggester.suggestions.first())
        suggest(user=suggester, payload=entry())

    def test_what_was_written_when_the_session_ended_waits(self, client, suggester):
        data = as_posted(client, NEW) | {"name": "Half", "fees-0-grade": "Full"}
        client.logout()
        client.post(NEW, data)
        client.force_login(suggester)
        unsent = client.get(reverse("account_send_again")).context["unsent"]
        assert unsent.path == NEW
        shown = [line for line in unsent.shown if line[1] in {"Half", "Full"}]
        assert shown == [("Name", "Half"), ("Grade", "Full")]
        assert {"Total forms", "Id", "Version"}.isdisjoint(dict(unsent.shown))


class TestACorrection:
    @pytest.fixture
    def url(self, organisation):
        return reverse("curation:correct", args=[organisation.uuid])

    def test_changes_only_what_was_changed(self, client, suggester, organisation, url):
        FeeFactory(organisation=organisation, year=2020, source="A leaflet")
        BenefitFactory(organisation=organisation, hours=5, strengths={SkillFactory(): 1})
        organisation.sources.create(text="A page", read_on="2026-01-02")
        organisation.other_names.create(name="Guild", kind="alias")
        post(client, url, website="new.example.org")
        suggestion = Suggestion.objects.get()
        assert (suggestion.purpose, suggestion.organisation) == ("correction", organisation)
        assert suggestion.base == entry_of(organisation)
        assert suggestion.payload == suggestion.base | {"website": "new.example.org"}
        organisation.refresh_from_db()
        assert organisation.website == "guild.example.org"

    def test_shows_the_skills_of_an_offer_under_their_areas(
        self, client, suggester, organisation, url
    ):
        area = SkillFactory(key="area", name="Area")
        skill = SkillFactory(key="deep", name=HOSTILE, parent=area)
        BenefitFactory(organisation=organisation, strengths={skill: 3})
        page = client.get(url).content.decode()
        assert '<optgroup label="Area"><option value="area">Area</option>' in page
        assert f'<option value="deep" selected>{LITERAL}' in page
        assert '<option value="3" selected>Aimed at it</option>' in page

    def test_takes_as_many_queries_for_three_rows_as_for_one(
        self, client, suggester, organisation, url, django_assert_num_queries
    ):
        organisation.parent, organisation.place = OrganisationFactory(), PlaceFactory()
        organisation.save()

        def add():
            BenefitFactory(organisation=organisation, strengths={SkillFactory(): 2})
            FeeFactory(organisation=organisation)

        add()
        with django_assert_num_queries(16):
            client.get(url)
        add()
        add()
        with django_assert_num_queries(16):
            client.get(url)

    def test_that_changes_nothing_is_none(self, client, suggester, url):
        page = post(client, url).content.decode()
        assert "Nothing of this differs from what the catalogue says." in page
        assert not Suggestion.objects.exists()

    def test_a_row_is_taken_out(self, client, suggester, organisation, url):
        organisation.other_names.create(name="Guild", kind="alias")
        post(client, url, **{"other_names-0-DELETE": "on"})
        assert Suggestion.objects.get().payload["other_names"] == []

    def test_a_second_one_changes_the_first(self, client, suggester, url):
        post(client, url, website="new.example.org")
        again = client.get(url, follow=True)
        change = reverse("curation:change", args=[Suggestion.objects.get().uuid])
        assert again.redirect_chain == [(change, 302)]
        assert again.context["form"].fields["website"].value() == "new.example.org"
        post(client, change, website="newer.example.org")
        assert Suggestion.objects.get().payload["website"] == "newer.example.org"

    def test_of_what_changed_meanwhile_asks_once_more(self, client, suggester, organisation, url):
        data = as_posted(client, url) | {"name": "The Guild"}
        fee = FeeFactory(organisation=organisation)
        assert "was changed meanwhile" in client.post(url, data).content.decode()
        assert not Suggestion.objects.exists()
        post(client, url, name="The Guild")
        assert [row["id"] for row in Suggestion.objects.get().payload["fees"]] == [str(fee.pk)]

    @pytest.mark.parametrize("of_whom", ["nobody", "me", "another"])
    def test_of_what_is_not_public_is_not_found(self, client, suggester, of_whom):
        owner = {"nobody": None, "me": suggester, "another": UserFactory()}[of_whom]
        gone = OrganisationFactory(merged_into=OrganisationFactory())
        if owner:
            gone = OrganisationFactory(key=None, owner=owner)
        assert client.get(reverse("curation:correct", args=[gone.uuid])).status_code == 404


class TestAnOffer:
    @pytest.fixture
    def private(self, suggester):
        parent = OrganisationFactory(name="Secret club", key=None, owner=suggester)
        return OrganisationFactory(
            name="Reading circle", key=None, owner=suggester, parent=parent, place_text="Swindon"
        )

    def test_shows_what_becomes_public_and_nothing_private_goes_with_it(
        self, client, suggester, private
    ):
        url = reverse("curation:offer", args=[private.uuid])
        page = client.get(url)
        assert "Just what stands in this form becomes public" in page.content.decode()
        assert "Secret club" not in page.content.decode()
        post(client, url, place_text="")
        suggestion = Suggestion.objects.get()
        assert (suggestion.purpose, suggestion.base) == ("offer", {})
        assert (suggestion.payload["name"], suggestion.payload["place_text"]) == (
            "Reading circle", "",
        )  # fmt: skip
        assert suggestion.payload["parent"] == ""
        private.refresh_from_db()
        assert (private.owner, private.place_text) == (suggester, "Swindon")

    def test_its_page_leads_there(self, client, suggester, private, organisation):
        page = client.get(reverse("catalogue:organisation", args=[private.uuid]))
        assert reverse("curation:offer", args=[private.uuid]) in page.content.decode()
        page = client.get(reverse("catalogue:organisation", args=[organisation.uuid]))
        assert reverse("curation:correct", args=[organisation.uuid]) in page.content.decode()

    def test_can_be_changed_before_it_is_decided(self, client, suggester, private):
        post(client, reverse("curation:offer", args=[private.uuid]))
        change = reverse("curation:change", args=[Suggestion.objects.get().uuid])
        assert "What may everybody see of" in post(client, change, name="").content.decode()
        post(client, change, name="Circle")
        suggestion = Suggestion.objects.get()
        assert (suggestion.payload["name"], suggestion.base) == ("Circle", {})


class TestMine:
    def test_says_what_became_of_each_the_newest_first(self, client, suggester, organisation):
        SuggestionFactory(suggester=suggester, payload=entry(name="First"))
        declined = SuggestionFactory(
            suggester=suggester, payload=entry(name="Second"), state="declined",
            reason=HOSTILE, decided_at="2026-05-01T12:00Z",
        )  # fmt: skip
        SuggestionFactory(
            suggester=suggester, state="accepted", outcome=organisation,
            decided_at="2026-05-02T12:00Z", payload=entry(name="Third"),
        )  # fmt: skip
        SuggestionFactory(payload=entry(name="Somebody else's"))
        response = client.get(MINE)
        rows = response.context["page"].rows
        assert [(row.name, row.state) for row in rows] == [
            ("Third", "Accepted on 2 May 2026"),
            ("Second", "Declined on 1 May 2026"),
            ("First", "Waiting for a curator"),
        ]
        assert rows[0].outcome == reverse("catalogue:organisation", args=[organisation.uuid])
        assert LITERAL in response.content.decode()
        assert reverse("curation:withdraw", args=[declined.uuid]) not in response.content.decode()

    def test_takes_as_many_queries_for_three_as_for_one(
        self, client, suggester, django_assert_num_queries
    ):
        def add():
            organisation = OrganisationFactory(parent=OrganisationFactory())
            BenefitFactory(organisation=organisation, strengths={SkillFactory(): 2})
            base = entry_of(organisation)
            suggest(
                user=suggester, organisation=organisation, base=base,
                payload=base | {"website": "a", "place": PlaceFactory().geonames_id},
            )  # fmt: skip

        add()
        client.get(MINE)
        with django_assert_num_queries(15):
            client.get(MINE)
        add()
        add()
        with django_assert_num_queries(15):
            client.get(MINE)

    def test_withdrawn_and_put_back(self, client, suggester):
        suggestion = SuggestionFactory(suggester=suggester)
        withdraw = reverse("curation:withdraw", args=[suggestion.uuid])
        page = client.post(withdraw, follow=True)
        suggestion.refresh_from_db()
        assert suggestion.state == "withdrawn"
        restore = reverse("curation:restore", args=[suggestion.uuid])
        assert f'action="{restore}"' in page.content.decode()
        client.post(restore)
        suggestion.refresh_from_db()
        assert suggestion.state == "open"

    def test_what_is_decided_is_neither_withdrawn_nor_changed(self, client, suggester):
        decided = SuggestionFactory(
            suggester=suggester, state="declined", reason="No", decided_at="2026-05-01T12:00Z"
        )
        for name in ("withdraw", "change"):
            page = client.post(reverse(f"curation:{name}", args=[decided.uuid]), follow=True)
            assert "Somebody has declined it meanwhile." in page.content.decode()
        page = client.post(reverse("curation:restore", args=[decided.uuid]), follow=True)
        assert "It was not withdrawn." in page.content.decode()
        decided.refresh_from_db()
        assert decided.state == "declined"

    def test_one_withdrawn_does_not_come_back_beside_another(self, client, suggester, organisation):
        base = entry_of(organisation)
        values = {"user": suggester, "organisation": organisation, "base": base}
        first = suggest(payload=base | {"website": "a"}, **values)
        withdraw_suggestion(suggestion=first)
        suggest(payload=base | {"website": "b"}, **values)
        page = client.post(reverse("curation:restore", args=[first.uuid]), follow=True)
        assert "You have suggested something here already: change it." in page.content.decode()
