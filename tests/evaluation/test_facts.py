"""Rows -> engine problem, rule by rule."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from engine.evaluate import evaluate
from evaluation.benefits import requirements
from evaluation.facts import gather_facts
from evaluation.reach import ReachReason
from memberships.models import BenefitUse
from tests.factories import (
    BenefitFactory,
    BenefitKindFactory,
    BenefitUseFactory,
    ExchangeRateFactory,
    ExperienceFactory,
    FeeFactory,
    GoalFactory,
    MembershipFactory,
    OrganisationFactory,
    PlaceFactory,
    ProfileFactory,
    SkillFactory,
    StaffFactory,
    TermFactory,
    UserFactory,
    WorkplaceFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def facts_of(user, *, leave_out_sensitive=False):
    return gather_facts(user=user, on=TODAY, leave_out_sensitive=leave_out_sensitive)


def only_benefit(user):
    [membership] = facts_of(user).problem.memberships
    [benefit] = membership.benefits
    return benefit


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def held(user):
    return MembershipFactory(user=user).organisation


def test_nobody_is_an_empty_problem(user):
    facts = facts_of(user)
    assert facts.problem.memberships == ()
    assert facts.problem.goals == ()
    assert facts.currency == "GBP"


def test_a_goal_with_its_skills_levels_and_rank(user):
    area = SkillFactory(key="influence")
    skill = SkillFactory(key="advocacy", parent=area)
    goal = GoalFactory(user=user, rank=2, for_skills=[skill])
    goal.goal_skills.update(importance=3)
    goal.goal_levels.create(level="national")
    goal.goal_levels.create(level="local")
    [found] = facts_of(user).problem.goals
    assert (found.key, found.rank, found.weight) == (str(goal.uuid), 2, None)
    assert found.skills == {"advocacy": 3.0}
    assert found.levels == ("local", "national")
    assert [(s.key, s.parent) for s in facts_of(user).problem.skills] == [
        ("influence", None),
        ("advocacy", "influence"),
    ]


def test_archived_goals_and_those_without_skills_do_not_count(user):
    skill = SkillFactory()
    GoalFactory(user=user, for_skills=[skill], archived_at=timezone.now())
    GoalFactory(user=user, text="Vague")
    facts = facts_of(user)
    assert facts.problem.goals == ()
    assert facts.goals_without_skills == ("Vague",)


@pytest.mark.parametrize(("points", "weights"), [((5, 15), [5.0, 15.0]), ((5, None), [None, None])])
def test_points_rule_only_where_every_goal_has_them(user, points, weights):
    skill = SkillFactory()
    for value in points:
        GoalFactory(user=user, points=value, for_skills=[skill])
    assert [goal.weight for goal in facts_of(user).problem.goals] == weights


def test_one_membership_for_an_organisation_held_twice(user):
    organisation = OrganisationFactory(key="cilip")
    MembershipFactory(user=user, organisation=organisation, kind="employer")
    personal = MembershipFactory(user=user, organisation=organisation, kind="personal")
    TermFactory(membership=personal, fee=Decimal(120))
    BenefitFactory(organisation=organisation)
    facts = facts_of(user)
    [membership] = facts.problem.memberships
    assert membership.key == "cilip"
    assert membership.fee == 120.0  # mine, and nothing for the employer's
    assert len(membership.benefits) == 1
    assert facts.held["cilip"].kinds == ("personal", "employer")
    assert facts.held["cilip"].uuid == personal.uuid


@pytest.mark.parametrize("state", ["intended", "ended"])
def test_only_what_is_held_counts(user, state):
    MembershipFactory(user=user, state=state)
    assert facts_of(user).problem.memberships == ()


def test_a_private_organisation_has_its_uuid_for_a_key(user):
    organisation = OrganisationFactory(key=None, owner=user)
    MembershipFactory(user=user, organisation=organisation)
    assert facts_of(user).problem.memberships[0].key == str(organisation.uuid)


def test_the_parent_is_named_only_where_it_is_held(user):
    parent = OrganisationFactory(key="parent", name="A")
    group = OrganisationFactory(key="group", name="B", parent=parent)
    MembershipFactory(user=user, organisation=group)
    assert [m.parent for m in facts_of(user).problem.memberships] == [None]
    MembershipFactory(user=user, organisation=parent)
    assert [m.parent for m in facts_of(user).problem.memberships] == [None, "parent"]


@pytest.mark.parametrize(("use", "share"), [(None, None), (0, 0.0), (1, 0.33), (2, 0.67), (3, 1.0)])
def test_use(user, held, use, share):
    BenefitUseFactory(user=user, benefit=BenefitFactory(organisation=held), use=use)
    assert only_benefit(user).use == share


def test_a_benefit_never_asked_about_has_an_unknown_use(user, held):
    BenefitFactory(organisation=held)
    assert only_benefit(user).use is None


def test_retired_benefits_and_those_not_in_my_grade_are_left_out(user, held):
    BenefitFactory(organisation=held, retired_on=TODAY)
    BenefitUseFactory(user=user, benefit=BenefitFactory(organisation=held), included=False)
    assert facts_of(user).problem.memberships[0].benefits == ()


def test_somebody_elses_use_is_not_mine(user, held):
    BenefitUseFactory(benefit=BenefitFactory(organisation=held), use=3)
    assert only_benefit(user).use is None


@pytest.mark.parametrize(
    ("kinds", "included", "count"),
    [
        (["employer"], None, 0),
        (["employer"], True, 1),
        (["personal"], None, 1),
        (["personal", "employer"], None, 1),
        (["informal"], None, 1),
    ],
)
def test_what_only_personal_members_have(user, kinds, included, count):
    organisation = OrganisationFactory()
    for kind in kinds:
        MembershipFactory(user=user, organisation=organisation, kind=kind)
    benefit = BenefitFactory(organisation=organisation, audience="personal_members")
    BenefitUseFactory(user=user, benefit=benefit, included=included)
    assert len(facts_of(user).problem.memberships[0].benefits) == count


@pytest.mark.parametrize(
    ("scope", "own", "level"),
    [
        ("local", "", "local"),
        ("regional", "", "regional"),
        ("national", "", "national"),
        ("european", "", "international"),
        ("international", "", "international"),
        ("national", "local", "local"),
    ],
)
def test_level(user, scope, own, level):
    organisation = OrganisationFactory(scope=scope)
    MembershipFactory(user=user, organisation=organisation)
    BenefitFactory(organisation=organisation, level=own)
    assert only_benefit(user).level == level


def test_groups_of_the_own_employer_are_organisational_and_within_reach(user):
    employer = WorkplaceFactory()
    panel = OrganisationFactory(parent=employer.organisation, scope="local")
    taskforce = OrganisationFactory(parent=panel, scope="national")
    MembershipFactory(user=user, organisation=taskforce)
    BenefitFactory(organisation=taskforce, mode="face_to_face")
    StaffFactory(workplace=employer, user=user, confirmed_at=None)
    assert (only_benefit(user).level, only_benefit(user).reach) == ("national", 0.5)
    user.workplaces.update(confirmed_at=timezone.now())
    assert (only_benefit(user).level, only_benefit(user).reach) == ("organisational", 1.0)


@pytest.mark.parametrize(("hours", "expected"), [(None, 16.0), (Decimal(4), 4.0)])
def test_hours_are_the_benefits_or_its_kinds(user, held, hours, expected):
    BenefitFactory(organisation=held, kind=BenefitKindFactory(hours=16), hours=hours)
    assert only_benefit(user).hours == expected


@pytest.mark.parametrize(
    ("own", "of_kind", "needed"),
    [
        ([], [["writing", "project"]], (("writing", "project"),)),
        (["none"], [["writing", "project"]], ()),
        (["member"], [["writing"]], (("writing",),)),
        (["member", "registered"], [], (("registered",),)),
        (["manager", "committee"], [["writing"]], (("writing",), ("manager",), ("committee",))),
        (["none", "manager"], [], (("manager",),)),
    ],
)
def test_requirements(own, of_kind, needed):
    assert requirements(own=own, of_kind=of_kind) == needed


@pytest.mark.parametrize(("own", "expected"), [([], ("committee",)), (["speaking"], ("speaking",))])
def test_gives_is_the_organisations_or_its_kinds(user, held, own, expected):
    BenefitFactory(organisation=held, kind=BenefitKindFactory(gives=["committee"]), gives=own)
    assert only_benefit(user).gives == expected


def test_experience_is_named_once(user):
    first = ExperienceFactory(user=user)
    ExperienceFactory(user=user, kind=first.kind)
    ExperienceFactory()
    assert facts_of(user).problem.experience == (first.kind.key,)


def test_how_i_learn(user):
    ProfileFactory(user=user, passive_factor=Decimal("0.1"))
    factors = facts_of(user).problem.interactivity
    assert (factors.passive, factors.responsive, factors.interactive) == (0.1, 0.65, 1.0)


@pytest.mark.parametrize(
    ("mode", "own", "reach", "reason"),
    [
        ("online", None, 1.0, ReachReason.ONLINE),
        ("hybrid", None, 1.0, ReachReason.ONLINE),
        ("face_to_face", None, 0.5, ReachReason.NO_HOME),
        ("face_to_face", Decimal("0.8"), 0.8, ReachReason.OWN),
        ("online", Decimal("0.2"), 0.2, ReachReason.OWN),
    ],
)
def test_reach_without_a_journey(user, held, mode, own, reach, reason):
    benefit = BenefitFactory(organisation=held, mode=mode)
    BenefitUse.objects.create(user=user, benefit=benefit, own_reach=own)
    assert only_benefit(user).reach == reach
    [fact] = facts_of(user).held[held.key].benefits.values()
    assert fact.reach.reason == reason


def test_reach_by_the_journey_from_home(user):
    """Swindon to London: 115 km x 1.2 / 110 km/h + 40 min is about 115 min by train."""
    swindon = PlaceFactory(latitude=51.558, longitude=-1.781)
    london = PlaceFactory(latitude=51.50853, longitude=-0.12574)
    profile = ProfileFactory(user=user, home=swindon, longest_journey=120)
    profile.travel_modes.create(mode="train")
    organisation = OrganisationFactory(place=london)
    MembershipFactory(user=user, organisation=organisation)
    BenefitFactory(organisation=organisation, mode="face_to_face")
    assert only_benefit(user).reach == 1.0
    profile.longest_journey = 77  # 115 min is half way from 77 to twice 77
    profile.save()
    assert only_benefit(user).reach == pytest.approx(0.5, abs=0.01)


def test_sensitive_memberships_can_be_left_out_and_are_counted(user):
    MembershipFactory(user=user, organisation=OrganisationFactory(key="union"), sensitive=True)
    MembershipFactory(user=user, organisation=OrganisationFactory(key="guild"))
    assert set(facts_of(user).held) == {"union", "guild"}
    for_others = facts_of(user, leave_out_sensitive=True)
    assert set(for_others.held) == {"guild"}
    assert (for_others.sensitive, for_others.left_out) == (1, True)


def test_groups_below_a_sensitive_membership_would_give_it_away(user):
    union = OrganisationFactory(key="union")
    branch = OrganisationFactory(key="branch", parent=union)
    committee = OrganisationFactory(key="committee", parent=branch)
    for organisation, sensitive in ((committee, False), (branch, False), (union, True)):
        MembershipFactory(user=user, organisation=organisation, sensitive=sensitive)
    for_others = facts_of(user, leave_out_sensitive=True)
    assert for_others.held == {}
    assert for_others.sensitive == 3


@pytest.mark.parametrize(
    ("fees", "fee"),
    [
        ([(0, "year")], 0),
        ([(0, "year"), (0, "year")], 0),
        ([(0, "year"), (20, "year")], None),
        ([(0, "year"), (None, "year")], None),
        ([(0, "once")], None),
        ([(0, "event"), (0, "year")], 0),
        ([(50, "year")], None),
    ],
)
def test_free_is_known_where_every_fee_a_year_is_nothing(user, held, fees, fee):
    for amount, period in fees:
        FeeFactory(organisation=held, amount=amount, period=period)
    assert facts_of(user).held[held.key].fee == fee


def test_a_term_says_more_than_the_catalogue(user):
    term = TermFactory(membership__user=user, fee=Decimal(30))
    FeeFactory(organisation=term.membership.organisation, amount=0)
    assert facts_of(user).held[term.membership.organisation.key].fee == 30


def test_an_organisation_is_left_out_whole_where_one_of_its_sources_is_sensitive(user):
    organisation = OrganisationFactory()
    MembershipFactory(user=user, organisation=organisation, sensitive=True)
    MembershipFactory(user=user, organisation=organisation, kind="employer")
    assert facts_of(user, leave_out_sensitive=True).held == {}


def test_an_unknown_fee_stays_unknown(user, held):
    [membership] = facts_of(user).problem.memberships
    assert membership.fee is None
    assert facts_of(user).held[held.key].fee is None


def test_a_fee_in_another_currency_is_known_by_ones_own_rate(user):
    organisation = TermFactory(
        membership__user=user, fee=50, currency="EUR"
    ).membership.organisation
    ExchangeRateFactory(currency="EUR", rate="0.8")  # somebody else's
    ExchangeRateFactory(user=user, currency="EUR", into="USD", rate="1.1")
    assert facts_of(user).held[organisation.key].fee is None
    ExchangeRateFactory(user=user, currency="EUR", rate="0.8")
    assert facts_of(user).held[organisation.key].fee == 40


def test_the_number_of_queries_is_constant(user, django_assert_num_queries):
    skill = SkillFactory()
    ProfileFactory(user=user)
    StaffFactory(user=user, confirmed_at=timezone.now())

    def hold_one_more():
        GoalFactory(user=user, for_skills=[skill])
        membership = MembershipFactory(user=user)
        TermFactory(membership=membership)
        benefit = BenefitFactory(organisation=membership.organisation, strengths={skill: 3})
        BenefitUseFactory(user=user, benefit=benefit, use=1)

    for count in (1, 2):
        for _ in range(count):
            hold_one_more()
        with django_assert_num_queries(16):
            facts_of(user)
    assert len(facts_of(user).held) == 3


def test_whatever_the_rows_can_hold_can_be_evaluated(user):
    """The highest rank, importance, points, fee for a day, hours, and the longest names."""
    skill = SkillFactory(key="k" * 50)
    goal = GoalFactory(user=user, rank=1000, points=Decimal("9999.99"), for_skills=[skill])
    goal.goal_skills.update(importance=Decimal("999.99"))
    organisation = OrganisationFactory(key="o" * 100)
    membership = MembershipFactory(user=user, organisation=organisation)
    TermFactory(membership=membership, starts=TODAY, ends=TODAY, fee=Decimal("9999999.99"))
    BenefitFactory(
        organisation=organisation,
        kind=BenefitKindFactory(key="b" * 50, hours=Decimal("99999.9")),
        requires=["w" * 50],
        gives=["w" * 50],
        strengths={skill: 3},
    )
    assert evaluate(facts_of(user).problem).portfolio.potential == pytest.approx(25)


def test_what_its_owner_chose_is_there_and_nothing_else_that_is_sensitive(user):
    union = OrganisationFactory(key="union")
    branch = OrganisationFactory(key="branch", parent=union)
    for organisation in (union, branch, OrganisationFactory(key="church")):
        MembershipFactory(user=user, organisation=organisation, sensitive=True)
    MembershipFactory(user=user, organisation=OrganisationFactory(key="guild"))
    facts = gather_facts(user=user, on=TODAY, leave_out_sensitive=True, chosen=union)
    assert set(facts.held) == {"union", "guild"}
    assert facts.sensitive == 2
    below = gather_facts(user=user, on=TODAY, leave_out_sensitive=True, chosen=branch)
    assert set(below.held) == {"branch", "guild"}
