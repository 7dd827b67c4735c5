"""Who may do what in the admin?

Everything else on the site is decided by whose a thing is, and by no role
(`docs/design/product.md`, *The person*).
"""

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from catalogue.models import (
    Benefit,
    BenefitKind,
    BenefitSkill,
    Fee,
    Organisation,
    OrganisationName,
    Source,
)
from goals.models import ExperienceKind, FrameworkVersion, Heading, Skill
from people.models import Invitation, Place, User

Models = dict[type[models.Model] | str, tuple[str, ...]]


class Role(models.TextChoices):
    """A group of that name; nobody has more than one."""

    CURATOR = "curator", _("Curator: keeps the catalogue, and invites")
    COORDINATOR = "coordinator", _("Coordinator: looks at all of the catalogue, and invites")
    MEMBER = "member", _("Member: keeps what is their own")


RECORDS = (
    Organisation, Benefit, BenefitKind, Skill, FrameworkVersion, Heading, ExperienceKind, Place,
)  # fmt: skip
PARTS = (OrganisationName, Source, Fee, BenefitSkill)  # edited on the page of their record

# Of rooms above this one, by name.
EVENTS, PRICES, FEEDS = "events.event", "events.price", "events.feed"

LOOK: Models = dict.fromkeys((*RECORDS, *PARTS, EVENTS, PRICES, FEEDS), ("view",))
# Records are never deleted: other people's goals and memberships lead to them.
KEEP: Models = dict.fromkeys((*RECORDS, EVENTS, FEEDS), ("view", "add", "change"))
KEEP |= dict.fromkeys((*PARTS, Heading, PRICES), ("view", "add", "change", "delete"))
INVITE: Models = {Invitation: ("view", "add")}

MAY: dict[Role, Models] = {
    Role.CURATOR: KEEP | INVITE,
    Role.COORDINATOR: LOOK | INVITE,
    Role.MEMBER: {},
}


@transaction.atomic
def set_up_roles() -> None:
    """Make the groups, and give each what `MAY` says and nothing else."""
    for role, allowed in MAY.items():
        group, _created = Group.objects.get_or_create(name=role.value)
        wanted = models.Q(pk=None)
        for named, actions in allowed.items():
            model = apps.get_model(named) if isinstance(named, str) else named
            names = [f"{action}_{model._meta.model_name}" for action in actions]
            content_type = ContentType.objects.get_for_model(model)
            wanted |= models.Q(content_type=content_type, codename__in=names)
        group.permissions.set(Permission.objects.filter(wanted))


@transaction.atomic
def give_role(*, user: User, role: Role) -> None:
    """Let the person do in the admin what the role may, instead of what they might before."""
    set_up_roles()
    user.groups.remove(*Group.objects.filter(name__in=Role.values))
    user.groups.add(Group.objects.get(name=role.value))
    user.is_staff = user.is_superuser or bool(MAY[role])
    user.save(update_fields=["is_staff"])
