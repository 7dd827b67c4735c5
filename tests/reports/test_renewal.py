"""The brief for a renewal on paper: what the page says, on one page, and nothing left out."""

import io
import subprocess
from datetime import UTC, date, datetime

import pikepdf
import pytest
from django.urls import reverse

from evaluation.renewal import load_brief
from reports.content import Paragraph, Table
from reports.renewal import build_document, make_renewal_brief
from tests.factories import (
    BenefitFactory,
    BenefitUseFactory,
    GoalFactory,
    MembershipFactory,
    OrganisationFactory,
    SkillFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 30, 15, 123456, tzinfo=UTC)
SECRET = "Zwischenraum"


def text_of(pdf: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode()


def made(membership, *, include_sensitive=False):
    return make_renewal_brief(membership=membership, now=NOW, include_sensitive=include_sensitive)


@pytest.fixture
def memberships():
    """The guild of Ada, held twice and used fully, and a sensitive one that she uses often."""
    user = UserFactory(name="Ada Reader")
    skill = SkillFactory(name="Advocacy")
    GoalFactory(user=user, text="Speak up", for_skills=[skill])
    held = []
    for name, sensitive in (("Guild of Readers", False), (SECRET, True)):
        organisation = OrganisationFactory(name=name)
        held.append(MembershipFactory(user=user, organisation=organisation, sensitive=sensitive))
        for number in range(8):
            benefit = BenefitFactory(
                organisation=organisation,
                title=f"A benefit with a name of the usual length, number {number}",
                strengths={skill: 3} if number == 0 else {},
            )
            use = 2 if sensitive else 3
            BenefitUseFactory(user=user, benefit=benefit, use=use if number % 2 == 0 else None)
        TermFactory(membership=held[-1], fee=80, notice_days=30, auto_renews=True)
    MembershipFactory(user=user, organisation=held[0].organisation, kind="employer")
    return held


def test_the_document_has_the_facts_of_the_page(memberships):
    brief = load_brief(membership=memberships[0], on=date(2026, 11, 23), leave_out_sensitive=True)
    document = build_document(owner="Ada", day="23 November 2026", brief=brief)
    assert document.title == brief.title
    assert document.subtitle == ("Ada, 23 November 2026", *brief.notes)
    answer, facts = document.sections
    assert answer.blocks == (Paragraph(brief.sentence),)
    [table] = facts.blocks
    assert isinstance(table, Table)
    assert table.rows == tuple(row for part in brief.parts for row in part.rows)


def test_it_is_one_page_of_tagged_pdf(memberships):
    with pikepdf.open(io.BytesIO(made(memberships[0]))) as opened:
        assert len(opened.pages) == 1
        assert opened.Root.MarkInfo.Marked
        assert [round(side) for side in opened.pages[0].mediabox] == [0, 0, 595, 842]
        with opened.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfuaid:part"]) == ("2", "1")


def test_other_sensitive_memberships_are_left_out_of_its_numbers(memberships):
    """The guild alone is all of 25 points; beside the other it adds 25 x (1 - 0.67 x 0.25)."""
    guild, secret = memberships
    left_out = text_of(made(guild))
    assert SECRET not in left_out
    assert "1 membership is left out here" in left_out
    assert loss_in(left_out) == "25.0"
    asked = text_of(made(guild, include_sensitive=True))
    assert "left out" not in asked
    assert loss_in(asked) == "20.8"
    chosen = text_of(made(secret))
    assert f"Is {SECRET} worth renewing?" in chosen
    assert "left out" not in chosen


def loss_in(text: str) -> str:
    [line] = [line for line in text.splitlines() if "Loss without it and its groups" in line]
    return line.split()[-1]


def test_the_same_data_at_the_same_time_is_the_same_file(memberships):
    assert made(memberships[0]) == made(memberships[0])


@pytest.mark.parametrize(
    "name", ["#let x = 1 *bold* <label> @ref", "מכתבה", "\u202egnp.exe", "x" * 290, "👩‍🚀 library"]
)
def test_hostile_names_never_fail_it(memberships, name):
    organisation = memberships[0].organisation
    organisation.name = name
    organisation.save()
    organisation.benefits.update(title=name)
    assert "worth renewing?" in " ".join(text_of(made(memberships[0])).split())


def test_its_owner_alone_gets_it_and_its_name_says_nothing(client, memberships):
    guild, secret = memberships
    address = reverse("reports:renewal", args=[secret.uuid])
    client.force_login(guild.user)
    response = client.get(address)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('inline; filename="renewal-20')
    assert SECRET not in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    address = reverse("reports:renewal", args=[guild.uuid])
    assert "left out" in text_of(client.get(address).content)
    assert "left out" not in text_of(client.get(address, {"sensitive": "1"}).content)


def test_what_is_not_held_has_no_brief(client, memberships):
    guild = memberships[0]
    guild.state = "ended"
    guild.save()
    client.force_login(guild.user)
    for name in ("reports:renewal", "evaluation:renewal"):
        assert client.get(reverse(name, args=[guild.uuid])).status_code == 404
