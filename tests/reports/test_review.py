"""The membership review: the page's data, on paper, and nothing that its owner left out."""

import io
import subprocess
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest
from django.urls import reverse

from evaluation.pages import load_overview
from reports.content import BarChart, HeatMap, Table
from reports.review import build_review, make_membership_review
from tests.factories import (
    AttendanceFactory,
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
NOW = datetime(2026, 6, 1, 9, 30, 15, 123456, tzinfo=UTC)
SECRET = "Zwischenraum"


def text_of(pdf: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode()


@pytest.fixture
def user():
    user = UserFactory(name="Ada Reader")
    skill = SkillFactory(name="Advocacy")
    GoalFactory(user=user, text="Speak up", for_skills=[skill])
    for name, sensitive in (("Guild of Readers", False), (SECRET, True)):
        organisation = OrganisationFactory(name=name)
        MembershipFactory(user=user, organisation=organisation, sensitive=sensitive)
        benefit = BenefitFactory(organisation=organisation, strengths={skill: 3})
        BenefitUseFactory(user=user, benefit=benefit, use=3)
    return user


def blocks_of(document):
    return [block for section in document.sections for block in section.blocks]


def test_the_document_has_the_numbers_of_the_page(user):
    page = load_overview(user=user, on=date(2026, 6, 1))
    document = build_review(owner="Ada", day="1 June 2026", overview=page, explanations=())
    [heat_map] = [block for block in blocks_of(document) if isinstance(block, HeatMap)]
    assert heat_map.row_labels == (*(row.label for row in page.rows), "All together")
    assert [[cell.text for cell in row] for row in heat_map.cells] == [
        *([cell.text for cell in row.cells] for row in page.rows),
        [goal.coverage for goal in page.goals],
    ]
    totals, figures = [block for block in blocks_of(document) if isinstance(block, Table)]
    assert totals.rows == page.totals
    assert [row[2] for row in figures.rows] == [row.score.text for row in page.rows]
    [chart] = [block for block in blocks_of(document) if isinstance(block, BarChart)]
    assert [bar.share for bar in chart.bars] == [1.0, 1.0]


def test_a_fee_without_a_rate_is_printed_as_it_was_told(user):
    TermFactory(membership=user.memberships.get(sensitive=False), fee=90, currency="USD")
    text = text_of(make_membership_review(user=user, now=NOW, include_sensitive=False))
    [total] = [line for line in text.splitlines() if line.strip().startswith("You pay a year")]
    assert total.split()[-2:] == ["90.00", "USD"]


def test_sensitive_memberships_are_left_out_and_counted(user):
    """25 points alone; with the sensitive one 1 - 0.75 x 0.75 = 43.75 points."""
    text = text_of(make_membership_review(user=user, now=NOW, include_sensitive=False))
    assert SECRET not in text
    assert "43.8" not in text
    assert "1 membership is left out here" in text
    assert "brings you 25.0 of 100 points" in text


def test_its_owner_can_include_them(user):
    text = text_of(make_membership_review(user=user, now=NOW, include_sensitive=True))
    assert SECRET in text
    assert "bring you 43.8 of 100 points" in text
    assert "left out" not in text


def test_the_appendix_has_the_arithmetic(user):
    text = text_of(make_membership_review(user=user, now=NOW, include_sensitive=False))
    assert "How the scores were worked out" in text
    line = next(line for line in text.splitlines() if line.strip().startswith("1. Speak up"))
    assert line.split()[3:] == ["1.0000", "0.2500", "25.00"]


def test_the_same_data_at_the_same_time_is_the_same_file(user):
    first, second = (
        make_membership_review(user=user, now=NOW, include_sensitive=False) for _ in range(2)
    )
    assert first == second


def test_an_empty_review_says_what_it_waits_for():
    text = text_of(make_membership_review(user=UserFactory(), now=NOW, include_sensitive=False))
    assert "There is nothing to evaluate yet." in text


HOSTILE = [
    "#let x = 1 *bold* $x^2$ <label> @ref [link](x)",
    "עברית ספרייה",
    "مكتبة عامة",
    "\u202egnp.exe",
    "a\x07b",
    "x" * 290,
    "👩‍🚀 library 🏳️‍🌈",
    "\u200b",
    "\u2060\u00ad",
    "\u200d",
    "\u00a0",
]


def test_hostile_names_never_fail_the_page():
    user = UserFactory(name=HOSTILE[0])
    skill = SkillFactory(name=HOSTILE[1])
    GoalFactory(user=user, text=HOSTILE[2], for_skills=[skill])
    for name in HOSTILE:
        membership = MembershipFactory(user=user, organisation__name=name)
        BenefitFactory(organisation=membership.organisation, title=name, strengths={skill: 3})
    pdf = make_membership_review(user=user, now=NOW, include_sensitive=False)
    assert HOSTILE[0] in text_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked


def test_the_page_gives_the_pdf_to_its_owner_alone(client, user):
    address = reverse("reports:membership_review")
    assert client.get(address).status_code == 302
    client.force_login(user)
    response = client.get(address)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('inline; filename="membership-review-')
    assert "no-store" in response["Cache-Control"]
    assert SECRET not in text_of(response.content)
    assert SECRET in text_of(client.get(address, {"sensitive": "1"}).content)
    client.force_login(UserFactory(name="A colleague"))
    text = text_of(client.get(address, {"sensitive": "1"}).content)
    assert "Guild of Readers" not in text
    assert SECRET not in text


def test_getting_it_writes_nothing(client, user):
    client.force_login(user)
    assert client.post(reverse("reports:membership_review")).status_code == 405


def test_events_of_the_year_are_counted_without_those_of_sensitive_bodies(user):
    guild, secret = (user.memberships.get(sensitive=is_so).organisation for is_so in (False, True))
    for body, reason, days in (
        (guild, "too_late", 10),
        (guild, "too_late", 20),
        (guild, "cost", 364),
        (guild, "full", 366),
        (secret, "too_far", 10),
    ):
        AttendanceFactory(
            user=user, state="could_not", reason=reason,
            event__organisation=body, event__starts_at=NOW - timedelta(days=days),
        )  # fmt: skip
    text = text_of(make_membership_review(user=user, now=NOW, include_sensitive=False))
    assert "Could not go 3 times: too late home 2, cost 1." in text
    text = text_of(make_membership_review(user=user, now=NOW, include_sensitive=True))
    assert "Could not go 4 times: too late home 2, too far 1, cost 1." in text


def test_who_said_nothing_of_events_reads_nothing_of_them(user):
    text = text_of(make_membership_review(user=user, now=NOW, include_sensitive=True))
    assert "Events" not in text
