"""The page of what belonging costs: in every state, sorted, as CSV, and as a question."""

import csv
import io
from datetime import date

import pytest
from django.forms.models import model_to_dict
from django.urls import reverse

from evaluation.costs.page import load_costs
from memberships.models import Expense, Membership, Term
from tests.factories import (
    BenefitFactory,
    BenefitUseFactory,
    ExchangeRateFactory,
    ExpenseFactory,
    GoalFactory,
    MembershipFactory,
    OrganisationFactory,
    SkillFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}"
LITERAL = "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}"
COSTS = "/evaluation/costs/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """A day in the middle of the terms that the factories make."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2026, 6, 1))


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def hold(owner, name, *, skill=None, fee=100, **details):
    """A membership with a term of a year, and a benefit used fully where there is a skill."""
    organisation = OrganisationFactory(name=name)
    membership = MembershipFactory(user=owner, organisation=organisation, **details)
    if fee is not None:
        TermFactory(membership=membership, fee=fee)
    if skill:
        benefit = BenefitFactory(organisation=organisation, strengths={skill: 3})
        BenefitUseFactory(user=owner, benefit=benefit, use=3)
    return membership


def page_of(client, **asked):
    return client.get(COSTS, asked).content.decode()


def test_with_nothing_it_says_what_will_stand_there(client, owner):
    page = page_of(client)
    assert "There is nothing that costs you anything today." in page
    assert "Once you belong to something, this page shows what it costs, and who pays." in page
    assert reverse("memberships:add") in page
    assert "<table" not in page


def test_what_has_ended_still_has_its_years(client, owner):
    hold(owner, "Guild", fee=80, state="ended")
    page = page_of(client)
    assert "Year by year" in page
    assert "80.00 GBP" in page
    assert "Membership by membership" not in page


def test_fees_and_rates_are_asked_for(client, owner):
    unknown = [hold(owner, f"Body {number}", fee=None) for number in range(7)]
    TermFactory(membership=hold(owner, "Abroad", fee=None), currency="EUR")
    page = page_of(client)
    assert "What EUR is to you in GBP is not known, and not guessed." in page
    assert reverse("memberships:rates") in page
    assert "What you pay for Body 0 is not known." in page
    assert "What you pay for Body 5 is not known." not in page
    assert "Of 2 more it is not known either." in page
    for membership in unknown:
        assert reverse("memberships:fee", args=[membership.uuid]) in page
    ExchangeRateFactory(user=owner, currency="EUR", rate="0.8")
    page = page_of(client)
    assert "by your rates 80.00 GBP" in page
    assert "is not known, and not guessed" not in page


def test_hostile_names_are_shown_as_they_are(client, owner):
    skill = SkillFactory()
    GoalFactory(user=owner, text=HOSTILE, for_skills=[skill])
    hold(owner, HOSTILE, skill=skill)
    page = page_of(client)
    assert LITERAL in page
    assert HOSTILE not in page


def test_it_is_sorted_by_its_headings_and_htmx_gets_the_rows_alone(client, owner):
    skill = SkillFactory()
    GoalFactory(user=owner, for_skills=[skill])
    hold(owner, "Cheap", skill=skill, fee=10)
    hold(owner, "Dear", fee=300)
    hold(owner, "Free", skill=skill, fee=0)
    hold(owner, "Unknown", skill=skill, fee=None)

    def order(**asked):
        rows = client.get(COSTS, asked, headers={"HX-Request": "true"}).content.decode()
        assert "<h1" not in rows
        names = ("Cheap", "Dear", "Free", "Unknown")
        return sorted(names, key=lambda name: rows.index(f">{name}</a>"))

    assert order() == ["Unknown", "Dear", "Cheap", "Free"]
    assert order(sort="nonsense") == order()
    assert order(sort="name") == ["Cheap", "Dear", "Free", "Unknown"]
    assert order(sort="per_hundred") == ["Cheap", "Dear", "Free", "Unknown"]
    page = page_of(client, sort="per_hundred")
    assert 'aria-sort="descending"' in page
    assert 'href="/evaluation/costs.csv?sort=per_hundred"' in page


def test_the_csv_is_what_is_shown_and_runs_nothing(client, owner):
    hold(owner, "=Body", fee=300, sensitive=True)
    hold(owner, "Other", fee=10)
    response = client.get("/evaluation/costs.csv")
    head, first, second = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert head == [
        "Membership", "Kind", "Your fee a year", "What others bear",
        "Travel and other, last 12 months",
        "Together, in GBP", "Hours of use", "Hours of travelling", "Score", "Points per 100 GBP",
        "Points per hour", "Sensitive",
    ]  # fmt: skip
    assert first == [
        "'=Body", "personal", "300.00 GBP", "", "nothing", "300.00 GBP", "0.0", "0.0", "0.0", "0.0",
        "no hours", "sensitive",
    ]  # fmt: skip
    assert second[0] == "Other"


