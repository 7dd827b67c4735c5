"""Loading a small catalogue, again and again."""

import datetime
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from catalogue.load import load_catalogue, read_files
from catalogue.models import (
    Benefit,
    BenefitKind,
    BenefitSkill,
    Fee,
    Organisation,
    Revision,
    Source,
)
from goals.models import ExperienceKind, FrameworkVersion, Heading, Skill
from people.models import Place
from people.problems import BadDataError
from tests.catalogue.files import KINDS, ORGANISATIONS, PLACES, SKILLS, write_files
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path):
    """Loads the small catalogue with other texts; gives the results by the name of the rows."""

    def run(**texts):
        return {row.what: row for row in load_catalogue(read_files(write_files(tmp_path, **texts)))}

    return run


def test_everything_arrives(load):
    results = load()
    assert {what: len(row.added) for what, row in results.items()} == {
        "places": 4,
        "skills": 3,
        "framework versions": 1,
        "headings": 1,
        "kinds of experience": 3,
        "kinds of benefit": 2,
        "organisations": 2,
        "benefits": 2,
        "fees": 1,
    }
    assert not any(row.updated or row.kept or row.gone for row in results.values())
    guild, old = Organisation.objects.order_by("pk")
    assert (old.parent, old.successor, list(old.see_instead.all())) == (guild, guild, [guild])
    assert (guild.evidence_year, guild.checked_on, guild.owner) == (2025, None, None)
    assert old.special_category == "union"
    assert [source.text for source in guild.sources.all()] == ["https://guild.example.org/about"]
    assert Skill.objects.get(key="chairing").parent == Skill.objects.get(key="leading")
    assert [skill.key for skill in Heading.objects.get().skills.all()] == ["chairing"]
    assert ExperienceKind.objects.count() == 3
    assert BenefitKind.objects.get(key="committee_role").requires == [["writing", "speaking"]]


def test_a_benefit_arrives_whole(load):
    load()
    benefit = Benefit.objects.get(seed_key="guild/committee_role")
    assert (benefit.kind.key, benefit.hours, benefit.audience, benefit.level) == (
        "committee_role",
        Decimal("12.5"),
        "personal_members",
        "",
    )
    assert (benefit.requires, benefit.gives, benefit.basis) == (
        ["member", "writing"],
        [],
        "general_knowledge",
    )
    assert list(benefit.benefit_skills.values_list("skill__key", "strength")) == [("chairing", 3)]


def test_a_fee_arrives_whole(load):
    load()
    fee = Fee.objects.get()
    assert (fee.seed_key, fee.grade, fee.amount, fee.currency, fee.period, fee.year) == (
        "guild/full-member/2010",
        "Full member",
        Decimal(184),
        "GBP",
        "year",
        2010,
    )


def test_the_largest_town_of_the_name_in_the_country_is_meant(load):
    load()
    guild, old = Organisation.objects.order_by("pk")
    assert (guild.place and guild.place.geonames_id, guild.place_text) == (2636389, "")
    assert (old.place, old.place_text) == (None, "Midlands")


def test_a_second_load_changes_nothing(load):
    load()
    before = list(Organisation.objects.values())
    results = load()
    assert {what: (row.unchanged, row.changed) for what, row in results.items()} == {
        "places": (4, False),
        "skills": (3, False),
        "framework versions": (1, False),
        "headings": (1, False),
        "kinds of experience": (3, False),
        "kinds of benefit": (2, False),
        "organisations": (2, False),
        "benefits": (2, False),
        "fees": (1, False),
    }
    assert list(Organisation.objects.values()) == before
    assert Revision.objects.get().number == 1


