"""The demo's people."""

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command

from catalogue.models import Organisation
from goals.models import Goal
from memberships.models import BenefitUse, Membership, Role, Staff, Term
from people.models import Profile, TravelMode, User, WorkingDay

pytestmark = pytest.mark.django_db
LIBRARIAN = "librarian@example.org"
OTHERS = {
    "curator@example.org",
    "coordinator@example.org",
    "colleague@example.org",
    "newcomer@example.org",
}

PERSONAL = [
    "cilip",
    "cilip_cdg",
    "cilip_lirg",
    "cilip_plg",
    "cilip_cig",
    "cilip_rbscg",
    "sla",
    "sla_europe",
    "sla_education_division",
    "sla_lmd",
]
EMPLOYER = ["ifla", "ara", "cilip", "lmlag", "ala_pla", "local_heritage_forums"]
INFORMAL = [
    "ouls_chartership_group",
    "oxford_libteachmeet",
    "swindon_lgbt_project",
    "lgbt_libraries_working_group",
    "nmsi_diversity_panel",
    "nmsi_entrypoints",
]
PROFILES = [
    "facebook",
    "linkedin",
    "uwe_alumni",
    "twitter_x",
    "blogger",
    "lis_cilip_reg",
    "cpd23",
    "cpd25",
]

OFTEN_HERE = {"nmsi_diversity_panel", "blogger", "cpd23"}
SOMETIMES_HERE = {"lgbt_libraries_working_group", "swindon_lgbt_project", "ouls_chartership_group"}
OFTEN = {"publication", "mailing_list", "discussion_forum", "toolkit"}
SOMETIMES = {"local_meetup", "conference"}
NEVER = {"committee_role", "lobbying", "policy_consultation", "speaking_opportunity"}


@pytest.fixture
def librarian(demo, db):
    return User.objects.get(email=LIBRARIAN)


def expected_use(organisation, kind):
    if organisation == "nmsi_entrypoints":
        return 3
    if organisation in OFTEN_HERE:
        return 2
    if organisation in SOMETIMES_HERE:
        return 1
    return 2 if kind in OFTEN else 1 if kind in SOMETIMES else 0 if kind in NEVER else None


def test_her_thirty_memberships(librarian):
    held = [
        *((key, "personal") for key in PERSONAL),
        *((key, "employer") for key in EMPLOYER),
        *((key, "informal") for key in INFORMAL),
        *((key, "profile") for key in PROFILES),
    ]
    assert len(held) == 30
    memberships = librarian.memberships.values_list("organisation__key", "kind")
    assert sorted(memberships) == sorted(held)
    assert set(librarian.memberships.values_list("state", "confirmed_on")) == {
        ("held", librarian.memberships.earliest("confirmed_on").confirmed_on)
    }
    assert librarian.memberships.earliest("confirmed_on").confirmed_on.isoformat() == "2011-08-11"
    assert not Term.objects.filter(membership__user=librarian).exists()


def test_what_she_makes_of_every_benefit(librarian):
    uses = dict(BenefitUse.objects.filter(user=librarian).values_list("benefit_id", "use"))
    organisations = Organisation.objects.filter(key__in=PERSONAL + EMPLOYER + INFORMAL + PROFILES)
    benefits = organisations.values_list("key", "benefits__kind__key", "benefits")
    expected = {pk: expected_use(key, kind) for key, kind, pk in benefits if pk is not None}
    assert uses == {pk: use for pk, use in expected.items() if use is not None}
    assert set(expected.values()) == {None, 0, 1, 2, 3}


def test_her_goals_and_experience(librarian):
    goals = Goal.objects.filter(user=librarian)
    assert [goal.rank for goal in goals] == [1, 1, 1, 1, 1, 2, 2]
    assert [[skill.key for skill in goal.skills.all()] for goal in goals] == [
        ["advocacy"],
        ["policy_influence"],
        ["strategic_planning"],
        ["mentoring_coaching"],
        ["leadership"],
        ["management"],
        ["diversity_inclusion"],
    ]
    levels: dict[int, set[str]] = {goal.rank: set() for goal in goals}
    for goal in goals:
        levels[goal.rank] |= {row.level for row in goal.goal_levels.all()}
    assert levels == {1: {"organisational", "national"}, 2: set()}
    assert sorted(librarian.experiences.values_list("kind__key", "source")) == [
        (
            "liaison",
            "Entrypoints taskforce: helps drive a taskforce and links it with the panel",
        ),
        ("writing", "Blogger: keeps a public blog"),
    ]