def test_what_nobody_has_told_is_a_range(client, owner):
    """Talks of 30 hours and a journal of 16, a strength of 3 each; then the talks are used often.

    Untold 0 to 46 hours, 0 to 1 - 0.75 x 0.75 = 43.75 points, as many for 100 pounds. Told, 0.67 x
    30 = 20.1 hours, up to 36.1 with the journal; 0.67 x 25 = 16.75 points, up to
    1 - 0.8325 x 0.75 = 37.56; 16.75 / 20.1 = 0.833 an hour.
    """
    skill = SkillFactory()
    GoalFactory(user=owner, for_skills=[skill])
    body = hold(owner, "Body").organisation
    talks, _journal = (
        BenefitFactory(organisation=body, hours=hours, strengths={skill: 3}) for hours in (30, 16)
    )
    hold(owner, "Idle", skill=None)

    def told():
        page = load_costs(user=owner, on=date(2026, 6, 1))
        row = page.rows[0]
        figures = (row.hours, row.score, row.per_hundred, row.per_hour)
        return page.sentence.partition(". ")[2], [figure.text for figure in figures]

    assert told() == (
        (
            "It takes about 0 to 46 hours of your year: how much you use 2 of its benefits is not "
            "known."
        ),
        ["0.0 to 46.0", "0.0 to 43.8", "0.0 to 43.8", "not known"],
    )
    page = page_of(client, sort="per_hour")
    assert page.index(">Idle</a>") < page.index(">Body</a>")
    BenefitUseFactory(user=owner, benefit=talks, use=2)
    assert told() == (
        (
            "It takes about 20 to 36 hours of your year: how much you use 1 of its benefits is not "
            "known."
        ),
        ["20.1 to 36.1", "16.8 to 37.6", "16.8 to 37.6", "0.83"],
    )


def test_the_question_writes_nothing(client, owner):
    skill = SkillFactory()
    GoalFactory(user=owner, for_skills=[skill])
    membership = hold(owner, "Half", fee=None)
    TermFactory(membership=membership, payer="employer", share=50)
    ExpenseFactory(membership=membership, payer="employer", share=0)
    hold(owner, "Through work", skill=skill, kind="employer", fee=None)

    def rows():
        kept = (Membership, Term, Expense)
        return [[model_to_dict(row) for row in model.objects.order_by("pk")] for model in kept]

    before = rows()
    page = page_of(client, employer="stops")
    assert "you would pay 70.00 GBP a year more; 1 membership through them would go" in page
    assert "This is only a question: nothing has been changed." in page
    assert "fee not known" in page
    assert rows() == before
    assert "1 membership through them" not in page_of(client)


def test_an_expense_or_a_rate_changes_the_page_at_once(client, owner):
    membership = hold(owner, "Body")
    assert "Belonging costs you 100.00 GBP a year" in page_of(client)
    ExpenseFactory(membership=membership, amount=20)
    assert "Belonging costs you 120.00 GBP a year" in page_of(client)


def test_nothing_of_anybody_else_is_in_it(client, owner):
    hold(UserFactory(), "Not mine")
    assert "Not mine" not in page_of(client)


def test_a_hundred_are_shown_in_pages(client, owner):
    for number in range(60):
        hold(owner, f"Body {number}")
    page = page_of(client)
    assert page.count(">Body ") == 50
    assert page_of(client, page="2").count(">Body ") == 10
    assert page_of(client, page="no-number").count(">Body ") == 50
    assert 'href="/evaluation/costs/?page=2"' in page


def test_the_cheapest_of_many_benefits_stand_in_one_line(client, owner):
    skill = SkillFactory()
    GoalFactory(user=owner, for_skills=[skill])
    for number in range(52):
        hold(owner, f"Body {number}", skill=skill, fee=100 + number)
    lines = load_costs(user=owner, on=date(2026, 6, 1)).benefits.lines
    assert len(lines) == 51
    assert lines[0].cells == ("Fully", "151.00 GBP")
    assert (lines[-1].name, lines[-1].cells) == ("2 more", ("", "201.00 GBP"))


def test_it_takes_a_constant_number_of_queries(client, owner, django_assert_num_queries):
    """Session and user, stamp; then the facts, terms and expenses; as a question the facts twice,
    expenses and the fees that are known. Asked again, nothing but the stamp."""
    skill = SkillFactory()
    for count in (1, 3):
        while owner.memberships.count() < 2 * count:
            number = owner.memberships.count()
            GoalFactory(user=owner, for_skills=[skill])
            ExpenseFactory(membership=hold(owner, f"Body {number}", skill=skill))
            hold(owner, f"Work {number}", skill=skill, kind="employer")
        with django_assert_num_queries(21):
            page_of(client)
        with django_assert_num_queries(37):
            page_of(client, employer="stops")
        with django_assert_num_queries(3):
            page_of(client)
