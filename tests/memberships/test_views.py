"""The addresses of belonging: whose page, how many queries, what comes out, what is kept."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Organisation
from catalogue.services import refresh_search_text
from memberships.models import Membership, Role, Term
from people.figures import day
from tests.factories import (
    FeeFactory,
    MembershipFactory,
    OrganisationFactory,
    ProfileFactory,
    RoleFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}'\"&"
LITERAL = "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}"


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def membership(owner):
    return MembershipFactory(user=owner, organisation__name="My own body")


def url(name, *args):
    return reverse(f"memberships:{name}", args=args)


def text_of(response):
    return response.content.decode()


def addresses_of(membership):
    """Every address about one membership: to read or write in, and only to write to."""
    term, role = TermFactory(membership=membership), RoleFactory(membership=membership)
    uuid = membership.uuid
    pages = [
        *(url(name, uuid) for name in ("detail", "edit", "end", "fee", "add_term", "add_role")),
        url("edit_term", uuid, term.pk),
        url("renew", uuid, term.pk),
        url("edit_role", uuid, role.pk),
    ]
    writes = [
        *(url(name, uuid) for name in ("confirm", "hold", "remove")),
        url("remove_term", uuid, term.pk),
        url("remove_role", uuid, role.pk),
    ]
    return pages, writes


def test_everything_about_a_membership_is_its_owners_alone(client, owner, membership):
    pages, writes = addresses_of(membership)
    for address in pages:
        assert client.get(address).status_code == 200, address
    for address in writes:
        assert client.get(address).status_code == 405, address
    client.force_login(UserFactory(is_staff=True))
    before = Membership.objects.values().get()
    for address in [*pages[1:], *writes]:
        assert client.post(address).status_code == 404, address
    for address in pages:
        assert client.get(address).status_code == 404, address
    client.logout()
    asked = [client.get(each) for each in [*pages, url("list"), url("add"), url("add_private")]]
    for response in [*asked, *(client.post(each) for each in [*pages, *writes])]:
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))
    assert Membership.objects.values().get() == before


def test_a_term_is_found_under_its_own_membership_only(client, owner, membership):
    other = TermFactory(membership__user=owner)
    assert client.get(url("edit_term", membership.uuid, other.pk)).status_code == 404
    other_role = RoleFactory(membership__user=owner)
    assert client.post(url("remove_role", membership.uuid, other_role.pk)).status_code == 404


class TestList:
    def test_counts_and_asks_for_fees(self, client, owner, membership):
        TermFactory(
            membership=MembershipFactory(user=owner, kind="employer"), grade="Fellow", fee=0
        )
        page = text_of(client.get(url("list")))
        assert "You hold 2 memberships: 1 personal, 1 through your employer." in page
        assert "Of 1 of them the fee is not known." in page
        assert url("fee", membership.uuid) in page
        assert "Fellow" in page

    def test_states_and_kinds_are_links(self, client, owner, membership):
        MembershipFactory(user=owner, organisation__name="Was", state="ended")
        MembershipFactory(user=owner, organisation__name="Gone", state="removed")
        page = text_of(client.get(url("list")))
        assert "My own body" in page
        assert "Was" not in page
        assert 'href="/memberships/?show=ended"' in page
        page = text_of(client.get(url("list"), {"show": "ended", "by": "kind"}))
        assert "Was" in page
        assert "My own body" not in page
        page = text_of(client.get(url("list"), {"show": "all"}))
        assert "Gone" not in page
        assert "All (2)" in page

    def test_groups_stand_under_their_organisation(self, client, owner, membership):
        group = OrganisationFactory(name="A group", parent=membership.organisation)
        MembershipFactory(user=owner, organisation=group)
        MembershipFactory(user=owner, organisation=membership.organisation, kind="employer")
        page = client.get(url("list")).context["page"]
        assert [(row.label, row.indent) for row in page.sections[0].rows] == [
            ("My own body", 0),
            ("My own body", 0),
            ("A group", 1),
        ]

    def test_an_empty_page_says_what_will_stand_there(self, client, owner):
        assert "Here will stand what you belong to" in text_of(client.get(url("list")))

    def test_nothing_of_a_colleague(self, client, membership):
        client.force_login(UserFactory())
        assert "My own body" not in text_of(client.get(url("list")))


def test_pages_take_a_constant_number_of_queries(
    client, owner, membership, django_assert_num_queries
):
    """Session and user; then memberships, terms and what a filter leaves; what was found, how much, and what of it is
    held; the membership, its terms, expenses, roles, relations and past endings."""
    for count in (1, 3):
        while owner.memberships.count() < count:
            group = OrganisationFactory(parent=membership.organisation)
            TermFactory(membership=MembershipFactory(user=owner, organisation=group))
            day = datetime.date(2000 + membership.terms.count(), 1, 1)
            TermFactory(membership=membership, starts=day, ends=day)
        refresh_search_text(organisations=Organisation.objects.all())
        with django_assert_num_queries(5):
            client.get(url("list"))
        with django_assert_num_queries(5):
            client.get(url("add"), {"q": "o"})
        with django_assert_num_queries(8):
            client.get(url("detail", membership.uuid))


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
        self.find(client, text)

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


class TestDetails:
    def test_what_else_is_held_near_it_is_named(self, client, owner, membership):
        here = membership.organisation
        for kind, state in (("employer", "held"), ("informal", "ended"), ("profile", "intended")):
            MembershipFactory(user=owner, organisation=here, kind=kind, state=state)
        related = client.get(url("detail", membership.uuid)).context["page"].related
        assert [link.text for link in related] == ["My own body: through my employer"]

    def test_are_changed_and_confirmed(self, client, membership):
        address = url("edit", membership.uuid)
        answers = {"kind": "personal", "number": "4711", "keep_reason": "vote", "sensitive": "on"}
        version = client.get(address).context["form"].initial["version"]
        client.post(address, answers | {"notes": HOSTILE, "version": version})
        client.post(url("confirm", membership.uuid))
        kept = Membership.objects.get()
        assert (kept.number, kept.keep_reason, kept.sensitive, kept.notes) == (
            "4711",
            "vote",
            True,
            HOSTILE,
        )
        assert kept.confirmed_on == timezone.localdate()
        page = text_of(client.get(url("detail", membership.uuid)))
        assert "My vote" in page
        assert LITERAL in page
        assert reverse("evaluation:membership", args=[membership.uuid]) in page

    def test_a_lost_update_is_noticed_and_both_are_shown(self, client, membership):
        address = url("edit", membership.uuid)
        version = client.get(address).context["form"].initial["version"]
        first = {"kind": "personal", "number": "first", "version": version}
        assert client.post(address, first).status_code == 302
        second = first | {"number": "second"}
        response = client.post(address, second)
        page = text_of(response)
        assert "Saved meanwhile: first" in page
        assert 'value="second"' in page
        assert Membership.objects.get().number == "first"
        again = second | {"version": response.context["form"].initial["version"]}
        assert client.post(address, again).status_code == 302
        assert Membership.objects.get().number == "second"

    def test_what_was_typed_survives_the_end_of_the_session(self, client, owner, membership):
        address = url("edit", membership.uuid)
        hidden = client.get(address).context["form"].initial
        tokens = {name: hidden[name] for name in ("version", "written_by")}
        client.logout()
        answers = {"kind": "personal", "notes": "A long afternoon's thoughts"}
        assert client.post(address, answers | tokens).status_code == 302
        client.force_login(owner)
        unsent = client.get(reverse("account_send_again")).context["unsent"]
        assert unsent.path == address
        client.post(unsent.path, dict(unsent.fields))
        assert Membership.objects.get().notes == "A long afternoon's thoughts"

    def test_a_kind_that_is_there_already_is_refused(self, client, owner, membership):
        other = MembershipFactory(user=owner, organisation=membership.organisation, kind="employer")
        address = url("edit", other.uuid)
        version = client.get(address).context["form"].initial["version"]
        response = client.post(address, {"kind": "personal", "version": version})
        assert "You have this membership already." in text_of(response)

    def test_hostile_text_everywhere_is_shown_literally(self, client, owner):
        membership = MembershipFactory(
            user=owner, organisation__name=HOSTILE, number=HOSTILE, ended_reason=HOSTILE
        )
        membership.ended_on = datetime.date(2026, 1, 1)
        membership.save()
        term = TermFactory(membership=membership, grade=HOSTILE)
        role = RoleFactory(membership=membership, title=HOSTILE)
        FeeFactory(organisation=membership.organisation, grade=HOSTILE, source=HOSTILE)
        for address in (
            url("list"),
            url("detail", membership.uuid),
            url("edit", membership.uuid),
            url("fee", membership.uuid),
            url("edit_term", membership.uuid, term.pk),
            url("edit_role", membership.uuid, role.pk),
            url("join", membership.organisation.uuid),
        ):
            page = text_of(client.get(address))
            assert LITERAL in page, address
            assert "<script>alert" not in page, address


TERM = {
    "starts": "1 Jan 2026",
    "ends": "31/12/2026",
    "currency": "GBP",
    "payer": "self",
    "share": "100",
    "tax_relief": "0",
    "notice_days": "0",
}


class TestTerms:
    def test_days_as_people_write_them(self, client, membership):
        response = client.post(
            url("add_term", membership.uuid), TERM | {"fee": "120", "grade": "M"}
        )
        assert response.status_code == 302
        term = Term.objects.get()
        assert (term.starts, term.ends, term.fee, term.grade) == (
            datetime.date(2026, 1, 1),
            datetime.date(2026, 12, 31),
            Decimal(120),
            "M",
        )
        page = text_of(client.get(url("detail", membership.uuid)))
        assert "1 January 2026 to 31 December 2026" in page
        assert "120.00 GBP" in page

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"ends": ""}, "Give the last day, or tick that it is for life."),
            ({"lifetime": "on"}, "Which of the two is it?"),
            ({"ends": "31/12/2025"}, "The end must not be before the start."),
            ({"starts": "31/2/2026"}, "Enter a valid date."),
            ({"ends": "1/1/9999"}, "Give a day up to 31 December 2200."),
            ({"starts": "31/12/1849"}, "Give a day from 1 January 1850 on."),
            ({"notice_days": "3661"}, "Ensure this value is less than or equal to 3660."),
            ({"fee": "-1"}, "A fee cannot be negative."),
            ({"payer": "employer"}, "so your share is less than 100"),
            ({"currency": "£"}, "Three letters, for example GBP or EUR."),
            ({"fee": "£12"}, "Type the number alone, for example 1000.50"),
            ({"fee": "12,50"}, "Type the number alone, for example 1000.50"),
        ],
    )
    def test_what_is_wrong_is_said(self, client, membership, changes, said):
        response = client.post(url("add_term", membership.uuid), TERM | changes)
        assert said in text_of(response)
        assert not Term.objects.exists()

    def test_a_fee_as_people_write_it(self, client, membership):
        answers = TERM | {"fee": "1,000.50", "currency": "gbp"}
        client.post(url("add_term", membership.uuid), answers)
        term = Term.objects.get()
        assert (str(term.fee), term.currency) == ("1000.50", "GBP")

    @pytest.mark.parametrize("fee", ["sNaN", "NaN", "abc"])
    def test_what_is_no_fee_is_said_beside_what_was_saved_meanwhile(self, client, membership, fee):
        term = TermFactory(membership=membership, fee=12, currency="GBP")
        answers = TERM | {"fee": fee, "version": "an older one"}
        response = client.post(url("edit_term", membership.uuid, term.pk), answers)
        errors = response.context["form"].errors["fee"]
        wrong, saved = list(errors)
        assert wrong.startswith("Type the number alone")
        assert saved == "Saved meanwhile: 12.00"
        assert "currency" not in response.context["form"].errors

    def test_for_life(self, client, membership):
        answers = TERM | {"ends": "", "lifetime": "on", "fee": "0"}
        client.post(url("add_term", membership.uuid), answers)
        term = Term.objects.get()
        assert term.ends is None
        page = text_of(client.get(url("detail", membership.uuid)))
        assert "from 1 January 2026 for life" in page
        response = client.get(url("renew", membership.uuid, term.pk), follow=True)
        assert "A term for life needs no renewal." in text_of(response)

    def test_an_overlap_is_said(self, client, membership):
        TermFactory(membership=membership)
        response = client.post(
            url("add_term", membership.uuid), TERM | {"starts": "31/12/2026", "ends": "1/2/2027"}
        )
        assert "This overlaps the term from" in text_of(response)
        assert Term.objects.count() == 1

    def test_renewing_makes_a_new_term(self, client, membership):
        first = TermFactory(membership=membership, fee=100, starts="2027-03-01", ends="2028-02-29")
        address = url("renew", membership.uuid, first.pk)
        page = text_of(client.get(address))
        assert 'value="01/03/2028"' in page
        assert 'value="28/02/2029"' in page
        answers = TERM | {"starts": "01/03/2028", "ends": "28/02/2029", "fee": "110"}
        assert client.post(address, answers).status_code == 302
        assert list(Term.objects.order_by("starts").values_list("fee", flat=True)) == [100, 110]
        assert "starts on this day already" in text_of(client.post(address, answers))

    def test_a_removed_one_comes_back_as_it_was(self, client, membership):
        for changes in ({}, {"ends": None}):
            term = TermFactory(
                membership=membership, share=50, auto_renews=True, notice_days=7, **changes
            )
            names = ("starts", "ends", "grade", "fee", "currency", "share", "auto_renews")
            before = Term.objects.values_list(*names, "notice_days").get()
            response = client.post(url("remove_term", membership.uuid, term.pk), follow=True)
            assert not Term.objects.exists()
            undo = response.context["undo"]
            assert undo.text == "The term from 1 January 2026 has been removed."
            client.post(undo.action, dict(undo.fields))
            assert Term.objects.values_list(*names, "notice_days").get() == before
            assert client.get(url("detail", membership.uuid)).context["undo"] is None
            Term.objects.all().delete()


class TestFee:
    def test_the_known_fees_are_offered_with_year_and_source(self, client, owner, membership):
        ProfileFactory(user=owner, currency="EUR")
        fee = FeeFactory(
            organisation=membership.organisation, amount=189, year=2011, source="a blog post"
        )
        FeeFactory(organisation=membership.organisation, amount=None, grade="Unknown")
        FeeFactory(organisation=membership.organisation, amount=50, period="once", grade="Joining")
        assert "What you pay is not known." in text_of(client.get(url("detail", membership.uuid)))
        response = client.get(url("fee", membership.uuid))
        page = text_of(response)
        assert "Individual: 189.00 GBP a year, of 2011, from a blog post" in page
        assert "Joining" not in page
        year = timezone.localdate().year
        assert f'value="01/01/{year}"' in page
        assert response.context["form"].initial["currency"] == "EUR"
        answers = {"known": fee.pk, "starts": "1/1/2026", "ends": "31/12/2026", "currency": "EUR"}
        assert client.post(url("fee", membership.uuid), answers).status_code == 302
        term = Term.objects.get()
        assert (term.grade, term.fee, term.currency) == ("Individual", Decimal(189), "GBP")
        assert "is not known" not in text_of(client.get(url("detail", membership.uuid)))

    def test_another_may_be_typed_and_nothing_is_made_up(self, client, membership):
        answers = {"known": "", "starts": "1/1/2026", "ends": "31/12/2026", "currency": "GBP"}
        response = client.post(url("fee", membership.uuid), answers)
        assert "Type what you pay for the whole term" in text_of(response)
        assert not Term.objects.exists()
        client.post(url("fee", membership.uuid), answers | {"fee": "12.50"})
        assert str(Term.objects.get().fee) == "12.50"

    def test_of_the_term_that_there_is(self, client, membership):
        term = TermFactory(membership=membership, fee=None)
        response = client.get(url("fee", membership.uuid))
        version = response.context["form"].initial["version"]
        answers = {"starts": "1/1/2026", "ends": "31/12/2026", "currency": "GBP", "fee": "5"}
        client.post(url("fee", membership.uuid), answers | {"version": version})
        assert list(Term.objects.values_list("pk", "fee")) == [(term.pk, Decimal(5))]

    def test_another_bodys_fee_is_no_answer(self, client, membership):
        other = FeeFactory()
        answers = {"known": other.pk, "starts": "1/1/2026", "ends": "2/1/2026", "currency": "GBP"}
        assert client.post(url("fee", membership.uuid), answers).status_code == 200
        assert not Term.objects.exists()


class TestRoles:
    def test_come_and_go_and_come_back(self, client, membership):
        answers = {"title": "Treasurer", "starts": "2024-05-01", "ends": ""}
        client.post(url("add_role", membership.uuid), answers)
        role = Role.objects.get()
        address = url("edit_role", membership.uuid, role.pk)
        version = client.get(address).context["form"].initial["version"]
        client.post(address, answers | {"title": "Chair", "version": version})
        page = text_of(client.get(url("detail", membership.uuid)))
        assert "Chair" in page
        assert "from 1 May 2024" in page
        response = client.post(url("remove_role", membership.uuid, role.pk), follow=True)
        assert not Role.objects.exists()
        undo = response.context["undo"]
        client.post(undo.action, dict(undo.fields))
        assert list(Role.objects.values_list("title", "starts", "ends")) == [
            ("Chair", datetime.date(2024, 5, 1), None)
        ]

    def test_a_form_sent_twice_makes_one(self, client, membership):
        address = url("add_role", membership.uuid)
        for answers in (
            {"title": "Treasurer"},
            {"title": "Chair", "starts": "1/5/2024", "ends": "1/5/2025"},
        ):
            assert client.post(address, answers).status_code == 302
            page = text_of(client.post(address, answers))
            assert "You have this role with these days already." in page
        assert client.post(address, {"title": "Chair", "starts": "2/5/2025"}).status_code == 302
        assert Role.objects.count() == 3


class TestEndingAndRemoving:
    def test_ending_asks_why_and_can_be_taken_back(self, client, membership):
        address = url("end", membership.uuid)
        version = client.get(address).context["form"].initial["version"]
        answers = {"ended_on": "31/12/2025", "ended_reason": "Too dear", "version": version}
        response = client.post(address, answers, follow=True)
        assert "Ended on 31 December 2025: Too dear" in text_of(response)
        assert "You no longer belong to My own body" in text_of(response)
        undo = response.context["undo"]
        response = client.post(undo.action, dict(undo.fields), follow=True)
        assert "You belong to My own body: personal." in text_of(response)
        assert Membership.objects.get().state == "held"
        today = day(timezone.localdate())
        assert "Ended on 31 December 2025: Too dear" in text_of(response)
        assert f"Went on after all on {today}." in text_of(response)

    def test_a_conflict_shows_what_was_saved_and_not_the_day_proposed(self, client, membership):
        address = url("end", membership.uuid)
        version = client.get(address).context["form"]["version"].value()
        membership.save()
        answers = {"ended_on": "31/12/2025", "version": version}
        form = client.post(address, answers).context["form"]
        assert form.errors["ended_on"] == ["Saved meanwhile: you belong to it"]
        client.post(address, answers | {"version": form["version"].value()})
        again = client.post(address, answers | {"ended_on": "30/12/2025"}).context["form"]
        assert again.errors["ended_on"] == ["Saved meanwhile: 31 Dec 2025"]

    def test_not_in_the_future(self, client, membership):
        address = url("end", membership.uuid)
        version = client.get(address).context["form"].initial["version"]
        response = client.post(address, {"ended_on": "31/12/2150", "version": version})
        assert "That day is still to come" in text_of(response)
        assert Membership.objects.get().state == "held"

    def test_a_mistake_is_removed_and_can_be_put_back(self, client, owner):
        membership = MembershipFactory(user=owner, state="intended", organisation__name="Oops")
        response = client.post(url("remove", membership.uuid), follow=True)
        assert "Oops has been removed." in text_of(response)
        assert client.get(url("detail", membership.uuid)).status_code == 404
        undo = response.context["undo"]
        for state in ("removed", "asleep", ""):
            assert client.post(undo.action, {"state": state}).status_code == 400, state
        client.post(undo.action, dict(undo.fields))
        assert Membership.objects.get().state == "intended"
        assert client.post(undo.action, dict(undo.fields)).status_code == 404

    def test_what_is_added_again_is_not_put_back_too(self, client, membership):
        response = client.post(url("remove", membership.uuid), follow=True)
        assert response.context["undo"] is not None
        address = url("join", membership.organisation.uuid)
        client.post(address, {"kind": "personal", "state": "held"})
        assert client.get(url("list"), {"undo": "1"}).context["undo"] is None

    def test_nobody_else_puts_it_back(self, client, membership):
        client.post(url("remove", membership.uuid))
        client.force_login(UserFactory())
        address = url("restore", membership.uuid)
        assert client.post(address, {"state": "held"}).status_code == 404

    def test_what_was_intended_begins(self, client, owner):
        membership = MembershipFactory(user=owner, state="intended")
        assert "I belong to it now" in text_of(client.get(url("detail", membership.uuid)))
        client.post(url("hold", membership.uuid))
        assert Membership.objects.get().state == "held"