def test_her_day(librarian):
    profile = Profile.objects.get(user=librarian)
    assert profile.home is not None
    assert profile.home == profile.work
    assert (profile.home.geonames_id, profile.longest_journey) == (2636389, 120)
    assert [row.mode for row in TravelMode.objects.filter(profile=profile)] == ["train"]
    days = WorkingDay.objects.filter(user=librarian)
    assert [
        (day.weekday, f"{day.start:%H:%M} {day.leave:%H:%M} {day.home_by:%H:%M}") for day in days
    ] == [(weekday, "09:00 17:30 22:30") for weekday in range(5)]


def test_her_roles_notes_and_what_is_sensitive(librarian):
    roles = Role.objects.filter(membership__user=librarian)
    assert list(roles.values_list("membership__organisation__key", "title")) == [
        ("nmsi_entrypoints", "Driver and liaison")
    ]
    notes = dict(librarian.memberships.values_list("organisation__key", "notes"))
    assert notes["cilip_lirg"] == "Written as “LIRG”."
    assert notes["cilip_cig"] == ("Written as “C&IG”. Which organisation that is was inferred.")
    assert notes["swindon_lgbt_project"] == (
        "Written as “local LGBT community project”. Which organisation that is is not known: the "
        "entry stands in for it."
    )
    assert notes["ala_pla"].endswith(
        " The American division is the nearest name; a UK body may have been meant."
    )
    sensitive = librarian.memberships.filter(sensitive=True)
    assert set(sensitive.values_list("organisation__key", flat=True)) == {
        "lgbt_libraries_working_group",
        "swindon_lgbt_project",
    }


def test_who_works_where(librarian):
    staff = Staff.objects.exclude(confirmed_at=None)
    assert set(staff.values_list("workplace__organisation__key", "user__email", "role")) == {
        ("science_museum_group", LIBRARIAN, "staff"),
        ("science_museum_group", "coordinator@example.org", "coordinator"),
    }


def test_all_five_have_a_confirmed_address(librarian):
    people = User.objects.filter(email__in={LIBRARIAN, *OTHERS})
    assert people.count() == 5
    addresses = EmailAddress.objects.filter(verified=True, primary=True)
    assert set(addresses.values_list("email", flat=True)) == {LIBRARIAN, *OTHERS}


def test_the_password_of_the_environment(librarian, monkeypatch, capsys):
    monkeypatch.setenv("DEMO_PASSWORD", "a password of the test")
    call_command("load_demo")
    assert capsys.readouterr().out.splitlines() == [
        "Demo librarian: librarian@example.org",
        "Demo curator: curator@example.org",
        "Demo coordinator: coordinator@example.org",
        "Demo colleague: colleague@example.org",
        "Demo newcomer: newcomer@example.org",
        "Password of all five: a password of the test",
    ]
    for user in User.objects.filter(email__in={LIBRARIAN, *OTHERS}):
        assert user.check_password("a password of the test")


def test_a_made_up_password_is_another_each_time(librarian, monkeypatch, capsys):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    passwords = set()
    for _ in range(2):
        call_command("load_demo")
        passwords.add(capsys.readouterr().out.splitlines()[-1].rpartition(": ")[2])
    assert len(passwords) == 2
    librarian.refresh_from_db()
    assert sum(librarian.check_password(password) for password in passwords) == 1


def test_a_second_run_leaves_what_somebody_changed(librarian):
    librarian.memberships.filter(organisation__key="sla").delete()
    librarian.goals.filter(rank=2).update(text="Another")
    before = (Membership.objects.count(), BenefitUse.objects.count(), Staff.objects.count())
    call_command("load_demo")
    assert before == (Membership.objects.count(), BenefitUse.objects.count(), Staff.objects.count())
    assert librarian.memberships.count() == 29
    assert librarian.goals.filter(text="Another").count() == 2


def test_the_curator_may_keep_the_catalogue_and_nothing_else(librarian):
    curator = User.objects.get(email="curator@example.org")
    assert (curator.is_staff, curator.is_superuser) == (True, False)
    assert curator.has_perms(
        ["catalogue.change_organisation", "goals.add_skill", "people.change_place"]
    )
    for permission in (
        "people.view_user",
        "goals.view_goal",
        "memberships.view_membership",
        "account.view_emailaddress",
    ):
        assert not curator.has_perm(permission)


def test_the_colleague_shows_the_other_states(librarian):
    colleague = User.objects.get(email="colleague@example.org")
    states = dict(colleague.memberships.values_list("organisation__key", "state"))
    assert (states["uksg"], states["arlis"], states["cilip"]) == ("intended", "ended", "held")
    assert colleague.memberships.get(organisation__key="unison").sensitive
    terms = Term.objects.filter(membership__user=colleague)
    assert {(term.currency, int(term.fee or 0)) for term in terms} == {
        ("GBP", 150),
        ("GBP", 160),
        ("GBP", 0),
        ("USD", 90),
        ("GBP", 120),
    }
    assert not colleague.workplaces.exists()
