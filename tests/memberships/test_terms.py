"""Terms and fees as people write them."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from memberships.models import Membership, Term
from tests.factories import (
    FeeFactory,
    ProfileFactory,
    TermFactory,
)
from tests.memberships.reading import text_of, url

pytestmark = pytest.mark.django_db


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
            ({"fee": "12,5"}, "Type the number alone, for example 1000.50"),
        ],
    )
    def test_what_is_wrong_is_said(self, client, membership, changes, said):
        response = client.post(url("add_term", membership.uuid), TERM | changes)
        assert said in text_of(response)
        assert not Term.objects.exists()

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("1,000.50", "1000.50"),
            ("210,00", "210.00"),
            ("1.210,50", "1210.50"),
            ("Free", "0.00"),
            ("nil", "0.00"),
            ("none", "0.00"),
        ],
    )
    def test_a_fee_as_people_write_it(self, client, membership, written, meant):
        answers = TERM | {"fee": written, "currency": "gbp"}
        client.post(url("add_term", membership.uuid), answers)
        term = Term.objects.get()
        assert (str(term.fee), term.currency) == (meant, "GBP")

    @pytest.mark.parametrize(
        ("kind", "payer", "share"), [("employer", "employer", 0), ("personal", "self", 100)]
    )
    def test_who_pays_is_as_usual_for_how_one_belongs(self, client, membership, kind, payer, share):
        Membership.objects.update(kind=kind)
        form = client.get(url("add_term", membership.uuid)).context["form"]
        assert (form["payer"].value(), form["share"].value()) == (payer, share)

    @pytest.mark.parametrize(("payer", "share"), [("employer", 0), ("other", 0), ("self", 100)])
    def test_no_share_follows_from_who_pays(self, client, membership, payer, share):
        client.post(url("add_term", membership.uuid), TERM | {"payer": payer, "share": ""})
        term = Term.objects.get()
        assert (term.payer, term.share) == (payer, share)

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