def test_what_the_file_changed_arrives_and_raises_the_revision(load):
    load()
    before = Organisation.objects.get(key="guild").changed_at
    text = ORGANISATIONS.replace("guild.example.org\n", "guild.example.com\n", 1)
    text = text.replace("skills: [chairing]\n    strength: 3", "skills: [budgets]\n    strength: 1")
    text = text.replace("parent: guild", "parent: null").replace("amount: 184", "amount: 200")
    text = text.replace("guild.example.org/about", "guild.example.org/us")
    results = load(organisations=text)
    assert results["organisations"].updated == {"organisation guild", "organisation old_guild"}
    assert results["benefits"].updated == {"benefit guild/committee_role"}
    assert results["fees"].updated == {"fee guild/full-member/2010"}
    guild = Organisation.objects.get(key="guild")
    assert (guild.website, guild.changed_at > before) == ("guild.example.com", True)
    assert [source.text for source in guild.sources.all()] == ["https://guild.example.org/us"]
    assert Organisation.objects.get(key="old_guild").parent is None
    skills = BenefitSkill.objects.filter(benefit__seed_key="guild/committee_role")
    assert list(skills.values_list("skill__key", "strength")) == [("budgets", 1)]
    assert Fee.objects.get().amount == 200
    assert Revision.objects.get().number == 2


def test_what_a_curator_edited_stays_and_is_named(load):
    load()
    guild = Organisation.objects.get(key="guild")
    Organisation.objects.filter(key="guild").update(name="The Guild", place_text="by the river")
    Organisation.objects.filter(key="old_guild").update(parent=None)
    guild.sources.all().delete()
    Source.objects.create(organisation=guild, text="a letter")
    benefit = Benefit.objects.get(seed_key="guild/conference")
    benefit.benefit_skills.filter(skill__key="budgets").update(strength=1)
    Benefit.objects.filter(pk=benefit.pk).update(hours=Decimal(8), gives=["writing"])
    Fee.objects.update(amount=None)
    Skill.objects.filter(key="chairing").update(name="To chair")
    Heading.objects.update(name="Leading people")
    results = load(
        organisations=ORGANISATIONS.replace("Guild of Librarians", "Guild of All Librarians")
    )
    assert results["organisations"].kept == {
        "organisation guild: name",
        "organisation guild: place_text",
        "organisation guild: sources",
        "organisation old_guild: parent_id",
    }
    assert results["benefits"].kept == {
        "benefit guild/conference: hours",
        "benefit guild/conference: gives",
        "benefit guild/conference: skills",
    }
    assert results["fees"].kept == {"fee guild/full-member/2010: amount"}
    assert results["skills"].kept == {"skill chairing: name"}
    assert not any(row.changed for row in results.values())
    guild.refresh_from_db()
    assert (guild.name, [source.text for source in guild.sources.all()]) == (
        "The Guild",
        ["a letter"],
    )
    benefit.refresh_from_db()
    assert (benefit.hours, benefit.gives) == (Decimal(8), ["writing"])
    assert set(benefit.benefit_skills.values_list("skill__key", "strength")) == {
        ("chairing", 2),
        ("budgets", 1),
    }
    assert Heading.objects.get().name == "Leading people"


def without(text, start, end):
    """The text without what stands from `start` to before `end`."""
    at = text.index(start)
    return text[:at] + text[text.index(end, at) :]


def test_a_benefit_that_left_the_file_is_retired_once_and_comes_back(load):
    load()
    shorter = without(ORGANISATIONS, "  - key: conference", "  - key: committee_role")
    results = load(organisations=shorter)
    assert results["benefits"].gone == {"benefit guild/conference"}
    benefit = Benefit.objects.get(seed_key="guild/conference")
    assert isinstance(benefit.retired_on, datetime.date)
    assert "conference" not in Organisation.objects.get(key="guild").search_text
    again = load(organisations=shorter)["benefits"]
    assert (again.gone, again.changed) == (set(), False)
    assert load()["benefits"].updated == {"benefit guild/conference"}
    benefit.refresh_from_db()
    assert benefit.retired_on is None


@pytest.mark.parametrize("edited", ["title", "skills"])
def test_a_benefit_that_a_curator_edited_is_only_named_when_it_leaves_the_file(load, edited):
    load()
    benefit = Benefit.objects.get(seed_key="guild/conference")
    if edited == "title":
        Benefit.objects.filter(pk=benefit.pk).update(title="Congress")
    else:
        benefit.benefit_skills.update(strength=1)
    results = load(
        organisations=without(ORGANISATIONS, "  - key: conference", "  - key: committee_role")
    )
    assert results["benefits"].gone == {"benefit guild/conference"}
    benefit.refresh_from_db()
    assert benefit.retired_on is None


