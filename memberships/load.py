"""How does the demo's persona reach the database?"""

from decimal import Decimal

from catalogue.models import Benefit, BenefitKind, Organisation
from goals.choices import Level
from goals.models import ExperienceKind, Skill
from goals.services import add_experience, add_goal
from memberships.choices import MembershipKind, Use
from memberships.models import Membership
from memberships.parse import MembershipRow, Persona, Words
from memberships.services import add_membership, add_role, set_use
from people.models import User

KINDS = {
    "personal": MembershipKind.PERSONAL,
    "institutional": MembershipKind.EMPLOYER,
    "informal": MembershipKind.INFORMAL,
    "online_profile": MembershipKind.PROFILE,
}
USES = {use.name.lower(): use for use in Use}
PLAIN_ROLES = {"member", "staff of member", "profile", "registered"}  # say no more than the kind
MATCHES = {
    "certain": "",
    "inferred": "Which organisation that is was inferred.",
    "unidentified": "Which organisation that is is not known: the entry stands in for it.",
}


def persona_words() -> Words:
    """The words a persona may use: the choices of the models, and the catalogue as loaded."""
    return Words(
        organisations={row.key for row in Organisation.objects.public() if row.key},
        benefit_kinds=set(BenefitKind.objects.values_list("key", flat=True)),
        skills=set(Skill.objects.values_list("key", flat=True)),
        experience=set(ExperienceKind.objects.values_list("key", flat=True)),
        levels=Level.values,
        uses=USES,
    )


def load_persona(*, persona: Persona, user: User) -> None:
    """Give the person the goals, experience, memberships and uses of the persona."""
    _load_goals(persona, user)
    _load_experience(persona, user)
    organisations = Organisation.objects.public().in_bulk(
        {row.organisation for row in persona.memberships}, field_name="key"
    )
    for row in persona.memberships:
        _load_membership(row, organisations[row.organisation], persona, user)
    _load_uses(persona, user)


def _load_goals(persona: Persona, user: User) -> None:
    skills = Skill.objects.in_bulk({goal.skill for goal in persona.goals}, field_name="key")
    for goal in persona.goals:
        add_goal(
            user=user,
            text=goal.text,
            rank=goal.rank,
            skills={skills[goal.skill]: Decimal(1)},
            levels=goal.levels,
        )


def _load_experience(persona: Persona, user: User) -> None:
    kinds = ExperienceKind.objects.in_bulk(
        {row.kind for row in persona.experience}, field_name="key"
    )
    names = dict(Organisation.objects.public().values_list("key", "name"))
    for row in persona.experience:
        add_experience(user=user, kind=kinds[row.kind], source=f"{names[row.where]}: {row.note}")


def _load_membership(
    row: MembershipRow, organisation: Organisation, persona: Persona, user: User
) -> Membership:
    notes = [f"Written as “{row.as_written}”.", MATCHES[row.match], row.note and f"{row.note}."]
    membership = add_membership(
        user=user,
        organisation=organisation,
        kind=KINDS[row.kind],
        confirmed_on=persona.as_of,
        notes=" ".join(note[0].upper() + note[1:] for note in notes if note),
    )
    if row.role not in PLAIN_ROLES:
        add_role(membership=membership, title=row.role.capitalize())
    return membership


def _load_uses(persona: Persona, user: User) -> None:
    """What the organisation says, else what the kind says; a benefit without either has no use."""
    benefits = Benefit.objects.offered().filter(organisation__memberships__user=user).distinct()
    for benefit in benefits.select_related("organisation", "kind"):
        use = persona.uses_by_organisation.get(benefit.organisation.key or "")
        use = use or persona.uses_by_kind.get(benefit.kind.key)
        if use:
            set_use(user=user, benefit=benefit, use=USES[use])
