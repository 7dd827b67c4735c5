"""Invented organisations, to measure with."""

import pytest
from django.core.management import CommandError, call_command

from catalogue.bulk import Made, make_bulk
from catalogue.models import Benefit, BenefitSkill, Fee, Organisation, Revision
from tests.factories import BenefitKindFactory, PlaceFactory, SkillFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def vocabulary():
    SkillFactory.create_batch(3, parent=SkillFactory())
    BenefitKindFactory.create_batch(2)
    PlaceFactory.create_batch(2)


def rows():
    """What was made, without the numbers of rows."""
    organisations = Organisation.objects.order_by("key")
    skills = BenefitSkill.objects.order_by("benefit", "skill")
    fees = Fee.objects.order_by("organisation")
    return (
        list(organisations.values_list("key", "name", "parent__key", "status", "search_text")),
        list(skills.values_list("benefit__title", "skill__key", "strength")),
        list(fees.values_list("organisation__key", "amount", "year")),
    )


def test_so_many_are_made_whole(vocabulary):
    assert make_bulk(organisations=40, seed=1) == Made(40, 200, 20)
    for row in (*Organisation.objects.all(), *Benefit.objects.all(), *Fee.objects.all()):
        row.full_clean()
    assert 0 < Organisation.objects.exclude(parent=None).count() < 40
    assert not Benefit.objects.filter(skills=None).exists()
    assert Organisation.objects.exclude(search_text="").count() == 40
    assert Revision.objects.get().number == 1


def test_one_seed_makes_the_same_and_another_makes_others(vocabulary):
    made = []
    for seed in (1, 1, 2):
        make_bulk(organisations=10, seed=seed)
        made.append(rows())
        BenefitSkill.objects.all().delete()
        Benefit.objects.all().delete()
        Organisation.objects.update(parent=None)
        Organisation.objects.all().delete()
    assert made[0] == made[1] != made[2]


def test_the_command_says_what_it_made(vocabulary, capsys):
    call_command("make_bulk", organisations=2)
    assert capsys.readouterr().out == "2 organisations, 10 benefits, 1 fees\n"
    with pytest.raises(CommandError, match="there already"):
        call_command("make_bulk", organisations=2)


def test_there_must_be_a_catalogue():
    with pytest.raises(CommandError, match="Load the catalogue first"):
        call_command("make_bulk")