def test_an_organisation_that_left_the_file_stays_and_is_named(load):
    load()
    results = load(organisations=ORGANISATIONS[: ORGANISATIONS.index("- key: old_guild")])
    assert results["organisations"].gone == {"organisation old_guild"}
    assert Organisation.objects.filter(key="old_guild").exists()


def test_somebodys_private_organisation_is_left_alone(load, django_user_model):
    owner = django_user_model.objects.create_user("owner@example.org")
    mine = Organisation.objects.create(owner=owner, name="Mine", kind="community", scope="local")
    results = load()
    assert results["organisations"].gone == set()
    mine.refresh_from_db()
    assert (mine.name, mine.search_text) == ("Mine", "")


def test_what_organisations_are_found_by(load):
    load()
    guild, old = Organisation.objects.order_by("pk")
    assert guild.search_text.split("\n") == [
        "guild of librarians",
        "gol",
        "cafe guild",
        "",
        "yearly conference",
        "committee posts",
    ]
    assert set(Organisation.objects.search("CAFÉ  guild")) == {guild, old}
    assert list(Organisation.objects.search("librarians posts")) == [guild]
    assert not Organisation.objects.search("librarians archive").exists()


BROKEN = {
    "places.csv, line 5": {"places": PLACES.replace("-1.78116", "-181")},
    "skills.yaml, line 9, area “leading”, skill “leading”": {
        "skills": SKILLS.replace("key: budgets", "key: leading")
    },
    "benefit_kinds.yaml, line 2, kind “conference”": {"kinds": KINDS.replace("16", "-16")},
    "organisations.yaml, line 16, organisation “guild”, fee “Full member”": {
        "organisations": ORGANISATIONS.replace("184", "-184")
    },
}


@pytest.mark.parametrize("message", BROKEN)
def test_nothing_is_written_where_anything_is_wrong(load, message):
    with pytest.raises(BadDataError) as caught:
        load(**BROKEN[message])
    assert str(caught.value).startswith(message)
    for model in (Place, Skill, FrameworkVersion, BenefitKind, Organisation, Revision):
        assert not model.objects.exists()


def test_the_command_says_what_it_did(tmp_path, capsys):
    folder = write_files(tmp_path)
    call_command("load_catalogue", folder=folder)
    assert "organisations: 2 added, 0 updated, 0 unchanged\n" in capsys.readouterr().out
    Organisation.objects.filter(key="guild").update(name="The Guild")
    write_files(tmp_path, organisations=ORGANISATIONS[: ORGANISATIONS.index("- key: old_guild")])
    call_command("load_catalogue", folder=folder)
    assert (
        "organisations: 0 added, 0 updated, 1 unchanged\n"
        "  1 edited by a curator, left as they are:\n"
        "    organisation guild: name\n"
        "  1 no longer in the file:\n"
        "    organisation old_guild\n"
    ) in capsys.readouterr().out


def test_the_command_names_what_is_wrong(tmp_path):
    folder = write_files(tmp_path, organisations=ORGANISATIONS.replace("184", "-184"))
    with pytest.raises(CommandError) as caught:
        call_command("load_catalogue", folder=folder)
    assert str(caught.value) == (
        "Nothing was loaded.\norganisations.yaml, line 16, organisation “guild”, fee “Full "
        "member”, field “amount”: must not be negative, but is -184"
    )


def test_the_command_names_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match=r"places.csv: No such file or directory"):
        call_command("load_catalogue", folder=tmp_path)


GROUP = """\
- {key: branch, name: Branch, kind: division, parent: guild, scope: local, country: null,
   place: null, website: null, joinable: anyone, status: active, successor: guild, fees: [],
   benefits: [], sources: [], as_of: null, note: null, see_instead: [], short_name: null}
"""


def test_nothing_new_leads_to_what_was_merged(load):
    load()
    guild = Organisation.objects.get(key="guild")
    kept = OrganisationFactory()
    Organisation.objects.filter(pk=guild.pk).update(merged_into=kept)
    load(organisations=ORGANISATIONS + GROUP)
    branch = Organisation.objects.get(key="branch")
    assert (branch.parent, branch.successor) == (kept, kept)
    guild.refresh_from_db()
    assert guild.merged_into == kept
