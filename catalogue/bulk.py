"""What would the catalogue be like with ten thousand organisations? Invented ones, always the same.

To measure and to try out with; nothing of it is true of anything.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from random import Random
from typing import TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from catalogue.choices import (
    Audience,
    BenefitMode,
    FeePeriod,
    Interactivity,
    Joinable,
    OrganisationKind,
    Scope,
    Status,
    Strength,
)
from catalogue.models import Benefit, BenefitKind, BenefitSkill, Fee, Organisation
from catalogue.services import raise_revision, refresh_search_text
from goals.models import Skill
from people.models import Place

M = TypeVar("M", bound=Model)

KEY = "bulk-"
BENEFITS_EACH = 5
BATCH = 1000
GROUPS = 0.3  # so many of them are groups of an earlier one
NEWEST_CHECK = datetime.date(2026, 6, 30)
FIRST = ("Amber", "Birch", "Cedar", "Delta", "Elm", "Fern", "Grove", "Harbour", "Iris", "Juniper")
SECOND = (
    "Archive",
    "Book",
    "Catalogue",
    "Data",
    "Health",
    "Law",
    "Map",
    "Music",
    "School",
    "Study",
)
THIRD = ("Association", "Circle", "Forum", "Guild", "League", "Network", "Panel", "Society")
OFFERS = ("Talks", "Mentoring", "Newsletter", "Committee", "Conference", "Workshops", "Library")


class NothingToBuildOnError(Exception):
    """There are no kinds, skills or places yet, or the invented organisations are there already."""


@dataclass(frozen=True, slots=True)
class Made:
    """How many rows there are now that were invented."""

    organisations: int
    benefits: int
    fees: int


@transaction.atomic
def make_bulk(*, organisations: int, seed: int) -> Made:
    """Add so many organisations, five benefits to each, and a fee to every other one.

    The same seed over the same skills, kinds and places makes the same rows. Writes no history.
    Raises `NothingToBuildOnError`.
    """
    kinds, places = list(BenefitKind.objects.all()), list(Place.objects.order_by("pk")[:BATCH])
    skills = list(Skill.objects.exclude(parent=None).order_by("key"))
    if not (kinds and places and skills):
        raise NothingToBuildOnError(_("Load the catalogue first: manage.py load_catalogue"))
    if Organisation.objects.filter(key__startswith=KEY).exists():
        raise NothingToBuildOnError(_("The invented organisations are there already."))
    random = Random(seed)  # noqa: S311 - no secret
    made = _write(Organisation, _organisations(random, organisations, places))
    _set_parents(random, made)
    benefits = _write(Benefit, _benefits(random, made, kinds))
    _write(BenefitSkill, _skills(random, benefits, skills))
    fees = _write(Fee, _fees(random, made))
    for start in range(0, len(made), BATCH):
        refresh_search_text(organisations=made[start : start + BATCH])
    raise_revision()
    return Made(len(made), len(benefits), len(fees))


def _write(model: type[M], rows: Iterator[M]) -> list[M]:
    written: list[M] = []
    while batch := list(islice(rows, BATCH)):
        written += model._default_manager.bulk_create(batch)
    return written


def _organisations(random: Random, number: int, places: list[Place]) -> Iterator[Organisation]:
    for count in range(number):
        place = random.choice(places)
        words = (random.choice(FIRST), random.choice(SECOND), random.choice(THIRD))
        yield Organisation(
            key=f"{KEY}{count:05}",
            name=f"{' '.join(words)} of {place.name} {count}",
            kind=random.choice(OrganisationKind.values),
            scope=random.choice(Scope.values),
            joinable=random.choice(Joinable.values),
            status=random.choices((Status.ACTIVE, Status.DISSOLVED), (9, 1))[0],
            country=place.country,
            place=place,
            evidence_year=random.randint(2015, 2026),
            checked_on=NEWEST_CHECK - datetime.timedelta(days=random.randrange(1500)),
        )


def _set_parents(random: Random, organisations: list[Organisation]) -> None:
    """Make groups of some, to a few levels: each of one that stands before it."""
    groups = []
    for count, organisation in enumerate(organisations[1:], start=1):
        if random.random() < GROUPS:
            organisation.parent = organisations[random.randrange(count)]
            groups.append(organisation)
    Organisation.objects.bulk_update(groups, ["parent"], batch_size=BATCH)


def _benefits(
    random: Random, organisations: list[Organisation], kinds: list[BenefitKind]
) -> Iterator[Benefit]:
    for organisation in organisations:
        for count in range(BENEFITS_EACH):
            yield Benefit(
                organisation=organisation,
                kind=random.choice(kinds),
                title=f"{random.choice(OFFERS)} {count + 1}",
                mode=random.choice(BenefitMode.values),
                interactivity=random.choice(Interactivity.values),
                audience=random.choice(Audience.values),
            )


def _skills(random: Random, benefits: list[Benefit], skills: list[Skill]) -> Iterator[BenefitSkill]:
    for benefit in benefits:
        for skill in random.sample(skills, k=random.randint(1, 2)):
            strength = random.choice(Strength.values)
            yield BenefitSkill(benefit=benefit, skill=skill, strength=strength)


def _fees(random: Random, organisations: list[Organisation]) -> Iterator[Fee]:
    for organisation in organisations[::2]:
        yield Fee(
            organisation=organisation,
            grade="Member",
            amount=Decimal(random.randrange(0, 300, 5)),
            currency=random.choice(("GBP", "EUR", "USD")),
            period=FeePeriod.YEAR,
            year=random.randint(2018, 2026),
        )
