"""The catalogue as it is delivered."""

from typing import Any

import pytest
from django.core.management import call_command

from catalogue.models import Benefit, BenefitKind, BenefitSkill, Fee, Organisation, Revision, Source
from goals.models import ExperienceKind, FrameworkVersion, Heading, Skill
from people.models import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_the_whole_of_it_is_there():
    counts: dict[type[Any], int] = {
        Place: 18_650,
        Skill: 21,
        FrameworkVersion: 3,
        Heading: 30,
        ExperienceKind: 21,
        BenefitKind: 21,
        Organisation: 120,
        Benefit: 425,
        Fee: 41,
    }
    assert {model: model.objects.count() for model in counts} == counts


ROWS = (Skill, FrameworkVersion, Heading, ExperienceKind, BenefitKind, Organisation, Benefit, Fee)


@pytest.mark.parametrize("model", [*ROWS, BenefitSkill, Source, Place])
def test_every_field_is_valid(model):
    """Also where SQLite would not say so, such as a text longer than its column."""
    foreign = [field.name for field in model._meta.fields if field.is_relation]
    for row in model.objects.all():
        row.clean_fields(exclude=foreign)


def test_a_second_load_changes_nothing(capsys):
    call_command("load_catalogue")
    lines = capsys.readouterr().out.splitlines()
    assert "places: 0 added, 0 updated, 18650 unchanged" in lines
    assert [line for line in lines if ": 0 added, 0 updated, " not in line] == []
    assert Revision.objects.get().number == 1


def test_only_checked_headings_are_marked_so():
    checked = dict(FrameworkVersion.objects.values_list("key", "checked"))
    assert checked == {"pksb": True, "sla_core": True, "sla_enabling": False}


def test_what_belonging_may_reveal():
    marked = Organisation.objects.exclude(special_category="")
    assert dict(marked.values_list("key", "special_category")) == {
        "cilip_bame": "ethnicity",
        "cilip_disability": "health",
        "cilip_lgbtq": "sexual_orientation",
        "dilon": "ethnicity",
        "lgbt_libraries_working_group": "sexual_orientation",
        "queer_heritage_network": "sexual_orientation",
        "swindon_lgbt_project": "sexual_orientation",
        "swindon_wiltshire_pride": "sexual_orientation",
        "unison": "union",
    }


def test_what_only_personal_members_have():
    benefits = Benefit.objects.filter(audience="personal_members")
    assert set(benefits.values_list("seed_key", flat=True)) == {
        "cilip/accreditation",
        "cilip/mentoring",
        "cilip/toolkit",
        "cilip/committee_role",
    }


def test_places():
    where = dict(Organisation.objects.exclude(place=None).values_list("key", "place__geonames_id"))
    assert (where["cilip"], where["swindon_lgbt_project"]) == (2643743, 2636389)
    words = Organisation.objects.exclude(place_text="").values_list("place_text", flat=True)
    assert set(words) == {
        "Midlands",
        "Mount Laurel, New Jersey",
        "North of England",
        "Scotland",
        "South West England",
        "Thames Valley (Oxford, Reading)",
    }


def test_predecessors_are_found_under_their_successor():
    found = Organisation.objects.search("national museum of science and industry")
    assert {organisation.key for organisation in found} == {"nmsi", "science_museum_group"}
