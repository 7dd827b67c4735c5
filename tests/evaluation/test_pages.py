"""The page object: numbers worked out by hand, words in every state."""

from datetime import date
from decimal import Decimal

import pytest

from evaluation import figures
from evaluation.pages import load_overview
from evaluation.table import sort_rows, table_as_text
from people.figures import whole_percent
from tests.factories import (
    BenefitFactory,
    BenefitUseFactory,
    ExchangeRateFactory,
    GoalFactory,
    MembershipFactory,
    OrganisationFactory,
    SkillFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def user():
    return UserFactory()


def overview(user, **options):
    return load_overview(user=user, on=TODAY, **options)


@pytest.fixture
def two_memberships(user):
    """Goal: advocacy alone. A: 0.25 fully used and 0.12 x 0.65 used often; B: 0.12 not known.

    A: 1 - (1 - 0.25)(1 - 0.67 x 0.078) = 1 - 0.75 x 0.94774 = 0.289195; at full use
    1 - 0.75 x 0.922 = 0.3085. B: 0 today, 0.12 at full use. Together 0.289195 today, with the
    unknown 1 - 0.710805 x 0.88 = 0.3744916, at full use 1 - 0.6915 x 0.88 = 0.39148.
    """
    advocacy = SkillFactory(key="advocacy")
    GoalFactory(user=user, text="Speak up", for_skills=[advocacy])
    first = OrganisationFactory(name="Association of A", short_name="A")
    second = OrganisationFactory(name="B", status="unknown")
    TermFactory(membership=MembershipFactory(user=user, organisation=first), fee=Decimal(120))
    MembershipFactory(user=user, organisation=second)
    BenefitUseFactory(
        user=user, benefit=BenefitFactory(organisation=first, strengths={advocacy: 3}), use=3
    )
    BenefitUseFactory(
        user=user,
        benefit=BenefitFactory(
            organisation=first, strengths={advocacy: 2}, interactivity="responsive"
        ),
        use=2,
    )
    BenefitFactory(organisation=second, strengths={advocacy: 2})


def test_the_figures_of_a_row(user, two_memberships):
    first, second = overview(user).rows
    assert (first.label, first.name, first.kinds, first.standing) == (
        "A", "Association of A", "personal", "",
    )  # fmt: skip
    assert [f.text for f in (first.place, first.score, first.unknown, first.potential)] == [
        "1", "28.9", "28.9", "30.9",
    ]  # fmt: skip
    # B gives nothing today, so A's share is all of the score, and all of it would be lost
    assert [f.text for f in (first.contribution, first.loss, first.overlap, first.fee)] == [
        "28.9", "28.9", "0.0", "120.00 GBP",
    ]  # fmt: skip
    assert first.hours == "20 h"
    assert [f.text for f in (second.place, second.score, second.unknown, second.fee)] == [
        "2", "0.0", "0.0 to 12.0", "not known",
    ]  # fmt: skip
    assert second.standing == "Not known whether active"
    assert (first.bar, first.ghost, second.ghost) == ("93.7", "100.0", "38.9")


def test_the_heat_map(user, two_memberships):
    page = overview(user)
    assert [(g.number, g.text, g.weight, g.coverage) for g in page.goals] == [
        (1, "Speak up", "100 %", "29 %")
    ]
    assert [[(cell.text, cell.step) for cell in row.cells] for row in page.rows] == [
        [("29", 5)],
        [("0–12", 0)],
    ]


def test_the_sentence_and_the_totals(user, two_memberships):
    page = overview(user)
    assert page.sentence == (
        "Your 2 memberships bring you 28.9 to 37.4 of 100 points towards your goals, "
        "most of all A (28.9). Used fully, all they offer could bring 39.1."
    )
    assert [text for _, text in page.totals] == [
        "28.9", "28.9 to 37.4", "39.1", "30", "120.00 GBP, and 1 fee not known",
    ]  # fmt: skip


def paid_for(user, name, fee=None, **details):
    membership = MembershipFactory(user=user, organisation__name=name)
    if fee is not None:
        TermFactory(membership=membership, fee=fee, **details)


def test_a_fee_without_a_rate_is_known_as_it_was_told(user):
    """200 pounds; a quarter of 120 francs at 0.9 is 27 pounds; half of 180 dollars is 90."""
    ExchangeRateFactory(user=user, currency="CHF", rate="0.9")
    paid_for(user, "British", 200)
    paid_for(user, "Swiss", 120, currency="CHF", payer="employer", share=25)
    paid_for(user, "American", 180, currency="USD", payer="employer", share=50)
    paid_for(user, "Free", 0)
    page = overview(user)
    fees = {row.label: row.fee.text for row in page.rows}
    assert fees == {
        "British": "200.00 GBP", "Swiss": "27.00 GBP", "American": "90.00 USD", "Free": "nothing",
    }  # fmt: skip
    assert page.totals[-1] == ("You pay a year", "227.00 GBP + 90.00 USD")
    assert {line[0]: line[10] for line in table_as_text(page, page.rows)[1:]} == fees
    in_order = [row.label for row in sort_rows(page.rows, "fee")]
    assert in_order == ["American", "British", "Swiss", "Free"]
    paid_for(user, "Untold")
    page = overview(user)
    assert page.totals[-1][1] == "227.00 GBP + 90.00 USD, and 1 fee not known"
    assert [row.fee.text for row in page.rows if row.label == "Untold"] == ["not known"]


def test_where_nothing_is_known_of_fees_no_sum_is_said(user):
    paid_for(user, "Untold")
    assert overview(user).totals[-1][1] == "1 fee not known"
    assert overview(UserFactory()).totals[-1][1] == "nothing"


@pytest.mark.parametrize(
    ("order", "labels"),
    [("score", ["A", "B"]), ("name", ["A", "B"]), ("unknown", ["B", "A"]), ("fee", ["B", "A"])],
)
def test_sorting(user, two_memberships, order, labels):
    assert [row.label for row in sort_rows(overview(user).rows, order)] == labels


def test_the_table_as_text(user, two_memberships):
    page = overview(user)
    head, first, _ = table_as_text(page, page.rows)
    assert head[-2:] == ["Speak up", "Sensitive"]
    assert first[:4] == ["Association of A", "personal", "1", "28.9"]


def test_an_empty_page_says_what_it_waits_for(user):
    assert overview(user).missing.startswith("Once you have goals and memberships")
    MembershipFactory(user=user)
    assert overview(user).missing.startswith("Once you have a goal")
    GoalFactory(user=user, for_skills=[SkillFactory()])
    assert overview(user).missing == ""
    other = UserFactory()
    GoalFactory(user=other, for_skills=[SkillFactory()])
    assert overview(other).missing.startswith("Once you have memberships")


def test_scores_too_close_to_call_are_tied(user):
    """0.25 and 0.225 (reach 0.9) differ by just a tenth of the first; 0 and 0 always tie."""
    skill = SkillFactory()
    GoalFactory(user=user, for_skills=[skill])
    for reach in ("1", "0.9", "0", "0"):
        membership = MembershipFactory(user=user)
        benefit = BenefitFactory(organisation=membership.organisation, strengths={skill: 3})
        BenefitUseFactory(user=user, benefit=benefit, use=3, own_reach=Decimal(reach))
    assert [row.place.text for row in overview(user).rows] == ["1 =", "1 =", "3 =", "3 ="]


def test_notes(user):
    MembershipFactory(user=user, confirmed_on=date(2011, 8, 11), sensitive=True)
    GoalFactory(user=user, text="Vague")
    assert overview(user).notes == (
        "These memberships are as of 11 August 2011; the catalogue is of today.",
        "“Vague” is not counted: it names no skill yet.",
    )
    assert overview(user, leave_out_sensitive=True).notes[0] == (
        "1 membership is left out here, and the numbers are made without it."
    )


def test_a_successor_is_named(user):
    new = OrganisationFactory(name="New body", short_name="NB")
    old = OrganisationFactory(status="merged", successor=new)
    MembershipFactory(user=user, organisation=old)
    assert overview(user).rows[0].standing == "Merged into another: see NB"


@pytest.mark.parametrize(
    ("share", "text", "step"),
    [(0, "0", 0), (0.004, "<1", 1), (0.02, "2", 2), (0.05, "5", 3), (0.1, "10", 4), (0.2, "20", 5)],
)
def test_a_cell(share, text, step):
    assert whole_percent(share) == text
    assert figures.heat_step(share) == step


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (1, "1"), (0.5, "0.5"), (0.35, "0.35"), (0.123456, "0.123")]
)
def test_a_factor(value, text):
    assert figures.factor(value) == text


