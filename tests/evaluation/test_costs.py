"""What belonging costs: five portfolios worked out by hand, and what holds for all of them."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalogue.models import Organisation
from evaluation.costs.allocation import share_out
from evaluation.costs.page import load_costs
from evaluation.costs.scenario import load_scenario
from goals.models import Skill
from memberships.spending import terms_without_employer
from tests.factories import (
    BenefitFactory,
    BenefitUseFactory,
    ExchangeRateFactory,
    ExpenseFactory,
    FeeFactory,
    GoalFactory,
    MembershipFactory,
    OrganisationFactory,
    SkillFactory,
    TermFactory,
    UserFactory,
)
from tests.memberships.test_money import cost, term

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
GOLDEN = sorted((Path(__file__).parent / "golden_costs").glob("*.yaml"))


def skill(key):
    return Skill.objects.filter(key=key).first() or SkillFactory(key=key)


def person_of(written):
    user = UserFactory()
    for currency, rate in written.get("rates", {}).items():
        ExchangeRateFactory(user=user, currency=currency, rate=str(rate))
    for text, key in written["goals"].items():
        GoalFactory(user=user, text=text, for_skills=[skill(key)])
    for row in written["memberships"]:
        hold(user, row)
    return user


def hold(user, row):
    body = Organisation.objects.filter(name=row["body"]).first()
    body = body or OrganisationFactory(name=row["body"])
    membership = MembershipFactory(
        user=user,
        organisation=body,
        kind=row.get("kind", "personal"),
        state=row.get("state", "held"),
    )
    for benefit in row.get("benefits", ()):
        offered = BenefitFactory(
            organisation=body,
            title=benefit["title"],
            hours=benefit["hours"],
            audience=benefit.get("audience", "members"),
            strengths={skill(key): value for key, value in benefit["skills"].items()},
        )
        BenefitUseFactory(user=user, benefit=offered, use=benefit["use"])
    for each in row.get("terms", ()):
        TermFactory(membership=membership, **each)
    for each in row.get("expenses", ()):
        ExpenseFactory(membership=membership, **each)
    for each in row.get("known_fees", ()):
        FeeFactory(organisation=body, **each)


def lines(table):
    return [[line.name, *line.cells] for line in table.lines]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_the_tables_of_a_portfolio(path):
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    expected = written["expected"]
    page = load_costs(user=person_of(written), on=TODAY)
    assert page.sentence == expected["sentence"]
    for name in ("payers", "years", "goals", "benefits"):
        assert lines(getattr(page, name)) == expected[name], name
    assert [
        [
            row.label, row.fee.text, row.others, row.beside.text, row.total.text, row.hours.text,
            row.travelling.text, row.score.text, row.per_hundred.text, row.per_hour.text,
        ]
        for row in page.rows
    ] == expected["rows"]  # fmt: skip


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_if_the_employer_stopped(path):
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    expected = written["expected"]["scenario"]
    page = load_scenario(user=person_of(written), on=TODAY)
    assert page.sentence == expected["sentence"]
    lost = [[row.label, row.points, row.kept or " / ".join(row.fees)] for row in page.lost]
    assert lost == expected["lost"]
    assert [[row.label, row.now, row.then] for row in page.dearer] == expected["dearer"]


def test_what_goes_is_priced_by_its_term_and_saves_ones_own_part():
    """Of 60 pounds 15 are mine, and 20 of a train: 35 saved. The 30 of 100 would become mine.

    Of what the employer pays for "Half" nobody has told, nor what "Untold" costs at all.
    """
    user = UserFactory()
    fees: dict[str, tuple[str, int | None, int]] = {
        "Told": ("employer", 60, 25),
        "Shared": ("personal", 100, 70),
        "Half": ("personal", None, 50),
    }
    for name, (kind, fee, share) in fees.items():
        terms = [{"fee": fee, "payer": "employer", "share": share}]
        expenses = [{"amount": 20}] if name == "Told" else []
        hold(user, {"body": name, "kind": kind, "terms": terms, "expenses": expenses})
    hold(user, {"body": "Untold", "kind": "employer"})
    page = load_scenario(user=user, on=TODAY)
    assert page.sentence == (
        "If your employer stopped paying, you would pay 30.00 GBP a year more, and how much more "
        "for 1 membership is not known; 2 memberships through them would go, and 0.0 of your 0.0 "
        "points; what 1 of them would cost you is not known; you would save 35.00 GBP a year that "
        "you pay for what goes. This is only a question: nothing has been changed."
    )
    assert {row.label: row.fees for row in page.lost} == {
        "Told": ("60.00 GBP a year, as your term says",),
        "Untold": ("fee not known",),
    }
    assert [(row.label, row.now, row.then) for row in page.dearer] == [
        ("Shared", "70.00 GBP", "100.00 GBP")
    ]


def test_that_all_would_cost_more_is_said_where_nobody_knows_how_much():
    user = UserFactory()
    terms = [{"fee": None, "payer": "employer", "share": 0}]
    hold(user, {"body": "Body", "terms": terms})
    page = load_scenario(user=user, on=TODAY)
    assert page.sentence == (
        "If your employer stopped paying, what you would pay more is not known. This is only a "
        "question: nothing has been changed."
    )
    assert [(row.now, row.then) for row in page.dearer] == [("nothing", "not known")]


money = st.decimals(0, 99_999, places=2)


@given(money, st.lists(st.floats(0, 100), min_size=1, max_size=8))
def test_what_is_shared_out_adds_up_to_the_penny(total, parts):
    shared = share_out(total, dict(enumerate(parts)))
    assert sum(shared.values()) == (total if any(parts) else 0)
    assert all(share > 0 and share == round(share, 2) for share in shared.values())


@given(st.lists(money, min_size=1, max_size=6), money)
def test_more_goes_to_what_brings_more(parts, total):
    shared = share_out(total, {key: float(part) for key, part in enumerate(sorted(parts))})
    in_order = [shared.get(key, Decimal(0)) for key in range(len(parts))]
    assert all(later >= sooner - Decimal("0.01") for sooner, later in pairwise(in_order))


shares = st.integers(0, 100).map(Decimal)


@given(
    fee=money,
    payer=st.sampled_from(["self", "employer", "other"]),
    share=shares,
    tax_relief=shares,
)
def test_without_the_employer_nothing_becomes_cheaper(fee, payer, share, tax_relief):
    now = [
        term(
            date(2026, 1, 1),
            date(2026, 12, 31),
            fee=str(fee),
            payer=payer,
            share=share,
            tax_relief=tax_relief,
        )
    ]
    before, after = cost(*now), cost(*terms_without_employer(now))
    assert before is not None
    assert after is not None
    assert after >= before
    assert payer == "employer" or after == before
