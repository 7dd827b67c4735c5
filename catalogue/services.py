"""How is the catalogue changed?"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.choices import OrganisationKind, Scope, Status, Strength
from catalogue.models import (
    Benefit,
    BenefitSkill,
    Organisation,
    OrganisationName,
    Revision,
)
from goals.models import Skill
from people.folding import fold
from people.models import User


def raise_revision() -> None:
    """Count on: whatever was computed from the catalogue before is out of date."""
    Revision.objects.get_or_create(pk=1)
    Revision.objects.update(number=F("number") + 1)


@transaction.atomic
def refresh_search_text(*, organisations: Collection[Organisation]) -> None:
    """Write anew what the organisations, and those that succeed them, are found by.

    That is their names of every kind, their predecessors' names, and the titles of what they offer.
    """
    pks = {organisation.pk for organisation in organisations}
    pks |= {
        organisation.successor_id
        for organisation in organisations
        if organisation.successor_id is not None
    }
    texts = _texts(pks)
    stale = []
    for organisation in Organisation.objects.filter(pk__in=pks):
        text = fold("\n".join(texts[organisation.pk]))
        if organisation.search_text != text:
            organisation.search_text = text
            stale.append(organisation)
    Organisation.objects.bulk_update(stale, ["search_text"], batch_size=500)


def _texts(pks: Collection[int]) -> dict[int, list[str]]:
    """What each organisation is found by, by its primary key."""
    # A private name is no part of what everybody can search.
    nobody_elses = Q(owner=None) | Q(owner=F("successor__owner"))
    predecessors = dict(
        Organisation.objects.filter(nobody_elses, successor__in=pks).values_list(
            "pk", "successor_id"
        )
    )
    named = {pk: pk for pk in pks}
    texts: dict[int, list[str]] = defaultdict(list)
    # Its own names first, then those of its predecessors, which may be among `pks` themselves.
    for found_by in (named, predecessors):
        organisations = Organisation.objects.filter(pk__in=found_by).order_by("pk")
        for pk, name, short_name in organisations.values_list("pk", "name", "short_name"):
            texts[found_by[pk]] += [name, short_name]
        names = OrganisationName.objects.filter(organisation__in=found_by).order_by("pk")
        for pk, name in names.values_list("organisation_id", "name"):
            texts[found_by[pk]].append(name)
    benefits = Benefit.objects.offered().filter(organisation__in=pks).order_by("pk")
    for pk, title in benefits.values_list("organisation_id", "title"):
        texts[pk].append(title)
    return texts


@transaction.atomic
def save_private_organisation(*, user: User, organisation: Organisation) -> Organisation:
    """Keep an organisation that only this person sees, and let them find it.

    Raises `ValidationError`, also for a group of somebody else's private organisation, and for a
    name that the person has used: a form sent twice makes one of it.
    """
    User.objects.select_for_update().get(pk=user.pk)
    organisation.owner = user
    same = _own(user).filter(name__iexact=organisation.name)
    if same.exclude(pk=organisation.pk).exists():
        message = _("You have a private organisation of this name already: search for it.")
        raise ValidationError({"name": message})
    organisation.full_clean()
    organisation.save()
    refresh_search_text(organisations=[organisation])
    raise_revision()
    return organisation


@transaction.atomic
def add_private_organisations(*, user: User, names: Iterable[str]) -> list[Organisation]:
    """The person's own organisations of these names, a new one for each name not used yet.

    What they are is not known: communities, until their owner says more. As many queries for many
    as for a few.
    """
    User.objects.select_for_update().get(pk=user.pk)
    own = {fold(each.name): each for each in _own(user)}
    wanted = {fold(name): name for name in names}
    new = Organisation.objects.bulk_create(
        Organisation(owner=user, name=name, kind=OrganisationKind.COMMUNITY, scope=Scope.NATIONAL)
        for key, name in wanted.items()
        if key not in own
    )
    if new:
        refresh_search_text(organisations=new)
        raise_revision()
    own |= {fold(each.name): each for each in new}
    return [own[key] for key in wanted]


def _own(user: User) -> QuerySet[Organisation]:
    """What stands in the person's own catalogue; what was found to be an entry of all is gone."""
    return Organisation.objects.filter(owner=user, merged_into=None)


@transaction.atomic
def mark_checked(*, organisations: Iterable[Organisation]) -> int:
    """Note that what is said of them was found true today. Gives how many."""
    return _save_each(organisations, checked_on=timezone.localdate())


@transaction.atomic
def change_status(*, organisations: Iterable[Organisation], status: Status) -> int:
    """Give many the same status. Gives how many had another."""
    return _save_each(organisations, status=status)


@transaction.atomic
def tag_skill(*, benefits: Iterable[Benefit], skill: Skill, strength: Strength) -> int:
    """Say of many benefits how strongly they serve a skill. Gives of how many nothing else said so.

    A strength that was given before is replaced.
    """
    count = 0
    for benefit in benefits:
        row = BenefitSkill.objects.filter(benefit=benefit, skill=skill).first()
        row = row or BenefitSkill(benefit=benefit, skill=skill)
        if row.strength != strength:
            row.strength = strength
            row.full_clean()
            row.save()
            count += 1
    if count:
        raise_revision()
    return count


def _save_each(organisations: Iterable[Organisation], **values: Any) -> int:
    """Save one by one, for each has its history; those that say so already are left alone."""
    count = 0
    for organisation in organisations:
        if any(getattr(organisation, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(organisation, name, value)
            organisation.save()
            count += 1
    if count:
        raise_revision()
    return count
