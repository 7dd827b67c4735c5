"""The way into a membership: found, joined, or added for oneself alone."""

import pytest

from catalogue.models import Organisation
from catalogue.services import refresh_search_text
from memberships.models import Membership
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.memberships.reading import HOSTILE, LITERAL, text_of, url

pytestmark = pytest.mark.django_db


class TestFinding:
    def find(self, client, text, **headers):
        refresh_search_text(organisations=Organisation.objects.all())
        return text_of(client.get(url("add"), {"q": text}, headers=headers))

    def test_says_kind_parent_and_what_is_held(self, client, owner, membership):
        OrganisationFactory(
            name="My group",
            parent=membership.organisation,
            kind="chapter",
            status="merged",
            successor=OrganisationFactory(name="Newer"),
        )
        MembershipFactory(
            user=owner, organisation=membership.organisation, kind="informal", state="ended"
        )
        page = self.find(client, "my")
        assert "Chapter · group of My own body" in page
        assert "Merged into another: see Newer" in page
        assert "Yours already: personal, informal (ended)" in page
        assert "3 found." in page  # the newer one by the name of the older

    def test_htmx_gets_what_was_found_alone(self, client, owner):
        page = self.find(client, "nothing like it", **{"HX-Request": "true"})
        assert "<h1" not in page
        assert "Nothing found." in page

    def test_more_than_fit_are_counted(self, client, owner):
        for number in range(23):
            OrganisationFactory(name=f"Guild {number:02}")
        page = self.find(client, "guild")
        assert "Guild 19" in page
        assert "Guild 20" not in page
        assert "3 more: add a word to narrow it down." in page

    @pytest.mark.parametrize("text", ["\x00", "x" * 10_000, "%", "' OR 1=1 --", "a " * 3000])
    def test_nonsense_finds_nothing(self, client, owner, text):
        assert client.get(url("add"), {"q": text}).context["finding"].results == ()

    def test_hostile_text_is_shown_literally(self, client, owner):
        OrganisationFactory(name=HOSTILE, short_name=HOSTILE)
        page = self.find(client, HOSTILE)
        assert LITERAL in page
        assert "<script>alert" not in page


class TestJoining:
    def test_a_group_offers_its_parent(self, client, owner):
        parent = OrganisationFactory(name="The body")
        group = OrganisationFactory(name="The group", parent=parent)
        address = url("join", group.uuid)
        assert "Also add The body" in text_of(client.get(address))
        response = client.post(
            address, {"kind": "personal", "state": "held", "with_parent": "on"}, follow=True
        )
        assert "Added: The group and The body." in text_of(response)
        held = owner.memberships.values_list("organisation__name", "kind", "state", "sensitive")
        assert set(held) == {
            ("The body", "personal", "held", False),
            ("The group", "personal", "held", False),
        }
        assert "Also add" not in text_of(client.get(address))

    def test_a_reason_to_be_sensitive_is_said_and_ticked(self, client, owner):
        union = OrganisationFactory(name="The union", kind="union")
        response = client.get(url("join", union.uuid))
        assert "Belonging to The union may reveal: trade union membership." in text_of(response)
        assert response.context["form"].initial["sensitive"] is True
        client.post(url("join", union.uuid), {"kind": "personal", "state": "intended"})
        added = owner.memberships.get()
        assert (added.sensitive, added.state) == (False, "intended")

    def test_twice_is_refused_and_said(self, client, owner, membership):
        address = url("join", membership.organisation.uuid)
        response = client.post(address, {"kind": "personal", "state": "held"})
        assert "You have this membership already." in text_of(response)
        assert owner.memberships.count() == 1

    @pytest.mark.parametrize("answers", [{"kind": ""}, {"kind": "friend", "state": "held"}])
    def test_what_is_missing_is_said(self, client, owner, answers):
        response = client.post(url("join", OrganisationFactory().uuid), answers)
        assert "Please put this right" in text_of(response)
        assert not owner.memberships.exists()


PRIVATE = {
    "name": "Lunch circle",
    "kind": "community",
    "scope": "local",
    "membership_kind": "informal",
    "state": "held",
}


