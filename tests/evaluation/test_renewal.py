"""The brief for a renewal: what it costs, what it gives, and what would come anyway.

The goal is one skill at level "any", so a benefit of strength 3, used fully and interactive, moves
it by 0.25: 25 points alone, and two of them 1 - 0.75 x 0.75 = 43.75.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluation.renewal import load_brief
from memberships.models import ExchangeRate, Term
from tests.factories import (
    BenefitFactory,
    BenefitUseFactory,
    ExpenseFactory,
    FeeFactory,
    GoalFactory,
    MembershipFactory,
    OrganisationFactory,
    SkillFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def skill(user):
    skill = SkillFactory(name="Advocacy")
    GoalFactory(user=user, text="Speak up", for_skills=[skill])
    return skill


@pytest.fixture
def guild(user):
    return MembershipFactory(user=user, organisation=OrganisationFactory(name="Guild"))


def benefit(membership, skill, title, *, use=None, **details):
    offered = BenefitFactory(
        organisation=membership.organisation, title=title, strengths={skill: 3}, **details
    )
    if use is not None:
        BenefitUseFactory(user=membership.user, benefit=offered, use=use)
    return offered


def brief_of(membership, *, leave_out_sensitive=False):
    return load_brief(membership=membership, on=TODAY, leave_out_sensitive=leave_out_sensitive)


def facts_of(membership, heading):
    return dict(next(part.rows for part in brief_of(membership).parts if part.heading == heading))


COST, WORTH, USES = "What it costs", "What it does for your goals", "What you make of it"
ANYWAY, DATES = "What you would have anyway", "When it renews"


def test_the_answer_comes_first(guild, skill):
    benefit(guild, skill, "Talks", use=3)
    TermFactory(membership=guild, fee=80, notice_days=30, auto_renews=True)
    brief = brief_of(guild)
    assert brief.title == "Is Guild worth renewing?"
    assert brief.sentence == (
        "Give notice by 1 December 2026, else it renews by itself on 1 January 2027. It scores "
        "25.0 of 100 for you and costs you 80.00 GBP a year."
    )
    assert dict(brief.parts[1].rows) == {
        "Last day to give notice": "1 December 2026 (30 days before the last)",
        "Last day of the term": "31 December 2026",
        "Renews by itself on": "1 January 2027",
    }


def test_points_for_money_and_for_an_hour(guild, skill):
    """25 points for 80 pounds are 31.25 for 100; fully used it takes all of its 10 hours."""
    benefit(guild, skill, "Talks", use=3)
    benefit(guild, skill, "Journal", use=0)
    TermFactory(membership=guild, fee=80)
    worth = facts_of(guild, WORTH)
    assert worth["Points per 100 GBP"] == "31.2"
    assert worth["Points per hour"] == "2.50, in about 10 hours a year as you use it"
    assert worth["Score"] == "25.0"
    assert worth["Potential"] == "43.8, in about 20 hours a year"
    assert worth["Loss without it and its groups"] == "25.0"


def test_what_is_spent_beside_the_fee_counts(guild, skill):
    """80 pounds of fee and 20 of trains that took an hour; what was a year ago counts no more."""
    benefit(guild, skill, "Talks", use=3)
    TermFactory(membership=guild, fee=80)
    ExpenseFactory(membership=guild, on=date(2026, 5, 1), amount=20, minutes=60)
    ExpenseFactory(membership=guild, on=date(2025, 11, 23), amount=500, minutes=600)
    assert facts_of(guild, COST)["Beside the fee, in the last twelve months"] == "20.00 GBP"
    worth = facts_of(guild, WORTH)
    assert worth["Points per 100 GBP"] == "25.0"
    assert worth["Points per hour"] == "2.27, in about 11 hours a year as you use it"


def test_nothing_paid_and_nothing_used_have_no_ratio(guild, skill):
    benefit(guild, skill, "Talks", use=0)
    TermFactory(membership=guild, fee=0)
    assert set(facts_of(guild, WORTH)) == {
        "Score",
        "Potential",
        "Loss without it and its groups",
        "Given by your others anyway",
    }
    assert brief_of(guild).sentence.endswith("It scores 0.0 of 100 for you and costs you nothing.")


def test_used_unused_and_not_said(guild, skill):
    benefit(guild, skill, "Talks", use=2)
    benefit(guild, skill, "Journal", use=0)
    benefit(guild, skill, "Mentoring")
    benefit(guild, SkillFactory(), "Raffle", use=0)
    assert facts_of(guild, USES) == {
        "Used": "Talks (often)",
        "Not used": "Journal (could add 20.8); Raffle",
        "Not said yet": "Mentoring (could add 20.8)",
    }


def test_shares_and_relief_leave_ones_own_part(guild):
    """Of 120 dollars a quarter less 40 per cent is 18; at 0.75 pounds for a dollar 13.50."""
    term = TermFactory(
        membership=guild,
        fee=120,
        currency="USD",
        payer="employer",
        share=25,
        tax_relief=40,
        grade="Fellow",
    )
    costs = facts_of(guild, COST)
    assert costs["This term"] == "1 January 2026 to 31 December 2026, Fellow"
    assert costs["Fee of this term"] == "120.00 USD"
    assert costs["Who pays"] == "My employer; your share 25 %; tax relief on it 40 %"
    assert costs["Your own part of it"] == ("18.00 USD; what that is in GBP has not been said")
    assert costs["You pay a year"] == "18.00 USD"
    assert brief_of(guild).sentence.endswith("costs you 18.00 USD a year.")
    ExchangeRate.objects.create(user=guild.user, currency="USD", into="GBP", rate=Decimal("0.75"))
    costs = facts_of(guild, COST)
    assert costs["Your own part of it"] == "18.00 USD, which is 13.50 GBP"
    assert costs["You pay a year"] == "13.50 GBP"
    assert term.share == 25


def test_the_age_and_the_source_of_the_fee(guild):
    organisation = guild.organisation
    FeeFactory(organisation=organisation, grade="Student", amount=80, year=2020, source="a leaflet")
    FeeFactory(organisation=organisation, grade="Fellow", amount=80, year=2011, source="a blog")
    FeeFactory(organisation=organisation, grade="Fellow", amount=90, year=2025, source="the site")
    source = "Where the fee is from"
    assert facts_of(guild, COST)[source] == (
        "not said by you; the catalogue has Fellow: 90.00 GBP a year, of 2025, from the site "
        "(1 year old)"
    )
    term = TermFactory(membership=guild, fee=80, grade="Fellow")
    assert facts_of(guild, COST)[source] == (
        "as in the catalogue: Fellow: 80.00 GBP a year, of 2011, from a blog (15 years old)"
    )
    noon = datetime(2026, 3, 29, 12, tzinfo=UTC)
    Term.objects.filter(pk=term.pk).update(fee=81, changed_at=noon)
    assert facts_of(guild, COST)[source] == "typed by you on 29 March 2026"


def test_without_a_term_and_without_a_goal_all_is_asked_for(guild):
    brief = brief_of(guild)
    assert brief.sentence == (
        "When it renews is not known. It scores 0.0 of 100 for you; what you pay a year is not "
        "known."
    )
    assert [part.heading for part in brief.parts] == [COST, WORTH, USES, ANYWAY]
    assert facts_of(guild, COST)["Where the fee is from"] == "nobody has told what it costs"
    assert facts_of(guild, WORTH) == {"Score": "none yet: you have no goal that is tied to a skill"}
    assert facts_of(guild, USES) == {"Benefits": "nothing is known of what it offers you"}
    assert [decision.url for decision in brief.decisions] == [
        reverse("memberships:fee", args=[guild.uuid]),
        reverse("goals:add"),
        reverse("memberships:add_term", args=[guild.uuid]),
        reverse("memberships:end", args=[guild.uuid]),
    ]


def test_the_decisions_of_one_with_a_term(guild, skill):
    benefit(guild, skill, "Talks")
    term = TermFactory(membership=guild)
    assert [decision.url for decision in brief_of(guild).decisions] == [
        reverse("evaluation:membership", args=[guild.uuid]),
        reverse("memberships:renew", args=[guild.uuid, term.pk]),
        reverse("memberships:end", args=[guild.uuid]),
    ]


def test_notice_given_is_said_in_the_term(guild):
    term = TermFactory(membership=guild, auto_renews=True)
    assert reverse("memberships:edit_term", args=[guild.uuid, term.pk]) in [
        decision.url for decision in brief_of(guild).decisions
    ]
    term.auto_renews = False
    term.save()
    assert "Change the term" not in [decision.label for decision in brief_of(guild).decisions]


def test_notice_for_one_that_lapses_anyway_has_nothing_to_untick(guild):
    TermFactory(membership=guild, notice_days=7)
    texts = [decision.text for decision in brief_of(guild).decisions]
    assert "Notice given? Clear the days of notice." in texts


def test_one_that_lapsed_is_asked_anew_from_what_was_paid_last(guild):
    """Over a year ago: half of 421 pounds was 210.50; no notice can be given of it any more."""
    term = TermFactory(
        membership=guild, fee=421, payer="employer", share=50, notice_days=30,
        starts="2024-01-01", ends="2024-12-31",
    )  # fmt: skip
    decisions = [(decision.text, decision.url) for decision in brief_of(guild).decisions]
    fee = reverse("memberships:fee", args=[guild.uuid])
    assert decisions[0] == ("You paid 210.50 GBP last; what do you pay now?", fee)
    assert not [text for text, _url in decisions if "otice" in text]
    assert facts_of(guild, DATES) == {
        "Last day of the term": "31 December 2024",
        "Lapsed, unless renewed, on": "1 January 2025",
    }
    term.auto_renews = True
    term.save()
    assert facts_of(guild, DATES) == {
        "Last day of the term": "31 December 2024",
        "Was to renew by itself on": "1 January 2025",
    }
    assert not [row for row in brief_of(guild).decisions if "otice" in row.text]
    Term.objects.filter(pk=term.pk).update(fee=None)
    assert brief_of(guild).decisions[0].text == "What you pay for it is not known."


def test_what_was_paid_last_is_said_of_the_way_that_is_asked_for(guild):
    """What one pays for the personal membership is not known; that through work is, and is over."""
    through = MembershipFactory(user=guild.user, organisation=guild.organisation, kind="employer")
    TermFactory(membership=through, fee=40, starts="2026-01-01", ends="2026-06-30")
    assert brief_of(through).decisions[0].text == "What you pay for it is not known."


def test_one_for_life_is_not_renewed(guild):
    TermFactory(membership=guild, ends=None, fee=500)
    brief = brief_of(guild)
    assert brief.sentence.startswith("It is for life. ")
    assert DATES not in [part.heading for part in brief.parts]
    assert [decision.label for decision in brief.decisions] == ["Add a goal", "End it"]


def test_what_comes_through_the_employer_anyway(guild, skill):
    """Together 43.75 points, 25 without what is for personal members only."""
    benefit(guild, skill, "Talks", use=3)
    benefit(guild, skill, "Vote", use=3, audience="personal_members")
    assert facts_of(guild, ANYWAY) == {
        "Through your employer": "you do not hold it through your employer"
    }
    TermFactory(membership=guild)
    through = MembershipFactory(user=guild.user, organisation=guild.organisation, kind="employer")
    shared = {
        "Through your employer anyway": "Talks",
        "Only through the personal one": "Vote",
        "What the personal one adds": "18.8 points",
    }
    assert facts_of(guild, ANYWAY) == shared
    assert facts_of(through, ANYWAY) == {
        "Through your employer": "this is the membership through your employer",
        **shared,
    }
    assert facts_of(guild, COST)["You pay a year"].endswith("for all your ways of belonging to it")


def test_ones_own_reason_is_said(guild):
    guild.keep_reason = "vote"
    guild.save()
    assert facts_of(guild, WORTH)["Your own reason to keep it"] == "My vote"


def test_other_sensitive_memberships_do_not_shine_through(guild, skill):
    """The union gives 0.67 x 0.25 of the goal: what the guild adds to it is 25 x 0.8325."""
    benefit(guild, skill, "Talks", use=3)
    union = MembershipFactory(user=guild.user, sensitive=True)
    benefit(union, skill, "Meetings", use=2)
    own, for_others = brief_of(guild), brief_of(guild, leave_out_sensitive=True)
    loss = [
        dict(brief.parts[1].rows)["Loss without it and its groups"] for brief in (own, for_others)
    ]
    assert loss == ["20.8", "25.0"]
    assert (own.sensitive, for_others.sensitive) == (1, 1)
    assert own.notes == ()
    assert for_others.notes == (
        "1 membership is left out here, and the numbers are made without it.",
    )
    # chosen by its owner, it is there itself, whatever else is left out
    assert brief_of(union, leave_out_sensitive=True).notes == ()
    assert "16.8 of 100" in brief_of(union, leave_out_sensitive=True).sentence


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow(client, guild, skill, django_assert_num_queries, count):
    for number in range(count):
        benefit(guild, skill, f"Talks {number}", use=3)
        benefit(MembershipFactory(user=guild.user), skill, "Others")
        TermFactory(
            membership=guild, starts=date(2020 + number, 1, 1), ends=date(2020 + number, 12, 31)
        )
        FeeFactory(organisation=guild.organisation, grade=f"Grade {number}")
    client.force_login(guild.user)
    address = reverse("evaluation:renewal", args=[guild.uuid])
    with django_assert_num_queries(22):
        assert client.get(address).status_code == 200
