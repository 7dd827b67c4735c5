"""Who is in the demo? Five invented people, each with an account to sign in to."""

import datetime
from collections.abc import Callable
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from catalogue.models import Benefit, Organisation
from catalogue.roles import Role, give_role
from goals.models import Skill
from goals.services import add_goal
from memberships.choices import KeepReason, MembershipKind, Payer, StaffRole, State, Use
from memberships.load import load_persona
from memberships.models import Membership, Staff, Workplace
from memberships.parse import Persona
from memberships.services import add_membership, add_term, set_use
from people.choices import Mode, Weekday
from people.guide import STEPS, skip_steps
from people.models import Place, Profile, TravelMode, User, WorkingDay

LIBRARIAN = "librarian@example.org"
CURATOR = "curator@example.org"
COORDINATOR = "coordinator@example.org"
COLLEAGUE = "colleague@example.org"
NEWCOMER = "newcomer@example.org"


@transaction.atomic
def load_demo(*, persona: Persona, password: str) -> list[User]:
    """The demo's people, in the order of the addresses above.

    Whoever is there already keeps what they have and only gets the password.
    """
    employer = _workplace(persona)
    cast: dict[str, tuple[str, Callable[[User], None]]] = {
        LIBRARIAN: ("Demo librarian", lambda user: _set_up_librarian(user, persona, employer)),
        CURATOR: ("Demo curator", lambda user: give_role(user=user, role=Role.CURATOR)),
        COORDINATOR: ("Demo coordinator", lambda user: _set_up_coordinator(user, employer)),
        COLLEAGUE: ("Demo colleague", _set_up_colleague),
        NEWCOMER: ("Demo newcomer", _set_up_newcomer),
    }
    people = [
        _person(email=email, name=name, password=password, set_up=set_up)
        for email, (name, set_up) in cast.items()
    ]
    for user in people:
        if user.email != NEWCOMER:
            skip_steps(user=user, steps=STEPS)  # who has everything needs no guide
    return people


def _set_up_newcomer(user: User) -> None:
    """Has an account and nothing in it: what every page says to somebody who begins."""


def _person(*, email: str, name: str, password: str, set_up: Callable[[User], None]) -> User:
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, password, name=name)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        set_up(user)
        return user
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def _workplace(persona: Persona) -> Workplace:
    """The workplace of the persona's employer, or of what became of it."""
    employer = Organisation.objects.public().get(key=persona.employer)
    employer = employer.successor or employer
    return Workplace.objects.get_or_create(organisation=employer)[0]


def _set_up_librarian(user: User, persona: Persona, employer: Workplace) -> None:
    home = Place.objects.named(persona.town, persona.country)[0]
    _add_profile(user, home, longest_journey=120)
    Staff.objects.create(workplace=employer, user=user, confirmed_at=timezone.now())
    load_persona(persona=persona, user=user)


def _add_profile(user: User, home: Place, *, longest_journey: int) -> None:
    """Lives and works in a town, goes by train, works from Monday to Friday from 9:00 to 17:30."""
    profile = Profile.objects.create(
        user=user, home=home, work=home, longest_journey=longest_journey
    )
    TravelMode.objects.create(profile=profile, mode=Mode.TRAIN)
    WorkingDay.objects.bulk_create(
        WorkingDay(
            user=user,
            weekday=weekday,
            start=datetime.time(9),
            leave=datetime.time(17, 30),
            home_by=datetime.time(22, 30),
        )
        for weekday in range(Weekday.MONDAY, Weekday.SATURDAY)
    )


def _set_up_coordinator(user: User, employer: Workplace) -> None:
    """Keeps the memberships of the workplace; has no goals, so there is nothing to score yet."""
    Staff.objects.create(
        workplace=employer, user=user, role=StaffRole.COORDINATOR, confirmed_at=timezone.now()
    )
    give_role(user=user, role=Role.COORDINATOR)
    for key in ("cilip", "museums_association"):
        _join(user, key, MembershipKind.EMPLOYER)


def _set_up_colleague(user: User) -> None:
    """Works elsewhere and shows what the librarian's portfolio does not.

    That is terms (paid, free, shared, past, in another currency), reasons of her own, states, a
    sensitive membership, goals with points. Every sum is invented.
    """
    _add_profile(user, Place.objects.named("Oxford", "GB")[0], longest_journey=90)
    _add_colleagues_goals(user)
    today = timezone.localdate()
    start = today - datetime.timedelta(days=150)
    end = start + datetime.timedelta(days=364)
    year_ago = start - datetime.timedelta(days=365)
    cilip = _join(user, "cilip", keep_reason=KeepReason.REGISTRATION)
    add_term(
        membership=cilip, starts=year_ago, ends=start - datetime.timedelta(days=1), fee=Decimal(150)
    )
    add_term(
        membership=cilip,
        starts=start,
        ends=end,
        fee=Decimal(160),
        payer=Payer.SELF,
        share=Decimal(50),
        notice_days=30,
        auto_renews=True,
    )
    add_term(membership=_join(user, "cilip_ilg"), starts=start, fee=Decimal(0))
    add_term(
        membership=_join(user, "asist"), starts=start, ends=end, fee=Decimal(90), currency="USD"
    )
    union = _join(user, "unison", keep_reason=KeepReason.SOLIDARITY)
    add_term(membership=union, starts=start, ends=end, fee=Decimal(120))
    _join(user, "sconul", MembershipKind.EMPLOYER)
    _join(user, "nlpn", MembershipKind.INFORMAL)
    _join(user, "uksg", state=State.INTENDED)
    _join(user, "arlis", state=State.ENDED)
    _add_colleagues_uses(user)


def _add_colleagues_goals(user: User) -> None:
    skills = Skill.objects.in_bulk(
        ["information_literacy", "teaching_learning", "leadership"], field_name="key"
    )
    add_goal(
        user=user,
        text="Teach research skills so that students come back for more",
        rank=1,
        points=Decimal(70),
        skills={
            skills["information_literacy"]: Decimal(2),
            skills["teaching_learning"]: Decimal(1),
        },
    )
    add_goal(
        user=user,
        text="Chair something outside my own library",
        rank=2,
        points=Decimal(30),
        skills={skills["leadership"]: Decimal(1)},
        levels=["regional", "national"],
    )


def _add_colleagues_uses(user: User) -> None:
    """Gives every answer in turn, none for each third of what her memberships offer."""
    held = user.memberships.filter(state=State.HELD)
    benefits = Benefit.objects.offered().filter(organisation__memberships__in=held)
    answers = [Use.FULLY, Use.NOW_AND_THEN, None, Use.OFTEN, Use.NONE, None]
    for index, benefit in enumerate(benefits.order_by("seed_key")):
        answer = answers[index % len(answers)]
        if answer is not None:
            set_use(user=user, benefit=benefit, use=answer)


def _join(
    user: User, key: str, kind: str = MembershipKind.PERSONAL, **details: object
) -> Membership:
    organisation = Organisation.objects.public().get(key=key)
    return add_membership(user=user, organisation=organisation, kind=kind, **details)