class TestPrivate:
    def test_its_owner_alone_finds_joins_and_names_it(self, client, owner, membership):
        response = client.post(
            url("add_private"), PRIVATE | {"parent": membership.organisation.pk}, follow=True
        )
        assert "Added: Lunch circle. Nobody but you sees it." in text_of(response)
        private = Organisation.objects.get(owner=owner)
        assert private.parent == membership.organisation
        assert owner.memberships.get(organisation=private).kind == "informal"
        assert "Lunch circle" in text_of(client.get(url("add"), {"q": "circle lunch"}))
        other = UserFactory()
        client.force_login(other)
        assert ">Lunch circle<" not in text_of(client.get(url("add"), {"q": "circle lunch"}))
        assert client.get(url("join", private.uuid)).status_code == 404
        assert client.post(url("join", private.uuid), {"kind": "personal"}).status_code == 404
        assert client.get(url("edit_private", private.uuid)).status_code == 404
        response = client.post(url("add_private"), PRIVATE | {"parent": private.pk})
        assert "Please put this right" in text_of(response)
        assert not Organisation.objects.filter(owner=other).exists()

    def test_what_it_may_reveal_makes_it_sensitive_and_is_said(self, client, owner):
        answers = PRIVATE | {"special_category": "faith"}
        page = text_of(client.post(url("add_private"), answers, follow=True))
        assert "It is marked as sensitive." in page
        assert owner.memberships.get().sensitive

    def test_it_can_be_put_right_and_is_found_by_its_new_name(self, client, owner):
        client.post(url("add_private"), PRIVATE)
        private = Organisation.objects.get(owner=owner)
        address = url("edit_private", private.uuid)
        version = client.get(address).context["form"].initial["version"]
        answers = PRIVATE | {"name": "Supper circle", "version": version}
        assert client.post(address, answers).status_code == 302
        assert "Supper circle" in text_of(client.get(url("add"), {"q": "SUPPER"}))

    @pytest.mark.parametrize("revealing", ["category", "kind", "parent"])
    def test_what_it_may_reveal_from_now_on_makes_it_sensitive_too(self, client, owner, revealing):
        client.post(url("add_private"), PRIVATE)
        private = Organisation.objects.get(owner=owner)
        group = MembershipFactory(user=owner, organisation__parent=private)
        others = MembershipFactory(organisation=group.organisation)
        faith = OrganisationFactory(name="Faith", special_category="faith")
        MembershipFactory(user=owner, organisation=faith, sensitive=True)
        changes = {
            "category": {"special_category": "health"},
            "kind": {"kind": "union"},
            "parent": {"parent": faith.pk},
        }[revealing]
        address = url("edit_private", private.uuid)
        version = client.get(address).context["form"].initial["version"]
        answers = PRIVATE | changes | {"version": version}
        page = text_of(client.post(address, answers, follow=True))
        assert "It is marked as sensitive. Belonging to" in page
        assert not owner.memberships.filter(sensitive=False).exists()
        assert not Membership.objects.get(pk=others.pk).sensitive

    def test_who_said_it_is_not_sensitive_is_not_overruled(self, client, owner):
        client.post(url("add_private"), PRIVATE | {"special_category": "faith"})
        owner.memberships.update(sensitive=False)
        private = Organisation.objects.get(owner=owner)
        address = url("edit_private", private.uuid)
        version = client.get(address).context["form"].initial["version"]
        answers = PRIVATE | {"special_category": "faith", "name": "Supper", "version": version}
        assert "sensitive" not in text_of(client.post(address, answers, follow=True))
        assert not owner.memberships.get().sensitive

    def test_a_form_sent_twice_makes_one_of_it(self, client, owner):
        client.post(url("add_private"), PRIVATE)
        response = client.post(url("add_private"), PRIVATE | {"name": "LUNCH circle"})
        assert "of this name already: search for it." in text_of(response)
        assert Organisation.objects.filter(owner=owner).count() == 1
        client.force_login(UserFactory())
        assert client.post(url("add_private"), PRIVATE).status_code == 302

    def test_no_website_runs(self, client, owner):
        response = client.post(url("add_private"), PRIVATE | {"website": "javascript:alert(1)"})
        assert "Please put this right" in text_of(response)
