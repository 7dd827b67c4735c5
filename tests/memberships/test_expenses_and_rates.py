"""What it cost beside the fee, and what another currency is to somebody: entered and taken back."""

from datetime import date
from decimal import Decimal

import pytest

from memberships.models import ExchangeRate, Expense
from tests.factories import (
    ExchangeRateFactory,
    ExpenseFactory,
    ProfileFactory,
    TermFactory,
)
from tests.memberships.reading import url

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}"
LITERAL = "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}"
TRAIN = {
    "on": "1 March 2026",
    "kind": "travel",
    "note": "Train to London",
    "amount": "1,020.50",
    "currency": "gbp",
    "payer": "employer",
    "share": "25",
    "minutes": "150",
}


def text_of(response):
    return response.content.decode()


class TestExpenses:
    def add(self, client, membership, **changes):
        address = url("add_expense", membership.uuid)
        return client.post(address, {**TRAIN, **changes}, follow=True)

    def test_one_is_added_and_shown(self, client, membership):
        page = text_of(self.add(client, membership))
        expense = membership.expenses.get()
        assert (expense.on, expense.amount, expense.currency, expense.minutes) == (
            date(2026, 3, 1), Decimal("1020.50"), "GBP", 150,
        )  # fmt: skip
        assert "Travel, Train to London, 1,020.50 GBP" in page
        assert "Your employer pays · your share 25 % · 150 minutes of travelling" in page

    def test_a_new_one_is_in_the_currency_of_ones_totals(self, client, owner, membership):
        ProfileFactory(user=owner, currency="EUR")
        form = client.get(url("add_expense", membership.uuid)).context["form"]
        assert form.initial["currency"] == "EUR"

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"amount": "-1"}, "An amount cannot be negative."),
            ({"amount": "a lot"}, "Type the number alone"),
            ({"on": "31/2/2026"}, "Enter a valid date."),
            ({"minutes": "-5"}, "Ensure this value is greater than or equal to 0."),
            ({"minutes": "99999"}, "Ensure this value is less than or equal to 10080."),
            ({"share": "100"}, "Somebody else pays, so your share is less than 100"),
            ({"currency": "pounds"}, "Three letters, for example GBP or EUR."),
        ],
    )
    def test_what_makes_no_sense_is_refused_in_words(self, client, membership, changes, message):
        response = self.add(client, membership, **changes)
        assert message in text_of(response)
        assert "Train to London" in text_of(response)
        assert not membership.expenses.exists()

    def test_the_same_is_not_taken_twice(self, client, membership):
        self.add(client, membership)
        assert "You have this expense already." in text_of(self.add(client, membership))
        self.add(client, membership, note="And back")
        assert membership.expenses.count() == 2

    def test_one_is_changed(self, client, membership):
        self.add(client, membership)
        address = url("edit_expense", membership.uuid, membership.expenses.get().pk)
        form = client.get(address).context["form"]
        client.post(address, {**TRAIN, "amount": "9", "version": form.initial["version"]})
        assert membership.expenses.get().amount == 9

    def test_one_is_removed_and_put_back(self, client, membership):
        self.add(client, membership)
        [before] = Expense.objects.values()
        expense = membership.expenses.get()
        removed = client.post(url("remove_expense", membership.uuid, expense.pk), follow=True)
        assert not membership.expenses.exists()
        undo = removed.context["undo"]
        assert undo.text == "The expense of 1,020.50 GBP on 1 March 2026 has been removed."
        client.post(undo.action, dict(undo.fields))
        [after] = Expense.objects.values()
        for row in (before, after):
            del row["id"], row["changed_at"]
        assert after == before

    def test_a_hostile_note_is_shown_as_it_is(self, client, membership):
        ExpenseFactory(membership=membership, note=HOSTILE)
        page = text_of(client.get(url("detail", membership.uuid)))
        assert LITERAL in page
        assert HOSTILE not in page

    def test_one_of_another_membership_is_not_found(self, client, owner, membership):
        other = ExpenseFactory(membership__user=owner)
        assert client.get(url("edit_expense", membership.uuid, other.pk)).status_code == 404