def labels(page):
    return [action.label for action in page.actions]


def test_an_empty_page_offers_what_fills_it(user):
    assert labels(overview(user)) == [
        "Four steps, in about ten minutes",
        "Add a goal",
        "Add a membership",
    ]


def test_unknown_uses_are_asked_for(user, two_memberships):
    assert labels(overview(user)) == ["Answer up to ten questions"]


@pytest.mark.parametrize(("count", "hinted"), [(4, False), (5, True)])
def test_many_benefits_that_serve_no_goal(user, count, hinted):
    """Siblings and areas of what a goal asks for serve it a little; networking serves nothing."""
    area = SkillFactory()
    wanted, sibling = SkillFactory(parent=area), SkillFactory(parent=area)
    networking = SkillFactory(key="networking", name="Networking")
    GoalFactory(user=user, for_skills=[wanted])
    organisation = MembershipFactory(user=user).organisation
    for _ in range(count):
        benefit = BenefitFactory(
            organisation=organisation, strengths={networking: 1, sibling: 1, area: 1}
        )
        BenefitUseFactory(user=user, benefit=benefit, use=0)
    hints = overview(user).actions
    assert bool(hints) == hinted
    if hinted:
        assert (
            hints[0].text == "5 benefits are about “Networking”, which serves none of your goals."
        )
        assert hints[0].url.endswith("?skill=networking")