class TestRates:
    def test_what_is_met_is_asked_for(self, client, owner, membership):
        TermFactory(membership=membership, currency="EUR")
        ExpenseFactory(membership=membership, currency="CHF")
        ExpenseFactory(membership=membership, currency="GBP")
        ExchangeRateFactory(user=owner, currency="USD", rate="0.75")
        ExpenseFactory(membership__user=owner, membership__state="removed", currency="JPY")
        ExpenseFactory(currency="SEK")  # somebody else's
        rows = client.get(url("rates")).context["page"].rows
        assert [(row.currency, row.text.split(",")[0], row.label) for row in rows] == [
            ("CHF", "not known", "Say what it is"),
            ("EUR", "not known", "Say what it is"),
            ("USD", "1 USD is 0.75 GBP", "Change"),
        ]

    def test_nothing_is_asked_where_all_is_in_one_currency(self, client, membership):
        TermFactory(membership=membership, fee=None)
        page = client.get(url("rates")).context["page"]
        assert page.sentence == (
            "All that is known of what you pay is in GBP, the currency of your totals."
        )
        assert page.rows == ()

    def test_a_rate_is_said_changed_forgotten_and_put_back(self, client, owner, membership):
        TermFactory(membership=membership, currency="EUR")
        address = url("rate", "EUR")
        client.post(address, {"rate": "0.85"})
        rate = owner.exchange_rates.get()
        assert (rate.currency, rate.into, rate.rate) == ("EUR", "GBP", Decimal("0.85"))
        form = client.get(address).context["form"]
        assert 'value="0.85"' in str(form["rate"])
        client.post(address, {"rate": "1,000", "version": form.initial["version"]})
        assert owner.exchange_rates.get().rate == 1000
        removed = client.post(url("remove_rate", "EUR"), follow=True)
        assert not owner.exchange_rates.exists()
        undo = removed.context["undo"]
        client.post(undo.action, dict(undo.fields))
        assert owner.exchange_rates.get().rate == 1000

    @pytest.mark.parametrize(
        ("rate", "message"),
        [
            ("0", "A rate lies between 0.000001 and 1,000,000."),
            ("-1", "A rate lies between 0.000001 and 1,000,000."),
            ("1000000.00000001", "A rate lies between 0.000001 and 1,000,000."),
            ("0.0000009", "A rate lies between 0.000001 and 1,000,000."),
            ("99999999.99999999", "there are no more than 15 digits in total"),
            ("99999999", "there are no more than 7 digits before the decimal point"),
            ("about 0.9", "Type the number alone, for example 0.85."),
            ("NaN", "Type the number alone, for example 0.85."),
            ("", "This field is required."),
        ],
    )
    def test_what_is_no_rate_is_refused(self, client, membership, rate, message):
        TermFactory(membership=membership, currency="EUR")
        assert message in text_of(client.post(url("rate", "EUR"), {"rate": rate}))
        assert not ExchangeRate.objects.exists()

    @pytest.mark.parametrize("rate", ["0.000001", "0.12345678", "999999.99999999", "1000000"])
    def test_the_smallest_and_the_largest_come_back_as_they_were_said(
        self, client, owner, membership, rate
    ):
        TermFactory(membership=membership, currency="EUR")
        client.post(url("rate", "EUR"), {"rate": rate})
        assert owner.exchange_rates.get().rate == Decimal(rate)
        assert client.get(url("rates")).status_code == 200

    def test_a_second_tab_is_noticed(self, client, owner, membership):
        TermFactory(membership=membership, currency="EUR")
        for rate in ("0.85", "0.9"):
            response = client.post(url("rate", "EUR"), {"rate": rate, "version": ""})
        assert "Saved meanwhile: 0.85" in text_of(response)
        assert owner.exchange_rates.get().rate == Decimal("0.85")

    def test_forgetting_what_was_not_said_does_nothing(self, client, membership):
        TermFactory(membership=membership, currency="EUR")
        assert client.post(url("remove_rate", "EUR")).status_code == 302

    def test_the_page_takes_a_constant_number_of_queries(
        self, client, owner, membership, django_assert_num_queries
    ):
        for currencies in (["EUR"], ["USD", "CHF", "SEK"]):
            for currency in currencies:
                ExpenseFactory(membership=membership, currency=currency)
                ExchangeRateFactory(user=owner, currency=currency)
            with django_assert_num_queries(7):
                client.get(url("rates"))
